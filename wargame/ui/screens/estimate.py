"""The staff estimate on screen: start it, watch it, stop it, read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.analysis.odds import prepare
from wargame.ui import estimating
from wargame.ui.kit import (
    BarChart,
    BarItem,
    Button,
    Column,
    Dropdown,
    Fan,
    FanChart,
    Heading,
    Intent,
    Modal,
    Option,
    Paragraph,
    Progress,
    Row,
    Span,
    Widget,
)  # fmt: skip
from wargame.ui.models.desk import DeskOwn
from wargame.ui.models.estimate import EstimateModel, FanModel

if TYPE_CHECKING:
    from wargame.ui.session import Session

DIALOG = "estimate"
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
AHEAD = 4
"""Turns looked ahead: further on, every other seat's doctrine would count for more than these orders."""


def start(own: DeskOwn, session: Session) -> None:
    """Start the rollouts of the pending orders, or show the estimate that stands."""
    own.estimate_open = True
    if own.estimate is not None or (own.job is not None and own.job.running):
        return
    role = session.seat or ""
    task = session.attempt(lambda: prepare(session.game, role, own.pending, AHEAD, estimating.WORLDS))
    if task is None:
        own.estimate_open = False
        return
    own.job = session.jobs.start(estimating.work, task, total=estimating.WORLDS)


def arrived(own: DeskOwn, session: Session) -> None:
    """The rollouts are done: keep what was shown, so that the debrief can set it beside what happened."""
    if own.job is not None and own.job.result is not None:
        own.estimate = own.job.result
        role = session.seat or ""
        session.attempt(lambda: session.game.keep_estimate(role, own.estimate.to_json()))


def dialog(model: EstimateModel, say: Any) -> Modal:
    """Progress, then what may come true beside how a figure may go."""
    body: list[Widget] = [Paragraph([Span(say("estimate.what"), "body", "muted")])]
    if model.running:
        share = model.done / model.total if model.total else None
        body.append(Progress(say("estimate.running"), share, done=model.progress, cancel=say("estimate.stop"),
                             cancel_id="estimate.stop", id="estimate.progress"))  # fmt: skip
    elif model.trouble:
        body.append(Paragraph([Span(model.trouble, "body", "warn", "warning")]))
    elif model.chances or model.fans:
        body.append(Row([
            Column([Heading(say("estimate.chances"), level=3), _chances(model)], gap=8, grow=1),
            Column([Heading(say("estimate.figures"), level=3), *_fans(model)], gap=8, grow=1),
        ], gap=26, align="start"))  # fmt: skip
        body.append(Paragraph([Span(model.note, "small", "muted", "info")]))
    buttons = [Button(say("button.close"), kind="primary", id="estimate.close")]
    first = "estimate.stop" if model.running else "estimate.close"
    return Modal(model.title, body, buttons, id=DIALOG, width=1120, first=first)


def _chances(model: EstimateModel) -> Widget:
    parts: list[Widget] = [
        Column([
            BarChart([BarItem(chance.text, chance.share, "")]),
            Paragraph([Span(chance.odds, "small_strong")]),
        ], gap=0)
        for chance in model.chances
    ]  # fmt: skip
    if model.remote:
        parts.append(Paragraph([Span(model.remote, "small", "muted")]))
    return Column(parts, gap=7)


def _fans(model: EstimateModel) -> list[Widget]:
    if not model.fans:
        return []
    chosen = next(fan for fan in model.fans if fan.id == model.series)
    return [
        Dropdown([Option(fan.id, fan.title) for fan in model.fans], value=model.series, id="estimate.series"),
        chart(chosen),
    ]


def chart(fan: FanModel, height: float = 320) -> FanChart:
    """A fan of quantiles."""
    columns = list(zip(*fan.points, strict=True))
    quantiles = {share: tuple(column) for share, column in zip(QUANTILES, columns, strict=True)}
    return FanChart(fan.title, Fan(fan.labels, quantiles), unit=fan.unit, height=height)


def answer(intent: Intent, own: DeskOwn) -> Any:
    """Stop, choose a figure, close."""
    if intent.id == "estimate.stop":
        if own.job is not None:
            own.job.cancel()
        own.job, own.estimate_open = None, False
    elif intent.id == "estimate.series":
        own.series = intent.value
    elif intent.id == "estimate.close" or intent.action == "cancel":
        own.estimate_open = False
    return None
