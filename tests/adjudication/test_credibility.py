from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.adjudication.worlds import opening, put, tables, tick
from wargame.adjudication.credibility import combine, theories
from wargame.quantities import PARTS

NAMES = ("weakest_link", "schelling", "denial", "capability_x_resolve")
share = st.floats(0, 1, width=32)
parts = st.fixed_dictionaries(dict.fromkeys(PARTS, share))
FLOOR = 0.05


def value(name: str, given_parts: dict[str, float], gap: float = 0.0, floor: float = FLOOR) -> float:
    arrays = {part: np.array([number], np.float32) for part, number in given_parts.items()}
    return float(combine(name, arrays, np.array([gap], np.float32), floor)[0])


@given(parts, st.sampled_from(NAMES), st.sampled_from(PARTS), share, share)
def test_more_of_any_part_never_makes_a_threat_less_credible(
    given_parts: dict[str, float], name: str, part: str, more: float, gap: float
) -> None:
    raised = {**given_parts, part: max(given_parts[part], more)}
    assert 0 <= value(name, given_parts, gap) <= value(name, raised, gap) + 1e-6 <= 1 + 1e-6


@given(parts)
def test_each_theory_says_what_caps_it(given_parts: dict[str, float]) -> None:
    weakest = value("weakest_link", given_parts)
    assert weakest <= min(given_parts["follow_on"], given_parts["us"]) + 1e-6
    assert value("denial", given_parts) <= given_parts["balance"] + 1e-6
    assert value("capability_x_resolve", given_parts) <= given_parts["follow_on"] + 1e-6
    bold = {**given_parts, "follow_on": 0.0}
    assert value("schelling", bold) == value("schelling", given_parts)
    assert value("denial", {**given_parts, "exposure": 0.0}) == value("denial", given_parts)


def test_missing_enablers_count_only_where_capability_does() -> None:
    full = dict.fromkeys(PARTS, 1.0)
    assert value("capability_x_resolve", full, gap=1) == 0
    assert {value(name, full, gap=1) for name in NAMES[:3]} == {1.0}


def test_all_four_are_given_side_by_side() -> None:
    arrays = {part: np.full(3, 0.5, np.float32) for part in PARTS}
    side_by_side = theories(arrays, np.zeros(3, np.float32), FLOOR)
    assert tuple(side_by_side) == NAMES
    assert side_by_side["denial"] == pytest.approx(0.5 * 0.5**0.5)
    assert side_by_side["weakest_link"] == pytest.approx(0.5**0.5 * 0.5 * 0.5, rel=1e-5)
    assert side_by_side["schelling"] == pytest.approx(0.5 * 0.5 * 0.75, rel=1e-5)
    assert side_by_side["capability_x_resolve"] == pytest.approx(0.5 * 0.5, rel=1e-5)


def test_backing_changes_both_what_stands_behind_a_threat_and_how_it_looks() -> None:
    scenario = tables()
    row = scenario.roster.row("track", "us_backing")
    after = {}
    for backing in (10, 90):
        tracks = scenario.start.tracks.copy()
        tracks[row] = backing
        after[backing] = tick(scenario, put(opening(scenario, 64), tracks=tracks[:, :1])).state
    assert (after[90].credibility >= after[10].credibility).all()
    assert after[90].credibility_part.sum() > after[10].credibility_part.sum()
    assert (after[90].perceived >= after[10].perceived).all()


def test_a_misjudgement_lasts_and_differs_between_worlds() -> None:
    scenario = tables()
    first = tick(scenario, opening(scenario, 256)).state
    second = tick(scenario, first).state
    assert np.corrcoef(first.perceived[0], second.perceived[0])[0, 1] > 0.99
    assert first.perceived.std() == pytest.approx(scenario.tunables["perceived_noise"], rel=0.15)
