"""The debrief: sheets opened beside conduct, truth beside record, conditions, tripwire, odds, rulings, outcomes.

Most of it is the report's own chapters, so that screen and paper say the same. What the screen adds is what people do
here: judge themselves, look at a case, ask for one counterfactual, write the report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.exercise import SHEET_FIELDS
from wargame.report import annex, course, evidence, series
from wargame.report.blocks import Chapter
from wargame.report.story import Story
from wargame.report.text import order_title
from wargame.ui.jobs import Job
from wargame.ui.models.bar import Bar, bar
from wargame.ui.models.explosions import Case, cases
from wargame.ui.models.outlook import StripModel
from wargame.ui.models.setup import Choice

if TYPE_CHECKING:
    from wargame.ui.session import Session

TABS: tuple[str, ...] = ("hotwash", "sheets", "truth", "ledger", "tripwire", "odds", "rulings", "outcomes")
VERDICTS: tuple[str, ...] = ("met", "partly", "not", "changed")
ASSESSMENT = "self_assessment"


@dataclass
class DebriefOwn:
    """Where the table is in its debrief."""

    tab: str = "hotwash"
    role: str = ""
    case: str = ""
    verdict: str = ""
    why: str = ""
    luck: Job | None = None
    export: Job | None = None
    written: str = ""
    failed: str = ""
    chapters: dict[str, Chapter] = field(default_factory=dict)
    story: Story | None = None
    """The game as control reads it now that play is over, in the language `lang`: kept, for reading it takes time."""
    lang: str = ""


@dataclass(frozen=True)
class Line:
    """A line in a chart: name, and a value per tick."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class SheetModel:
    """One seat's sheet opened beside what it did."""

    role: str
    name: str
    fields: tuple[tuple[str, str], ...]
    conduct: tuple[tuple[str, str, str], ...]
    """Turn, order, what came of it."""
    verdicts: tuple[Choice, ...]
    verdict: str
    why: str
    judged: tuple[str, ...]


@dataclass(frozen=True)
class DebriefModel:
    """The screen."""

    bar: Bar
    tab: str
    tabs: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    seed: str
    commitment: str
    steps: tuple[str, ...]
    moments: tuple[str, ...]
    chapter: Chapter | None
    sheets: tuple[Choice, ...]
    sheet: SheetModel | None
    lines: tuple[Line, ...]
    labels: tuple[str, ...]
    cases: tuple[Case, ...]
    case: Case | None
    strips: tuple[StripModel, ...]
    ladders: tuple[Line, ...]
    threats: tuple[tuple[str, float, float], ...]
    """Trigger, what stood behind it at the end, what the adversary thought stood behind it: shares."""
    luck_running: bool
    luck: Chapter | None
    luck_text: str
    exporting: bool
    written: str


def debrief_model(session: Session, own: DebriefOwn) -> DebriefModel:
    """The debrief as it stands. Raises RuntimeError before ENDEX: the sheets are sealed and the truth is hidden."""
    game, say = session.game, session.say
    if not game.over:
        raise RuntimeError("the debrief opens when play is over")
    if own.lang != session.lang or own.story is None or own.story.turns != tuple(game.record.turns):
        own.chapters, own.lang, own.story = {}, session.lang, Story(game, None, session.lang)
    story = own.story
    header = game.header.body
    shown = cases(session) if own.tab == "truth" else ()
    luck = _luck(own)
    if own.export is not None and not own.export.running:
        own.written, own.failed = own.export.result or "", own.export.trouble
        own.export = None
    return DebriefModel(
        bar=bar(session),
        tab=own.tab,
        tabs=tuple((tab, say(f"debrief.tab.{tab}")) for tab in TABS),
        facts=tuple(course.key_figures(story)) if own.tab == "hotwash" else (),
        seed=say("debrief.seed", seed=str(game.seed), salt=str(header["salt"])),
        commitment=say("debrief.commitment", commitment=game.commitment),
        steps=tuple(story.words.say(f"report.debrief.{step}") for step in annex.DEBRIEF),
        moments=_moments(story) if own.tab == "hotwash" else (),
        chapter=_chapter(story, own),
        sheets=tuple(Choice(role, session.naming.name("role", role)) for role in story.sheets),
        sheet=_sheet(session, story, own) if own.tab == "sheets" else None,
        lines=_violations(story, say) if own.tab == "truth" else (),
        labels=_labels(story),
        cases=shown,
        case=next((case for case in shown if case.id == own.case), shown[0] if shown else None),
        strips=_strips(story, session) if own.tab == "outcomes" else (),
        ladders=_ladders(story) if own.tab == "outcomes" else (),
        threats=_threats(story) if own.tab == "tripwire" else (),
        luck_running=own.luck is not None and own.luck.running,
        luck=luck if isinstance(luck, Chapter) else None,
        luck_text=say("debrief.luck.none") if own.luck is not None and not own.luck.running and luck is None else "",
        exporting=own.export is not None,
        written=say("debrief.written", folder=own.written)
        if own.written
        else say("debrief.not_written", why=own.failed)
        if own.failed
        else "",
    )


_CHAPTERS: dict[str, Callable[[Story], Chapter]] = {
    "ledger": evidence.ledger,
    "tripwire": evidence.tripwire,
    "odds": evidence.odds,
    "rulings": evidence.adjudication,
    "truth": course.violations,
    "outcomes": course.outcomes,
}


