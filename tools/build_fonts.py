"""Builds `assets/fonts/*.ttf`: five styles of Inter, cut down to the characters the game can need.

    python tools/build_fonts.py [--cache DIR]

Needs fontTools and PyYAML. Players type names in any Latin or Cyrillic spelling, so both scripts are kept whole.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from packages import ASSETS, DEFAULT_CACHE, fetch

OUT = ASSETS / "fonts"
STYLES = {
    "Regular": "400Regular/Inter_400Regular.ttf",
    "Medium": "500Medium/Inter_500Medium.ttf",
    "SemiBold": "600SemiBold/Inter_600SemiBold.ttf",
    "Bold": "700Bold/Inter_700Bold.ttf",
    "Italic": "400Regular_Italic/Inter_400Regular_Italic.ttf",
}
RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x024F),  # Latin, Latin-1, extended A and B
    (0x02C6, 0x02DD), (0x0300, 0x0338),  # loose and combining accents
    (0x0400, 0x045F), (0x0490, 0x0491),  # Cyrillic with the Ukrainian letters
    (0x1E00, 0x1EFF),                    # Latin extended additional
    (0x2010, 0x2027), (0x202F, 0x203A),  # dashes, quotes, bullets, ellipsis
    (0x2070, 0x2089), (0x20AC, 0x20AC), (0x20B4, 0x20B4), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2150, 0x215E), (0x2190, 0x21FF),  # fractions, arrows
    (0x2200, 0x22FF), (0x2460, 0x2473), (0x25A0, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF),  # maths, shapes, signs
]  # fmt: skip


def main() -> None:
    """Cut every style and keep the licence beside it."""
    parser = argparse.ArgumentParser(description="Cut the Inter fonts down to what the game uses.")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="folder that keeps the fetched packages")
    package = fetch("@expo-google-fonts/inter", parser.parse_args().cache)
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]  # no "calt": it turns "->" into an arrow
    options.notdef_outline = True  # a character we lack shows as a box, not as nothing
    options.hinting = False  # SDL draws at any size with its own hinting; the instructions only cost room
    for style, member in STYLES.items():
        font = TTFont(io.BytesIO(package.read(member)), recalcTimestamp=False)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
        cutter.subset(font)
        target = OUT / f"Inter-{style}.ttf"
        font.save(target)
        print(f"{target.name}: {target.stat().st_size / 1024:.0f} KB, {len(font.getBestCmap())} characters")
    (OUT / "OFL.txt").write_bytes(package.read("LICENSE_FONT"))


if __name__ == "__main__":
    main()
