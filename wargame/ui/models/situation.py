"""The situation report, in the observers' own style: counts by area against the period before, causes for caution, what
is new for this seat, and what others sent it.

The report tells what was *recorded*. Exercises and errors are counted too, not every area can be seen, and an observer
mission may not say who fired: the report says so every time, because everything else on the desk rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from wargame.quantities import DAYS_PER_WEEK
from wargame.scenario.document import Scenario
from wargame.ui.history import History
from wargame.ui.models.bar import Bar, bar, seat_name
from wargame.ui.models.ladders import LadderModel, ladders
from wargame.ui.models.reading import Figure, Reader, direction, over, rows
from wargame.ui.models.telling import Teller
from wargame.world.events import Event

if TYPE_CHECKING:
    from wargame.ui.session import Session

LOW_COVERAGE = 0.15
"""Areas seen less than this are named in the report."""
FEW = 20
"""At most this many events are told at once."""


@dataclass(frozen=True)
class AreaRow:
    """One area in the report: recorded per week now and before, laid at each side's door, and how much is seen."""

    id: str
    name: str
    now: str
    before: str
    trend: int
    change: str
    by_side: tuple[str, ...]
    unattributed: str
    coverage: str
    total: float


@dataclass(frozen=True)
class Told:
    """Something that happened, as the seat knows it: day, sentence, how grave."""

    id: str
    when: str
    text: str
    tone: str


@dataclass(frozen=True)
class Message:
    """An inject or message for this seat."""

    id: str
    title: str
    text: str
    sender: str
    medium: str
    when: str
    asks: str
    fresh: bool


@dataclass(frozen=True)
class Report:
    """The situation report itself."""

    title: str
    period: str
    paragraphs: tuple[str, ...]
    columns: tuple[str, ...]
    areas: tuple[AreaRow, ...]
    caveat: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class SituationModel:
    """The screen: report, ladders, what happened since this seat last looked, and what it was sent."""

    bar: Bar
    seat: str
    report: Report
    ladders: tuple[LadderModel, ...]
    events: tuple[Told, ...]
    messages: tuple[Message, ...]
    to_desk: str


def situation_model(session: Session) -> SituationModel:
    """The situation as the present seat sees it."""
    history, scenario, words = session.history(), session.game.scenario, session.words
    reader = Reader(scenario, session.game.tables.registry, words)
    return SituationModel(
        bar=bar(session),
        seat=seat_name(session),
        report=report(history, scenario, reader),
        ladders=ladders(history, scenario, session.lang),
        events=told(history, scenario, reader),
        messages=messages(history, scenario, reader),
        to_desk=session.say("situation.to_desk"),
    )


def report(history: History, scenario: Scenario, reader: Reader) -> Report:
    """The report on the stretch played last, or the opening report before anything was played."""
    words, lang = reader.words, reader.words.lang
    last = history.last
    start = scenario.document.start
    columns = tuple(side.name.say(lang) for side in scenario.document.sides)
    caveat = words.say("sitrep.caveat")
    if last is None:
        opening = tuple(text.say(lang) for text in scenario.document.opening)
        return Report(words.say("sitrep.opening"), words.date(start), opening, columns, (), caveat, ())
    first, end = start + timedelta(days=last.first_day), start + timedelta(days=last.first_day + last.days)
    areas = area_rows(history, scenario, reader)
    return Report(
        title=words.say("sitrep.title", number=len(history.stretches)),
        period=words.say("sitrep.period", first=first, last=end, weeks=_weeks(last.days, words)),
        paragraphs=tuple(_paragraphs(history, scenario, reader, areas)),
        columns=columns,
        areas=areas,
        caveat=caveat,
        figures=reader.figures(history, ("fire_recorded", "deaths", "civilian_deaths", "seizures")),
    )


