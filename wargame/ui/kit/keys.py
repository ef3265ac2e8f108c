"""Keys by name: "e", "ctrl+s", "f5". One spelling for shortcuts, hints in buttons and the help overlay."""

from __future__ import annotations

import pygame

# fmt: off
_NAMED = {
    "enter": pygame.K_RETURN, "space": pygame.K_SPACE, "esc": pygame.K_ESCAPE, "tab": pygame.K_TAB,
    "up": pygame.K_UP, "down": pygame.K_DOWN, "left": pygame.K_LEFT, "right": pygame.K_RIGHT,
    "home": pygame.K_HOME, "end": pygame.K_END, "pageup": pygame.K_PAGEUP, "pagedown": pygame.K_PAGEDOWN,
    "backspace": pygame.K_BACKSPACE, "delete": pygame.K_DELETE, "+": pygame.K_PLUS, "-": pygame.K_MINUS,
    **{f"f{n}": getattr(pygame, f"K_F{n}") for n in range(1, 13)},
}
_SHOWN = {
    "enter": "Enter", "space": "Space", "esc": "Esc", "tab": "Tab", "up": "↑", "down": "↓", "left": "←", "right": "→",
    "home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn", "backspace": "Backspace", "delete": "Del",
    "ctrl": "Ctrl", "shift": "Shift", "alt": "Alt",
}
# fmt: on
_MODIFIERS = {"ctrl": pygame.KMOD_CTRL | pygame.KMOD_META, "shift": pygame.KMOD_SHIFT, "alt": pygame.KMOD_ALT}


_TWINS = {pygame.K_PLUS: (pygame.K_EQUALS, pygame.K_KP_PLUS), pygame.K_MINUS: (pygame.K_KP_MINUS,)}


def parts_of(name: str) -> list[str]:
    """Modifiers and key of a name; the plus key may be the last part.

    >>> parts_of("ctrl+s"), parts_of("ctrl++"), parts_of("+")
    (['ctrl', 's'], ['ctrl', '+'], ['+'])
    """
    return [*name[:-2].split("+"), "+"] if name.endswith("++") else ["+"] if name == "+" else name.split("+")


def parse_key(name: str) -> tuple[int, frozenset[str], str]:
    """Key code, modifiers and the printable character of a key name; ValueError if unknown.

    >>> parse_key("ctrl+s")[1:]
    (frozenset({'ctrl'}), 's')
    """
    *modifiers, last = parts_of(name.lower())
    unknown = [m for m in modifiers if m not in _MODIFIERS]
    if unknown or not last or (len(last) > 1 and last not in _NAMED):
        raise ValueError(f"key {name!r} is not known; write a letter, a name such as f5 or esc, or ctrl+letter")
    code = _NAMED.get(last) or ord(last)  # SDL's code of a printable key is its character
    return code, frozenset(modifiers), last if len(last) == 1 else " " if last == "space" else ""


def matches(name: str, event: pygame.event.Event) -> bool:
    """Whether a KEYDOWN event is the named key."""
    code, modifiers, _ = parse_key(name)
    held = {m for m, mask in _MODIFIERS.items() if event.mod & mask}
    if code in _TWINS:  # on many keyboards plus is Shift and equals
        held -= {"shift"} - modifiers
    return bool((event.key == code or event.key in _TWINS.get(code, ())) and held == modifiers)


def types_text(event: pygame.event.Event) -> bool:
    """Whether this key would type something into a text field."""
    text = getattr(event, "unicode", "")
    return bool(text) and text.isprintable() and not event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META)


def key_text(name: str) -> str:
    """A key name as people read it.

    >>> key_text("ctrl+s"), key_text("f5"), key_text("pagedown")
    ('Ctrl+S', 'F5', 'PgDn')
    """
    parts = parts_of(name)
    return "+".join(_SHOWN.get(part.lower(), part.upper()) for part in parts)


def activates(event: pygame.event.Event) -> bool:
    """Enter, keypad Enter or Space, without Ctrl or Alt."""
    plain = not event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META)
    return plain and event.key in (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE)


def arrow(event: pygame.event.Event) -> tuple[int, int]:
    """Direction of an arrow key as (dx, dy); (0, 0) for every other key."""
    return {pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0), pygame.K_UP: (0, -1), pygame.K_DOWN: (0, 1)}.get(
        event.key, (0, 0)
    )
