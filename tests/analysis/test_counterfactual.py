"""Counterfactuals: the game itself when nothing is left out, one by one the same as all at once, and paired luck."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tests.report.scene import PLAYER, played
from wargame.analysis import counterfactual
from wargame.analysis.counterfactual import Candidate
from wargame.errors import InputError
from wargame.exercise import Exercise
from wargame.exercise.states import differences


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exercise]:
    exercise = Exercise.open(played(tmp_path_factory.mktemp("what-if") / "game.wargame"), readonly=True)
    yield exercise
    exercise.close()


def test_with_nothing_left_out_it_is_the_game(game: Exercise) -> None:
    recorded = counterfactual.actual(game)
    again = counterfactual.replayed(game, lambda turn: (counterfactual._given(game, turn), turn.rulings))
    assert len(again.states) == len(recorded.states)
    assert all(not differences(one, two) for one, two in zip(recorded.states, again.states, strict=True))
    # What moved over a turn is told at its end by the exercise, and is no event of any tick.
    assert list(again.events) == [event for event in recorded.events if event.code != "moved"]


def test_as_computed_differs_only_from_the_override_on(game: Exercise) -> None:
    recorded, computed = counterfactual.actual(game), counterfactual.as_computed(game)
    assert differences(recorded.states[0], computed.states[0])
    assert [event.ids for event in computed.events if event.code == "order"] == [
        event.ids for event in recorded.events if event.code == "order"
    ]


def test_all_candidates_at_once_give_what_each_gives_alone(game: Exercise) -> None:
    chosen = counterfactual.candidates(game)
    assert {candidate.kind for candidate in chosen} == {"order", "override"}
    together = counterfactual.screened(game, chosen)
    for row, candidate in enumerate(chosen):
        assert (together[row] == counterfactual.without(game, candidate).strips()).all(), candidate


def test_a_gap_leaves_the_dice_of_other_orders_alone(game: Exercise) -> None:
    """The Dutch gave two orders in turn 1; without the second the first is graded on the same die."""
    turn = game.record.turns[0]
    assert [doc.order for doc in turn.orders[PLAYER]] == ["nl_letter", "nl_offer_ground"]
    other = counterfactual.without_order(game, 1, PLAYER, "nl_offer_ground")
    graded = [
        event.ids["grade"] for event in other.events if event.code == "grade" and event.ids["order"] == "nl_letter"
    ]
    as_played = [
        e.ids["grade"]
        for e in counterfactual.actual(game).events
        if e.code == "grade" and e.ids["order"] == "nl_letter"
    ]
    assert graded[0] == as_played[0]


def test_the_most_consequential_is_the_largest(game: Exercise) -> None:
    best = counterfactual.most_consequential(game)
    assert best is not None
    chosen = counterfactual.candidates(game)
    moved = np.abs(counterfactual.screened(game, chosen) - counterfactual.actual(game).strips()).max(axis=1)
    assert moved[chosen.index(best)] == moved.max()


def test_decision_and_luck_are_told_apart(game: Exercise) -> None:
    best = counterfactual.most_consequential(game)
    assert best is not None
    found = counterfactual.assess(game, best, worlds=32)
    assert found.size >= counterfactual.LEAST
    assert [one.dimension for one in found.spreads] == list(game.tables.roster.axes["dimension"])
    for one in found.spreads:
        assert one.low <= one.mean <= one.high
        assert 0 <= one.percentile <= 1
        assert one.difference == one.actual - one.without


def test_paired_worlds_scatter_less_than_unpaired_ones(game: Exercise) -> None:
    chosen = counterfactual.candidates(game)[0]
    with_it, without = counterfactual.paired(game, chosen, 128)
    paired = (with_it - without).var(axis=1)
    unpaired = (with_it - np.roll(without, 1, axis=1)).var(axis=1)
    moving = unpaired > 1e-6
    assert moving.any()
    assert np.median(unpaired[moving] / np.maximum(paired[moving], 1e-9)) > 10


def test_other_orders_can_be_put_in(game: Exercise) -> None:
    empty = counterfactual.with_orders(game, 1, PLAYER, [])
    assert not [
        event for event in empty.events if event.code == "order" and event.day == 0 and event.ids["role"] == PLAYER
    ]
    same = counterfactual.with_orders(game, 1, PLAYER, game.record.turns[0].orders[PLAYER])
    assert not differences(same.states[-1], counterfactual.actual(game).states[-1])


def test_what_was_never_ordered_can_not_be_left_out(game: Exercise) -> None:
    with pytest.raises(InputError):
        counterfactual.without_order(game, 1, PLAYER, "nl_patriot")
    with pytest.raises(InputError):
        counterfactual.with_orders(game, 9, PLAYER, [])


def test_proposals_are_what_the_engine_computed(game: Exercise) -> None:
    proposed = counterfactual.proposals(game, 0)
    overruled = [ruling for ruling in game.record.turns[0].rulings if ruling.reason_code]
    assert len(overruled) == 1
    assert proposed[overruled[0].address].default != overruled[0].choice
    accepted = [r for r in game.record.turns[0].rulings if r.what == "grade" and not r.reason_code]
    assert all(proposed[ruling.address].default == ruling.choice for ruling in accepted)
    assert Candidate(
        "override", 0, 1, "umpire", game.record.turns[0].rulings.index(overruled[0]), overruled[0].address
    ) in (counterfactual.candidates(game))
