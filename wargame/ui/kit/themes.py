"""Themes as data: every colour of the interface by its role, and the contrast that each role must keep.

Colours that carry meaning are tints of the palette of Okabe and Ito (2008, "Color Universal Design"), which people with
the common forms of colour blindness can tell apart. A colour never stands alone: every widget adds a word or a shape.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Theme:
    """One complete set of colours. Surfaces first, then what is drawn on them, then the tones that carry meaning."""

    name: str
    window: Colour
    panel: Colour
    card: Colour
    raised: Colour
    field: Colour
    line: Colour
    text: Colour
    muted: Colour
    primary: Colour
    primary_line: Colour
    on_primary: Colour
    selected: Colour
    on_selected: Colour
    danger: Colour
    on_danger: Colour
    focus: Colour
    shadow: Colour
    info: Colour
    ok: Colour
    warn: Colour
    bad: Colour
    quiet: Colour
    series_1: Colour
    series_2: Colour
    series_3: Colour
    series_4: Colour
    series_5: Colour
    series_6: Colour

    def __getitem__(self, role: str) -> Colour:
        """The colour of a role by its name; KeyError names the roles that exist."""
        if role not in _ROLES:
            raise KeyError(f"theme role {role!r} does not exist; choose one of {', '.join(sorted(_ROLES))}")
        colour: Colour = getattr(self, role)
        return colour


_ROLES = {f.name for f in fields(Theme)} - {"name"}
TONES = ("text", "muted", "info", "ok", "warn", "bad", "quiet")
SERIES = ("series_1", "series_2", "series_3", "series_4", "series_5", "series_6")
SURFACES = ("window", "panel", "card", "field")

DESK = Theme(
    name="desk",
    window=(20, 28, 38),
    panel=(27, 37, 49),
    card=(33, 45, 59),
    raised=(43, 58, 76),
    field=(15, 22, 31),
    line=(62, 82, 106),
    text=(234, 239, 245),
    muted=(160, 178, 198),
    primary=(42, 103, 166),
    primary_line=(92, 162, 226),
    on_primary=(255, 255, 255),
    selected=(40, 92, 148),
    on_selected=(255, 255, 255),
    danger=(140, 45, 40),
    on_danger=(255, 255, 255),
    focus=(255, 206, 84),
    shadow=(4, 8, 14),
    info=(110, 184, 240),
    ok=(80, 196, 150),
    warn=(240, 172, 60),
    bad=(250, 132, 104),
    quiet=(160, 178, 198),
    series_1=(86, 180, 233),
    series_2=(240, 172, 60),
    series_3=(64, 190, 145),
    series_4=(230, 150, 195),
    series_5=(250, 132, 104),
    series_6=(240, 228, 110),
)

PAPER = Theme(
    name="paper",
    window=(232, 228, 219),
    panel=(243, 240, 233),
    card=(252, 250, 246),
    raised=(231, 226, 215),
    field=(255, 255, 255),
    line=(186, 178, 163),
    text=(28, 34, 44),
    muted=(82, 86, 92),
    primary=(0, 92, 150),
    primary_line=(0, 70, 116),
    on_primary=(255, 255, 255),
    selected=(0, 92, 150),
    on_selected=(255, 255, 255),
    danger=(160, 48, 20),
    on_danger=(255, 255, 255),
    focus=(196, 96, 0),
    shadow=(88, 80, 66),
    info=(0, 88, 146),
    ok=(0, 96, 70),
    warn=(136, 78, 0),
    bad=(164, 48, 10),
    quiet=(82, 86, 92),
    series_1=(0, 104, 168),
    series_2=(144, 82, 0),
    series_3=(0, 112, 82),
    series_4=(150, 66, 116),
    series_5=(176, 62, 14),
    series_6=(104, 96, 0),
)

HIGH_CONTRAST = Theme(
    name="high_contrast",
    window=(0, 0, 0),
    panel=(0, 0, 0),
    card=(12, 12, 12),
    raised=(40, 40, 40),
    field=(0, 0, 0),
    line=(200, 200, 200),
    text=(255, 255, 255),
    muted=(222, 222, 222),
    primary=(0, 70, 150),
    primary_line=(255, 255, 255),
    on_primary=(255, 255, 255),
    selected=(255, 230, 60),
    on_selected=(0, 0, 0),
    danger=(150, 20, 0),
    on_danger=(255, 255, 255),
    focus=(255, 230, 60),
    shadow=(0, 0, 0),
    info=(120, 205, 255),
    ok=(80, 230, 170),
    warn=(255, 190, 60),
    bad=(255, 150, 120),
    quiet=(222, 222, 222),
    series_1=(120, 205, 255),
    series_2=(255, 190, 60),
    series_3=(80, 230, 170),
    series_4=(255, 170, 215),
    series_5=(255, 150, 120),
    series_6=(255, 240, 110),
)

THEMES: dict[str, Theme] = {theme.name: theme for theme in (DESK, PAPER, HIGH_CONTRAST)}

TEXT_CONTRAST = 4.5  # WCAG 2.1, success criterion 1.4.3
SHAPE_CONTRAST = 3.0  # WCAG 2.1, success criterion 1.4.11


def luminance(colour: Colour) -> float:
    """Relative luminance of an sRGB colour, 0 (black) to 1 (white); formula of WCAG 2.1.

    >>> luminance((255, 255, 255)), luminance((0, 0, 0))
    (1.0, 0.0)
    """
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21; formula of WCAG 2.1.

    >>> round(contrast((0, 0, 0), (255, 255, 255)), 1)
    21.0
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_pairs() -> list[tuple[str, str]]:
    """Every (text role, surface role) pair that widgets draw; each must reach `TEXT_CONTRAST`."""
    pairs = [(tone, surface) for tone in (*TONES, *SERIES) for surface in SURFACES]
    pairs += [("text", "raised"), ("muted", "raised")]
    pairs += [("on_primary", "primary"), ("on_selected", "selected"), ("on_danger", "danger")]
    return pairs


def shape_pairs() -> list[tuple[str, str]]:
    """Every (shape role, surface role) pair that must be seen as a shape; each must reach `SHAPE_CONTRAST`."""
    return [("focus", surface) for surface in SURFACES]


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two, `share` 0 gives the first and 1 the second.

    >>> blend((0, 0, 0), (200, 100, 50), 0.5)
    (100, 50, 25)
    """
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
