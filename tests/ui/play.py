"""A table for play: people in several seats, control with its questions, and a pilot who sits down for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.ui.table import SIZE, session_in
from wargame.exercise import CONTROL, Seat, Sheet
from wargame.ui import staging
from wargame.ui.app import App
from wargame.ui.flow import Task
from wargame.ui.kit import Pilot
from wargame.world.orders import OrderDoc


def table(
    folder: Path,
    people: Sequence[str] = ("netherlands", "russia"),
    ask: tuple[str, ...] = ("proposal",),
    lang: str = "en",
    turns: int = 4,
) -> Pilot:
    """Sheets are sealed, the first orders are to be given, and control sits there."""
    session = session_in(folder, lang)
    staging.begin(session, people, ask, turns)
    for role in people:
        session.game.seal(Sheet(role, aim=f"the aim of {role}"))
    session.game.advance()
    session.game.advance()
    session.sit(Task(CONTROL, CONTROL, "control"))
    session.toasts = []
    return Pilot(App(SIZE, session))


def order(role: str, id: str, *, visibility: str = "public", **parameters: str | float) -> OrderDoc:
    """An order of the first turn."""
    return OrderDoc(role, id, 1, parameters, visibility, "a purpose", ("a reason",), "an answer")


def seal(pilot: Pilot, *docs: OrderDoc) -> None:
    """All people seal; whoever is not named gives no order. Control's screen follows."""
    game = pilot.target.session.game
    for role in game.people():
        game.submit(role, [doc for doc in docs if doc.role == role])
    pilot.target.session.touch()
    pilot.wait(1)


def sit(pilot: Pilot, sitter: str, screen: str) -> None:
    """Somebody sits down to a screen."""
    pilot.target.session.sit(Task(sitter, sitter, screen))
    pilot.wait(1)


def hold(pilot: Pilot, role: str, by: str) -> None:
    """A seat changes hands."""
    pilot.target.session.game.take_over(Seat(role, by))
