"""Pixels keep secrets: whatever a seat may not know can be anything, and its screens stay the same to the last bit.

The same for the public display and the projector. A build that leaks one hidden number is caught by the same test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pygame
import pytest

from tests.analysis.hidden import Scrambled
from tests.ui.table import session_in
from wargame.exercise import PUBLIC, Exercise, Seat
from wargame.ui import staging
from wargame.ui.app import App
from wargame.ui.history import Histories
from wargame.ui.models import consequence, public
from wargame.ui.projector import Projector
from wargame.ui.session import Session
from wargame.world.observe import sees
from wargame.world.tables import Tables

SIZE = (1280, 720)
SEAT = "netherlands"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Three turns are over; the seat reads what followed."""
    made = session_in(tmp_path)
    staging.stage(made, played=2)
    for role in made.game.people():
        made.game.submit(role, [])
    staging.finish(made)
    made.go("consequence")
    made.toasts = []
    return made


def scramble(session: Session, role: str) -> None:
    """Everything that the role can't see is something else from now on."""
    hidden: Any = Scrambled(session.game, role)
    for turn in hidden.record.turns:
        events = tuple(
            replace(event, cause="chance", why=other_reasons(event.why, role, hidden.tables)) for event in turn.events
        )
        object.__setattr__(turn, "events", events)
    hidden.state = hidden.states(hidden.record.turns[-1])[-1]
    hidden.view = lambda wanted: Exercise.view(hidden, wanted)
    session.exercise = hidden
    session._histories = Histories()


def other_reasons(why: Any, role: str, tables: Tables) -> Any:
    """A "Why?" in which all that rests on hidden quantities is something else."""
    if isinstance(why, list):
        return [other_reasons(part, role, tables) for part in why]
    if not isinstance(why, dict):
        return why
    reads = why.get("reads", ())
    hidden = reads is None or any(sees(tables, role, name) != "exact" for name in reads)
    factors = why.get("factors", ())
    blind = any(
        each["reads"] is None or any(sees(tables, role, n) != "exact" for n in each["reads"]) for each in factors
    )
    changed = {key: other_reasons(part, role, tables) for key, part in why.items()}
    for key in ("value", "contribution", "draw", "delta"):
        if (hidden or blind) and isinstance(changed.get(key), float):
            changed[key] += 0.125
    return changed


def picture(session: Session, prepare: Callable[[App], None] | None = None) -> bytes:
    app = App(SIZE, session)
    if prepare is not None:
        prepare(app)
    surface = pygame.Surface(SIZE)
    app.draw(surface, force=True)
    return pygame.image.tobytes(surface, "RGB")


def tabs(session: Session) -> dict[str, bytes]:
    """Every part of the consequence, and the "Why?" of everything that happened."""
    found = {}
    own = session.own("consequence", consequence.ConsequenceOwn)
    for tab in ("why", "ladders", "outcomes", "later"):
        own.tab, own.stretch = tab, len(session.game.record.turns)
        found[tab] = picture(session)
    own.tab = "why"
    for entry in consequence.consequence_model(session, own).entries:
        own.chosen = entry.id
        found[entry.text] = picture(session)
    own.chosen = ""
    return found


def test_the_consequence_of_a_seat_shows_nothing_hidden(session: Session) -> None:
    before = tabs(session)
    assert len(before) > 8
    scramble(session, SEAT)
    after = tabs(session)
    assert list(after) == list(before)
    assert [name for name in before if before[name] != after[name]] == []


def test_a_leak_into_the_consequence_is_caught(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """One hidden track in the sentence of a headline: the same comparison must fail."""
    honest = consequence.headlines

    def leaking(events: Any, who: Session) -> tuple[str, ...]:
        backing = float(who.game.state.tracks[who.game.tables.array_rows["us_backing"][1], 0])
        return (*honest(events, who), f"{backing:.1f}")

    monkeypatch.setattr(consequence, "headlines", leaking)
    before = tabs(session)
    scramble(session, SEAT)
    assert tabs(session) != before


def test_the_timeline_of_a_seat_shows_nothing_hidden(session: Session) -> None:
    session.go("timeline")
    before = [picture(session, lambda app, t=t: _at(app, t)) for t in (1, 6, 10)]
    assert len(set(before)) == 3
    scramble(session, SEAT)
    assert [picture(session, lambda app, t=t: _at(app, t)) for t in (1, 6, 10)] == before


def _at(app: App, tick: int) -> None:
    app.screen.own(app.session).tick = tick
    app.session.touch()
    app.step([])


def test_the_moment_of_truth_tells_no_default_and_no_other_answer(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    staging.stage(session)
    staging.tested(session)
    assert session.screen == "moment"
    before = picture(session)
    said = "\n".join(App(SIZE, session).ui.text_twin())
    for event in session.game.preview:
        assert event.code != "answer" or event.ids["role"] == "x" or f"answers “{event.ids['trigger']}" not in said
    # Everything after the question in this tick may be different; the screen stays the same.
    question = session.game.questions[0]
    session.game.preview = [event for event in session.game.preview if event.day < question.day]
    assert picture(session) == before


@pytest.mark.parametrize("where", ["screen", "projector"])
def test_the_public_display_shows_what_everybody_may_see(session: Session, where: str) -> None:
    def seen() -> bytes:
        surface = pygame.Surface(SIZE)
        if where == "projector":
            assert Projector(session).render(surface)
        else:
            session.sitter = session.seat = None
            session.go("public")
            App(SIZE, session).draw(surface, force=True)
        return pygame.image.tobytes(surface, "RGB")

    before = seen()
    scramble(session, SEAT)  # a seat sees more than the public: what is hidden from it is hidden from all
    assert seen() == before
    for turn in session.game.record.turns:
        object.__setattr__(turn, "events", tuple(event for event in turn.events if event.seen_by(PUBLIC)))
    session._histories = Histories()
    assert seen() == before


def test_a_leak_onto_the_projector_is_caught(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that hands the projector a seat's history: refused. One that hands it a hidden number: seen."""
    with pytest.raises(RuntimeError, match="public display"):
        public.display(session.history(SEAT), session.game.scenario, session.reader, public.bar(session))
    honest = public.display

    def leaking(*args: Any) -> Any:
        model = honest(*args)
        true = int(session.game.state.cfv_true[..., 0].sum())
        return replace(model, title=f"{true}")

    monkeypatch.setattr(public, "display", leaking)
    surfaces = []
    for _ in range(2):
        surface = pygame.Surface(SIZE)
        Projector(session).render(surface)
        surfaces.append(pygame.image.tobytes(surface, "RGB"))
        scramble(session, SEAT)
    assert surfaces[0] != surfaces[1]


def test_control_and_the_debrief_refuse_everybody_else(session: Session) -> None:
    from wargame.ui.models.control import ControlOwn, control_model
    from wargame.ui.models.debrief import DebriefOwn, debrief_model

    with pytest.raises(RuntimeError, match="play is over"):
        debrief_model(session, DebriefOwn())
    session.game.take_over(Seat("russia", "people"))
    assert not session.may_rule
    with pytest.raises(RuntimeError, match="control"):
        control_model(session, ControlOwn())
