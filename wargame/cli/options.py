"""What several commands ask of their options: plain values in, one-line `InputError` out."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from wargame.errors import InputError

if TYPE_CHECKING:
    from wargame.world.orders import OrderDoc

LANGUAGES = ("en", "nl")


def at_least(option: str, value: float | None, least: float) -> None:
    """Refuse a number below `least`; an option that was not given is fine.

    >>> at_least("--worlds", 0, 1)
    Traceback (most recent call last):
    wargame.errors.InputError: option-range: --worlds is 0; it must be 1 or more
    """
    if value is not None and not value >= least:
        raise InputError("option-range", f"{option} is {value}; it must be {least} or more")


def one_of(option: str, value: str | None, choices: Sequence[str]) -> None:
    """Refuse a word that is not among the choices."""
    if value is not None and value not in choices:
        raise InputError("option-choice", f"{option} is `{value}`; it must be one of: {', '.join(choices)}")


def pairs(option: str, texts: Sequence[str] | None, shape: str) -> dict[str, str]:
    """Read repeated NAME=VALUE options.

    >>> pairs("--doctrine", ["russia=opportunist"], "ROLE=ID")
    {'russia': 'opportunist'}
    """
    found: dict[str, str] = {}
    for text in texts or ():
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise InputError("option-shape", f"{option} {text}: it must look like {shape}")
        if name in found:
            raise InputError("option-twice", f"{option}: `{name}` is given twice")
        found[name] = value
    return found


def overrides(texts: Sequence[str] | None, option: str = "--set") -> dict[str, float | str]:
    """Read `--set PATH=VALUE`: a value that is a number becomes one.

    >>> overrides(["tunables.baseline_rate=0.5", "settings.us_backing=vague"])
    {'tunables.baseline_rate': 0.5, 'settings.us_backing': 'vague'}
    """
    return {path: _number(value, option) for path, value in pairs(option, texts, "PATH=VALUE").items()}


def _number(text: str, option: str) -> float | str:
    try:
        value = float(text)
    except ValueError:
        return text
    if not math.isfinite(value):
        raise InputError("option-range", f"{option}: {text} is no finite number")
    return value


def window_size(text: str | None) -> tuple[int, int] | None:
    """Read `--size WIDTHxHEIGHT`.

    >>> window_size("1280x720")
    (1280, 720)
    """
    if text is None:
        return None
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise InputError("option-shape", f"--size {text}: it must look like 1280x720")
    return int(width), int(height)


def out_folder(path: Path, option: str = "--out") -> Path:
    """Make the folder that results go to."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("out-folder", f"{option} {path} can't be made: {error.strerror}") from error
    return path


def write_out(path: Path | None, text: str, option: str = "--out") -> None:
    """Write a text to a file, or show it if there is none."""
    if path is None:
        typer.echo(text)
        return
    try:
        path.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise InputError("out-file", f"{option} {path} can't be written: {error.strerror}") from error


def read_orders(path: Path) -> list[OrderDoc]:
    """Read a JSON list of order documents, in the form that `wargame report` exports them."""
    from wargame.world.orders import OrderDoc

    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        return [OrderDoc.from_json(item) for item in data]
    except OSError as error:
        raise InputError("no-file", f"--orders can't be read: {error.strerror}", place=str(path)) from error
    except json.JSONDecodeError as error:
        raise InputError("bad-json", error.msg, place=f"{path}:{error.lineno}:{error.colno}") from error
    except (UnicodeDecodeError, TypeError, ValueError, AttributeError) as error:
        hint = 'a list such as [{"role": "russia", "order": "ru_test", "turn": 1, "parameters": {}}]'
        raise InputError("bad-orders", f"no list of orders ({error})", hint=hint, place=str(path)) from error
