"""The case on screen: cards of the deal, of what led here, and of what the exercise leaves out; shared by screens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wargame.ui.kit import Badge, Button, Card, Column, Heading, Label, Modal, Paragraph, Row, Span, Widget
from wargame.ui.models.case import STATUS_ICON, Case

STATUS_TONE = {"open": "warn", "signed": "ok", "none": "bad"}


def deal_card(case: Case, say: Any) -> Widget:
    """Name, status and terms; a term that play moved is told with what stands now."""
    parts: list[Widget] = [
        Label(say("zero.deal"), style="small_strong", tone="muted"),
        Row([
            Heading(case.deal, level=3, grow=1),
            Badge(case.status_text, tone=STATUS_TONE[case.status], icon=STATUS_ICON[case.status]),
        ], gap=8, align="center"),
    ]  # fmt: skip
    for term in case.terms:
        if term.now:
            now = Span("\n" + say("deal.now", level=term.now), "strong", "warn", "right")
            parts.append(Paragraph([Span(term.text, "body", "muted", "dot"), now]))
        else:
            parts.append(Paragraph([Span(term.text, "body", "text", "dot")]))
    if not case.terms:
        parts.append(Paragraph([Span(say("deal.no_terms"), "body", "muted")]))
    return Card(parts, gap=6)


def history_card(case: Case, say: Any) -> Widget:
    """What led here, the oldest first."""
    lines = [Paragraph([Span(f"{when}  ", "small_strong", "muted"), Span(text, "body")]) for when, text in case.history]
    return Card([Label(say("case.history"), style="small_strong", tone="muted"), *lines], gap=6)


def frame_card(case: Case, say: Any) -> Widget:
    """Constraints, limits and assumptions: what an exercise document lists under these three heads."""
    return Card(frame_lists(case, say), gap=10)


def frame_lists(case: Case, say: Any) -> list[Widget]:
    """The three lists; an empty one is left out."""
    groups = (("case.constraints", case.constraints), ("case.limits", case.limits),
              ("case.assumptions", case.assumptions))  # fmt: skip
    return [listed(say(code), texts) for code, texts in groups if texts]


def listed(title: str, texts: Sequence[str]) -> Widget:
    """A title and lines below it."""
    lines = [Paragraph([Span(text, "body", "text", "dot")]) for text in texts]
    return Column([Label(title, style="small_strong", tone="muted"), *lines], gap=2)


def cards(case: Case, say: Any) -> list[Widget]:
    """All of it, one card below the other."""
    return [deal_card(case, say), *([history_card(case, say)] if case.history else []), frame_card(case, say)]


def dialog(case: Case, say: Any, id: str) -> Modal:
    """All of it over the screen; `{id}.close` closes it."""
    button = Button(say("button.close"), kind="primary", id=f"{id}.close")
    return Modal(say("case.title"), cards(case, say), [button], id=id, first=f"{id}.close", width=820)
