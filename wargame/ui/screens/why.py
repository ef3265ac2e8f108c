"""The "Why?" panel: base, signed factors, probability, the die against its threshold, and where each number stands."""

from __future__ import annotations

from typing import Any

from wargame.ui.kit import Column, Label, Meter, Paragraph, Span, Widget
from wargame.ui.models.why import CausesModel, CheckModel, Point, Why
from wargame.ui.screens.play_charts import DieBar, SignedBars

MARK = {"met": ("check", "ok"), "unmet": ("cross", "bad"), "unknown": ("help", "muted"), "": ("dot", "muted")}


def panel(why: Why, say: Any, id: str = "why") -> Widget:
    """Everything that can be told about one thing that happened."""
    parts: list[Widget] = [Paragraph([Span(why.sentence, "h3")])] if why.sentence else []
    if why.points:
        parts.append(Column([point(each, say) for each in why.points], gap=4))
    for number, causes in enumerate(why.causes):
        parts.append(_causes(causes, f"{id}.causes.{number}"))
    for number, check in enumerate(why.checks):
        parts.append(_check(check, f"{id}.check.{number}"))
    if why.note:
        parts.append(Paragraph([Span(why.note, "small", "muted", "info")]))
    return Column(parts, gap=12)


def _check(check: CheckModel, id: str) -> Widget:
    parts: list[Widget] = [
        Column(
            [
                Label(check.title, style="small_strong", tone="info"),
                Paragraph([Span(check.base, "small"), Span(f"  {check.base_origin}", "tiny", "muted")]),
            ],
            gap=1,
        ),
    ]
    if check.factors:
        parts.append(SignedBars(check.factors, id=f"{id}.factors"))
    if check.hidden:
        parts.append(Paragraph([Span(check.hidden, "small", "muted", "lock")]))
    parts.append(Paragraph([Span(check.result, "strong")]))
    if check.grades:
        parts.append(DieBar(check.grades, check.draw, chosen=check.grade, id=f"{id}.die"))
    elif check.share is not None:
        parts.append(Meter(check.share, mark=check.draw, said=check.result, tone="info"))
    if check.draw_said:
        parts.append(Paragraph([Span(check.draw_said, "body", "text", "diamond")]))
    if check.ruled:
        parts.append(Paragraph([Span(check.ruled, "small_strong", "warn", "person")]))
    return Column(parts, gap=7)


def _causes(causes: CausesModel, id: str) -> Widget:
    parts: list[Widget] = [Label(causes.title, style="small_strong", tone="info"), SignedBars(causes.bars, id=id)]
    if causes.hidden:
        parts.append(Paragraph([Span(causes.hidden, "small", "muted", "lock")]))
    return Column(parts, gap=7)


def point(each: Point, say: Any, words: str = "point") -> Widget:
    """A line of reasoning: its state as a shape and a word (`<words>.met`), and where it is written."""
    icon, tone = MARK[each.state]
    spans = [Span(say(f"{words}.{each.state}") + ": ", "small_strong", tone, icon)] if each.state else []
    spans.append(Span(each.text, "small", "text", "" if each.state else icon))
    if each.origin:
        spans.append(Span(f"  {each.origin}", "tiny", "muted"))
    return Paragraph(spans)
