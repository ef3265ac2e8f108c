"""The start screen: what there is to play, what was begun, and what this is and is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.errors import InputError
from wargame.exercise.log import SUFFIX, Log
from wargame.exercise.record import rebuild
from wargame.scenario import Listing, Scenario, list_scenarios
from wargame.ui.models.bar import Bar, bar
from wargame.ui.models.case import Case, case_of, deal_line

if TYPE_CHECKING:
    from wargame.ui.session import Session

QUICK = "questionnaire"
"""The scenario that is chosen when the program starts: the question that the papers begin with."""
QUICK_ROLES = ("netherlands", "mission")
"""The seat that is a person's unless another is chosen: the first of these that a scenario has, or its first seat."""
MOST_RECENT = 8
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cases", ("base", "excursion")), ("newcomers", ("tutorial",)), ("reference", ("reference",)), ("twin", ("twin",)),
)  # fmt: skip
"""Headings of the list, and the families below each; what a tutorial extends stands with it."""


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
    """One entry of a list: id, title, a second line, a word at the right. `heads`: the heading of those below;
    `below`: belongs to the one above it that doesn't."""

    id: str
    title: str
    text: str = ""
    badge: str = ""
    heads: bool = False
    below: bool = False


@dataclass(frozen=True)
class Facts:
    """A scenario before it is played: aim, deal, length, people, content note, what led here, what it leaves out."""

    title: str
    summary: str
    assumption: str
    facts: tuple[tuple[str, str], ...]
    purpose: str
    content_note: str
    case: Case


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
    tutorial: str
    """Id of the scenario to learn with; empty if there is none."""
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
    first = first_seat(scenario) if scenario else ""
    role = next((role for role in scenario.document.roles if role.id == first), None) if scenario else None
    return StartModel(
        bar=bar(session),
        product=say("start.product"),
        promise=say("start.promise"),
        disclaimer=say("start.disclaimer"),
        scenarios=tuple(_lines(session, own.listings)),
        chosen=chosen,
        facts=facts(session, scenario) if scenario else None,
        scenario=scenario,
        recent=tuple(_recent_line(session, item) for item in own.recent),
        quick_note=say("start.quick.note", role=role.name.say(lang), scenario=scenario.document.title.say(lang))
        if role and scenario
        else say("start.quick.any"),
        tutorial=next((item.id for item in own.listings if item.family == "tutorial"), ""),
        typed=own.typed,
    )


def first_seat(scenario: Scenario) -> str:
    """The seat that is a person's unless another is chosen."""
    return next((role for role in QUICK_ROLES if role in scenario.role_ids), scenario.role_ids[0])


def _lines(session: Session, listings: Sequence[Listing]) -> Iterator[Line]:
    """The list: heading by heading; the one that is chosen at the start first, each excursion below what it changes."""
    say, lang = session.say, session.lang
    placed: set[str] = set()
    begun = {item.extends for item in listings if item.family == "tutorial"}
    first = [item for item in listings if item.family == "tutorial" or item.path.name in begun]
    first.sort(key=lambda item: item.family != "tutorial")
    for group, families in GROUPS:
        mine = [item for item in listings if item.family in families and item not in first]
        mine = first if group == "newcomers" else mine
        if not mine:
            continue
        yield Line(f"group.{group}", say(f"start.group.{group}"), heads=True)
        tops = [item for item in mine if item.family != "excursion"]
        for top in sorted(tops, key=lambda item: item.id != QUICK):
            text = say("start.newcomers") if top.family == "tutorial" else ""
            yield Line(top.id, top.title.say(lang), text, badge=_people(session, top))
            for item in _above(top, mine):
                placed.add(item.id)
                yield Line(item.id, item.title.say(lang), _assumption(item, lang), below=True)
        for item in mine:  # an excursion from a scenario that isn't in the list
            if item.family == "excursion" and item.id not in placed:
                yield Line(item.id, item.title.say(lang), _assumption(item, lang), badge=_people(session, item))


def _above(base: Listing, listings: Sequence[Listing]) -> Iterator[Listing]:
    """The excursions from a scenario, each before those from it."""
    for item in listings:
        if item.family == "excursion" and item.extends == base.path.name:
            yield item
            yield from _above(item, listings)


def _assumption(item: Listing, lang: str) -> str:
    return "" if item.assumption is None else item.assumption.say(lang)


def facts(session: Session, scenario: Scenario) -> Facts:
    """What somebody wants to know before choosing a scenario."""
    say, lang, words, document = session.say, session.lang, session.words, scenario.document
    people = [number for item in document.sessions for number in item.people]
    minutes = [item.minutes for item in document.sessions]
    return Facts(
        title=document.title.say(lang),
        summary=document.summary.say(lang),
        assumption="" if document.assumption is None else document.assumption.say(lang),
        facts=(
            (say("start.fact.deal"), deal_line(document, words)),
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
        case=case_of(scenario, words),
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
