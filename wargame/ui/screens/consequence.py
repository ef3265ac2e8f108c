"""The consequence on screen: headlines and events at the left, "Why?" and what stands and comes at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.exercise import CONTROL
from wargame.ui.flow import Task
from wargame.ui.kit import (
    Badge,
    Button,
    Card,
    Checkbox,
    Column,
    Grid,
    Heading,
    Intent,
    Item,
    Label,
    Listing,
    Modal,
    Option,
    Paragraph,
    Row,
    ScrollArea,
    Shortcut,
    Span,
    Strip,
    Tabs,
    TextEntry,
    Ui,
    Widget,
)
from wargame.ui.models.consequence import (
    ConsequenceModel,
    ConsequenceOwn,
    Reveal,
    consequence_model,
    weighed,
)
from wargame.ui.models.disagree import Disagreement, snapshot
from wargame.ui.models.outlook import LadderDetail
from wargame.ui.screens import disagree, why
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.desk_map import figure
from wargame.ui.screens.frame import page
from wargame.ui.screens.situation import message_card, strip
from wargame.ui.staging import finish

if TYPE_CHECKING:
    from wargame.ui.session import Session
    from wargame.world.events import Event


RIGHT_LEAST, RIGHT_SHARE = 470, 0.42
"""Width of the right column in design pixels, and its share of a wide window."""


class ConsequenceScreen(Screen):
    """What followed, and why."""

    id = "consequence"

    def own(self, session: Session) -> ConsequenceOwn:
        """What this seat does on the screen; fresh after every stretch, but for a ruling that is being worked out."""
        own = session.own(self.id, ConsequenceOwn)
        played = len(session.game.record.turns)
        if own.stretch != played:
            own.chosen, own.tab, own.lesson, own.disagreeing, own.before = "", "", "", None, None
            own.stretch = played
        return own

    def model(self, session: Session) -> ConsequenceModel:
        """The last stretch."""
        return consequence_model(session, self.own(session))

    def build(self, model: ConsequenceModel, ui: Ui) -> Shown:
        """Two columns."""
        say = ui.say
        ladders = [strip(each.ladder, f"consequence.top.{each.ladder.id}") for each in model.ladders]
        left: list[Widget] = [
            Row(
                [
                    Column([Heading(model.title, level=1), Label(model.period, tone="muted")], gap=0, grow=1),
                    Column(ladders, gap=4, width=300),
                ],
                gap=14,
            ),
        ]
        if model.whose:
            left.append(Badge(model.whose, tone="warn", icon="eye"))
        if model.headlines:
            news = [Paragraph([Span(text, "lead", "text", "message")]) for text in model.headlines]
            left.append(Card(news, title=say("consequence.headlines"), gap=4, pad=(14, 9)))
        items = [Item(each.id, each.text, each.when, tone=each.tone) for each in model.entries]
        left.append(Label(say("consequence.happened"), style="h3"))
        left.append(
            Listing(
                items,
                id="consequence.events",
                selected=model.chosen or None,
                empty=say("consequence.quiet"),
                shown=9,
                grow=1,
            )
        )
        left_side = Column(left, gap=9, grow=1)
        tabs = Tabs([Option(id, name) for id, name in model.tabs], value=model.tab, id="consequence.tab")
        panel = ScrollArea(Column([self._right(model, say)], pad=(2, 6)), id=f"consequence.right.{model.tab}", grow=1)
        right = Column([tabs, panel], gap=8, width=max(RIGHT_LEAST, RIGHT_SHARE * ui.rect.w / ui.look.scale))
        body = Row([left_side, right], gap=18, pad=(16, 12), grow=1)
        return Shown(
            page(model.bar, body, self._actions(model, say), self._foot(model, say)),
            self._keys(model, say),
            "consequence.events",
            self._dialog(model, say),
        )

    @staticmethod
    def _actions(model: ConsequenceModel, say: Any) -> list[Widget]:
        desk = [Button(say("control.title"), id="consequence.control", icon="menu")] if model.may_rule else []
        return [*desk, Button(say("timeline.open"), id="consequence.timeline", icon="clock", shortcut="f7")]

    @staticmethod
    def _foot(model: ConsequenceModel, say: Any) -> list[Widget]:
        foot: list[Widget] = [
            TextEntry(model.lesson, placeholder=say("consequence.lesson"), id="consequence.lesson", limit=300, grow=1),
        ]
        if model.may_rule and not model.is_control:
            foot.append(Checkbox(say("consequence.umpire"), value=model.umpire, id="consequence.umpire"))
        if model.may_rule:
            foot.append(
                Button(
                    say("disagree.open"),
                    id="consequence.disagree",
                    icon="warning",
                    shortcut="d",
                    enabled=bool(model.chosen),
                )
            )
        foot.append(Button(model.proceed, kind="primary", id="consequence.on", shortcut="ctrl+enter", icon="right"))
        return foot

    @staticmethod
    def _keys(model: ConsequenceModel, say: Any) -> tuple[Shortcut, ...]:
        keys = [
            Shortcut(f"alt+{n}", f"consequence.tab.{tab}", name) for n, (tab, name) in enumerate(model.tabs, start=1)
        ]
        if model.may_rule and not model.is_control:
            keys.append(Shortcut("u", "consequence.eyes", say("consequence.umpire")))
        return tuple(keys)

    def _right(self, model: ConsequenceModel, say: Any) -> Widget:
        if model.tab == "moment":
            return Column([reveal(each, say) for each in model.reveals], gap=12)
        if model.tab == "ladders":
            return Column([ladder(each, say) for each in model.ladders], gap=16)
        if model.tab == "outcomes":
            return strips(model, say)
        if model.tab == "later":
            return _later(model, say)
        if model.why is None:
            return Label(say("consequence.quiet"), tone="muted")
        letter = [] if model.letter is None else [Card([message_card(model.letter, say)])]
        return Column([*letter, why.panel(model.why, say)], gap=12)

    @staticmethod
    def _dialog(model: ConsequenceModel, say: Any) -> Modal | None:
        if model.disagree is not None:
            return disagree.dialog(model.disagree, say)
        return None if model.changes is None else disagree.changed(model.changes, say)

    # What people do --------------------------------------------------------------------------------------------------

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Choose, ask why, disagree, go on."""
        own = self.own(session)
        if intent.id.startswith(("disagree", "changes")):
            return self._ruled(intent, own, session)
        ways = {
            "consequence.disagree": lambda: self._disagree(own, session),
            "consequence.timeline": lambda: session.go("timeline"),
            "consequence.control": lambda: session.may_rule and session.sit(Task(CONTROL, CONTROL, "control")),
        }
        if intent.id in ways and intent.action == "press":
            ways[intent.id]()
            return None
        match intent.id, intent.action:
            case "consequence.events", ("select" | "activate"):
                own.chosen, own.tab = intent.value, "why"
            case "consequence.tab", "change":
                own.tab = intent.value
            case "consequence.umpire", "change":
                own.umpire, own.chosen = intent.value, ""
            case "consequence.eyes", _ if session.may_rule:
                own.umpire, own.chosen = not own.umpire, ""
            case "consequence.lesson", "change":
                own.lesson = intent.value
                return KEEP
            case "consequence.lesson", "submit":
                self._note(own, session)
            case "consequence.on", "press":
                self._note(own, session)
                session.acknowledge()
            case _ if intent.id.startswith("consequence.tab."):
                own.tab = intent.id.removeprefix("consequence.tab.")
            case _:
                return KEEP
        return None

    def _note(self, own: ConsequenceOwn, session: Session) -> None:
        """The micro-reflection: one line on what surprised this seat."""
        text = own.lesson.strip()
        if text:
            session.attempt(lambda: session.game.note("assumption", text, role=session.seat or CONTROL))
            own.lesson = ""

    def _disagree(self, own: ConsequenceOwn, session: Session) -> None:
        """Open the dialog on the chosen event, seen with control's eyes: only they show what a ruling rests on."""
        if not session.may_rule:
            return
        if session.seat != CONTROL and not own.umpire:
            seen = dict(weighed(session.history(session.seat).stretches[-1].events)).get(own.chosen)
            own.umpire, own.chosen = True, "" if seen is None else _again(seen, session)
        events = weighed(session.history(CONTROL).stretches[-1].events)
        event = next((event for id, event in events if id == own.chosen), events[0][1] if events else None)
        if event is not None:
            own.disagreeing = Disagreement.about(event)

    def _ruled(self, intent: Intent, own: ConsequenceOwn, session: Session) -> Any:
        if intent.id == "changes.undo":
            own.before = None
            session.undo()
        elif intent.id == "changes.keep" or (intent.id == disagree.CHANGED and intent.action == "cancel"):
            own.before = None
        elif own.disagreeing is None:
            return None
        elif intent.id == "disagree.cancel" or intent.action == "cancel":
            own.disagreeing = None
        elif intent.id == "disagree.rule" or intent.action == "submit":
            if disagree.may_rule(own.disagreeing, session):
                self._rule(own, session)
        else:
            return disagree.answer(intent, own.disagreeing)
        return None

    def _rule(self, own: ConsequenceOwn, session: Session) -> None:
        """Play the turn again with the ruling, on the same dice; then show what it changed."""
        if own.disagreeing is None:
            return
        ruling, before, event = own.disagreeing.ruling(), snapshot(session), own.disagreeing.event
        if session.attempt(lambda: _done(session.game.rule(ruling))) is None:
            return
        own.disagreeing, own.before = None, before
        if session.game.phase != "consequence":
            session.proceed()  # the other course of things asks something of people first
        else:
            own.chosen = _again(event, session)

    def demo(self, session: Session) -> None:
        """A turn has been played."""
        for role in session.game.people():
            session.game.submit(role, [])
        finish(session)
        session.go(self.id)


