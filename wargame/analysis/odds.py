"""Staff estimates: what may come next under the orders given, as far as a seat can know.

Thousands of worlds are played on from what the seat knows (`belief.py`), with dice of their own: an estimate shows what
is likely, and never what the game's own dice hold. The work comes in blocks of worlds, so that it can be shared among
processes and stopped at any block.
"""

from __future__ import annotations

import dataclasses
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.analysis.belief import PLAYED, believed, plan
from wargame.analysis.estimate import Change, Comparison, Estimate, Series, StatementOdds
from wargame.analysis.moment import Moment, moment
from wargame.analysis.statements import SOURCES, Statement, statements, wilson
from wargame.dice import Dice
from wargame.errors import InputError
from wargame.exercise import CONTROL, SUFFIX, Exercise, default_settings, empty_table
from wargame.scenario import load
from wargame.simulate import Plan, rollout
from wargame.world.calendar import tick_lengths
from wargame.world.orders import OrderDoc
from wargame.world.readers import reduce_axes
from wargame.world.record import Column, column
from wargame.world.runs import QUANTILES
from wargame.world.state import LANES

Array = NDArray[Any]
Progress = Callable[[int, int], None]
BLOCK = 2048
"""Worlds per block: a wider one gains nothing, a narrower one takes longer for each world (performance.md 4)."""
CONTROL_DESK: tuple[str, ...] = (
    "cfv_recorded",
    "cfv_true",
    "coalition_killed",
    "civilians_killed",
    "mission_people",
    "rung",
    "hazard",
)
"""What control's estimate shows; a role's shows the quantities on its desk."""
_ROWS_SHOWN = ("ladder", "trigger", "side")
"""Axes whose rows are told apart where they are all that a quantity has."""


@dataclass(frozen=True, eq=False)
class Task:
    """An estimate to be made; it can be sent to another process.

    Attributes:
        known: what it rests on.
        docs: orders assumed for the first turn.
        desk: quantities shown.
        seed: of the estimate's own dice.
    """

    known: Moment
    plans: tuple[Plan, ...]
    docs: tuple[OrderDoc, ...]
    desk: tuple[str, ...]
    questions: tuple[Statement, ...]
    seed: int
    worlds: int


@dataclass(frozen=True, eq=False)
class Block:
    """What came of some of an estimate's worlds: per quantity (turn, row, W), and (statement, W) what came true."""

    first: int
    values: tuple[Array, ...]
    met: Array


def prepare(
    exercise: Exercise,
    role: str = CONTROL,
    docs: Sequence[OrderDoc] | None = None,
    turns: int | None = None,
    worlds: int = 2000,
    *,
    turn: int | None = None,
    seed: int = 0,
    key: str = "",
) -> Task:
    """Gather what `role` knows and what is to be played.

    Args:
        docs: the role's orders of the coming turn; default those it has sealed so far.
        turns: how many to look ahead; default all that are planned.
        worlds: how many runs, >= 1.
        turn: look from before this turn; default now.
        seed: another number gives other dice, which are never the game's.
        key: keeps one exercise's dice apart from another's; default the hash that it publishes.
    Raises: InputError if the orders can't be given.
    """
    known = moment(exercise, role, turn)
    if turns is not None:
        known = dataclasses.replace(known, turns=known.turns[: max(1, turns)])
    own = tuple(known.own if docs is None else docs)
    text = f"staff estimate\n{role}\n{known.view.turn}\n{known.view.day}\n{key or known.commitment}\n{seed}"
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:12], "little")
    questions = tuple(statements(known.tables, believed(known, number, np.arange(LANES, dtype=np.int64))))
    desk = _desk(exercise, role, known)
    return Task(known, _plans(known, own, desk), own, desk, questions, number, worlds)


def _plans(known: Moment, docs: Sequence[OrderDoc], desk: Iterable[str]) -> tuple[Plan, ...]:
    """The first turn, under the orders given, and the turns after it, in which every seat follows its doctrine."""
    columns = tuple(_column(name, known.tables) for name in (*SOURCES, *desk))
    first = plan(known, known.turns[:1], docs, known.dt_days, columns)
    if not known.turns[1:]:
        return (first,)
    return first, dataclasses.replace(first, tables=known.tables, turns=known.turns[1:], orders={})


def _column(name: str, tables: Any) -> Column:
    """A quantity as it is recorded: counts over many rows are added up at once, to save memory."""
    quantity = tables.registry[name]
    summed = quantity.axes and not _rows_told(quantity.axes) and (quantity.integer or quantity.kind == "flow")
    return column(f"total({name})" if summed else name, tables)


def _rows_told(axes: tuple[str, ...]) -> bool:
    return len(axes) == 1 and axes[0] in _ROWS_SHOWN


