"""The start screen: what there is to play, what was begun, and what this is and is not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.errors import InputError
from wargame.exercise.log import SUFFIX, Log
from wargame.exercise.record import rebuild
from wargame.scenario import Listing, Scenario, list_scenarios
from wargame.ui.models.bar import Bar, bar

if TYPE_CHECKING:
    from wargame.ui.session import Session

QUICK = "moderate"
QUICK_ROLE = "netherlands"
MOST_RECENT = 8


@dataclass
class StartOwn:
    """What a person did on the start screen."""

    chosen: str = ""
    typed: str | None = None
    """Path being typed in the dialog; None: the dialog is closed."""
    listings: tuple[Listing, ...] | None = None
    recent: tuple[Recent, ...] | None = None


@dataclass(frozen=True)
class Recent:
    """An exercise that was begun: its file, scenario, and how far it got. `trouble` if it can't be read."""

    path: Path
    scenario: str
    phase: str
    turn: int
    turns: int
    trouble: str = ""


@dataclass(frozen=True)
class Line:
    """One entry of a list: id, title, a second line, a word at the right."""

    id: str
    title: str
    text: str = ""
    badge: str = ""


@dataclass(frozen=True)
class Facts:
    """A scenario before it is played: aim, deal, length, people, content note, limits."""

    title: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    purpose: str
    content_note: str
    limits: tuple[str, ...]


@dataclass(frozen=True)
class StartModel:
    """Everything the start screen says. `scenario` is what the map is drawn from."""

    bar: Bar
    product: str
    promise: str
    disclaimer: str
    scenarios: tuple[Line, ...]
    chosen: str
    facts: Facts | None
    scenario: Scenario | None
    recent: tuple[Line, ...]
    quick_note: str
    typed: str | None


def start_model(session: Session) -> StartModel:
    """The start screen now."""
    own = session.own("start", StartOwn)
    if own.listings is None:
        own.listings = tuple(list_scenarios())
    if own.recent is None:
        own.recent = tuple(recent(session.folder))
    chosen = own.chosen or next((item.id for item in own.listings if item.id == QUICK), "")
    chosen = chosen or (own.listings[0].id if own.listings else "")
    found = next((item for item in own.listings if item.id == chosen), None)
    scenario = session.scenario(found.path) if found is not None else None
    say, lang = session.say, session.lang
    role = next((role for role in scenario.document.roles if role.id == QUICK_ROLE), None) if scenario else None
    return StartModel(
        bar=bar(session),
        product=say("start.product"),
        promise=say("start.promise"),
        disclaimer=say("start.disclaimer"),
        scenarios=tuple(
            Line(item.id, item.title.say(lang), item.summary.say(lang), badge=_people(session, item))
            for item in own.listings
        ),
        chosen=chosen,
        facts=facts(session, scenario) if scenario else None,
        scenario=scenario,
        recent=tuple(_recent_line(session, item) for item in own.recent),
        quick_note=say("start.quick.note", role=role.name.say(lang)) if role else say("start.quick.any"),
        typed=own.typed,
    )


def facts(session: Session, scenario: Scenario) -> Facts:
    """What somebody wants to know before choosing a scenario."""
    say, lang, words, document = session.say, session.lang, session.words, scenario.document
    people = [number for item in document.sessions for number in item.people]
    minutes = [item.minutes for item in document.sessions]
    return Facts(
        title=document.title.say(lang),
        summary=document.summary.say(lang),
        facts=(
            (say("start.fact.deal"), document.deal.name.say(lang)),
            (say("start.fact.begin"), words.date(document.start)),
            (say("start.fact.line"), say("start.fact.km", km=round(scenario.map.line.stated_length_km),
                                         sectors=len(scenario.map.sectors))),
            (say("start.fact.seats"), words.listed(role.name.say(lang) for role in document.roles)),
            (say("start.fact.people"), say("start.fact.range", low=min(people), high=max(people))),
            (say("start.fact.length"), say("start.fact.minutes", low=min(minutes), high=max(minutes))),
            (say("start.fact.cutoff"), words.date(document.cutoff)),
        ),
        purpose=document.purpose.say(lang),
        content_note=document.content_note.say(lang),
        limits=tuple(limit.say(lang) for limit in document.limits),
    )  # fmt: skip


def recent(folder: Path) -> list[Recent]:
    """The exercises in the folder, newest first."""
    if not folder.is_dir():
        return []
    files = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [_peek(path) for path in files[:MOST_RECENT]]


def _peek(path: Path) -> Recent:
    """How far an exercise got, read from its log alone (the world is compiled only when it is opened)."""
    try:
        log = Log.open(path, readonly=True)
        try:
            entries = log.entries()
        finally:
            log.close()
        if not entries or entries[0].kind != "header":
            return Recent(path, "", "", 0, 0, "empty-file")
        record, header = rebuild(entries), entries[0].body
        return Recent(path, str(header["scenario"]), record.phase, record.turn, int(header["settings"]["turns"]))
    except InputError as error:
        return Recent(path, "", "", 0, 0, error.code)


def _recent_line(session: Session, item: Recent) -> Line:
    say = session.say
    if item.trouble:
        code = f"error.{item.trouble}"
        return Line(str(item.path), item.path.stem, say(code) if session.words.has(code) else item.trouble)
    if item.phase in ("turn_zero", "debrief"):
        state = say(f"phase.{item.phase}")
    else:
        state = say("start.recent", turn=item.turn, turns=item.turns, phase=say(f"phase.{item.phase}"))
    return Line(str(item.path), item.path.stem, state)


def _people(session: Session, item: Listing) -> str:
    people = [number for each in item.sessions for number in each.people]
    return session.say("start.fact.range", low=min(people), high=max(people))
