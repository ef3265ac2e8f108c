""" "I disagree": control replaces a result, types a real die, or amends a quantity, and sees what that changed.

An override changes results openly: it needs a reason code and a sentence, the turn is played again with the same luck,
and everything it touched is shown before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.quantities import Quantity
from wargame.report.text import sentence
from wargame.ui.models.reading import SUMMED
from wargame.ui.models.setup import Choice
from wargame.ui.models.why import address_of, die_of, draw_of, percentile
from wargame.world.events import GRADES, REASON_CODES, Event, Ruling
from wargame.world.state import WorldState

if TYPE_CHECKING:
    from wargame.ui.session import Session

UMPIRE = "umpire"
MOST_CHANGES = 14
WEEKLY = ("report", "raid")
"""Counts of a week: any change moves all later ones a little, so they are told only where nothing else changed."""
UNTOLD = ("amended", "moved")
WORTH_TELLING = 0.005
"""A change of less than this share of a quantity's range, or of its value, is left out."""
UNBOUNDED = 1e6
"""Ranges that end above this are no scale to measure by."""
TOLD_APART = ("side", "ladder", "gauge", "trigger", "dimension")
AMENDABLE_AXES = ("side", "ladder", "gauge", "trigger")


@dataclass
class Disagreement:
    """What control is about to rule on an event. `kind`: grade, draw or amend."""

    event: Event
    kind: str
    grade: str = ""
    die: int = 50
    quantity: str = ""
    delta: float = 0.0
    reason_code: str = REASON_CODES[0]
    reason: str = ""

    @classmethod
    def about(cls, event: Event) -> Disagreement:
        """The tool that fits the event best comes first."""
        kind = tools(event)[0]
        draw = draw_of(event)
        return cls(event, kind, event.ids.get("grade", ""), 50 if draw is None else percentile(draw))

    def ruling(self) -> Ruling:
        """As the exercise takes it."""
        address = address_of(self.event)
        common: dict[str, Any] = {"reason_code": self.reason_code, "reason": self.reason.strip()}
        if self.kind == "grade":
            return Ruling("grade", UMPIRE, self.event.day, address=address, choice=self.grade, **common)
        if self.kind == "draw":
            return Ruling("draw", UMPIRE, self.event.day, address=address, draw=die_of(self.die), **common)
        quantity, _, row = self.quantity.partition("|")
        axis, _, id = row.partition("=")
        ids = {axis: id} if id else {}
        return Ruling("amend", UMPIRE, self.event.day, quantity=quantity, ids=ids, delta=self.delta, **common)


@dataclass(frozen=True)
class DisagreeModel:
    """The dialog. `missing` says what keeps it from being ruled."""

    about: str
    kinds: tuple[Choice, ...]
    kind: str
    grades: tuple[Choice, ...]
    grade: str
    die: int
    die_before: str
    quantities: tuple[Choice, ...]
    quantity: str
    delta: float
    reason_codes: tuple[Choice, ...]
    reason_code: str
    reason: str
    missing: str


@dataclass(frozen=True)
class Change:
    """Something that a ruling changed: a quantity with its value before and after, or an event that came or went."""

    what: str
    before: str
    after: str
    trend: int
    event: bool = False


@dataclass(frozen=True, eq=False)
class Before:
    """The game before a ruling."""

    state: WorldState
    events: tuple[Event, ...]


def tools(event: Event) -> tuple[str, ...]:
    """What can be done about an event: force its grade, replace its die, amend a quantity."""
    address = address_of(event)
    found = ["grade"] if address and event.code == "grade" else []
    return (*found, *(("draw",) if address else ()), "amend")


def snapshot(session: Session) -> Before:
    """How the game stands, before a ruling."""
    turn = session.game.record.turns[-1]
    return Before(session.game.states(turn)[-1], turn.events)


def disagree_model(session: Session, own: Disagreement) -> DisagreeModel:
    """The dialog as it stands."""
    say, naming = session.say, session.naming
    draw = draw_of(own.event)
    quantities = tuple(amendable(session))
    return DisagreeModel(
        about=sentence(own.event, naming),
        kinds=tuple(Choice(kind, say(f"disagree.kind.{kind}")) for kind in tools(own.event)),
        kind=own.kind,
        grades=tuple(Choice(grade, naming.name("grade", grade)) for grade in GRADES),
        grade=own.grade,
        die=own.die,
        die_before="" if draw is None else say("disagree.die_before", die=percentile(draw)),
        quantities=quantities,
        quantity=own.quantity,
        delta=own.delta,
        reason_codes=tuple(Choice(code, say(f"reason_code.{code}")) for code in REASON_CODES),
        reason_code=own.reason_code,
        reason=own.reason,
        missing=missing(session, own),
    )


def missing(session: Session, own: Disagreement) -> str:
    """What keeps a disagreement from being ruled; empty if nothing does."""
    if own.kind == "grade" and own.grade == own.event.ids.get("grade"):
        return session.say("disagree.same_grade")
    if own.kind == "amend" and (not own.quantity or not own.delta):
        return session.say("disagree.no_quantity")
    return "" if own.reason.strip() else session.say("disagree.no_reason")


