"""The hotwash sheet: one page for the talk right after play."""

from __future__ import annotations

from wargame.report import course, evidence, series
from wargame.report.annex import DEBRIEF
from wargame.report.blocks import Chapter, Facts, Figure, Items, Lines, Table, Text
from wargame.report.story import Story
from wargame.report.text import sentence

WIDTH = 540.0
"""Of charts in half a page."""
MOST = 6
"""Lines of a kind that fit on the page."""


def sheet(story: Story) -> list[Chapter]:
    """Figures, ladders, strips, what happened, what was waived, and the questions to start with."""
    words = story.words
    return [
        Chapter(
            "figures",
            words.say("report.hotwash.figures"),
            [Facts(course.key_figures(story)[:MOST]), *_figure(course.ladders(story, WIDTH))],
        ),
        Chapter("outcomes", words.say("report.outcomes"), _figure(course.outcomes(story, WIDTH))),
        Chapter("moments", words.say("report.hotwash.moments"), [Items(_moments(story))]),
        Chapter("truth", words.say("report.violations"), [Text(_records(story))]),
        Chapter("waived", words.say("report.ledger"), _waived(story)),
        Chapter(
            "questions",
            words.say("report.debrief"),
            [Items([words.say(f"report.debrief.{step}") for step in DEBRIEF], ordered=True)],
        ),
        Chapter("own", words.say("report.hotwash.own"), [Lines(words.say("report.hotwash.if_then"), 3)]),
    ]


def _figure(chapter: Chapter) -> list[Figure]:
    return [block for block in chapter.blocks if isinstance(block, Figure)][:1]


def _moments(story: Story) -> list[str]:
    """The weightiest things of the whole game, in the order in which they happened."""
    events = [event for event in story.events() if event.code not in course.TOLD_APART]
    heavy = sorted(events, key=lambda event: -event.weight)[:MOST]
    told = [event for event in events if event in heavy]
    return [
        story.words.say("report.dated", date=story.when(e.day), text=sentence(e, story.naming)) for e in told[:MOST]
    ]


def _records(story: Story) -> str:
    words = story.words
    recorded, true = series.total(story, "cfv_recorded"), series.total(story, "cfv_true")
    if recorded is None:
        return words.say("report.not_seen")
    if true:
        return words.say("report.hotwash.true", recorded=recorded, true=true, share=words.percent(recorded / true))
    return words.say("report.hotwash.recorded", recorded=recorded)


def _waived(story: Story) -> list[Text | Table]:
    chapter = evidence.ledger(story)
    tables = [block for block in chapter.blocks if isinstance(block, Table)]
    if not tables:
        return [Text(story.words.say("report.no_waivers"))]
    table = tables[0]
    shown = (0, 1, 3, 4)
    rows = [tuple(row[n] for n in shown) for row in table.rows[:MOST]]
    return [Table(tuple(table.head[n] for n in shown), rows)]
