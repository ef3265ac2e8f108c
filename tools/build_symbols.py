"""Builds `assets/symbols/*.svg` and `assets/symbols/symbols.json` with the Python package milsymbol (APP-6 symbols).

    python tools/build_symbols.py [--cache DIR] [--sheet PICTURE.png]

Needs fontTools and PyYAML; `--sheet` also needs pygame-ce and draws every symbol for a look by eye, which a new code
always deserves: codes written from memory turned out to mean a dog team. Scenario authors name a type, such as
`patriot_battery`, never a code. Three changes make the drawings fit for a map at 30 to 50 pixels: letters become
outlines (SDL draws no SVG text, silently), strokes get heavier, and a white rim lifts the symbol off the map.
"""

from __future__ import annotations

import argparse
import copy
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from packages import ASSETS, DEFAULT_CACHE, fetch

OUT = ASSETS / "symbols"
SVG = "http://www.w3.org/2000/svg"
STROKE = 1.75  # times milsymbol's own stroke widths
RIM = 6.0  # width of the white rim, in units of the drawing (a frame is 150 wide)
CAP_MIDDLE = 0.36  # from the baseline to the middle of a capital, in font sizes
VARIANTS = {"friend": "3", "hostile": "6", "neutral": "4"}
LAND, AIR, SEA = "10", "01", "30"
TEAM, COMPANY, BATTALION, BRIGADE, CORPS, NONE = "11", "15", "16", "18", "22", "00"


@dataclass(frozen=True)
class Kind:
    """One type of unit: the parts of its 20-digit code and what it means."""

    meaning: str
    entity: str
    echelon: str = NONE
    domain: str = LAND
    headquarters: bool = False
    modifiers: str = "0000"  # two digits for the sign at the top of the icon, two for the one at the bottom
    letters: str | None = None  # written instead of the icon's own letters

    def sidc(self, variant: str) -> str:
        """The 20-digit code of this kind as friend, hostile or neutral."""
        staff = "2" if self.headquarters else "0"
        return f"100{VARIANTS[variant]}{self.domain}0{staff}{self.echelon}{self.entity}{self.modifiers}"


KINDS = {
    "infantry_brigade": Kind("infantry brigade", "121100", BRIGADE),
    "mechanised_brigade": Kind("mechanised infantry brigade", "121102", BRIGADE),
    "infantry_battalion": Kind("infantry battalion", "121100", BATTALION),
    "mechanised_battalion": Kind("mechanised infantry battalion", "121102", BATTALION),
    "infantry_company": Kind("infantry company", "121100", COMPANY),
    "airmobile_battalion": Kind("air assault infantry battalion", "121100", BATTALION, modifiers="0059"),
    "marine_battalion": Kind("marine infantry battalion", "121100", BATTALION, modifiers="4600"),
    "headquarters": Kind("headquarters", "000000", headquarters=True),
    "patriot_battery": Kind("air defence missile battery", "130102", COMPANY),
    "fighter_squadron": Kind("fighter squadron", "110104", domain=AIR),
    "observer_team": Kind("observer team", "121200", TEAM),
    "minesweeper_group": Kind("mine countermeasures group", "120405", domain=SEA),
    # The code set knows no training unit; it marks training facilities with these letters.
    "training_team": Kind("training team", "140800", COMPANY, letters="TNG"),
    "engineer_company": Kind("engineer company", "140700", COMPANY),
    "medical_company": Kind("medical company", "161300", COMPANY),
    "drone_battalion": Kind("unmanned aircraft battalion", "121900", BATTALION),
    "artillery_brigade": Kind("artillery brigade", "130300", BRIGADE),
    "army_corps": Kind("army corps or combined-arms army", "121000", CORPS),
    "logistics_battalion": Kind("logistics battalion", "163400", BATTALION),
    "reconnaissance_battalion": Kind("reconnaissance battalion", "121300", BATTALION),
}


