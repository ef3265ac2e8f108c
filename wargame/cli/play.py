"""`wargame play`: the Pygame front end."""

from typing import Annotated

import typer

from wargame.cli.options import LANGUAGES, at_least, one_of, window_size
from wargame.errors import InputError

SCALES = (80, 200)
"""Percent. Below it text is unreadable; above it the desk no longer fits a projector."""


def play(
    target: Annotated[str | None, typer.Argument(metavar="[SCENARIO|FILE.wargame]", show_default=False)] = None,
    lang: Annotated[str | None, typer.Option(help="en or nl.", show_default=False)] = None,
    size: Annotated[str | None, typer.Option(metavar="WxH", help="Window size, such as 1280x720.")] = None,
    scale: Annotated[int | None, typer.Option(metavar="PERCENT", help="Size of the text, 80 to 200.")] = None,
    fullscreen: Annotated[bool, typer.Option("--fullscreen", help="Fill the screen.")] = False,
    seed: Annotated[int | None, typer.Option(help="Seed of a new game; drawn if left out.")] = None,
) -> None:
    """Play; without SCENARIO or FILE the start screen opens."""
    one_of("--lang", lang, LANGUAGES)
    at_least("--seed", seed, 0)
    if scale is not None and not SCALES[0] <= scale <= SCALES[1]:
        raise InputError("option-range", f"--scale is {scale}; it must be {SCALES[0]} to {SCALES[1]}")
    pixels = window_size(size)
    from wargame.ui.app import run

    raise typer.Exit(run(target, lang=lang, size=pixels, scale=scale, fullscreen=fullscreen, seed=seed))
