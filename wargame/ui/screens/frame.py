"""What all screens share: the title bar, the page around a body, and the menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.exercise.log import SUFFIX
from wargame.ui.kit import (
    THEMES,
    Button,
    Column,
    Divider,
    Flow,
    Heading,
    Label,
    Modal,
    Option,
    Paragraph,
    Row,
    Segmented,
    Spacer,
    Span,
    Widget,
)  # fmt: skip
from wargame.ui.models.bar import Bar
from wargame.ui.preferences import LANGUAGES

if TYPE_CHECKING:
    from wargame.ui.session import Session

SCALES = (80, 90, 100, 115, 130, 150, 175, 200)
MENU = "app.menu.dialog"


def title_bar(bar: Bar, actions: Sequence[Widget] = ()) -> Widget:
    """Game, turn, phase, date, clock and seat at the left; the screen's main buttons and the menu at the right."""
    spans = [Span(text, style, tone) for text, style, tone in (
        (bar.turn, "strong", "text"), (bar.phase, "body", "muted"), (bar.date, "body", "muted"),
        (bar.seat, "strong", "info"),
    ) if text]  # fmt: skip
    facts: list[Widget] = [Paragraph([span], middle=True) for span in spans]
    if bar.commitment:
        facts.append(
            Label(f"# {bar.commitment}", style="tiny", tone="muted", tip=bar.commitment_tip, id="bar.commitment")
        )
    clock: list[Widget] = []
    if bar.clock:
        tone, icon = ("warn", "warning") if bar.clock_low else ("text", "clock")
        clock = [Label(bar.clock, style="h2", tone=tone, icon=icon, id="bar.clock")]
    buttons = [*actions, Button(bar.menu, icon="menu", id="app.menu", shortcut="f10")]
    return Row(
        [Heading(bar.title, level=2), Flow(facts, gap=16, grow=1), *clock, Flow(buttons, align="right", gap=8)],
        gap=18, pad=(16, 7), align="center", fill="window",
    )  # fmt: skip


def page(bar: Bar, body: Widget, actions: Sequence[Widget] = (), foot: Sequence[Widget] = ()) -> Widget:
    """A whole screen: bar, body (which grows), and a row of buttons at the foot if there are any."""
    parts: list[Widget] = [title_bar(bar, actions), Divider(), body]
    if foot:
        parts += [Divider(), Row([Spacer(grow=1), *foot], gap=10, pad=(16, 10), align="center", fill="window")]
    return Column(parts, gap=0, fill="panel")


def centred(child: Widget, most: float) -> Widget:
    """A column of at most `most` design pixels in the middle of the page: long lines are hard to read."""
    return Middle(child, most)


class Middle(Column):
    """One child, centred, no wider than a limit."""

    def __init__(self, child: Widget, most: float) -> None:
        """Grows; `most` in design pixels."""
        super().__init__([child], grow=1)
        self.most = most

    def _width(self, look, width: int) -> int:
        return min(width, max(look.px(self.most), self.children[0].least_width(look)))

    def natural_width(self, look) -> int:
        """The limit."""
        return look.px(self.most)

    def height_for(self, look, width: int) -> int:
        """The child's at its width."""
        return self.children[0].height_for(look, self._width(look, width))

    def least_height(self, look, width: int) -> int:
        """The child's at its width."""
        return self.children[0].least_height(look, self._width(look, width))

    def place(self, look, rect) -> None:
        """In the middle."""
        self.rect = rect
        width = self._width(look, rect.w)
        box = rect.copy()
        box.w, box.x = width, rect.x + (rect.w - width) // 2
        self.children[0].place(look, box)


def menu(session: Session) -> Modal:
    """Language, palette, size, copy, undo, get up, close, leave: what belongs to no screen in particular."""
    say, chosen = session.say, session.preferences
    scale = min(SCALES, key=lambda each: abs(each - 100 * chosen.scale))
    body: list[Widget] = [
        Label(say("menu.lang"), style="small_strong", tone="muted"),
        Segmented([Option(lang, say(f"menu.lang.{lang}")) for lang in LANGUAGES], value=chosen.lang, id="app.lang"),
        Label(say("menu.theme"), style="small_strong", tone="muted"),
        Segmented([Option(name, say(f"menu.theme.{name}")) for name in THEMES], value=chosen.theme, id="app.theme"),
        Label(say("menu.scale"), style="small_strong", tone="muted"),
        Segmented([Option(each, f"{each}%") for each in SCALES], value=scale, id="app.scale"),
        Divider(),
        Flow([
            Button(say("menu.copy"), id="app.copy", shortcut="f9"),
            Button(say("menu.full"), id="app.full", shortcut="f11"),
        ], gap=8),
    ]  # fmt: skip
    if session.exercise is not None:
        own: list[Widget] = []
        if session.may_rule and not session.game.over:
            own.append(Button(say("menu.undo"), id="app.undo", icon="undo"))
        if not session.alone and session.sitter is not None and not session.game.over:
            own.append(Button(say("menu.leave"), id="app.leave"))
        own.append(Button(say("menu.close"), id="app.close"))
        path = session.game.log.path
        body += [
            Paragraph([Span(say("menu.file", name=path.stem + SUFFIX), "small", "muted")]),
            Flow(own, gap=8),
        ]
    buttons = [
        Button(say("menu.quit"), id="app.quit", kind="danger"),
        Button(say("menu.back"), id="app.menu.close", kind="primary"),
    ]
    return Modal(say("menu.title"), body, buttons, id=MENU, width=620, first="app.menu.close")
