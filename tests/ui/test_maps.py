"""Every shipped map: readable at both sizes in both languages, nothing drawn across the line from where it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pygame
import pytest
import yaml

from wargame.places import scenarios_dir
from wargame.ui.mapview import DEFAULT_LAYERS, ForceMark, MapGeometry, MapRenderer, MapScene, MapWidget, SectorMark
from wargame.ui.mapview.palette import STANDARD
from wargame.ui.mapview.strokes import zone_hatch
from wargame.words import Words

MAPS = sorted(path.stem for path in (scenarios_dir() / "maps").glob("*.yaml"))
SIZE = (1280, 720)


@pytest.fixture(autouse=True)
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    pygame.display.set_mode((64, 64))
    yield
    pygame.display.quit()


def document(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((scenarios_dir() / "maps" / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


def scene(geometry: MapGeometry, lang: str) -> MapScene:
    sectors = tuple(SectorMark(s.id, violations=float(i * 37 % 61)) for i, s in enumerate(geometry.sectors))
    elements = tuple(
        ForceMark(place.id, "observer_team", "neutral", place.id, f"Obs {i}")
        for i, place in enumerate(geometry.places)
        if place.depth == "near_line"
    )
    return MapScene(sectors, elements, DEFAULT_LAYERS, "", lang)


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", MAPS)
def test_a_map_says_what_it_is_and_every_word_exists(name: str, lang: str) -> None:
    geometry, words = MapGeometry(document(name)), Words(lang)
    drawer = MapRenderer(geometry, words.say)
    drawer.picture(drawer.home_view(SIZE), scene(geometry, lang))
    kinds = {label.kind for label in drawer.labels}
    assert {"disclaimer", "legend", "badge", "area", "city"} <= kinds
    assert words.missing == set()
    named = {label.id for label in drawer.labels if label.kind == "zone"}
    assert len(named) >= min(1, len(geometry.zones))
    shown = pygame.Rect((0, 0), SIZE)
    assert all(shown.contains(pygame.Rect(label.rect)) for label in drawer.labels if label.kind in {"zone", "city"})


@pytest.mark.parametrize("name", MAPS)
def test_the_line_is_in_sight_and_nobody_stands_across_it(name: str) -> None:
    geometry = MapGeometry(document(name))
    drawer = MapRenderer(geometry, Words("en").say)
    view = drawer.home_view(SIZE)
    x, y = view.to_screen(geometry.line).T
    assert (x > 0).all()
    assert (x < SIZE[0]).all()
    assert (y > 0).all()
    assert (y < SIZE[1]).all()
    drawer.picture(view, scene(geometry, "en"))
    for label in drawer.labels:
        if label.kind == "element":
            at = geometry.place[label.id].at
            middle = view.to_km(pygame.Rect(label.rect).center)
            if not any(geometry.region(at)[1:]):  # an enclave may be too small for a symbol
                assert geometry.region(middle) == geometry.region(at), label.id


def test_the_kilometres_of_a_ring_go_on_and_its_pieces_stay_apart() -> None:
    geometry = MapGeometry(document("bosnia"))
    ends = [(float(piece.along[0]), float(piece.along[-1])) for piece in geometry.pieces]
    assert ends[0][0] == 0
    assert ends[-1][1] == pytest.approx(geometry.total_km)
    for (_, before), (after, _) in pairwise(ends):
        assert after == pytest.approx(before)
    for sector in geometry.sectors:
        step = np.hypot(*np.diff(sector.line, axis=0).T).max()
        assert step < 15, sector.id  # no stroke from one piece to the next
    gorazde = geometry.sector["s10"]
    away, along = geometry.nearest(gorazde.middle)
    assert away < 0.5
    assert geometry.sector_at(along).id == "s10"


def test_a_band_round_a_ring_and_one_beside_the_line_lie_on_their_side() -> None:
    kosovo = MapGeometry(document("kosovo"))
    assert kosovo.side(kosovo.zones[0].middle) == -1
    strand = MapGeometry(document("strand"))
    rear = next(zone for zone in strand.zones if zone.kind == "rear")
    assert rear.side == 1
    assert strand.side(rear.middle) == 1


def test_turned_round_the_other_side_is_the_near_one() -> None:
    doc = document("strand")
    left, right = MapGeometry(doc, own="side_a"), MapGeometry(doc, own="side_b")
    for place in left.places:
        assert left.side(place.at) == -right.side(place.at)
    assert np.allclose(left.normal(40.0), -right.normal(40.0))
    assert [zone.side for zone in left.zones] == [-zone.side for zone in right.zones]


def test_the_near_side_of_the_twin_is_where_its_capital_lies() -> None:
    twin, own = MapGeometry(document("twin"), own="ukraine"), MapGeometry(document("ukraine"), own="ukraine")
    for place in ("kyiv", "dnipro", "donetsk", "rostov-on-don"):
        assert twin.side(twin.place[place].at) == own.side(own.place[place].at), place


def test_zone_kinds_differ_by_pattern_and_not_by_colour() -> None:
    drawn = set()
    for kind in ("buffer", "withdrawal", "rear"):
        surface = pygame.Surface((64, 64), depth=8)
        zone_hatch(surface, 255, kind, 2)
        pixels = pygame.surfarray.array2d(surface)
        assert 0.01 < (pixels > 0).mean() < 0.6
        drawn.add(pixels.tobytes())
    assert len(drawn) == 3


def test_a_plain_ground_has_no_sea_and_shows_its_towns() -> None:
    geometry = MapGeometry(document("strand"))
    drawer = MapRenderer(geometry, Words("en").say)
    picture = drawer.picture(drawer.home_view(SIZE), scene(geometry, "en"))
    colours = pygame.surfarray.array3d(picture).reshape(-1, 3)
    assert (colours == STANDARD.sea).all(axis=1).mean() < 0.001
    assert (colours == STANDARD.home).all(axis=1).mean() > 0.2
    towns = {label.id for label in drawer.labels if label.kind == "city"}
    assert {"merrow", "halden", "strand", "veldon"} <= towns


def test_zones_are_told_in_words_too() -> None:
    geometry = MapGeometry(document("kosovo"))
    drawer = MapRenderer(geometry, Words("nl").say)
    widget = MapWidget(drawer, scene(geometry, "nl"))
    assert any("Grondveiligheidszone: Terugtrekkingszone, 5 km diep" in line for line in widget.text_twin())
