"""The booklet: its tables are what the engine draws; it fits twelve pages; both languages are whole."""

from __future__ import annotations

import math
import re
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import wargame
from tests.scenario import minimal
from wargame import samplers
from wargame.adjudication.draft import Draft
from wargame.adjudication.orders import grades
from wargame.dice import Dice
from wargame.quantities import CHECKS
from wargame.report import booklet
from wargame.report.booklet import chances, draws, odds
from wargame.report.booklet.hand import Hand
from wargame.report.booklet.layout import HEIGHT_MM, MOST_PAGES, SIZES_PT, Grid, lay_out
from wargame.simulate import IDLE, Plan, plan_of, play_block
from wargame.world import checks
from wargame.world.compile import compile_world
from wargame.world.tables import Tables

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / "docs" / "booklet"
WORLDS, SEED = 2000, 20_250_307
NEAR = 0.1
"""How far a count in the booklet (two figures, at a band's middle) may lie from the engine's own quantile."""
DICE = Dice(SEED, np.arange(WORLDS, dtype=np.int64))


@pytest.fixture(scope="module")
def hands() -> dict[str, Hand]:
    return {lang: Hand(wargame.load("moderate"), lang) for lang in ("en", "nl")}


@pytest.fixture(scope="module")
def hand(hands: dict[str, Hand]) -> Hand:
    return hands["en"]


# What dice make of it is what the engine draws --------------------------------------------------------------------


def violations_of(tables: Tables) -> np.ndarray:
    """(area, W) of the first turn with other dice than the booklet's, nobody giving orders."""
    plan = plan_of(tables, turns=1, doctrines=dict.fromkeys(tables.roster.axes["role"], IDLE),
                   record=["cfv_true"], seed=SEED)  # fmt: skip
    by_sector = play_block(plan, 0, WORLDS).values[0].sum(axis=(0, 1, 2))
    return np.stack([by_sector[tables.area == row].sum(axis=0) for row in range(len(tables.roster.axes["area"]))])


def printed_counts(hand: Hand) -> np.ndarray:
    """(band, area) as they stand in the booklet."""
    grid = next(block for block in odds.violations(hand) if isinstance(block, Grid))
    rows = [[float(cell.replace(",", "")) for cell in row[1:]] for row in grid.rows[: len(draws.BANDS)]]
    return np.array(rows)