def _desk(exercise: Exercise, role: str, known: Moment) -> tuple[str, ...]:
    """Numbers on the role's desk that it may see; settings and flags are no distributions."""
    tables = exercise.tables
    if role == CONTROL:
        return tuple(name for name in CONTROL_DESK if name in tables.registry)
    wanted = exercise.scenario.document.roles[exercise.scenario.role_ids.index(role)].headline
    return tuple(name for name in wanted if name in known.view.quantities and name not in tables.roster.levels)


def run_block(task: Task, first: int, worlds: int, progress: Callable[[float], None] | None = None) -> Block:
    """Play worlds `first` to `first + worlds`; the result depends on the task and their numbers alone.

    `progress` is called after each turn with the share played.
    """
    return _play([task], first, worlds, progress)[0]


def _play(
    tasks: Sequence[Task], first: int, worlds: int, progress: Callable[[float], None] | None = None
) -> list[Block]:
    """The same worlds under the orders of each task; the tasks differ in nothing else."""
    turns, done = len(tasks[0].known.turns) * len(tasks), 0

    def told(_: float) -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done / turns)

    lanes = max(LANES, -(-worlds // LANES) * LANES)
    numbers = np.arange(first, first + lanes, dtype=np.int64)
    start, dice = believed(tasks[0].known, tasks[0].seed, numbers), Dice(tasks[0].seed, numbers, PLAYED)
    blocks = []
    for task in tasks:
        state, parts = start, []
        for stretch in task.plans:
            played = rollout(stretch, state, dice, told)
            parts.append(played.values)
            state = played.final
        joined = (np.concatenate(values)[..., :worlds] for values in zip(*parts, strict=True))
        record = dict(zip((*SOURCES, *task.desk), joined, strict=True))
        desk = tuple(_by_turn(task, name, record[name]) for name in task.desk)
        blocks.append(Block(first, desk, np.stack([question.judge(record) for question in task.questions])))
    return blocks


def _by_turn(task: Task, name: str, values: Array) -> Array:
    """(turn, row, W) float32: a flow's total over each turn, a level at its end."""
    quantity = task.known.tables.registry[name]
    lengths = [len(tick_lengths(days, task.known.dt_days)) for _, days in task.known.turns]
    ends = np.cumsum(lengths)
    if values.ndim > 2 and not _rows_told(quantity.axes):
        flat = np.moveaxis(values, 0, -2)
        values = reduce_axes(flat.reshape(-1, *flat.shape[-2:]), "mean", (0,))
    values = values.reshape(len(values), -1, values.shape[-1])
    if quantity.kind == "flow":
        totals = [values[end - length : end].sum(axis=0) for end, length in zip(ends, lengths, strict=True)]
        return np.stack(totals).astype(np.float32)
    last: Array = values[ends - 1].astype(np.float32)
    return last


def _gathered(task: Task, blocks: Iterable[Block]) -> tuple[list[Array], Array]:
    ordered = sorted(blocks, key=lambda block: block.first)
    values = [np.concatenate([block.values[n] for block in ordered], axis=-1) for n in range(len(task.desk))]
    return values, np.concatenate([block.met for block in ordered], axis=-1)


def combine(task: Task, blocks: Iterable[Block]) -> Estimate:
    """The distribution that the blocks make up, whatever their order."""
    values, met = _gathered(task, blocks)
    worlds = met.shape[-1]
    series = []
    for name, kept in zip(task.desk, values, strict=True):
        quantity = task.known.tables.registry[name]
        spread = np.sort(kept, axis=-1)
        for row, label in enumerate(_row_names(task, name)):
            points = tuple(tuple(_at(spread[turn, row], share) for share in QUANTILES) for turn in range(len(spread)))
            series.append(Series(name, label, quantity.unit, quantity.kind == "flow", points))
    odds = []
    for question, came in zip(task.questions, met, strict=True):
        hits = int(came.sum())
        low, high = wilson(hits, worlds)
        odds.append(
            StatementOdds(question.code, question.quantity, question.ids, question.numbers, hits / worlds, low, high)
        )
    turns = tuple(number for number, _ in task.known.turns)
    days = tuple(int(day) for day in task.known.view.day + np.cumsum([days for _, days in task.known.turns]))
    return Estimate(
        task.known.role,
        task.known.view.turn,
        task.known.view.day,
        worlds,
        turns,
        days,
        tuple(series),
        tuple(odds),
        tuple(doc.order for doc in task.docs),
    )


def _row_names(task: Task, name: str) -> tuple[str, ...]:
    axes = task.known.tables.registry[name].axes
    return task.known.tables.roster.axes[axes[0]] if _rows_told(axes) else ("",)


def _at(ordered: Array, share: float) -> float:
    """A quantile of sorted values, linear between neighbours (`wargame.world.runs.quantiles`)."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (ordered[high] - ordered[low]) * np.float32(place - low))


def blocks_of(worlds: int) -> list[tuple[int, int]]:
    """(first world, how many) of each block.

    >>> blocks_of(2500)
    [(0, 2048), (2048, 452)]
    """
    return [(first, min(BLOCK, worlds - first)) for first in range(0, worlds, BLOCK)]


def run(task: Task, progress: Progress | None = None) -> list[Block]:
    """Every block of a task, one after the other; `progress` is called with (worlds done, worlds) after each turn."""
    blocks = []
    for first, count in blocks_of(task.worlds):

        def told(share: float, first: int = first, count: int = count) -> None:
            if progress:
                progress(first + int(count * share), task.worlds)

        blocks.append(run_block(task, first, count, told))
    return blocks


def estimate(
    exercise: Exercise,
    role: str = CONTROL,
    docs: Sequence[OrderDoc] | None = None,
    turns: int | None = None,
    worlds: int = 2000,
    *,
    turn: int | None = None,
    seed: int = 0,
    key: str = "",
    progress: Progress | None = None,
) -> Estimate:
    """The odds as `role` can know them; arguments as for `prepare`."""
    task = prepare(exercise, role, docs, turns, worlds, turn=turn, seed=seed, key=key)
    return combine(task, run(task, progress))


def with_docs(task: Task, docs: Sequence[OrderDoc]) -> Task:
    """The same estimate under other orders of the first turn: same worlds, same luck."""
    return dataclasses.replace(task, plans=_plans(task.known, docs, task.desk), docs=tuple(docs))


def compare(
    task: Task, alternatives: Sequence[Sequence[OrderDoc]], progress: Progress | None = None
) -> list[Comparison]:
    """What each alternative set of orders would change, against the task's own, world by world under equal luck.

    Returns: for each alternative the mean paired difference of every series at the horizon (of a flow: in total) and of
        every statement's probability, with the 95 % interval of that mean.
    """
    tasks = [task, *(with_docs(task, docs) for docs in alternatives)]
    played: list[list[Block]] = []
    for first, count in blocks_of(task.worlds):
        played.append(_play(tasks, first, count))
        if progress:
            progress(first + count, task.worlds)
    (base, base_met), *others = (_gathered(task, blocks) for blocks in zip(*played, strict=True))
    return [
        Comparison(
            tuple(doc.order for doc in other.docs), task.worlds, *_differences(task, base, base_met, values, met)
        )
        for other, (values, met) in zip(tasks[1:], others, strict=True)
    ]


def _differences(
    task: Task, base: Sequence[Array], base_met: Array, values: Sequence[Array], met: Array
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    series = []
    for name, mine, theirs in zip(task.desk, base, values, strict=True):
        flow = task.known.tables.registry[name].kind == "flow"
        for row, label in enumerate(_row_names(task, name)):
            pair = (part[:, row].sum(axis=0) if flow else part[-1, row] for part in (theirs, mine))
            series.append(_change(name, label, np.subtract(*pair)))
    shifts = tuple(
        _change(
            question.code, next(iter(question.ids.values()), ""), theirs.astype(np.float32) - mine, question.numbers
        )
        for question, theirs, mine in zip(task.questions, met, base_met, strict=True)
    )
    return tuple(series), shifts


def _change(name: str, row: str, difference: Array, numbers: dict[str, float] | None = None) -> Change:
    wide = difference.astype(np.float64)
    half = 1.96 * float(wide.std()) / len(wide) ** 0.5
    mean = float(wide.mean())
    more, less = float((wide > 0).mean()), float((wide < 0).mean())
    return Change(name, row, mean, mean - half, mean + half, more, less, numbers or {})


def odds(
    target: str | Path,
    role: str | None = None,
    turn: int | None = None,
    seed: int = 1,
    worlds: int = 2000,
    progress: Progress | None = None,
) -> Estimate:
    """The odds from an exercise file, or from the opening of a scenario with a doctrine in every seat.

    Args:
        target: a `.wargame` file, or a scenario's name or path.
        role: as that role knows it; control's view if left out.
        turn: from before that turn (0 or 1: the opening); of a file, its last turn if left out.
        seed: of the estimate's dice, which are never the game's.
    """
    if worlds < 1:
        raise InputError("out-of-range", f"an estimate needs at least 1 world, not {worlds}")
    wanted = None if turn is None else max(1, turn)

    def made(exercise: Exercise, key: str) -> Estimate:
        found = estimate(exercise, role or CONTROL, worlds=worlds, turn=wanted, seed=seed, key=key, progress=progress)
        return dataclasses.replace(found, scenario=exercise.scenario)

    if Path(target).suffix == SUFFIX:
        with closing(Exercise.open(Path(target), readonly=True)) as exercise:
            return made(exercise, "")
    scenario = load(str(target))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"odds{SUFFIX}"
        with closing(
            Exercise.create(path, scenario, empty_table(scenario), default_settings(scenario), seed=0)
        ) as exercise:
            return made(exercise, scenario.digest)