def _chapter(story: Story, own: DebriefOwn) -> Chapter | None:
    """The report's chapter for a tab; kept, because some take a moment."""
    if own.tab not in _CHAPTERS:
        return None
    if own.tab not in own.chapters:
        own.chapters[own.tab] = _CHAPTERS[own.tab](story)
    return own.chapters[own.tab]


def _luck(own: DebriefOwn) -> Any:
    return None if own.luck is None or own.luck.running else own.luck.result


def _moments(story: Story) -> tuple[str, ...]:
    """The heaviest things of the game, in their order."""
    summary = course.summary(story)
    return tuple(item for block in summary.blocks for item in getattr(block, "items", ()))


def _sheet(session: Session, story: Story, own: DebriefOwn) -> SheetModel | None:
    sheets, words = story.sheets, session.words
    role = own.role if own.role in sheets else next(iter(sheets), "")
    if not role:
        return None
    conduct = []
    for turn in story.turns:
        for doc in turn.orders.get(role, ()):
            grade = story.grade(turn, doc)
            came = session.naming.name("grade", grade) if grade else session.say("debrief.given")
            waived = [
                each for each in story.waivers if (each.turn, each.role, each.order) == (turn.number, role, doc.order)
            ]
            if waived:
                came += "; " + words.n("debrief.waived", len(waived))
            expected = session.say("debrief.expected", text=doc.expected_response) if doc.expected_response else ""
            conduct.append(
                (
                    str(turn.number),
                    order_title(doc, session.naming),
                    " ".join(part for part in (came + ".", expected) if part),
                )
            )
    judged = tuple(str(note["text"]) for note in story.notes if note.get("role") == role and note["kind"] == ASSESSMENT)
    return SheetModel(
        role,
        session.naming.name("role", role),
        tuple((session.say(f"sheet.{name}"), getattr(sheets[role], name)) for name in SHEET_FIELDS),
        tuple(conduct),
        tuple(Choice(verdict, session.say(f"verdict.{verdict}")) for verdict in VERDICTS),
        own.verdict,
        own.why,
        judged,
    )


def assessment(session: Session, own: DebriefOwn) -> str:
    """A self-assessment as it is noted."""
    verdict = session.say(f"verdict.{own.verdict}")
    return f"{verdict}: {own.why.strip()}" if own.why.strip() else verdict


def _violations(story: Story, say: Callable[..., str]) -> tuple[Line, ...]:
    """What was recorded beside what was true, tick by tick."""
    found = []
    for name, code in (
        ("cfv_true", "debrief.true"),
        ("cfv_reported", "debrief.reported"),
        ("cfv_recorded", "debrief.recorded"),
    ):
        values = series.per_tick(story, name)
        if values is not None:
            found.append(Line(say(code), tuple(values)))
    return tuple(found)


def _labels(story: Story) -> tuple[str, ...]:
    """A label per tick: the turn's number where it begins."""
    labels, last = [], 0
    for tick in story.ticks[1:]:
        labels.append("" if tick.turn == last else str(tick.turn))
        last = tick.turn
    return tuple(labels)


def _strips(story: Story, session: Session) -> tuple[StripModel, ...]:
    found = []
    for strip, dimension in zip(series.strips(story), session.game.scenario.rules.outcomes, strict=True):
        gap = strip.points[-1] - strip.points[0]
        trend = 0 if abs(gap) < 2 else 1 if gap > 0 else -1
        code = {-1: "strip.worse_since", 0: "strip.same_since", 1: "strip.better_since"}[trend]
        bands = tuple(band.say(session.lang) for band in dimension.bands)
        found.append(
            StripModel(dimension.id, dimension.name.say(session.lang), bands, strip.band, trend, session.say(code))
        )
    return tuple(found)


def _ladders(story: Story) -> tuple[Line, ...]:
    return tuple(
        Line(story.naming.name("ladder", name), tuple(float(rung) for _, rung in points[1:]))
        for name, points in series.ladders(story).items()
    )


def _threats(story: Story) -> tuple[tuple[str, float, float], ...]:
    actual, perceived = story.series("credibility"), story.series("perceived")
    if actual is None or perceived is None:
        return ()
    names = story.tables.roster.axes["trigger"]
    return tuple(
        (story.naming.name("trigger", name), float(actual[-1, n]), float(perceived[-1, n]))
        for n, name in enumerate(names)
    )


# Work in another process ---------------------------------------------------------------------------------------------


def luck_work(path: Path, lang: str, report: Callable[[int, int], None]) -> Chapter | None:
    """One counterfactual, in another process: the most consequential decision, taken away under equal luck."""
    from wargame.exercise import Exercise

    exercise = Exercise.open(path, readonly=True)
    try:
        report(0, 1)
        return evidence.luck(Story(exercise, None, lang))
    finally:
        exercise.close()


def export_work(path: Path, folder: Path, lang: str, report: Callable[[int, int], None]) -> str:
    """Write the whole report, in another process; returns the folder."""
    from wargame.report import write

    folder.mkdir(parents=True, exist_ok=True)
    report(0, 1)
    write(path, folder, lang=lang)
    return str(folder)
