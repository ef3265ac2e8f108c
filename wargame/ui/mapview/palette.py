"""Colours of the map. It stays light in a dark desk: a map is read like paper, and names keep 4.5:1 on any ground."""

from __future__ import annotations

from dataclasses import dataclass

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class MapPalette:
    """Grounds, lines, sides and inks."""

    sea: Rgb = (190, 212, 226)
    sea_edge: Rgb = (170, 198, 217)
    land: Rgb = (233, 231, 225)
    home: Rgb = (250, 248, 242)
    drained: Rgb = (232, 229, 214)
    border: Rgb = (150, 146, 140)
    home_border: Rgb = (70, 76, 88)
    province: Rgb = (196, 192, 184)
    coast: Rgb = (120, 156, 180)
    river: Rgb = (128, 168, 198)
    lake: Rgb = (190, 212, 226)
    ink: Rgb = (34, 40, 50)
    ink_abroad: Rgb = (88, 86, 84)
    ink_sea: Rgb = (36, 82, 118)
    ink_land: Rgb = (100, 96, 90)
    halo: Rgb = (255, 255, 255)
    paper: Rgb = (255, 255, 255)
    frame: Rgb = (120, 122, 128)
    own: Rgb = (30, 86, 160)
    other: Rgb = (184, 44, 48)
    line: Rgb = (150, 18, 30)
    chosen: Rgb = (236, 154, 20)
    violation: Rgb = (213, 94, 0)
    on_violation: Rgb = (255, 255, 255)
    coverage: Rgb = (0, 114, 178)
    exposure: Rgb = (130, 60, 120)
    corridor: Rgb = (128, 104, 66)
    zone: Rgb = (58, 74, 92)
    name_friend: Rgb = (18, 42, 92)
    name_hostile: Rgb = (118, 14, 22)
    name_neutral: Rgb = (16, 84, 40)
    band_near: int = 78
    band_far: int = 30
    held_fill: int = 30
    held_hatch: int = 74
    zone_fill: int = 18
    zone_hatch: int = 90


STANDARD = MapPalette()

HIGH_CONTRAST = MapPalette(
    sea=(196, 222, 240),
    sea_edge=(140, 184, 212),
    land=(222, 222, 222),
    home=(255, 255, 255),
    border=(96, 96, 96),
    home_border=(0, 0, 0),
    province=(168, 168, 168),
    coast=(40, 92, 132),
    river=(70, 128, 176),
    ink=(0, 0, 0),
    ink_abroad=(48, 48, 48),
    ink_sea=(0, 52, 92),
    ink_land=(56, 56, 56),
    line=(140, 0, 16),
    chosen=(255, 170, 0),
    violation=(176, 66, 0),
    band_near=120,
    band_far=56,
    held_fill=48,
    held_hatch=130,
    zone=(0, 0, 0),
    zone_fill=24,
    zone_hatch=130,
    frame=(0, 0, 0),
)


def palette_for(theme: str) -> MapPalette:
    """The palette that goes with a theme of the kit."""
    return HIGH_CONTRAST if theme == "high_contrast" else STANDARD
