"""No boots: the cabinet refuses troops and does everything else; it can end as well as a deployment, and it has a price."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.scenes.stage import Stage, order
from wargame import report

TURNS = 6


def no_boots(folder: Path) -> Stage:
    stage = Stage.new(folder, people=("netherlands", "nato_eu"), seed=31, turns=TURNS, ask=())
    stage.turn(
        order("netherlands", "nl_willing", level="ruled_out"),
        order("netherlands", "nl_industry", level="drones"),
        order("netherlands", "nl_snapback"),
        order("nato_eu", "ne_snapback", level="automatic"),
        order("nato_eu", "ne_fund"),
    )
    stage.turn(
        order("netherlands", "nl_noncombat", element="nl_mcm", place="black-sea"),
        order("netherlands", "nl_eu_track"),
        order("nato_eu", "ne_accession"),
        order("nato_eu", "ne_sanctions", level="tighten"),
    )
    for _ in range(2, TURNS):
        stage.turn(order("netherlands", "nl_industry", level="joint_production"), order("netherlands", "nl_eu_track"), order("nato_eu", "ne_fund"))
    return stage


def boots(folder: Path) -> Stage:
    stage = Stage.new(folder, people=("netherlands", "nato_eu"), seed=31, turns=TURNS, ask=())
    stage.turn(
        order("netherlands", "nl_willing", level="conditional"),
        order("netherlands", "nl_letter"),
        order("netherlands", "nl_exit", level="successor"),
        order("netherlands", "nl_carve_out"),
        order("nato_eu", "ne_carve_out", level="agreed"),
        order("nato_eu", "ne_backfill", level="arranged"),
    )
    stage.turn(order("netherlands", "nl_offer_ground", element="nl_13", place="lviv"), order("netherlands", "nl_communicate"))
    for _ in range(2, TURNS):
        stage.turn(order("netherlands", "nl_communicate"))
    return stage


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return no_boots(tmp_path_factory.mktemp("without"))


@pytest.fixture(scope="module")
def with_boots(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return boots(tmp_path_factory.mktemp("with"))


def mean_of(stage: Stage, turn: int, track: str) -> float:
    row = stage.game.tables.array_rows[track][1]
    return float(stage.game.states(stage.game.record.turns[turn])[-1].tracks[row, 0])


def test_drones_and_factories_take_time(without: Stage, with_boots: Stage) -> None:
    gains = [mean_of(without, turn, "ua_strength") - mean_of(with_boots, turn, "ua_strength") for turn in (0, TURNS - 1)]
    assert gains[1] > gains[0] + 1


def test_europe_pays(without: Stage, with_boots: Stage) -> None:
    assert without.track("eu_pain") > with_boots.track("eu_pain")


def test_attention_and_nato_plans_are_freed(without: Stage, with_boots: Stage) -> None:
    assert without.track("nl_attention") > with_boots.track("nl_attention")
    assert without.track("nl_nato_gap") < with_boots.track("nl_nato_gap")


def test_the_ships_are_there_and_the_brigade_is_not(without: Stage, with_boots: Stage) -> None:
    assert without.status("nl_mcm") == with_boots.status("nl_13") == 4
    assert without.status("nl_13") == 0


def test_it_can_end_as_well_as_a_deployment_and_neither_is_better_on_everything(without: Stage, with_boots: Stage) -> None:
    one, two = without.strips(), with_boots.strips()
    assert any(one[name] > two[name] for name in one)
    assert any(one[name] < two[name] for name in one)
    assert sum(one[name] >= two[name] for name in one) >= len(one) // 2


def test_the_debrief_is_there_within_a_minute_of_the_end(without: Stage, tmp_path: Path) -> None:
    without.game.endex()
    began = time.perf_counter()
    written = report.write(Path(without.game.log.path), tmp_path, lang="nl")
    assert time.perf_counter() - began < 60
    page = next(path for path in written if path.name == "aar.html").read_text(encoding="utf-8")
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "<svg" in page
