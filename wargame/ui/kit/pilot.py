"""The pilot: plays an interface as a person would, by events through the queue. For tests and screenshots."""

from __future__ import annotations

from typing import Any, Protocol

import pygame

from wargame.ui.kit.keys import parse_key
from wargame.ui.kit.ui import Ui
from wargame.ui.kit.widget import Intent


class Steps(Protocol):
    """Whatever takes events: a `Ui`, or an application with one in its attribute `ui`."""

    def step(self, events: Any, now_ms: int | None = None) -> Any:
        """Take events at a time."""


class Pilot:
    """Clicks, types and presses keys by widget id.

    Every call posts events to pygame's queue, takes the queue and gives it to `step`, so the events pass through the
    same door as a person's. Returns what `step` returned (a `Ui` returns intents).
    """

    def __init__(self, target: Steps) -> None:
        """`target` is a `Ui` or has one."""
        self.target = target
        pygame.event.clear()

    @property
    def ui(self) -> Ui:
        """The interface."""
        found = getattr(self.target, "ui", self.target)
        if not isinstance(found, Ui):
            raise TypeError(f"a pilot needs a Ui or something with one in `ui`, not {type(found).__name__}")
        return found

    def post(self, *events: pygame.event.Event) -> Any:
        """Post events and let the target take the queue, half a second after the last."""
        for event in events:
            pygame.event.post(event)
        return self.target.step(pygame.event.get(), now_ms=self.ui.now_ms + 500)

    def wait(self, ms: int) -> Any:
        """Let time pass."""
        return self.target.step([], now_ms=self.ui.now_ms + ms)

    def spot(self, id: str) -> tuple[int, int]:
        """The middle of a widget, scrolled into view first."""
        ui = self.ui
        ui.lay_out()
        widget = ui.find(id)
        if widget.parent is not None:
            widget.parent.reveal(widget.rect)
        return widget.rect.center

    def click(self, id: str, *, double: bool = False) -> Any:
        """Click a widget in its middle."""
        return self.click_at(self.spot(id), double=double)

    def click_at(self, pos: tuple[int, int], *, double: bool = False) -> Any:
        """Move there, press and release the left button."""
        once = [
            pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=pos, button=1, touch=False),
            pygame.event.Event(pygame.MOUSEBUTTONUP, pos=pos, button=1, touch=False),
        ]
        return self.post(_motion(pos), *once, *(once if double else []))

    def hover(self, id: str) -> Any:
        """Rest the pointer on a widget."""
        return self.post(_motion(self.spot(id)))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> Any:
        """Press at one place and release at another."""
        middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
        return self.post(
            _motion(start),
            pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=start, button=1, touch=False),
            _motion(middle, True),
            _motion(end, True),
            pygame.event.Event(pygame.MOUSEBUTTONUP, pos=end, button=1, touch=False),
        )

    def wheel(self, id: str, dy: float) -> Any:
        """Turn the wheel over a widget; positive is away from the person (upwards)."""
        turn = pygame.event.Event(
            pygame.MOUSEWHEEL, x=0, y=int(dy), precise_x=0.0, precise_y=float(dy), flipped=False, touch=False
        )
        return self.post(_motion(self.spot(id)), turn)

    def key(self, *names: str) -> Any:
        """Press keys one after the other: "tab", "shift+tab", "enter", "ctrl+a", "e", "?"."""
        events = []
        for name in names:
            if name == "?":
                events.append(
                    pygame.event.Event(pygame.KEYDOWN, key=pygame.K_SLASH, mod=pygame.KMOD_SHIFT, unicode="?")
                )
                continue
            code, modifiers, letter = parse_key(name)
            held = {"ctrl": pygame.KMOD_LCTRL, "shift": pygame.KMOD_LSHIFT, "alt": pygame.KMOD_LALT}
            mod = sum(held[m] for m in sorted(modifiers))
            events.append(pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode=letter))
            events.append(pygame.event.Event(pygame.KEYUP, key=code, mod=mod))
        return self.post(*events)

    def type(self, text: str) -> Any:
        """Type text as the machine would deliver it."""
        return self.post(*(pygame.event.Event(pygame.TEXTINPUT, text=letter) for letter in text))

    def compose(self, text: str) -> Any:
        """What an input method shows before it delivers."""
        return self.post(pygame.event.Event(pygame.TEXTEDITING, text=text, start=0, length=len(text)))

    def focused(self) -> str:
        """Id of the widget with the focus."""
        widget = self.ui.focused
        return widget.id if widget is not None else ""

    @staticmethod
    def ids(intents: list[Intent]) -> list[tuple[str, str]]:
        """Intents as (id, action), for assertions."""
        return [(intent.id, intent.action) for intent in intents]


def _motion(pos: tuple[int, int], held: bool = False) -> pygame.event.Event:
    return pygame.event.Event(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(int(held), 0, 0), touch=False)
