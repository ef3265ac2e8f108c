import io
import json

import numpy as np
import pygame
import pytest

from wargame.places import assets_dir

FOLDER = assets_dir() / "symbols"
INDEX = json.loads((FOLDER / "symbols.json").read_text(encoding="utf-8"))
SYMBOLS = [(kind, variant, entry) for kind, v in INDEX.items() for variant, entry in v["variants"].items()]
TYPES = {
    "infantry_brigade", "mechanised_brigade", "airmobile_battalion", "marine_battalion", "headquarters",
    "patriot_battery", "fighter_squadron", "observer_team", "minesweeper_group", "training_team", "engineer_company",
    "medical_company", "drone_battalion", "artillery_brigade", "army_corps", "logistics_battalion",
    "reconnaissance_battalion", "infantry_battalion", "mechanised_battalion", "infantry_company",
}  # fmt: skip


def picture(entry, height=84):
    """(width, height, 4) colours and alpha, 0 to 255, as SDL draws the file."""
    width = round(height * entry["size"][0] / entry["size"][1])
    surface = pygame.image.load_sized_svg(io.BytesIO((FOLDER / entry["file"]).read_bytes()), (width, height))
    raw = np.frombuffer(pygame.image.tobytes(surface, "RGBA"), np.uint8)
    return raw.reshape(surface.get_height(), surface.get_width(), 4).transpose(1, 0, 2).astype(int)


def ink(pixels):
    """Where the drawing is dark and opaque."""
    return (pixels[..., :3].sum(-1) < 200) & (pixels[..., 3] > 150)


def test_every_type_has_three_variants():
    assert set(INDEX) == TYPES
    assert all(list(kind["variants"]) == ["friend", "hostile", "neutral"] for kind in INDEX.values())
    assert all(kind["meaning"] for kind in INDEX.values())


def test_the_index_and_the_folder_agree():
    listed = {entry["file"] for _, _, entry in SYMBOLS}
    assert len(listed) == len(SYMBOLS)
    assert listed == {path.name for path in FOLDER.glob("*.svg")}


@pytest.mark.parametrize(("kind", "variant", "entry"), SYMBOLS)
def test_a_symbol_draws_with_an_icon_a_rim_and_no_svg_text(kind, variant, entry):
    assert "<text" not in (FOLDER / entry["file"]).read_text(encoding="utf-8")  # SDL would leave it out, silently
    pixels = picture(entry)
    assert 0.1 < (pixels[..., 3] > 0).mean() < 0.98
    white = (pixels[..., :3].min(-1) > 240) & (pixels[..., 3] > 200)
    assert white.mean() > 0.03
    if kind != "headquarters":  # its flag is empty; the staff below it is the sign
        x, y = (round(a * 84 / entry["size"][1]) for a in entry["anchor"])
        reach = round(30 * 84 / entry["size"][1])
        assert ink(pixels)[x - reach : x + reach, y - reach : y + reach].any()


@pytest.mark.parametrize(("kind", "variant", "entry"), SYMBOLS)
def test_the_code_and_the_anchor_fit_the_symbol(kind, variant, entry):
    assert len(entry["sidc"]) == 20
    assert entry["sidc"].isdigit()
    assert entry["sidc"][3] == {"friend": "3", "hostile": "6", "neutral": "4"}[variant]
    assert 0 <= entry["anchor"][0] <= entry["size"][0]
    assert 0 <= entry["anchor"][1] <= entry["size"][1]


def test_no_two_symbols_look_the_same():
    seen = {}
    for kind, variant, entry in SYMBOLS:
        drawn = picture(entry).tobytes()
        assert seen.setdefault(drawn, entry["file"]) == entry["file"], (kind, variant)
    assert len(seen) == len(SYMBOLS)


def test_sides_differ_by_shape_and_not_by_colour_alone():
    for kind in INDEX.values():
        outlines = {ink(picture(entry)).tobytes() for entry in kind["variants"].values()}
        assert len(outlines) == 3
