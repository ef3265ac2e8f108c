from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import live, tables
from wargame.world.events import Ruling
from wargame.world.state import WorldState


def amended(quantity: str, delta: float, day: int = 0, **ids: str) -> tuple[WorldState, WorldState]:
    """The next state as computed, and as amended."""
    scenario = tables()
    ruling = Ruling("amend", "umpire", day, quantity=quantity, ids=ids, delta=delta, reason_code="realism")
    return live(scenario).state, live(scenario, rulings=(ruling,)).state


def differences(before: WorldState, after: WorldState) -> set[str]:
    return {name for name in before.arrays if (before.arrays[name] != after.arrays[name]).any()}


def test_it_adds_to_the_rows_named_and_to_nothing_else() -> None:
    before, after = amended("troops", -500, side="russia", sector="s03")
    assert differences(before, after) == {"troops"}
    moved = after.troops - before.troops
    assert moved[1, 2].tolist() == [-500] * 4
    assert np.count_nonzero(moved) == 4


def test_a_row_left_out_means_all_of_them_and_tracks_go_by_their_name() -> None:
    before, after = amended("coverage", 0.05)
    assert (after.coverage > before.coverage).all()
    before, after = amended("trust", 7)
    row = tables().roster.row("track", "trust")
    assert after.tracks[row, 0] - before.tracks[row, 0] == pytest.approx(7)


def test_it_ends_at_the_ends_of_the_range() -> None:
    assert (amended("coverage", 50)[1].coverage == 1).all()
    assert (amended("trust", -900)[1].tracks[tables().roster.row("track", "trust")] == 0).all()
    assert (amended("troops", -1e8)[1].troops == 0).all()


def test_a_flow_can_be_amended_though_nothing_happened() -> None:
    before, after = amended("seizures", 1, side="russia")
    assert not before.seizures.any()
    assert after.seizures[1].tolist() == [1] * 4


@pytest.mark.parametrize("ruling", [("unicorns", {}), ("troops", {"side": "martians"}), ("window", {})])
def test_what_names_nothing_changes_nothing(ruling: tuple[str, dict[str, str]]) -> None:
    before, after = amended(ruling[0], 5, **ruling[1])
    assert before.digest() == after.digest()


@pytest.mark.parametrize(("day", "counts"), [(0, True), (6, True), (7, False), (-1, False)])
def test_it_belongs_to_the_tick_that_contains_its_day(day: int, *, counts: bool) -> None:
    before, after = amended("troops", -5, day, side="russia", sector="s03")
    assert (before.digest() != after.digest()) == counts
