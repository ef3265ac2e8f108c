"""The application: one window, one session, the screen that is shown, and the loop.

`App.step(events)` and `App.draw(surface)` are the only ways in and out; the loop and the tests both use them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

import pygame

from wargame.errors import InputError
from wargame.exercise.log import SUFFIX
from wargame.places import exercises_dir
from wargame.ui import preferences
from wargame.ui.kit import THEMES, Button, Intent, Modal, Paragraph, Shortcut, Span, Ui
from wargame.ui.kit.clipboard import CLIPBOARD
from wargame.ui.kit.look import LARGEST_SCALE, SMALLEST_SCALE
from wargame.ui.projector import Projector
from wargame.ui.screens import KEEP, Screen, Shown, screen_of
from wargame.ui.screens.frame import menu
from wargame.ui.session import Session

SIZE = (1280, 720)
IDLE_MS = 120
BUSY_MS = 40
STEP_OF_SCALE = 0.1
NOTICE = "app.notice"
MEANT_FOR_ANOTHER = (pygame.KEYDOWN, pygame.TEXTINPUT, pygame.MOUSEBUTTONDOWN)
"""What came in while a new screen was made ready was meant for the old one: a key held down goes on repeating then."""


class App:
    """A window's content. `session` is what it shows; `ui` is the kit's interface."""

    def __init__(self, size: tuple[int, int], session: Session) -> None:
        """Show the session's screen at a size in pixels."""
        self.session = session
        chosen = session.preferences
        self.ui = Ui(size, THEMES[chosen.theme], session.say, chosen.scale)
        self.screen = self._find()
        self._shown = -1
        self._build()

    # In --------------------------------------------------------------------------------------------------------------

    def step(self, events: Iterable[pygame.event.Event], now_ms: int | None = None) -> list[Intent]:
        """Take events; answer what people want; show what follows. Returns the intents, for tests."""
        intents: list[Intent] = []
        for event in events:  # one at a time: what follows belongs to the screen that this one leads to
            intents += self._take([event], now_ms)
        return intents + self._take([], now_ms)

    def _take(self, events: list[pygame.event.Event], now_ms: int | None) -> list[Intent]:
        for event in events:
            if event.type == pygame.QUIT:
                self.session.quitting = True
            elif event.type == pygame.DROPFILE and self.session.exercise is None:
                self.session.open(Path(event.file))
        intents = self.ui.step(events, now_ms)
        for intent in intents:
            self._answer(intent)
        if self.session.jobs.poll():
            self.session.touch()
        if self.session.clock.step(self.ui.now_ms) or self.screen.on_time(self.session, self.ui.now_ms):
            self.session.touch()
        helping = self.ui.modal is not None and self.ui.modal.id == "kit.help"
        if self.session.version != self._shown and not helping:
            self._build()
        return intents

    def _answer(self, intent: Intent) -> None:
        session = self.session
        if intent.id.startswith(NOTICE):
            session.notice = None
            session.touch()
        elif intent.id.startswith("app."):
            self._own(intent)
        elif self.screen.id == session.screen and self.screen.on_intent(intent, session) is not KEEP:
            session.touch()

    def _own(self, intent: Intent) -> None:
        """Keys and buttons that every screen has."""
        session, scale = self.session, self.session.preferences.scale
        match intent.id:
            case "app.copy":
                CLIPBOARD.write("\n".join(self.ui.text_twin()))
                session.toast(session.say("app.copied"), "ok")
            case "app.larger" if scale < LARGEST_SCALE:
                session.prefer(scale=round(scale + STEP_OF_SCALE, 2))
            case "app.smaller" if scale > SMALLEST_SCALE:
                session.prefer(scale=round(scale - STEP_OF_SCALE, 2))
            case "app.full":
                session.fullscreen = not session.fullscreen
            case "app.menu" | "app.menu.dialog" | "app.menu.close":
                session.menu = intent.id == "app.menu" and not session.menu
                session.touch()
            case "app.lang" | "app.theme" if intent.action == "change":
                session.prefer(**{intent.id.removeprefix("app."): intent.value})
            case "app.scale" if intent.action == "change":
                session.prefer(scale=intent.value / 100)
            case "app.leave" | "app.close" | "app.undo":
                session.menu = False
                {"app.leave": session.leave, "app.close": session.close, "app.undo": session.undo}[intent.id]()
            case "app.quit":
                session.quitting = True

    # Out -------------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Build the screen of the session anew. A screen that nobody may see while nobody sits there is never built."""
        session = self.session
        if self.screen.id != session.screen:
            self.screen = self._find()
            while self.ui.close_modal():
                pass
        if not self.screen.open_to_all and session.seat is None:
            raise RuntimeError(f"screen {self.screen.id!r} is for a seat, and nobody sits there")
        chosen = session.preferences
        self.ui.say = session.say
        if (self.ui.look.theme.name, self.ui.look.scale) != (chosen.theme, chosen.scale):
            self.ui.set_look(THEMES[chosen.theme], chosen.scale)
        self._shown = session.version
        session.room = (round(self.ui.rect.w / chosen.scale), round(self.ui.rect.h / chosen.scale))
        shown = self.screen.build(self.screen.model(session), self.ui)
        self.ui.show(shown.root, (*shown.shortcuts, *self._shortcuts()), shown.first)
        self._dialogs(shown)
        if session.focus_next:
            self.ui.focus(self.ui.find(session.focus_next))
            session.focus_next = ""
        for text, tone in session.toasts:
            self.ui.toast(text, tone)
        session.toasts = []

    def _find(self) -> Screen:
        screen = screen_of(self.session.screen)
        screen.session = self.session
        return screen

    def _shortcuts(self) -> list[Shortcut]:
        say = self.session.say
        return [
            Shortcut("f9", "app.copy", say("app.key.copy")), Shortcut("f11", "app.full", say("app.key.full")),
            Shortcut("ctrl++", "app.larger", say("app.key.larger")),
            Shortcut("ctrl+-", "app.smaller", say("app.key.smaller")),
            Shortcut("ctrl+q", "app.quit", say("app.key.quit")),
        ]  # fmt: skip

    def _dialogs(self, shown: Shown) -> None:
        """Open what is wanted on top of the screen (its own dialog, the menu, a notice), close what no longer is."""
        wanted = [modal for modal in (shown.modal, self._menu(), self._notice()) if modal is not None]
        ids = [modal.id for modal in wanted]
        same = 0
        for layer, id in zip(self.ui.layers[1:], ids, strict=False):
            if layer.root.id != id:
                break
            same += 1
        while len(self.ui.layers) > same + 1:
            self.ui.close_modal()
        for modal in wanted[max(0, same - 1) :]:  # the topmost one is shown anew, for its content may have changed
            self.ui.open_modal(modal)

    def _menu(self) -> Modal | None:
        return menu(self.session) if self.session.menu else None

    def _notice(self) -> Modal | None:
        notice, say = self.session.notice, self.session.say
        if notice is None:
            return None
        body = [
            Paragraph([Span(notice.text)]),
            *([Paragraph([Span(notice.hint, "body", "muted")])] if notice.hint else []),
        ]
        button = Button(say("app.understood"), kind="primary", id=f"{NOTICE}.ok")
        return Modal(notice.title, body, [button], id=NOTICE, tone=notice.tone, first=f"{NOTICE}.ok", width=560)

    def draw(self, surface: pygame.Surface, force: bool = False) -> bool:
        """Paint if something changed; returns whether it did."""
        if surface.get_size() != self.ui.rect.size:
            self.ui.resize(surface.get_size())
            force = True
        return self.ui.draw(surface, force)

    @property
    def title(self) -> str:
        """The window's title."""
        game = self.session.exercise
        return "wargame" if game is None else f"wargame · {game.log.path.stem}"


