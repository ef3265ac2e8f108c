"""The title bar: which game, turn, phase, date, clock, seat and commitment. On every screen of a game."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from wargame.exercise import CONTROL

if TYPE_CHECKING:
    from wargame.ui.session import Session

SHORT_HASH = 8


@dataclass(frozen=True)
class Bar:
    """Ready sentences; empty ones are left out. `clock_low` says that little time is left."""

    title: str
    turn: str = ""
    phase: str = ""
    date: str = ""
    clock: str = ""
    clock_low: bool = False
    seat: str = ""
    commitment: str = ""
    menu: str = ""
    commitment_tip: str = ""


def bar(session: Session) -> Bar:
    """The bar of the present moment. It shows nothing that not everybody may know."""
    say, words = session.say, session.words
    if session.exercise is None:
        return Bar(say("bar.product"), menu=say("bar.menu"))
    game = session.exercise
    left = session.clock.seconds
    shown = session.clock.running or session.clock.left_ms > 0
    day = game.scenario.document.start + timedelta(days=game.day)
    return Bar(
        title=game.scenario.document.title.say(session.lang),
        turn=""
        if game.phase in ("turn_zero", "debrief")
        else say("bar.turn", turn=game.turn, turns=game.settings.turns),
        phase=say(f"phase.{game.phase}"),
        date=words.date(day),
        clock=f"{left // 60}:{left % 60:02}" if shown else "",
        clock_low=shown and left <= 30,
        seat=seat_name(session),
        commitment=game.commitment[:SHORT_HASH],
        menu=say("bar.menu"),
        commitment_tip=say("bar.commitment"),
    )


def seat_name(session: Session, id: str | None = None) -> str:
    """Name of a seat (default: the present one): a role's, control's, the public's; empty for nobody."""
    wanted = id if id is not None else session.seat
    if wanted is None:
        return ""
    role = session.role(wanted)
    if role is None:
        return session.say("seat.control" if wanted == CONTROL else "seat.public")
    return role.name.say(session.lang)