def misses(printed: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """(band, area): how far, in logs, each printed count is from the quantile at the middle of its band."""
    there = np.quantile(drawn, [1 - draws.middle(band) for band in draws.BANDS], axis=-1)
    return np.abs(np.log(printed / there))


def test_violations_by_hand_are_those_of_the_engine(hand: Hand) -> None:
    assert misses(printed_counts(hand), violations_of(hand.tables)).max() < NEAR


@pytest.mark.parametrize(
    ("path", "value"), [("rules.checks.violation_rate.base", 2.2), ("rules.tunables.heat_sd", 1.6)]
)  # fmt: skip
def test_a_coefficient_that_changed_would_show(hand: Hand, path: str, value: float) -> None:
    changed = compile_world(hand.scenario, {path: value})
    assert misses(printed_counts(hand), violations_of(changed)).max() > NEAR


def test_what_is_seen_by_hand_is_what_observers_see(hand: Hand) -> None:
    tables = hand.tables
    plan = plan_of(tables, turns=1, doctrines=dict.fromkeys(tables.roster.axes["role"], IDLE), dt_days=7,
                   record=["cfv_true", "cfv_recorded", "cfv_unattributed", "cfv_false"], seed=SEED)  # fmt: skip
    true, recorded, unattributed, false = (values[0].astype(np.float64) for values in play_block(plan, 0, 400).values)
    by_sector = true.sum(axis=(0, 1))
    seen = (recorded.sum(axis=0) + unattributed - false).sum(axis=-1) / by_sector.sum(axis=-1)
    coverage = hand.state.coverage[:, 0].astype(np.float64)
    most = checks.evaluate(hand.check("coverage"), hand.state)[:, 0]
    for row in np.argsort(by_sector.sum(axis=-1))[-8:]:  # where most happens
        observers = hand.tunable("monitor_people") * coverage[row] / (most[row] - coverage[row])
        got, told, _ = odds.sight(hand, float(observers))
        assert got == pytest.approx(coverage[row], rel=0.15)
        assert told == pytest.approx(seen[row], abs=0.03)


def test_raids_by_hand_are_those_of_the_engine(hand: Hand) -> None:
    again = draws.drawn(hand.tables, 500, SEED)
    assert again.launched == pytest.approx(hand.drawn.launched, rel=0.05)
    assert again.leaked == pytest.approx(hand.drawn.leaked, abs=0.03)
    assert again.drift == pytest.approx(hand.drawn.drift, abs=0.75)
    assert again.pace == pytest.approx(hand.drawn.pace, rel=0.1)
    assert again.carry == pytest.approx(hand.drawn.carry, abs=6)


def test_people_hit_by_hand_are_those_of_the_engine(hand: Hand) -> None:
    u = DICE.uniform("casualties", 0, 1)[0]
    shape = np.float32(hand.tunable("casualty_shape"))
    for multiple in (1.0, hand.tunable("attack_people")):
        scale = np.float32(multiple * hand.tunable("casualty_scale"))
        there = np.quantile(
            1 + samplers.discrete_weibull(u, scale, shape), [1 - draws.middle(band) for band in draws.BANDS]
        )
        assert np.abs(np.array(draws.hit(hand.tables, multiple)) - there).max() <= 1 + 0.2 * there.max()
        assert draws.hit(hand.tables, multiple) == sorted(draws.hit(hand.tables, multiple), reverse=True)


def test_rare_things_by_hand_are_poisson_counts() -> None:
    u = DICE.uniform("contact", 0, 1)[0]
    for mean in draws.MEANS:
        there = np.quantile(samplers.poisson(u, mean), [1 - draws.middle(band) for band in draws.BANDS])
        assert np.abs(np.array(draws.poisson(mean)) - there).max() <= max(1, 0.05 * mean)


def test_grades_by_hand_are_those_of_the_engine(hand: Hand) -> None:
    best, worst = hand.tunable("grade_and"), hand.tunable("grade_but")
    draft = Draft(hand.state, hand.tables, Dice(1, np.arange(hand.state.worlds)), dt=7)
    rolls = np.arange(1, 101)
    for chance in odds.TENTHS:
        there = grades(draft, np.full(100, chance, np.float32), ((rolls - 0.5) / 100).astype(np.float32))
        spans = odds.grade_rolls(chance, best, worst)
        by_hand = [next(n for n, (first, last) in enumerate(spans) if first <= roll <= last) for roll in rolls]
        assert np.abs(there - np.array(by_hand)).sum() <= 3  # a roll on a bound may fall either way


def played(hand: Hand) -> tuple[Plan, Any]:
    """Where some worlds stand after three turns, doctrines in every seat."""
    plan = plan_of(hand.tables, turns=3, record=(), seed=SEED)
    return plan, play_block(plan, 0, 64).final


def test_chances_in_steps_are_those_of_the_engine(hand: Hand) -> None:
    _, later = played(hand)
    named = [order.check for order in hand.scenario.rules.orders if order.check and order.check not in CHECKS]
    for name in (*dict.fromkeys(named), "contact_hit", "force_attribution", "attack_force"):
        check = hand.check(name)
        rows = dict.fromkeys(check.axes, 1)
        steps = np.full(later.worlds, round(chances.opening_steps(check, hand.state, rows), 1))
        for term, pull in zip(check.terms, hand.pulls(name), strict=True):
            if all(rows[axis] == row for axis, row in term.only):
                where = tuple(rows[axis] for axis in term.axes)
                now, then = (np.asarray(term.read(state))[where] for state in (hand.state, later))
                steps = steps + round(pull.pull, 1) * (then - now[0]) / (pull.change or 1.0)
        by_hand = 1 / (1 + np.exp(-chances.STEP * steps)) if check.link == "logit" else steps / 100
        engine = checks.evaluate(check, later)[tuple(rows[axis] for axis in check.axes)]
        assert np.abs(by_hand - engine).max() < 0.06, name
        assert np.abs(by_hand - engine).mean() < 0.03, name


def test_strips_and_gauges_by_hand_are_those_of_the_engine(hand: Hand) -> None:
    _, later = played(hand)
    strips = [strip.check for strip in hand.scenario.rules.outcomes]
    for name in (*strips, "gauge_consent", "gauge_force", "gauge_impartiality"):
        check = hand.check(name)
        points = np.full(later.worlds, round(chances.opening_steps(check, hand.state, {})))
        for term, pull in zip(check.terms, hand.pulls(name), strict=True):
            moved = np.asarray(term.read(later)) - np.asarray(term.read(hand.state))[..., :1]
            points = points + round(pull.pull, 1) * moved / (pull.change or 1.0)
        engine = 100 * checks.evaluate(check, later)
        assert np.abs(np.clip(points, 0, 100) - engine).max() < 3, name


def test_steps_turn_into_chances_and_multiples() -> None:
    assert chances.chance(0) == 0.5
    assert chances.chance(8) == pytest.approx(1 / (1 + math.exp(-2)))
    assert chances.multiple(4) == pytest.approx(math.e)


# The document -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_it_fits_on_twelve_pages_in_a_size_that_can_be_read(hands: dict[str, Hand], lang: str) -> None:
    layout = booklet.pages(hands[lang])
    assert 6 <= len(layout.pages) <= MOST_PAGES
    assert max(layout.heights_mm()) <= HEIGHT_MM
    assert layout.size_pt >= 7
    assert not hands[lang].words.missing


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_page_needs_nothing_else_and_says_all_that_the_text_says(hands: dict[str, Hand], lang: str) -> None:
    scenario = hands[lang].scenario
    page, markdown = (booklet.document(scenario, lang, as_markdown=each) for each in (False, True))
    body = unescape(page.partition("<body>")[2])
    assert not re.search(r"<script|<img|<link|src=|href=|@import|http", page)
    assert body.count('<section class="page">') == markdown.count("\n---\n") + 1 <= MOST_PAGES
    for each in (*scenario.rules.triggers, *scenario.rules.ladders, *scenario.rules.answers):
        assert each.name.say(lang) in markdown
    for order in scenario.rules.orders:
        assert order.title.say(lang) in markdown
    for heading in re.findall(r"^## (.+)$", markdown, re.MULTILINE):
        assert heading.partition(":")[0] in body
    assert (KEPT / f"moderate.{lang}.md").read_text(encoding="utf-8") == markdown, "`python tools/generate.py`"


def test_another_scenario_has_its_own(tmp_path: Path) -> None:
    minimal.write(tmp_path)
    scenario = wargame.load(tmp_path / "minimal.yaml")
    made = Hand(scenario, "en")
    layout = booklet.pages(made)
    assert len(layout.pages) <= MOST_PAGES
    assert layout.size_pt == SIZES_PT[0]
    assert not made.words.missing


@pytest.mark.soak
@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml")))
def test_every_scenario_has_its_own(name: str, lang: str) -> None:
    made = Hand(wargame.load(name), lang)
    layout = booklet.pages(made)
    assert len(layout.pages) <= MOST_PAGES
    assert max(layout.heights_mm()) <= HEIGHT_MM
    assert not made.words.missing


def test_a_table_that_is_too_long_is_cut_between_rows() -> None:
    grid = Grid(("a", "b"), tuple((str(n), "word " * 40) for n in range(200)), (20, 80))
    layout = lay_out([grid])
    assert [row for page in layout.pages for block in page for row in block.rows] == list(grid.rows)
    assert len(layout.pages) > 1
    assert max(layout.heights_mm()) <= HEIGHT_MM