def _again(event: Event, session: Session) -> str:
    """The id under which control finds an event of another view or another course of the same turn; "" if nowhere."""
    same = [
        (abs(each.day - event.day), id)
        for id, each in weighed(session.history(CONTROL).stretches[-1].events)
        if (each.code, each.ids) == (event.code, event.ids)
    ]
    return min(same, default=(0, ""))[1]


def _done(nothing: None) -> bool:
    """`attempt` tells a refusal by None."""
    return nothing is None


def reveal(found: Reveal, say: Any) -> Widget:
    """All answers at once, the verdict, and who is there in time."""
    cells: list[Widget] = []
    for role, choice in found.choices:
        cells += [Label(role, tone="muted"), Label(choice, style="strong")]
    return Card(
        [
            Label(say("reveal.title"), style="small_strong", tone="warn", icon="flag"),
            Heading(found.title, level=2),
            Grid(cells, columns=2, gap=18, row_gap=4),
            Paragraph([Span(found.verdict, "lead")]),
            *(why.point(each, say, "race") for each in found.race),
        ],
        tone="warn",
        gap=6,
    )


def ladder(detail: LadderDetail, say: Any) -> Widget:
    """A ladder before and after, what is observed, what the next rung would take, and the way down."""
    model = detail.ladder
    parts: list[Widget] = [strip(model, f"consequence.ladder.{model.id}")]
    if model.previous is not None and model.previous != model.current:
        code = "ladder.climbed" if model.current > model.previous else "ladder.descended"
        parts.append(Paragraph([Span(say(code, before=model.previous, after=model.current), "strong")]))
    if detail.here:
        parts += [
            Label(say("ladder.here"), style="small_strong", tone="muted"),
            *(why.point(each, say) for each in detail.here),
        ]
    parts.append(
        Paragraph([Span(say("ladder.off_ramp") + " ", "small_strong", "ok", "fall"), Span(model.rung.off_ramp, "body")])
    )
    if detail.above:
        parts += [
            Label(detail.above_title, style="small_strong", tone="muted"),
            *(why.point(each, say) for each in detail.above),
        ]
    return Card(parts, gap=5)


