"""The public display: what the projector shows. It takes the public's history alone, so nothing secret can reach it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from wargame.exercise import PUBLIC
from wargame.report.text import sentence
from wargame.scenario.document import Scenario
from wargame.ui.history import History
from wargame.ui.mapview.scene import MapScene
from wargame.ui.models.bar import Bar, bar
from wargame.ui.models.evidence import map_scene
from wargame.ui.models.ladders import LadderModel, ladders
from wargame.ui.models.reading import Reader
from wargame.ui.models.situation import AreaRow, Told, area_rows, tone

if TYPE_CHECKING:
    from wargame.ui.session import Session

MOST_NEWS = 5
NOT_NEWS = ("report", "raid", "moved", "grade", "answer")


@dataclass
class PublicOwn:
    """Nothing of the world: only whether the keys are shown."""

    keys: bool = False


@dataclass(frozen=True)
class PublicModel:
    """Large enough to be read from six metres: a few lines, two ladders, one map, one table."""

    bar: Bar
    title: str
    phase: str
    clock: str
    clock_low: bool
    news_title: str
    news: tuple[Told, ...]
    ladders: tuple[LadderModel, ...]
    areas: tuple[AreaRow, ...]
    total: str
    caveat: str
    scene: MapScene
    disclaimer: str


def public_model(session: Session) -> PublicModel:
    """What everybody may see now."""
    shown = bar(session)
    scenario, history = session.game.scenario, session.history(PUBLIC)
    return display(history, scenario, session.reader, shown)


def display(history: History, scenario: Scenario, reader: Reader, shown: Bar) -> PublicModel:
    """The display of a history; `shown` is the bar, which tells nothing of the world."""
    words = reader.words
    if history.role != PUBLIC:
        raise RuntimeError(f"the public display was given the history of {history.role}")
    areas = area_rows(history, scenario, reader)
    total = (
        words.say("public.total", total=round(sum(area.total for area in areas)))
        if areas
        else words.say("public.none_yet")
    )
    return PublicModel(
        bar=shown,
        title=scenario.document.title.say(words.lang),
        phase=shown.phase,
        clock=shown.clock,
        clock_low=shown.clock_low,
        news_title=words.say("public.news"),
        news=news(history, scenario, reader),
        ladders=ladders(history, scenario, words.lang),
        areas=areas,
        total=total,
        caveat=words.say("public.caveat"),
        scene=map_scene(history, scenario, reader),
        disclaimer=words.say("public.disclaimer"),
    )


def news(history: History, scenario: Scenario, reader: Reader) -> tuple[Told, ...]:
    """The weightiest things that everybody heard of in the last stretch, as headlines where there are any."""
    if history.last is None:
        return ()
    found: list[Told] = []
    start = scenario.document.start
    events = sorted(
        (e for e in history.last.events if e.code not in NOT_NEWS), key=lambda event: (-event.weight, -event.day)
    )
    for number, event in enumerate(events):
        kind = "headline" if reader.words.has(f"headline.{event.code}") else "event"
        text = sentence(event, reader.naming, kind)
        if all(text != other.text for other in found):
            when = reader.words.date(start + timedelta(days=event.day))
            found.append(Told(f"news-{number}", when, text, tone(event)))
    return tuple(found[:MOST_NEWS])