def _weeks(days: int, words: Any) -> str:
    if days % DAYS_PER_WEEK:
        return str(words.n("core.days", days))
    return str(words.n("core.weeks", days // DAYS_PER_WEEK))


def sector_counts(history: History, back: int = 1) -> Any:
    """(L,) everything reported in each sector, per week, in the `back`-th last stretch; None if unknown."""
    if len(history.stretches) < back:
        return None
    return over(history.stretches[-back], "cfv_reported")


def area_rows(history: History, scenario: Scenario, reader: Reader) -> tuple[AreaRow, ...]:
    """The table of the report: one row per area, those with most violations first."""
    now, before = sector_counts(history), sector_counts(history, 2)
    if now is None:
        return ()
    sides, loose = over(history.last, "cfv_recorded"), over(history.last, "cfv_unattributed")
    seen = rows(history.now, "coverage")
    words = reader.words
    found = []
    for area in scenario.map.areas:
        mine = [row for row, sector in enumerate(scenario.map.sectors) if sector.area == area.id]
        total = float(now[mine].sum())
        earlier = None if before is None else float(before[mine].sum())
        trend = direction(round(total), None if earlier is None else round(earlier), 0.0)
        found.append(
            AreaRow(
                area.id,
                area.name.say(words.lang),
                words.number(round(total)),
                "–" if earlier is None else words.number(round(earlier)),
                trend,
                "" if earlier is None else words.signed(round(total) - round(earlier)),
                () if sides is None else tuple(words.number(round(float(side[mine].sum()))) for side in sides),
                "–" if loose is None else words.number(round(float(loose[mine].sum()))),
                "–" if seen is None else words.percent(float(seen[mine].mean())),
                total,
            )
        )
    return tuple(sorted(found, key=lambda row: -row.total))


def _paragraphs(history: History, scenario: Scenario, reader: Reader, areas: tuple[AreaRow, ...]) -> list[str]:
    """What the observers write: the count, where, by whom, who died, what they could not see."""
    words = reader.words
    war = rows(history.now, "war")
    found = [words.say("sitrep.war")] if war is not None and bool(war) else []
    now, before = sector_counts(history), sector_counts(history, 2)
    if now is not None:
        total = float(now.sum())
        if before is None:
            found.append(words.say("sitrep.total.first", total=round(total)))
        else:
            way = direction(total, float(before.sum()), 0.0)
            code = {1: "sitrep.total.more", 0: "sitrep.total.same", -1: "sitrep.total.fewer"}[way]
            found.append(words.say(code, total=round(total), before=round(float(before.sum()))))
        if areas and total > 0:
            top = areas[0]
            found.append(words.say("sitrep.where", area=top.name, share=words.percent(top.total / total)))
    loose, sides = over(history.last, "cfv_unattributed"), over(history.last, "cfv_recorded")
    if loose is not None and sides is not None and float(sides.sum() + loose.sum()) > 0:
        share = float(loose.sum()) / float(sides.sum() + loose.sum())
        found.append(words.say("sitrep.unattributed", share=words.percent(share)))
    found += _arms(history, scenario, reader)
    found += _hurt(history, reader)
    seen = rows(history.now, "coverage")
    if seen is not None:
        blind = [
            area.name.say(words.lang)
            for area in scenario.map.areas
            if float(seen[[i for i, sector in enumerate(scenario.map.sectors) if sector.area == area.id]].mean())
            < LOW_COVERAGE
        ]
        if blind:
            found.append(words.say("sitrep.blind", areas=words.listed(blind)))
    return found


def _arms(history: History, scenario: Scenario, reader: Reader) -> list[str]:
    """How much of it was fire, and how far heavy weapons are back behind their limit, as far as the seat sees."""
    words, found = reader.words, []
    fire, sides = over(history.last, "fire_recorded"), over(history.last, "cfv_recorded")
    if fire is not None and sides is not None and float(sides.sum()) > 0:
        found.append(words.say("sitrep.fire", share=words.percent(min(1.0, float(fire.sum()) / float(sides.sum())))))
    back = rows(history.now, "withdrawn")
    if back is not None:
        parts = [
            words.say(
                "sitrep.withdrawn.side",
                side=side.name.say(words.lang),
                share=words.percent(round(float(mine.mean()), 1)),
            )
            for side, mine in zip(scenario.document.sides, back, strict=True)
        ]
        found.append(words.say("sitrep.withdrawn", sides=words.listed(parts)))
    return found


def _hurt(history: History, reader: Reader) -> list[str]:
    words, last = reader.words, history.last
    if last is None:
        return []
    found = []
    for name, code in (
        ("civilian_deaths", "sitrep.civilians"),
        ("deaths", "sitrep.soldiers"),
        ("killed_now", "sitrep.coalition"),
    ):
        weekly = over(last, name)
        if weekly is not None:
            count = round(float(weekly.sum()) * last.days / DAYS_PER_WEEK)
            if count or name == "civilian_deaths":
                found.append(words.say(code, band=words.casualties(count)))
    return found


def told(history: History, scenario: Scenario, reader: Reader, most: int = FEW) -> tuple[Told, ...]:
    """What the seat saw happen in the last stretch, weightiest first; the observers' counts stand in the report."""
    if history.last is None:
        return ()
    teller = Teller(reader.naming)
    start = scenario.document.start
    happened = [event for event in history.last.events if event.code not in ("report", "inject", "message")]
    happened.sort(key=lambda event: (-event.weight, event.day))
    found: list[Told] = []
    waivers: set[str] = set()
    for event in happened:
        order = event.ids.get("order", "")
        text = teller.tell(event)
        if event.code == "waived":  # one line for all the conditions that an order waived
            if f"{event.day}:{order}" in waivers:
                continue
            waivers.add(f"{event.day}:{order}")
            count = sum(
                other.code == "waived" and other.day == event.day and other.ids.get("order") == order
                for other in happened
            )
            text = reader.words.n("told.waived", count, order=reader.naming.name("order", order))
        found.append(
            Told(f"event-{len(found)}", reader.words.date(start + timedelta(days=event.day)), text, tone(event))
        )
    return tuple(found[:most])


GRAVE = ("attack", "coalition_hit", "offensive", "trigger", "endex", "seizure")
UNEASY = (
    "rung_up",
    "case",
    "unanswered",
    "drift",
    "waived",
    "air_incident",
    "harassed",
    "raid",
    "attributed",
    "seizure_failed",
)
CALMING = ("rung_down", "answered", "offensive_stopped")


def tone(event: Event) -> str:
    """How an event is marked; its sentence says the same."""
    if event.code in GRAVE:
        return "bad"
    if event.code in UNEASY:
        return "warn"
    return "ok" if event.code in CALMING else "info"


def messages(history: History, scenario: Scenario, reader: Reader) -> tuple[Message, ...]:
    """What this seat was sent, newest first."""
    words, lang = reader.words, reader.words.lang
    known = {inject.id: inject for inject in scenario.injects}
    start = scenario.document.start
    since = history.last.first_day if history.last is not None else 0
    found = []
    for number, event in enumerate(history.now.inbox):
        inject = known.get(event.ids.get("inject", ""))
        if inject is None:
            continue
        found.append(
            Message(
                f"{inject.id}-{number}",
                inject.title.say(lang),
                inject.text.say(lang),
                inject.sender.say(lang),
                words.say(f"medium.{inject.medium}"),
                words.date(start + timedelta(days=event.day)),
                inject.decision.say(lang),
                event.day >= since,
            )
        )
    return tuple(reversed(found))
