"""Charts: true to their numbers, every word escaped, nothing outside the frame."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET

import pytest

from wargame.report import svg
from wargame.report.linemap import line_map
from wargame.scenario import load
from wargame.words import Words

TICKS = [(0.0, "0"), (10.0, "1")]


def numbers(drawing: str, attribute: str) -> list[float]:
    return [float(value) for value in re.findall(rf'\b{attribute}="(-?[\d.]+)"', drawing)]


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 3), (0, 87), (0, 120_000), (-20, 20), (0, 0.3)])
def test_ticks_are_round_few_and_within(low: float, high: float) -> None:
    found = svg.ticks(low, high)
    assert 2 <= len(found) <= 7
    assert low <= found[0] < found[-1] <= high
    steps = {round(b - a, 9) for a, b in itertools.pairwise(found)}
    assert len(steps) == 1


def test_a_higher_value_lies_higher() -> None:
    drawn = svg.chart([svg.Line("a", [(0, 0), (10, 5)])], title="t", x_ticks=TICKS, y_text=str)
    points = re.search(r'points="([^"]+)"', drawn)
    assert points is not None
    (_, first), (_, last) = (tuple(map(float, pair.split(","))) for pair in points[1].split())
    assert last < first


def test_steps_hold_their_value_until_the_next() -> None:
    drawn = svg.chart([svg.Line("a", [(0, 1), (5, 3), (10, 3)], steps=True)], title="t", x_ticks=TICKS, y_text=str)
    points = re.search(r'points="([^"]+)"', drawn)
    assert points is not None
    spots = [tuple(map(float, pair.split(","))) for pair in points[1].split()]
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(spots))


def test_bars_are_in_proportion() -> None:
    drawn = svg.bars([svg.Bar("a", (100.0,)), svg.Bar("b", (50.0,))], ["x"], title="t", say=lambda value: f"{value:g}")
    whole, half = (width for width in numbers(drawn, "width") if width > 20)
    assert half == pytest.approx(whole / 2, rel=0.01)


def test_a_strip_ends_where_its_points_say() -> None:
    rows = [svg.Strip("a", 0.0, 100.0, (0.0, 100.0), "good"), svg.Strip("b", 100.0, 0.0, (0.0, 100.0), "bad")]
    drawn = svg.strips(rows, title="t", ends=("worse", "better"), first="start", last="end")
    centres = numbers(drawn, "cx")[2:]
    assert centres[0] == centres[3] < centres[1] == centres[2]


WORDS = "<b>&\"'"
DRAWN = {
    "chart": svg.chart(
        [svg.Line(WORDS, [(0, 1), (10, 2)])],
        title=WORDS,
        x_ticks=[(0, WORDS), (10, "1")],
        y_text=lambda _: WORDS,
        marks=[(5, WORDS)],
        x_name=WORDS,
    ),
    "bars": svg.bars([svg.Bar(WORDS, (1.0, 2.0))], [WORDS, WORDS], title=WORDS, say=lambda _: WORDS),
    "strips": svg.strips(
        [svg.Strip(WORDS, 1, 2, (1, 2), WORDS)], title=WORDS, ends=(WORDS, WORDS), first=WORDS, last=WORDS
    ),
    "ranges": svg.ranges([svg.Range(WORDS, (1, 2, 3, 4, 5), 9.0, WORDS)], title=WORDS, legend=(WORDS, WORDS, WORDS)),
    "pairs": svg.pairs([(WORDS, 0.1, 0.9)], title=WORDS, names=(WORDS, WORDS), say=lambda _: WORDS),
}


@pytest.mark.parametrize("name", DRAWN)
def test_words_are_escaped_and_the_drawing_is_sound(name: str) -> None:
    root = ET.fromstring(DRAWN[name])
    assert "<b>" not in DRAWN[name]
    assert WORDS in [element.text for element in root.iter()]


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_starts_outside_the_frame(name: str) -> None:
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', DRAWN[name])[0])
    assert all(0 <= x <= width for x in numbers(DRAWN[name], "x"))
    assert all(-1 <= y <= height + 1 for y in numbers(DRAWN[name], "y"))


def test_empty_series_and_flat_ones_can_be_drawn() -> None:
    for points in ([], [(0, 0)], [(0, 0), (10, 0)]):
        drawn = svg.chart([svg.Line("a", points)], title="t", x_ticks=TICKS, y_text=str)
        assert "nan" not in drawn
        ET.fromstring(drawn)


def test_the_map_shows_more_where_more_was_recorded() -> None:
    scenario = load("moderate")
    counts = [0] * len(scenario.map.sectors)
    counts[3], counts[9] = 400, 100
    drawn = line_map(scenario, counts, Words("nl"))
    radii = sorted(numbers(drawn, "r"), reverse=True)
    assert radii[0] == pytest.approx(2 * radii[1], rel=0.02)
    assert scenario.map.disclaimer.nl in drawn
    assert len(drawn) < 200_000
