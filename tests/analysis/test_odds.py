"""Staff estimates: consistent, the same however they are cut up, and never on the game's dice."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.report.scene import PLAYER, played
from wargame.analysis import combine, compare, estimate, odds, prepare, run_block
from wargame.analysis.belief import plan
from wargame.analysis.estimate import Estimate
from wargame.analysis.moment import moment
from wargame.analysis.odds import run, with_docs
from wargame.analysis.statements import wilson
from wargame.dice import Dice
from wargame.errors import InputError
from wargame.exercise import Exercise
from wargame.simulate import simulate, turn_orders
from wargame.world.orders import OrderDoc
from wargame.world.state import spread


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exercise]:
    exercise = Exercise.open(played(tmp_path_factory.mktemp("odds") / "game.wargame"), readonly=True)
    yield exercise
    exercise.close()


def as_text(found: Estimate) -> str:
    return json.dumps(found.to_json(), sort_keys=True)


def test_quantiles_ascend_and_odds_are_odds(game: Exercise) -> None:
    for role in ("control", *game.scenario.role_ids):
        found = estimate(game, role, worlds=64, turn=2)
        assert found.worlds == 64
        assert found.series
        for series in found.series:
            assert len(series.points) == len(found.turns)
            assert all(list(points) == sorted(points) for points in series.points)
        for one in found.statements:
            assert 0 <= one.low <= one.probability <= one.high <= 1


def test_a_higher_rung_is_never_likelier(game: Exercise) -> None:
    found = estimate(game, worlds=256, turn=1)
    for ladder in game.tables.roster.axes["ladder"]:
        climbing = [one for one in found.statements if one.code == "rung" and one.ids["ladder"] == ladder]
        chances = [one.probability for one in sorted(climbing, key=lambda one: one.numbers["rung"])]
        assert chances == sorted(chances, reverse=True)


def test_the_estimate_agrees_with_a_simulation_of_the_same_start(game: Exercise) -> None:
    doctrines = {
        role: game.seat(role).doctrine for role in game.scenario.role_ids if game.seat(role).held_by == "doctrine"
    }
    docs = list(game.record.turns[0].orders[PLAYER])
    worlds = 400
    found = estimate(game, docs=docs, worlds=worlds, turn=1)
    runs = simulate(
        game.scenario,
        worlds=worlds,
        seed=5,
        turns=len(found.turns),
        doctrines=doctrines,
        orders=docs,
        record=["rung", "seizures"],
    )
    side = game.tables.roster.axes["side"].index("russia")
    simulated = float((runs["seizures"].values[:, :, side].sum(axis=0) > 0).mean())
    said = next(one.probability for one in found.statements if one.code == "seizure" and one.ids["side"] == "russia")
    spread_of_both = (2 * max(said * (1 - said), 0.01) / worlds) ** 0.5
    assert abs(said - simulated) < 4 * spread_of_both


def test_blocks_of_any_size_and_order_give_the_same_estimate(game: Exercise) -> None:
    task = prepare(game, PLAYER, worlds=48, turn=2)
    whole = combine(task, run(task))
    parts = [run_block(task, first, count) for first, count in ((32, 16), (0, 12), (12, 20))]
    assert as_text(combine(task, parts)) == as_text(whole)


def test_a_task_can_be_sent_to_another_process(game: Exercise) -> None:
    task = prepare(game, PLAYER, worlds=8, turn=2)
    again = pickle.loads(pickle.dumps(task))
    assert as_text(combine(again, run(again))) == as_text(combine(task, run(task)))


def test_progress_ends_with_everything_done(game: Exercise) -> None:
    seen: list[tuple[int, int]] = []
    estimate(game, PLAYER, worlds=24, turn=3, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (24, 24)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_the_games_own_dice_are_out_of_reach(game: Exercise) -> None:
    """The estimate does not move when the game's seed does, and none of its worlds is the one that will come."""
    before, original = as_text(estimate(game, PLAYER, worlds=32, turn=1)), game.seed
    try:
        game.seed = original + 1
        assert as_text(estimate(game, PLAYER, worlds=32, turn=1)) == before
    finally:
        game.seed = original
    task = prepare(game, PLAYER, worlds=4, turn=1)
    mine = Dice(task.seed, np.arange(4), 1).uniform("violations", 0, 8)
    assert not np.isin(game.dice.uniform("violations", 0, 8)[:, 0], mine).any()