def run(
    target: str | None = None, *, lang: str | None = None, size: tuple[int, int] | None = None,
    scale: int | None = None,    fullscreen: bool = False, seed: int | None = None,
) -> int:  # fmt: skip
    """Open the window and play until it is closed. `target` is a scenario or an exercise file; `scale` in percent.

    Raises: InputError if there is no display, or the target can't be used.
    """
    folder = exercises_dir()
    chosen = preferences.read(folder)
    if not (folder / preferences.FILE).exists() and os.environ.get("LANG", "").startswith("nl"):
        chosen = preferences.Preferences("nl", chosen.theme, chosen.scale)
    if lang is not None or scale is not None:
        chosen = preferences.Preferences(lang or chosen.lang, chosen.theme, scale / 100 if scale else chosen.scale)
    session = Session(folder, chosen, seed)
    session.fullscreen = fullscreen
    _aim(session, target)
    try:
        pygame.display.init()
        pygame.font.init()
        if pygame.display.get_driver() == "offscreen" and not os.environ.get("SDL_VIDEODRIVER"):
            raise pygame.error("neither DISPLAY nor WAYLAND_DISPLAY is set")  # SDL would draw where nobody looks
        surface = _window(size or SIZE, fullscreen)
    except pygame.error as error:
        raise InputError(
            "no-display", f"no window can be opened here ({error})",
            hint="Start it on a desktop. `wargame run` and `wargame report` need no display.",
        ) from error  # fmt: skip
    try:
        _loop(App(surface.get_size(), session), surface, size or SIZE)
    finally:
        session.close()
        pygame.display.quit()
    return 0


def _aim(session: Session, target: str | None) -> None:
    """Open what the command line named; a mistake there ends the program with its message."""
    if target is None:
        return
    if target.endswith(SUFFIX):
        if not session.open(Path(target)) and session.notice is not None:
            raise InputError("cannot-open", f"{session.notice.text}", hint=session.notice.hint)
        return
    from wargame.scenario import load
    from wargame.ui.models.setup import Draft

    scenario = load(target)
    session.own("setup", lambda: Draft.of(scenario, session))
    session.go("setup")


def _window(size: tuple[int, int], full: bool) -> pygame.Surface:
    flags = pygame.FULLSCREEN if full else pygame.RESIZABLE
    surface = pygame.display.set_mode((0, 0) if full else size, flags)
    pygame.key.set_repeat(350, 35)
    return surface


def _loop(app: App, surface: pygame.Surface, size: tuple[int, int]) -> None:
    """Wait for events, step, draw. Nothing is drawn while nothing changes."""
    session, full, title = app.session, app.session.fullscreen, ""
    projector = Projector(session)
    while not session.quitting:
        wait = BUSY_MS if session.jobs.running or session.clock.running else IDLE_MS
        first = pygame.event.wait(wait)
        events = [first, *pygame.event.get()] if first.type != pygame.NOEVENT else pygame.event.get()
        shown = app.screen.id
        app.step([event for event in events if not projector.takes(event)], round(time.monotonic() * 1000))
        if app.screen.id != shown:
            pygame.event.clear(MEANT_FOR_ANOTHER)
        if session.fullscreen != full:
            full = session.fullscreen
            surface = _window(size, full)
            app.ui.resize(surface.get_size())
        surface = pygame.display.get_surface() or surface
        if app.title != title:
            title = app.title
            pygame.display.set_caption(title)
        if app.draw(surface):
            pygame.display.flip()
        projector.follow()
    projector.close()