class Letters:
    """Turns SVG text into outlines of one font."""

    def __init__(self, font: TTFont) -> None:
        self.glyphs, self.names, self.em = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm

    def outline(self, text: ET.Element) -> ET.Element:
        """A `path` that looks like the `text` element: same size, anchor, baseline and fill."""
        content, size = text.text or "", float(text.get("font-size", "40"))
        x, y, scale = float(text.get("x", "0")), float(text.get("y", "0")), size / self.em
        width = sum(self.glyphs[self.names[ord(c)]].width for c in content) * scale
        x -= {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
        if text.get("dominant-baseline") in ("middle", "central"):
            y += CAP_MIDDLE * size
        pen = SVGPathPen(self.glyphs, ntos=lambda number: f"{number:.1f}".removesuffix(".0"))
        for character in content:
            glyph = self.glyphs[self.names[ord(character)]]
            glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
            x += glyph.width * scale
        return ET.Element("path", {"d": pen.getCommands(), "fill": text.get("fill", "black")})


def _plain(element: ET.Element, letters: Letters) -> ET.Element:
    """The element without name space or text, strokes made heavier, nothing spelt out that SVG takes as read."""
    tag = element.tag.removeprefix(f"{{{SVG}}}")
    if tag == "text":
        return letters.outline(element)
    keep = {k: v for k, v in element.attrib.items() if k not in ("fill-opacity", "style")}
    if "stroke-width" in keep:
        keep["stroke-width"] = f"{float(keep['stroke-width']) * STROKE:g}"
    if keep.get("stroke", "none") == "none":
        keep.pop("stroke", None)
        keep.pop("stroke-width", None)
    plain = ET.Element(tag, keep)
    plain.extend(_plain(child, letters) for child in element)
    return plain


def _rim(element: ET.Element) -> ET.Element:
    """The same shapes in white, wider by the rim on every side."""
    rim = copy.deepcopy(element)
    for part in rim.iter():
        width = float(part.get("stroke-width", "0")) if part.get("stroke") else 0.0
        if part.tag != "g" or width:
            inherits = part.tag != "g" and not part.get("stroke") and not part.get("fill")
            if not inherits:
                part.set("stroke", "white")
                part.set("stroke-width", f"{width + 2 * RIM:g}")
                part.set("stroke-linejoin", "round")
        if part.get("fill", "none") != "none":
            part.set("fill", "white")
    return rim


def draw(kind: Kind, variant: str, letters: Letters, symbol_class: Any) -> tuple[str, dict[str, Any]]:
    """The SVG of one symbol, and its entry for symbols.json (anchor and size in units of the SVG)."""
    sidc = kind.sidc(variant)
    drawing = symbol_class(sidc, stroke_width=4)
    if not drawing.is_valid():
        raise SystemExit(f"{kind.meaning}: milsymbol does not know {sidc}")
    framed = symbol_class(sidc, stroke_width=4 * STROKE, outline_width=RIM)
    source = ET.fromstring(drawing.as_svg())  # noqa: S314 - our own drawing
    if kind.letters:
        for text in source.iter(f"{{{SVG}}}text"):
            text.text = kind.letters
    view_box = ET.fromstring(framed.as_svg()).get("viewBox", "")  # noqa: S314 - the same
    width, height = (float(number) for number in view_box.split()[2:])
    root = ET.Element("svg", {"xmlns": SVG, "width": f"{width:g}", "height": f"{height:g}",
                                       "viewBox": view_box})  # fmt: skip
    parts = [_plain(child, letters) for child in source]
    root.extend([_rim(part) for part in parts])
    root.extend(parts)
    anchor = framed.get_anchor()
    entry = {"sidc": sidc, "anchor": [round(anchor["x"], 1), round(anchor["y"], 1)],
             "size": [round(width, 1), round(height, 1)]}  # fmt: skip
    return ET.tostring(root, encoding="unicode") + "\n", entry


def contact_sheet(index: dict[str, Any], picture: Path) -> None:
    """Draws every symbol large and at map size, on the colours of the map."""
    import pygame

    pygame.font.init()
    font = pygame.font.Font(ASSETS / "fonts" / "Inter-Medium.ttf", 13)
    sheet = pygame.Surface((1500, 30 + 118 * ((len(index) + 1) // 2)))
    sheet.fill((250, 248, 242))
    sheet.fill((236, 190, 186), (1130, 0, 370, sheet.get_height()))
    for row, (name, kind) in enumerate(index.items()):
        x0, y0 = 750 * (row % 2), 10 + 118 * (row // 2)
        sheet.blit(font.render(name, antialias=True, color=(20, 30, 40)), (x0 + 10, y0))
        for column, entry in enumerate(kind["variants"].values()):
            data = (OUT / entry["file"]).read_bytes()
            x = x0 + 10 + 245 * column
            sheet.blit(pygame.image.load_sized_svg(io.BytesIO(data), (110, 84)), (x, y0 + 20))
            sheet.blit(pygame.image.load_sized_svg(io.BytesIO(data), (80, 40)), (x + 115, y0 + 40))
            sheet.blit(pygame.image.load_sized_svg(io.BytesIO(data), (60, 28)), (x + 180, y0 + 46))
    pygame.image.save(sheet, picture)


def main() -> None:
    """Draw every kind in every variant and list them in symbols.json."""
    parser = argparse.ArgumentParser(description="Build the map symbols with milsymbol.")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="folder that keeps the fetched packages")
    parser.add_argument("--sheet", type=Path, help="also draw all symbols to this PNG")
    arguments = parser.parse_args()
    inter = fetch("@expo-google-fonts/inter", arguments.cache).read("700Bold/Inter_700Bold.ttf")
    letters = Letters(TTFont(io.BytesIO(inter)))
    sys.path.insert(0, str(fetch("milsymbol", arguments.cache).unpacked()))
    from milsymbol import Symbol

    for old in OUT.glob("*.svg"):
        old.unlink()
    index: dict[str, Any] = {}
    for name, kind in KINDS.items():
        index[name] = {"meaning": kind.meaning, "variants": {}}
        for variant in VARIANTS:
            svg, entry = draw(kind, variant, letters, Symbol)
            file = f"{name}_{variant}.svg"
            (OUT / file).write_text(svg, encoding="utf-8")
            index[name]["variants"][variant] = {"file": file, **entry}
    rows = ",\n".join(f" {json.dumps(name)}: {json.dumps(entry)}" for name, entry in index.items())
    (OUT / "symbols.json").write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")
    print(f"{3 * len(KINDS)} symbols, {sum(p.stat().st_size for p in OUT.iterdir()) / 1024:.0f} KB")
    if arguments.sheet:
        contact_sheet(index, arguments.sheet)


if __name__ == "__main__":
    main()