def test_another_seed_gives_other_numbers_and_the_same_seed_the_same(game: Exercise) -> None:
    first, again, other = (estimate(game, PLAYER, worlds=32, turn=2, seed=seed) for seed in (1, 1, 2))
    assert as_text(first) == as_text(again)
    assert as_text(first) != as_text(other)


def test_a_seat_that_gives_no_orders_gives_none(game: Exercise) -> None:
    known = moment(game, PLAYER, 1)
    row = known.tables.roster.row("role", PLAYER)
    state = spread(known.tables.start, 8)
    dice = Dice(3, np.arange(8))
    quiet = turn_orders(plan(known, known.turns[:1], [], 7), state, dice)
    assert (quiet.kind[row] < 0).all()
    assert (quiet.kind >= 0).any()
    loud = turn_orders(plan(known, known.turns[:1], [OrderDoc(PLAYER, "nl_letter", 1)], 7), state, dice)
    assert (loud.kind[row, 0] == known.tables.roster.row("order", "nl_letter")).all()


def test_orders_are_compared_on_the_same_worlds(game: Exercise) -> None:
    """Paired differences scatter less than differences of two independent estimates would."""
    task = prepare(game, PLAYER, [], worlds=128, turn=1)
    letter = [OrderDoc(PLAYER, "nl_letter", 1)]
    same, changed = compare(task, [[], letter])
    assert all(change.mean == change.low == change.high == 0 for change in (*same.series, *same.statements))
    assert any(change.mean != 0 for change in changed.series)
    base, other = (run_block(each, 0, 128).values for each in (task, with_docs(task, letter)))
    for mine, theirs in zip(base, other, strict=True):
        spread_alone = mine[-1, 0].std() + theirs[-1, 0].std()
        assert (theirs[-1, 0] - mine[-1, 0]).std() <= spread_alone + 1e-6


def test_json_comes_back_as_it_was(game: Exercise) -> None:
    found = estimate(game, PLAYER, worlds=16, turn=2)
    again = Estimate.from_json(json.loads(json.dumps(found.to_json())))
    assert again == found


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_text_has_every_quantity_and_no_hole(game: Exercise, lang: str) -> None:
    text = estimate(game, PLAYER, worlds=16, turn=2).table(lang, game.scenario)
    assert "[" not in text
    assert "{" not in text
    assert len(text.splitlines()) > len(game.scenario.document.roles[0].headline)


def test_a_scenario_and_a_file_can_be_asked(game: Exercise) -> None:
    first, second = odds("moderate", worlds=16, seed=4), odds("moderate", worlds=16, seed=4)
    assert as_text(first) == as_text(second)
    assert odds(game.log.path, role=PLAYER, turn=2, worlds=16).turn == 2
    assert odds(game.log.path, role=PLAYER, worlds=16).turn == game.record.turns[-1].number


@pytest.mark.parametrize(("role", "turn", "code"), [("nobody", 1, "unknown-role"), (PLAYER, 99, "no-such-turn")])
def test_what_is_not_there_is_said(game: Exercise, role: str, turn: int, code: str) -> None:
    with pytest.raises(InputError) as refused:
        estimate(game, role, worlds=8, turn=turn)
    assert refused.value.code == code


def test_no_worlds_is_no_estimate(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        odds("moderate", worlds=0)


def test_wilson_holds_the_share_and_narrows() -> None:
    for hits in (0, 1, 50, 99, 100):
        low, high = wilson(hits, 100)
        assert 0 <= low <= hits / 100 <= high <= 1
    assert np.subtract(*wilson(500, 1000)[::-1]) < np.subtract(*wilson(50, 100)[::-1])
