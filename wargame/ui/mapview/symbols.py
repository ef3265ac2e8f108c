"""Military symbols by type and side, loaded from the assets at the size they are shown."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import pygame

from wargame.places import assets_dir

SIDES = ("friend", "hostile", "neutral")


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Any]:
    """The table of types: meaning and, per side, file, anchor and size."""
    table: dict[str, Any] = json.loads((assets_dir() / "symbols" / "symbols.json").read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=512)
def symbol(kind: str, side: str, frame_height: int, pale: bool = False) -> tuple[pygame.Surface, tuple[int, int]]:
    """A symbol whose frame (without the marks above it) is about `frame_height` pixels high, and where its anchor is.

    KeyError names the types that exist.
    """
    table = catalogue()
    if kind not in table or side not in table[kind]["variants"]:
        raise KeyError(f"symbol {kind!r} for {side!r} does not exist; types are {', '.join(sorted(table))}")
    row = table[kind]["variants"][side]
    (wide, high), (anchor_x, anchor_y) = row["size"], row["anchor"]
    # The catalogue's drawings share one unit, 100 of which are the height of a friendly frame.
    factor = frame_height / 100.0
    size = max(1, round(wide * factor)), max(1, round(high * factor))
    image = pygame.image.load_sized_svg(assets_dir() / "symbols" / row["file"], size)
    if pale:
        image = image.copy()
        image.set_alpha(140)
    real = image.get_size()
    return image, (round(anchor_x * real[0] / wide), round(anchor_y * real[1] / high))
