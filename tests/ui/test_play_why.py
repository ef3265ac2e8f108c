"""The reasons of a "Why?" in words: conditions as people read them, bars, and every kind told in both languages."""

from __future__ import annotations

import pytest

from tests.scenes.stage import moderate
from wargame.analysis.naming import Naming
from wargame.analysis.wording import worded
from wargame.ui.models.why import Explainer, die_of, flat, grade_bounds, percentile
from wargame.words import Words
from wargame.world.compile import compile_world
from wargame.world.conditions import Condition


@pytest.fixture(scope="module", params=["en", "nl"])
def teller(request: pytest.FixtureRequest) -> Explainer:
    return Explainer(Naming(moderate(), Words(request.param)), compile_world(moderate()))


def conditions() -> list[Condition]:
    tables = compile_world(moderate())
    found = [criterion for ladder in tables.ladders for rung in ladder.rungs for criterion in rung.criteria]
    found += [inject.condition for inject in tables.injects if inject.condition is not None]
    return [*found, *(trigger.condition for trigger in tables.triggers)]


def test_every_condition_of_the_scenario_is_told_without_an_id(teller: Explainer) -> None:
    rules = moderate().rules
    ids = {track.id for track in rules.tracks if "_" in track.id} | {
        setting.id for setting in rules.settings if "_" in setting.id
    }
    for condition in conditions():
        said = worded(condition.text, teller.naming)
        assert not {word.strip("().,") for word in said.split()} & ids, said
        for operator in ("==", ">=", "<=", "!="):
            assert operator not in said, said
    assert not teller.words.missing


def test_a_condition_tells_what_it_stood_at_and_whether_it_holds(teller: Explainer) -> None:
    start = teller.tables.start
    for condition in conditions():
        point = teller.criterion(condition, start)
        assert point.state == ("met" if bool(condition(start)[0]) else "unmet")
        assert point.origin == condition.origin


def test_what_a_seat_cannot_see_is_unknown_never_false(teller: Explainer) -> None:
    from wargame.dice import Dice
    from wargame.world.observe import observe, sees

    sight = observe(teller.tables.start, teller.tables, "russia", Dice(1, [0] * 4)).sight()
    states = {True: set(), False: set()}
    for condition in conditions():
        # When it gave its own orders a seat knows, though not when others gave theirs.
        hidden = any(not sees(teller.tables, "russia", name) for name in condition.reads if name != "order_age")
        states[hidden].add(teller.criterion(condition, sight).state)
    assert states[True] == {"unknown"}
    assert states[False] & {"met", "unmet"}


def test_the_bands_of_a_die_follow_its_chance() -> None:
    for chance in (0.05, 0.5, 0.95):
        bounds = grade_bounds(chance, 0.25, 0.25)
        assert bounds == sorted(bounds)
        assert bounds[2] == chance
    for percent in range(1, 101):
        assert percentile(die_of(percent)) == percent


def test_reasons_of_a_played_game_are_told_whole(teller: Explainer, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every kind of reason that a year of play gives has words; factors add up to what the check says."""
    from wargame.exercise import Exercise, play_out

    path = play_out(moderate(), seed=5, path=tmp_path_factory.mktemp("year") / "year.wargame", turns=6)
    game = Exercise.open(path, readonly=True)
    kinds = set()
    for turn in game.record.turns:
        for event in turn.events:
            why = teller.event(event, "said")
            kinds |= {part["kind"] for part in flat(event.why)}
            for check in why.checks:
                assert check.base_origin
                assert all(factor.name and factor.said for factor in check.factors)
            for causes in why.causes:
                assert causes.bars
            assert why.checks or why.causes or why.points or why.note
    game.close()
    assert kinds == {"check", "condition", "rule", "causes"}
    assert not teller.words.missing, sorted(teller.words.missing)