def strips(model: ConsequenceModel, say: Any) -> Widget:
    """The outcome strips, never summed; and what moved on the seat's own desk."""
    parts: list[Widget] = [
        Strip(
            each.name,
            each.bands,
            each.band,
            trend=each.trend,
            trend_text=each.trend_text,
            labels=False,
            id=f"strip.{each.id}",
        )
        for each in model.strips
    ]
    note = say("outcomes.note") if parts else say("outcomes.unseen")
    parts.append(Paragraph([Span(note, "small", "muted", "info")]))
    if model.figures:
        cells = [figure(each) for each in model.figures]
        parts += [
            Label(say("outcomes.desk"), style="h3"),
            Grid(cells, columns=2, weights=[1.0, 1.0], gap=16, row_gap=9),
        ]
    return Column(parts, gap=9)


def _later(model: ConsequenceModel, say: Any) -> Widget:
    if not model.later:
        return Paragraph([Span(say("later.none"), "body", "muted", "info")])
    rows: list[Widget] = [Paragraph([Span(say("later.lead"), "small", "muted")])]
    rows += [
        Column(
            [
                Paragraph(
                    [Span(each.when, "small_strong", "info", "clock"), Span(f"  {each.order}", "small", "muted")]
                ),
                Paragraph([Span(each.text)]),
            ],
            gap=0,
        )
        for each in model.later
    ]
    return Column(rows, gap=9)
