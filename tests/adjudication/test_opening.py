"""The first morning is a whole picture, and nothing has happened yet."""

from __future__ import annotations

import numpy as np

from tests.world.small import tables
from wargame.adjudication.opening import settle
from wargame.dice import Dice
from wargame.quantities import ENGINE
from wargame.world.state import spread

WORLDS = 8
DERIVED = {
    "coverage", "exposure", "mission_people", "mission_nations", "density", "nato_taken", "buildup_taken",
    "enabler_gap",
    "follow_on_people", "follow_on_days", "gauge", "credibility", "perceived", "credibility_part", "perceived_part",
    "outcome", "hazard", "window", "window_now",
}  # fmt: skip


def settled() -> tuple:
    before = spread(tables().start, WORLDS)
    return before, settle(before, tables(), Dice(1, np.arange(WORLDS)))


def test_only_what_is_derived_changes() -> None:
    before, after = settled()
    changed = {name for name in before.arrays if before.arrays[name].tobytes() != after.arrays[name].tobytes()}
    assert changed <= DERIVED
    assert {"mission_people", "density", "perceived", "credibility"} <= changed
    assert (after.day, after.tick, after.turn) == (0, 0, 1)


def test_nothing_has_happened() -> None:
    _, after = settled()
    for quantity in ENGINE:
        if quantity.kind == "flow":
            assert not getattr(after, quantity.name).any(), quantity.name


def test_forces_in_place_count() -> None:
    _, after = settled()
    assert after.mission_people.tolist() == [300] * WORLDS  # the observers, and nobody else
    assert after.mission_nations.tolist() == [1] * WORLDS


def test_the_adversary_misjudges_in_its_own_way_in_every_world() -> None:
    _, after = settled()
    assert len(set(after.perceived[0].tolist())) > WORLDS / 2
    assert len(set(after.credibility[0].tolist())) == 1


def test_settling_twice_is_settling_once() -> None:
    _, after = settled()
    again = settle(after, tables(), Dice(1, np.arange(WORLDS)))
    assert again.digest() == after.digest()
