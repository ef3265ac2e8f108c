"""Truth beside what each seat knew: reports that were false, and attacks whose author was hidden.

For the debrief alone. The table argued before attribution arrived; here stands what was the case, when each seat
learned what, and whether it ever did.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from wargame.exercise import Turn
from wargame.report.text import order_title, sentence
from wargame.world.events import Event

if TYPE_CHECKING:
    from wargame.ui.session import Session

MOST_CASES = 6
FALSE_SHARE = 0.05
"""A week of which a larger part of the report was false is a case."""


@dataclass(frozen=True)
class Case:
    """Something that looked otherwise than it was: what was heard, the truth, and per seat what it knew and when."""

    id: str
    when: str
    heard: str
    truth: str
    known: tuple[tuple[str, str], ...]
    weight: float


def cases(session: Session) -> tuple[Case, ...]:
    """The weightiest cases of the game, in the order in which they happened. Only once play is over."""
    if not session.game.over:
        raise RuntimeError("the truth is for the debrief")
    found = [*_corrected(session), *_false_reports(session), *_attacks(session)]
    found.sort(key=lambda case: -case.weight)
    kept = found[:MOST_CASES]
    return tuple(sorted(kept, key=lambda case: case.id))


def _date(session: Session, day: int) -> str:
    return session.words.date(session.game.scenario.document.start + timedelta(days=day))


def _corrected(session: Session) -> Iterator[Case]:
    """Injects that a later one put right: what each seat did between hearing the first and the second."""
    game = session.game
    told = {event.ids["inject"]: event for turn in game.record.turns for event in turn.events if event.code == "inject"}
    injects = {inject.id: inject for inject in game.scenario.injects}
    for later in game.scenario.injects:
        for first in injects.values():
            if not later.when or f"inject_age[{first.id}]" not in later.when or not {later.id, first.id} <= set(told):
                continue
            heard, right = told[first.id], told[later.id]
            yield Case(
                f"{heard.day:05}-inject-{first.id}",
                _date(session, heard.day),
                first.text.say(session.lang),
                session.say("explosions.put_right", date=_date(session, right.day), text=later.text.say(session.lang)),
                tuple(_between(session, heard, right)),
                8.0,
            )


def _between(session: Session, heard: Event, right: Event) -> Iterator[tuple[str, str]]:
    """Orders that each seat gave after the first word and before the second."""
    game, naming = session.game, session.naming
    for role in game.scenario.document.roles:
        if not heard.seen_by(role.id):
            yield role.name.say(session.lang), session.say("explosions.unheard")
            continue
        did = [
            order_title(doc, naming)
            for turn in game.record.turns
            if heard.day < turn.first_day <= right.day
            for doc in turn.orders.get(role.id, ())
        ]
        text = session.words.listed(did) if did else session.say("explosions.no_act")
        yield role.name.say(session.lang), session.say("explosions.before", did=text)


def _false_reports(session: Session) -> Iterator[Case]:
    """Weeks in which much of what was reported was an exercise or an error."""
    game, words = session.game, session.words
    for turn in game.record.turns:
        states = game.states(turn)
        starts = [turn.first_day, *(state.day for state in states[:-1])]
        for first, state in zip(starts, states, strict=True):
            false, reported = int(state.cfv_false[..., 0].sum()), int(state.cfv_reported[..., 0].sum())
            if reported == 0 or false < FALSE_SHARE * reported:
                continue
            sector = int(state.cfv_false[:, 0].argmax())
            name = game.scenario.map.sectors[sector].name.say(session.lang)
            yield Case(
                f"{first:05}-false",
                _date(session, first),
                words.say("explosions.reported", count=reported),
                words.say("explosions.false", count=false, share=words.percent(false / reported), sector=name),
                tuple(_heard(session, turn, first, state.day)),
                false / max(1, reported) * 10,
            )


def _heard(session: Session, turn: Turn, first: int, last: int) -> Iterator[tuple[str, str]]:
    """What each seat was told in some days: injects, and whether any of it reached it."""
    for role in session.game.scenario.document.roles:
        told = [
            session.naming.name("inject", event.ids["inject"])
            for event in turn.events
            if event.code == "inject" and event.seen_by(role.id) and first <= event.day < last
        ]
        text = session.words.listed(told) if told else session.say("explosions.report_only")
        yield role.name.say(session.lang), text


def _attacks(session: Session) -> Iterator[Case]:
    """Lethal acts against the coalition: who it was, and when the seats were sure."""
    game = session.game
    every = [event for turn in game.record.turns for event in turn.events]
    for number, event in enumerate(every):
        if event.code != "attack":
            continue
        hit = next(
            (
                e
                for e in every
                if e.code == "coalition_hit" and e.day == event.day and e.ids["element"] == event.ids["element"]
            ),
            None,
        )
        if hit is None:
            continue
        sure = next(
            (e for e in every if e.code == "attributed" and e.day >= event.day and e.ids["side"] == event.ids["side"]),
            None,
        )
        kind, _, thing = event.cause.partition(":")
        code = f"explosions.attack.{kind}"
        side = session.naming.name("side", event.ids["side"])
        truth = session.say(
            code if session.words.has(code) else "explosions.attack.chance",
            side=side,
            cause=session.naming.name(kind, thing),
        )
        yield Case(
            f"{event.day:05}-attack-{number}",
            _date(session, event.day),
            sentence(hit, session.naming),
            truth,
            tuple(_knew(session, hit, sure)),
            5.0 + event.weight,
        )


def _knew(session: Session, hit: Event, sure: Event | None) -> Iterator[tuple[str, str]]:
    for role in session.game.scenario.document.roles:
        if not hit.seen_by(role.id):
            text = session.say("explosions.unheard")
        elif sure is None or not sure.seen_by(role.id):
            text = session.say("explosions.never_sure")
        else:
            confidence = session.words.percent(sure.numbers.get("confidence", 0.0))
            text = session.say("explosions.sure", date=_date(session, sure.day), confidence=confidence)
        yield role.name.say(session.lang), text
