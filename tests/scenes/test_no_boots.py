"""No boots: the cabinet rules troops out and builds a package instead. It can end as well as a deployment."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.scenes.stage import Stage, order
from wargame.report import write_hotwash
from wargame.ui.models.outlook import later
from wargame.ui.session import Session

SEATS = ("netherlands", "nato_eu")
TURNS = 6
PACKAGE = {
    0: (
        order("netherlands", "nl_willing", level="ruled_out"),
        order("netherlands", "nl_industry", level="drones"),
        order("netherlands", "nl_snapback"),
        order("nato_eu", "ne_snapback", level="automatic"),
    ),
    1: (
        order("netherlands", "nl_noncombat", element="nl_mcm", place="black-sea"),
        order("netherlands", "nl_eu_track"),
        order("nato_eu", "ne_accession"),
        order("nato_eu", "ne_fund"),
    ),
    2: (
        order("netherlands", "nl_industry", level="joint_production"),
        order("nato_eu", "ne_sanctions", level="tighten"),
    ),
}
DEPLOYMENT = {
    0: (order("netherlands", "nl_willing", level="unconditional"), order("netherlands", "nl_letter")),
    1: (order("netherlands", "nl_offer_ground", element="nl_13", place="kyiv"),),
}


def played(stage: Stage, plan: dict[int, tuple]) -> Stage:
    for turn in range(TURNS):
        if turn:
            stage.next()
        stage.play(*plan.get(turn, ()))
    return stage


@pytest.fixture(scope="module")
def games(tmp_path_factory: pytest.TempPathFactory) -> tuple[Stage, Stage]:
    package = Stage.new(tmp_path_factory.mktemp("boots"), people=SEATS, ask=(), turns=TURNS)
    deployment = package.branch(0, "deployment.wargame")
    return played(package, PACKAGE), played(deployment, DEPLOYMENT)


def test_the_package_frees_attention_and_costs_europe(games: tuple[Stage, Stage]) -> None:
    package, deployment = games
    assert package.track("nl_attention") > deployment.track("nl_attention") + 5
    assert package.track("eu_pain") > deployment.track("eu_pain")
    assert package.track("ua_industry") > deployment.track("ua_industry")


def test_its_effects_take_time_and_are_shown_as_still_to_come(games: tuple[Stage, Stage], tmp_path: Path) -> None:
    early = games[0].branch(1, "early.wargame")
    early.game.close()
    session = Session(tmp_path)
    assert session.open(early.game.log.path)
    coming = later(session, "netherlands", session.game.day)
    assert coming
    assert all(effect.first_day + 365 > session.game.day for effect in coming)
    assert [effect.first_day for effect in coming] == sorted(effect.first_day for effect in coming)
    assert not {effect.order for effect in coming} & {
        effect.order for effect in later(session, "russia", session.game.day)
    }
    session.close()


def test_its_strips_can_equal_a_deployments(games: tuple[Stage, Stage]) -> None:
    package, deployment = (stage.strips() for stage in games)
    assert len(package) == 9
    better = [name for name in package if package[name] > deployment[name] + 1]
    worse = [name for name in package if package[name] < deployment[name] - 1]
    assert better
    assert len(better) >= len(worse)


def test_the_debrief_is_there_within_a_minute_of_the_end(games: tuple[Stage, Stage], tmp_path: Path) -> None:
    game = games[0].game
    started = time.monotonic()
    game.endex()
    page = write_hotwash(game, tmp_path / "hotwash.html", lang="nl")
    assert time.monotonic() - started < 60
    assert page.stat().st_size > 5_000
