"""Things that went wrong before players' eyes once: each test fails with the mistake."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from tests.ui.table import at_desk, session_in, twin
from wargame.analysis.naming import Naming
from wargame.errors import InputError
from wargame.exercise.replay import play_again
from wargame.report.story import Story
from wargame.report.text import COUNTED, sentence
from wargame.scenario import load
from wargame.ui.app import App
from wargame.ui.jobs import Job, Jobs
from wargame.ui.models.debrief import DebriefOwn, debrief_model
from wargame.ui.models.telling import Teller
from wargame.ui.models.timeline import TimelineOwn, timeline_model
from wargame.ui.staging import stage
from wargame.words import LANGUAGES, Words
from wargame.world.events import Event
from wargame.world.observe import observe

DOTS = 250
"""Where the ladders and figures of the desk end, in pixels from above."""
SOON = 20.0


def deaf(report: Callable[[int, int], None]) -> None:
    """Work that does not hear a request to end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    report(1, 2)
    time.sleep(600)


def refuse(report: Callable[[int, int], None]) -> None:
    """Work that can't be done."""
    raise InputError("full", "no room")


def test_escape_puts_the_order_form_away_and_an_open_list_first(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    pilot.ui.focus(pilot.ui.find("desk.orders"))
    pilot.key("home", "enter")
    own = pilot.target.session.own("desk", dict)
    pilot.ui.focus(pilot.ui.find("order.owner"))
    pilot.key("enter", "esc")
    assert own.draft is not None
    assert pilot.ui.popup is None
    pilot.key("esc")
    assert own.draft is None


def test_a_command_is_heard_while_a_list_is_open(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    pilot.ui.focus(pilot.ui.find("desk.orders"))
    ids = [item.id for item in pilot.ui.find("desk.orders").items]
    pilot.key("home", *["down"] * ids.index("nl_letter"), "enter")
    pilot.ui.focus(pilot.ui.find("order.owner"))
    pilot.key("enter")
    assert pilot.ui.popup is not None
    pilot.key("ctrl+enter")
    assert [doc.order for doc in pilot.target.session.own("desk", dict).pending] == ["nl_letter"]


def test_a_passing_message_covers_neither_ladders_nor_figures(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    before, after = pygame.Surface(pilot.ui.rect.size), pygame.Surface(pilot.ui.rect.size)
    pilot.target.draw(before, force=True)
    pilot.target.session.toast("something happened, and it takes a line or two to tell what it was")
    pilot.wait(1)
    pilot.target.draw(after, force=True)
    top = pygame.Rect(0, 0, pilot.ui.rect.w, DOTS)
    upper = [pygame.image.tobytes(each.subsurface(top), "RGB") for each in (before, after)]
    assert upper[0] == upper[1]
    assert pygame.image.tobytes(before, "RGB") != pygame.image.tobytes(after, "RGB")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_is_told_as_one_and_none_as_none(lang: str) -> None:
    naming = Naming(load("moderate"), Words(lang))
    wrong = {"en": ("1 grave incidents", "1 sectors", "1 violations", "1 times"),
             "nl": ("1 ernstige incidenten", "1 sectoren", "1 schendingen")}[lang]  # fmt: skip
    for code, counted in COUNTED.items():
        ids = {"side": "russia", "first": "ukraine", "second": "russia"}
        numbers = {"days": 7.0, "side_0": 0.0, "side_1": 1.0, "unattributed": 0.0}
        for count in (0, 1, 2):
            event = Event(code, 1, ids, {**numbers, counted: float(count)})
            told = sentence(event, naming)
            assert told == Teller(naming).tell(event)
            assert not any(each in told for each in wrong)
    assert not naming.words.missing
    nowhere = sentence(Event("offensive", 1, {"side": "russia"}, {"broken_in": 0.0}), naming)
    assert "0" not in nowhere


def test_an_article_is_small_inside_a_sentence_and_large_before_it(tmp_path: Path) -> None:
    words = Words("en")
    assert words.say("question.trigger", trigger="x", role="The Netherlands").endswith("What does the Netherlands do?")
    assert words.say("zero.title", seat="The Netherlands") == "Turn zero: The Netherlands"
    assert words.say("event.seizure", side="The North", sector="S1").startswith("The North")
    pilot = at_desk(tmp_path)
    pilot.target.session.go("situation")
    pilot.wait(1)
    assert "Sent to the Netherlands" in twin(pilot)


def test_odds_and_their_words_say_the_same_in_the_gaps_of_the_yardstick() -> None:
    words, yardstick = Words("en"), load("moderate").rules.yardstick
    said = {}
    for share in range(1, 100):
        name, _, frequency = words.odds(share / 100, yardstick).partition(", ")
        said.setdefault(frequency, set()).add(name)
    quarter = next(names for frequency, names in said.items() if "1 in 4" in frequency)
    assert len(quarter) == 1
    assert words.odds(0.5, yardstick, 0.4, 0.6) != words.odds(0.5, yardstick)


def test_the_map_of_the_truth_says_that_it_shows_the_truth(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    stage(session, played=1)
    session.game.endex()
    session.proceed()
    scenes = {eyes: timeline_model(session, TimelineOwn(eyes=eyes)).scene for eyes in ("control", "netherlands")}
    assert scenes["control"].truth
    assert not scenes["netherlands"].truth
    session.close()


def test_a_turn_played_again_tells_all_that_was_told_the_first_time(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    stage(session, played=2)
    game, start = session.game, session.game.tables.start
    for turn in game.record.turns:
        states, events = play_again(game, turn, start, turn.orders, turn.rulings)
        assert events == list(turn.events)
        start = states[-1]
    assert any(event.code == "moved" for turn in game.record.turns for event in turn.events)
    session.close()


def test_a_report_looks_at_each_tick_once_for_many_quantities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_in(tmp_path)
    stage(session, played=1)
    story = Story(session.game, "netherlands")
    looks = []
    monkeypatch.setattr("wargame.report.story.observe", lambda *args, **rest: looks.append(1) or observe(*args, **rest))
    story.look_at(story.tables.registry)
    assert len(looks) == len(story.ticks)
    for name in ("cfv_recorded", "us_backing", "support_nl"):
        values = story.series(name)
        for tick, mine in zip(story.ticks, values if values is not None else (), strict=values is not None):
            whole = observe(tick.state, story.tables, "netherlands", session.game.dice)
            assert (whole.quantities[name].values[..., 0] == mine).all()
    assert len(looks) == len(story.ticks), "nothing is looked at again"
    session.close()


def test_work_that_does_not_hear_is_ended_all_the_same() -> None:
    jobs = Jobs()
    job = jobs.start(deaf)
    end = time.monotonic() + SOON
    while job.done < 1 and time.monotonic() < end:
        jobs.poll()
        time.sleep(0.01)
    assert job.done == 1
    began = time.monotonic()
    jobs.cancel()
    assert time.monotonic() - began < 1.0
    assert not job._process.is_alive()


def test_what_arrived_can_be_read_where_it_is_told(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    stage(session, played=0, name="tutorial")
    for role in session.game.people():
        session.game.submit(role, [])
    session.proceed()
    assert session.screen == "consequence"
    app = App((1280, 720), session)
    said = "\n".join(app.ui.text_twin())
    shown = [inject for inject in session.game.scenario.injects if inject.text.en in said]
    assert shown, "the first in order of weight is an inject; its text stands beside it"
    session.close()


def test_a_report_that_could_not_be_written_is_not_said_to_be_written(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    stage(session, played=1)
    session.game.endex()
    own = DebriefOwn(export=Job(refuse))
    while own.export is not None and own.export.running:
        own.export.poll()
    said = debrief_model(session, own).written
    assert "no room" in said
    assert session.say("debrief.written", folder="x").partition("x")[0] not in said
    session.close()


@pytest.mark.parametrize("name", ["questionnaire", "moderate"])
def test_the_report_says_when_there_is_no_truce(tmp_path: Path, name: str) -> None:
    session = session_in(tmp_path)
    stage(session, played=1, name=name)
    session.go("situation")
    said = "\n".join(App((1280, 720), session).ui.text_twin())
    assert (session.say("sitrep.war") in said) == (name == "questionnaire")
    session.close()
