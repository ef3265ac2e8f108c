"""The "Why?" panel: base, signed factors, probability, the die against its threshold, and where each number stands."""

from __future__ import annotations

from typing import Any

from wargame.ui.kit import Column, Label, Meter, Paragraph, Span, Widget
from wargame.ui.models.eyes import Point
from wargame.ui.models.why import Why
from wargame.ui.screens.play_charts import DieBar, SignedBars

MARK = {"met": ("check", "ok"), "unmet": ("cross", "bad"), "unknown": ("help", "muted"), "": ("dot", "muted")}


def panel(why: Why, say: Any) -> Widget:
    """Everything that can be told about one thing that happened."""
    parts: list[Widget] = [Paragraph([Span(why.sentence, "h3")])] if why.sentence else []
    if why.check:
        parts += _check(why, say)
    if why.points:
        parts.append(Column([point(each, say) for each in why.points], gap=4))
    if why.note:
        parts.append(Paragraph([Span(why.note, "small", "muted", "info")]))
    return Column(parts, gap=10)


def _check(why: Why, say: Any) -> list[Widget]:
    parts: list[Widget] = [
        Column([
            Label(why.check, style="small_strong", tone="info"),
            Paragraph([Span(why.base, "small"), Span(f"  {why.base_origin}", "tiny", "muted")]),
        ], gap=1),
    ]  # fmt: skip
    if why.factors:
        parts.append(SignedBars(why.factors, id="why.factors"))
    parts.append(Paragraph([Span(why.result, "strong")]))
    if why.grades:
        parts.append(DieBar(why.grades, why.draw, chosen=why.grade, id="why.die"))
    elif why.share is not None:
        parts.append(Meter(why.share, mark=why.draw, said=why.result, tone="info"))
    if why.draw_said:
        parts.append(Paragraph([Span(why.draw_said, "body", "text", "diamond")]))
    return parts


def point(each: Point, say: Any) -> Widget:
    """A line of reasoning: its state as a shape and a word, and where it is written."""
    icon, tone = MARK[each.state]
    spans = [Span(say(f"point.{each.state}") + ": ", "small_strong", tone, icon)] if each.state else []
    spans.append(Span(each.text, "small", "text", "" if each.state else icon))
    if each.origin:
        spans.append(Span(f"  {each.origin}", "tiny", "muted"))
    return Paragraph(spans)