def amendable(session: Session) -> Iterator[Choice]:
    """Tracks first, then the engine's own levels of which the world has one or a few."""
    game, naming = session.game, session.naming
    for track in game.scenario.rules.tracks:
        yield Choice(track.id, naming.quantity(track.id))
    for quantity in game.tables.registry.values():
        if quantity.kind != "level" or quantity.name not in game.state.arrays or quantity.unit == "index":
            continue
        if not quantity.axes:
            yield Choice(quantity.name, naming.quantity(quantity.name))
        elif len(quantity.axes) == 1 and quantity.axes[0] in AMENDABLE_AXES:
            axis = quantity.axes[0]
            for id in game.tables.roster.axes[axis]:
                yield Choice(f"{quantity.name}|{axis}={id}", naming.quantity(quantity.name, id))


def changes(session: Session, before: object) -> tuple[Change, ...]:
    """What differs from a game as it stood: events that came or went, then the quantities that moved most."""
    if not isinstance(before, Before) or not session.game.record.turns:
        return ()
    now = snapshot(session)
    found = [*_events(session, before.events, now.events, lambda event: event.code not in (*WEEKLY, *UNTOLD))]
    moved = sorted(_moved(session, before.state, now.state), key=lambda pair: -pair[0])
    told = (*found, *(change for _, change in moved[:MOST_CHANGES]))
    return told or tuple(_events(session, before.events, now.events, lambda event: event.code in WEEKLY))[:MOST_CHANGES]


def _events(
    session: Session, old: tuple[Event, ...], new: tuple[Event, ...], which: Callable[[Event], bool]
) -> Iterator[Change]:
    say = session.say
    told_old = [sentence(event, session.naming) for event in old if which(event)]
    told_new = [sentence(event, session.naming) for event in new if which(event)]
    for text in dict.fromkeys(told_old):
        if text not in told_new:
            yield Change(text, say("change.happened"), say("change.did_not"), -1, event=True)
    for text in dict.fromkeys(told_new):
        if text not in told_old:
            yield Change(text, say("change.did_not"), say("change.happened"), 1, event=True)


def _moved(session: Session, old: WorldState, new: WorldState) -> Iterator[tuple[float, Change]]:
    """(weight, change) of every level that moved. Rows of a few (a ladder, a side) are told apart, others together."""
    tables = session.game.tables
    settings = {setting.id for setting in session.game.scenario.rules.settings}
    for quantity in tables.registry.values():
        if quantity.kind == "flow" or quantity.unit == "index" or quantity.name in ("turn", "days"):
            continue
        one, two = (_values(state, quantity, session) for state in (old, new))
        if one is None or two is None or np.array_equal(one, two):
            continue
        if quantity.name in settings:
            yield 1.0, Change(session.reader.name(quantity.name), *_levels(session, quantity, one, two), 0)
        elif len(quantity.axes) == 1 and quantity.axes[0] in TOLD_APART:
            for row, id in enumerate(tables.roster.axes[quantity.axes[0]]):
                yield from _step(session, quantity, id, float(one[row]), float(two[row]))
        else:
            yield from _step(session, quantity, "", _whole(one, quantity), _whole(two, quantity))


def _step(
    session: Session, quantity: Quantity, row: str, before: float, after: float
) -> Iterator[tuple[float, Change]]:
    """A number before and after, if the difference is worth telling."""
    reader = session.reader
    span = quantity.high - quantity.low if quantity.high < UNBOUNDED else max(abs(before), abs(after), 1.0)
    weight = abs(after - before) / span
    values = [f"{reader.written(value, quantity)} {reader.unit(quantity)}".strip() for value in (before, after)]
    if weight >= WORTH_TELLING and values[0] != values[1]:
        yield (
            weight,
            Change(session.naming.quantity(quantity.name, row), values[0], values[1], 1 if after > before else -1),
        )


def _values(state: WorldState, quantity: Quantity, session: Session) -> Any:
    place = session.game.tables.array_rows.get(quantity.name)
    if place is not None:
        return np.asarray(getattr(state, place[0])[place[1]][..., 0], float)
    return np.asarray(state.arrays[quantity.name][..., 0], float) if quantity.name in state.arrays else None


def _whole(values: Any, quantity: Quantity) -> float:
    """One number for all rows: the sum of what counts, the longest of what lasts, else the mean."""
    if not quantity.axes:
        return float(values)
    if quantity.unit == "days":
        return float(values.max())
    return float(values.sum() if quantity.unit in SUMMED else values.mean())


def _levels(session: Session, quantity: Quantity, one: Any, two: Any) -> tuple[str, str]:
    """A setting before and after, by name."""
    setting = next((each for each in session.game.scenario.rules.settings if each.id == quantity.name), None)
    if setting is None:
        return str(one), str(two)
    names = [level.name.say(session.lang) for level in setting.levels]
    return names[int(one)], names[int(two)]
