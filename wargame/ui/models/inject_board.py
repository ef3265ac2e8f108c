"""The inject board: every inject, its condition and whether it holds, and control's standing decision on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from wargame.analysis.wording import worded
from wargame.quantities import NEVER_DAYS
from wargame.ui.models.setup import Choice

if TYPE_CHECKING:
    from wargame.ui.session import Session

ACTIONS: tuple[str, ...] = ("fire", "hold", "skip", "auto")


@dataclass(frozen=True)
class InjectRow:
    """One inject on the board. `state`: waiting, due, held, skipped, armed (fired, not yet delivered) or delivered."""

    id: str
    title: str
    to: str
    state: str
    state_text: str
    holds: str
    condition: str
    day: str


@dataclass(frozen=True)
class InjectCard:
    """The chosen inject in full."""

    title: str
    sender: str
    text: str
    asks: str
    prompts: tuple[str, ...]
    condition: str
    state_text: str
    preempted: str
    actions: tuple[Choice, ...]


def inject_rows(session: Session) -> tuple[InjectRow, ...]:
    """Every inject with its state, and whether its condition holds in truth."""
    game, say, words = session.game, session.say, session.words
    delivered = {
        event.ids["inject"]: event.day for turn in game.record.turns for event in turn.events if event.code == "inject"
    }
    found = []
    for row, inject in enumerate(game.scenario.injects):
        compiled, day = game.tables.injects[row], ""
        holds = (
            compiled.condition is not None and bool(compiled.condition(game.state)[0]) and game.turn >= compiled.turn
        )
        standing = game.record.standing.get(inject.id, "auto")
        if inject.id in delivered:
            state = "delivered"
            day = words.date(game.scenario.document.start + timedelta(days=delivered[inject.id]))
        elif float(game.state.inject_age[row, 0]) < NEVER_DAYS:
            state = "skipped"
        else:
            state = {"fire": "armed", "hold": "held", "skip": "skipped"}.get(standing, "due" if holds else "waiting")
        to = words.listed(say("seat.all") if role == "all" else session.naming.name("role", role) for role in inject.to)
        condition = worded(inject.when, session.naming) if inject.when else say("control.by_hand")
        found.append(
            InjectRow(
                inject.id,
                inject.title.say(session.lang),
                to,
                state,
                say(f"inject.{state}"),
                say("choice.yes") if holds else say("choice.no"),
                condition,
                day,
            )
        )
    return tuple(found)


def inject_card(session: Session, id: str) -> InjectCard | None:
    """An inject in full, with what control may do about it; None if there is no such inject."""
    inject = next((each for each in session.game.scenario.injects if each.id == id), None)
    if inject is None:
        return None
    say, lang = session.say, session.lang
    row = next(row for row in inject_rows(session) if row.id == id)
    place = [each.id for each in session.game.scenario.injects].index(id)
    compiled = session.game.tables.injects[place]
    overtaken = compiled.preempted is not None and bool(compiled.preempted(session.game.state)[0])
    actions = (
        ()
        if row.state == "delivered" or row.day
        else tuple(Choice(action, say(f"inject.do.{action}")) for action in ACTIONS)
    )
    return InjectCard(
        inject.title.say(lang),
        say("message.from", sender=inject.sender.say(lang), medium=say(f"medium.{inject.medium}"), when=row.to),
        inject.text.say(lang),
        inject.decision.say(lang),
        tuple(prompt.say(lang) for prompt in inject.prompts),
        row.condition,
        row.state_text,
        inject.preempted.text.say(lang) if inject.preempted is not None and overtaken else "",
        actions,
    )
