"""What the language offers reaches the player: families in the list, the case, doctrine cards, goals with a term."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.ui.table import at_desk, session_in, show, sit_down, twin
from wargame.scenario import list_scenarios, load
from wargame.ui.kit import Item, Listing, Pilot, Ui
from wargame.ui.kit.themes import THEMES
from wargame.ui.models.case import case_of, goal_text, when
from wargame.ui.models.start import QUICK, first_seat, start_model
from wargame.ui.staging import stage
from wargame.words import LANGUAGES, Words
from wargame.world.view import Seen

LONG_AGO = (("1995", "1995"), ("1995-07", "July 1995"), ("1995-07-11", "11 July 1995"))


def test_every_scenario_is_in_the_list_once_and_the_question_of_the_papers_is_chosen(tmp_path: Path) -> None:
    pilot = sit_down(tmp_path)
    model = start_model(pilot.target.session)
    lines = [line for line in model.scenarios if not line.heads]
    assert sorted(line.id for line in lines) == sorted(item.id for item in list_scenarios())
    assert model.chosen == lines[0].id == QUICK
    assert model.tutorial in {line.id for line in lines}
    assert {line.id for line in lines if line.text and not line.below} == {model.tutorial}, "a word to newcomers"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_excursion_stands_below_what_it_changes_with_its_one_assumption(tmp_path: Path, lang: str) -> None:
    pilot = sit_down(tmp_path, lang)
    listings = {item.id: item for item in list_scenarios()}
    base = {item.path.name: item for item in listings.values()}
    above = ""
    for line in start_model(pilot.target.session).scenarios:
        if line.heads or not line.below:
            above = line.id
            continue
        mine = listings[line.id]
        assert mine.assumption is not None
        assert line.text == mine.assumption.say(lang)
        below = base[mine.extends or ""]
        while below.family == "excursion":
            below = base[below.extends or ""]
        assert below.id == above


def test_a_heading_of_a_list_cannot_be_chosen() -> None:
    items = [Item("h1", "One", heads=True), Item("a", "A"), Item("h2", "Two", heads=True), Item("b", "B", level=1)]

    class Held:
        def __init__(self) -> None:
            self.ui = Ui((400, 300), THEMES["desk"], lambda code, **fields: code)
            self.ui.show(Listing(items, id="list"), first="list")

        def step(self, events, now_ms=None):
            return self.ui.step(events, now_ms)

    pilot = Pilot(Held())
    seen = []
    for key in ("down", "down", "down", "up", "home", "end"):
        pilot.key(key)
        seen.append(pilot.ui.find("list").selected)
    assert seen == ["a", "b", "b", "a", "a", "b"]
    row = pilot.ui.find("list")
    assert Pilot.ids(pilot.click_at((row.rect.x + 40, row.rect.y + 12))) == []
    assert row.selected == "b"


def test_enter_in_a_list_where_nothing_is_chosen_chooses_the_first(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    pilot.ui.focus(pilot.ui.find("desk.orders"))
    pilot.key("enter")
    listing = pilot.ui.find("desk.orders")
    assert listing.selected == listing.items[0].id
    pilot.key("enter")
    assert pilot.target.session.own("desk", dict).draft.order == listing.items[0].id


@pytest.mark.parametrize("name", ["questionnaire", "no-deal", "korea-1953", "tutorial"])
def test_the_quick_start_plays_the_chosen_scenario(tmp_path: Path, name: str) -> None:
    pilot = sit_down(tmp_path)
    pilot.target.session.own("start", dict).chosen = name
    show(pilot)
    pilot.key("f5")
    session = pilot.target.session
    assert session.game.scenario.id == name
    assert session.game.people() == [first_seat(session.game.scenario)]
    session.close()


def test_the_tutorial_is_one_press_away(tmp_path: Path) -> None:
    pilot = sit_down(tmp_path)
    pilot.click("start.tutorial")
    session = pilot.target.session
    assert session.game.scenario.document.family == "tutorial"
    session.close()


@pytest.mark.parametrize(("size", "scale"), [((1280, 720), 1.3), ((1920, 1080), 2.0)])
def test_the_list_and_the_facts_fit_with_large_text(tmp_path: Path, size: tuple[int, int], scale: float) -> None:
    pilot = sit_down(tmp_path, "nl", size, scale)
    for id in ("start.scenarios", "start.facts", "start.quick"):
        assert pilot.ui.rect.contains(pilot.ui.find(id).rect)
    assert pilot.ui.find("start.scenarios").rect.h >= 60 * scale


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_briefing_tells_the_deal_what_led_here_and_what_is_taken_for_granted(tmp_path: Path, lang: str) -> None:
    session = session_in(tmp_path, lang)
    stage(session, played=0, name="questionnaire")
    case = case_of(session.game.scenario, session.words, session.history())
    assert case.status == "open"
    session.own("desk", dict)
    pilot = at_desk(tmp_path / "desk", lang=lang)
    pilot.key("alt+5")
    said = twin(pilot)
    document = pilot.target.session.game.scenario.document
    for texts in (document.deal.terms, document.constraints, document.limits, document.assumptions):
        for text in texts:
            assert text.say(lang) in said
    for past in document.history:
        assert past.text.say(lang) in said
    for goal in pilot.target.session.role().goals:
        assert goal_text(goal, pilot.target.session.words) in said
    session.close()


def test_a_term_that_play_moved_is_told_as_it_stands_now(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    stage(session, played=0, name="questionnaire")
    history, scenario = session.history(), session.game.scenario
    assert all(not term.now for term in case_of(scenario, session.words, history).terms)
    term = next(term for term in scenario.document.deal.terms if term.setting in history.now.quantities)
    setting = next(each for each in scenario.rules.settings if each.id == term.setting)
    other = next(row for row, level in enumerate(setting.levels) if level.id != term.level)
    moved = {**history.now.quantities, setting.id: Seen(np.array([other, other], np.int32))}
    later = replace(history, now=replace(history.now, quantities=moved))
    told = {line.text: line.now for line in case_of(scenario, session.words, later).terms}
    assert told[term.en] == setting.levels[other].name.en
    blind = {name: seen for name, seen in history.now.quantities.items() if name != setting.id}
    hidden = replace(history, now=replace(history.now, quantities=blind))
    assert all(not line.now for line in case_of(scenario, session.words, hidden).terms), "what is not seen is not told"
    session.close()


def test_a_goal_with_a_term_says_by_which_turn() -> None:
    goals = [goal for role in load("questionnaire").document.roles for goal in role.goals if goal.by_turn]
    assert goals
    for lang in LANGUAGES:
        for goal in goals:
            assert f" {goal.by_turn})." in goal_text(goal, Words(lang))


@pytest.mark.parametrize(("given", "said"), LONG_AGO)
def test_the_past_is_dated_as_exactly_as_it_is_known(given: str, said: str) -> None:
    assert when(given, Words("en")) == said


def test_the_card_of_a_chosen_doctrine_is_printed_beside_its_seat(tmp_path: Path) -> None:
    pilot = sit_down(tmp_path)
    pilot.click("start.new")
    draft = pilot.target.session.own("setup", dict)
    doctrines = draft.scenario.doctrines
    for role, seat in draft.seats.items():
        shown = any(widget.id == f"setup.card.{role}" for widget in pilot.ui.top.root.walk())
        assert shown == (seat.held_by == "doctrine")
        if shown:
            assert doctrines[seat.doctrine].card.en in twin(pilot)
    pilot.key("f2")
    assert draft.scenario.document.assumptions[0].en in twin(pilot)
    pilot.key("esc")
    assert draft.scenario.document.assumptions[0].en not in twin(pilot)
