"""The map: true to geography, readable at every size, the same pixels every time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pygame
import pytest

from tests.ui.kit_gallery import make_ui
from tests.ui.map_scenes import geometry, renderer, scene
from wargame.ui.kit import Column, Pilot
from wargame.ui.kit.themes import TEXT_CONTRAST, contrast
from wargame.ui.mapview import LAYERS, ForceMark, MapScene, MapWidget, Pick, SectorMark, Viewport
from wargame.ui.mapview.palette import HIGH_CONTRAST, STANDARD, MapPalette
from wargame.ui.mapview.projection import Lambert

SIZES = ((860, 660), (1190, 850), (1920, 1080))
LETTERED = ("city", "caption", "element name", "area", "sector", "legend", "disclaimer", "outside")


@pytest.fixture(autouse=True)
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    pygame.display.set_mode((800, 600))
    yield
    pygame.display.quit()


def test_the_projection_goes_there_and_back_and_keeps_lengths() -> None:
    lambert = Lambert((45.5, 51.5), (32.9, 48.35))
    points = np.stack(np.meshgrid(np.linspace(20, 44, 25), np.linspace(43, 54, 23)), axis=-1)
    assert np.abs(lambert.inverse(lambert.forward(points)) - points).max() < 1e-9
    kyiv, kharkiv = lambert.forward([(30.5238, 50.4547), (36.2548, 49.9818)])
    assert np.hypot(*(kyiv - kharkiv)) == pytest.approx(412.0, rel=0.01)
    assert np.allclose(lambert.forward((32.9, 48.35)), 0, atol=1e-9)


def test_the_line_is_as_long_as_stated_and_sectors_tile_it() -> None:
    shapes = geometry()
    drawn = np.hypot(*np.diff(shapes.line, axis=0).T).sum()
    assert drawn == pytest.approx(shapes.total_km, rel=0.03)
    for before, after in zip(shapes.sectors, shapes.sectors[1:], strict=False):
        assert np.allclose(before.line[-1], after.line[0])
    assert [sector.badge for sector in shapes.sectors[:2]] == ["S1", "S2"]


def test_towns_lie_on_their_own_side_of_the_line() -> None:
    shapes, city = geometry(), renderer().data.city
    assert {
        name: shapes.side(city[name].at)
        for name in ("kherson", "zaporizhzhia", "kramatorsk", "sumy", "kharkiv", "odesa")
    } == dict.fromkeys(("kherson", "zaporizhzhia", "kramatorsk", "sumy", "kharkiv", "odesa"), 1)
    assert {
        name: shapes.side(city[name].at) for name in ("donetsk", "luhansk", "mariupol", "melitopol", "simferopol")
    } == dict.fromkeys(("donetsk", "luhansk", "mariupol", "melitopol", "simferopol"), -1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_no_two_labels_overlap_and_all_lie_on_the_map(size: tuple[int, int], lang: str) -> None:
    drawer = renderer(lang)
    everything = scene(lang, layers=frozenset(LAYERS))
    for view in (drawer.home_view(size), drawer.view_of("s12", drawer.home_view(size))):
        drawer.picture(view, everything)
        labels = [label for label in drawer.labels if label.kind in LETTERED]
        assert len(labels) > 20
        overlapping = [
            (one.text, two.text)
            for one, two in combinations(labels, 2)
            if pygame.Rect(one.rect).colliderect(pygame.Rect(two.rect))
        ]
        assert overlapping == []
        screen = pygame.Rect((0, 0), size)
        outside = [label.text for label in labels if not screen.contains(pygame.Rect(label.rect))]
        assert outside == []


@pytest.mark.parametrize("size", SIZES)
def test_every_sector_known_shows_its_count_and_every_element_its_symbol(size: tuple[int, int]) -> None:
    drawer, shown = renderer(), scene()
    drawer.picture(drawer.home_view(size), shown)
    counted = {label.id for label in drawer.labels if label.kind == "violations"}
    assert counted == {mark.id for mark in shown.sectors}
    placed = {label.id for label in drawer.labels if label.kind == "element"}
    away = {label.id for label in drawer.labels if label.kind == "outside"}
    assert {"nl-home", "ru-home"} <= away
    assert {element.id for element in shown.elements if element.id not in placed and element.at not in away} == set()


@pytest.mark.parametrize("size", [(640, 440), (780, 520), (1000, 690)])
def test_no_force_is_drawn_across_the_line_from_where_it_is(size: tuple[int, int]) -> None:
    crowd = tuple(ForceMark(f"n{i}", "observer_team", "neutral", "kramatorsk", f"Monitors {i}") for i in range(4))
    shown, drawer, theatre = scene(), renderer(), geometry()
    shown = replace(shown, elements=(*shown.elements, *crowd))
    view = drawer.home_view(size)
    drawer.picture(view, shown)
    at = {element.id: theatre.place[element.at].at for element in shown.elements if element.at in theatre.place}
    drawn = [label for label in drawer.labels if label.kind == "element" and label.id in at]
    assert len(drawn) > 5
    for label in drawn:
        assert theatre.side(view.to_km(pygame.Rect(label.rect).center)) == theatre.side(at[label.id]), label.id


def test_more_violations_make_a_larger_disc_and_unknown_is_not_none() -> None:
    drawer, shown = renderer(), scene()
    drawer.picture(drawer.home_view((1190, 850)), shown)
    discs = {label.id: label for label in drawer.labels if label.kind == "violations"}
    assert discs["s11"].rect[2] > discs["s10"].rect[2] > discs["s04"].rect[2]
    assert discs["s05"].text == "?"
    assert discs["s23"].text == "0"


def test_every_place_can_be_picked_where_it_is_shown() -> None:
    drawer = renderer()
    view = drawer.home_view((1600, 900))
    drawer.picture(view, scene())
    for sector in geometry().sectors:
        where = drawer.where(sector.id)
        assert where is not None
        assert drawer.pick(where) == Pick("sector", sector.id)
    for label in drawer.labels:
        if label.kind == "element":
            assert drawer.pick(pygame.Rect(label.rect).center) == Pick("element", label.id)
        if label.kind == "area":
            assert drawer.pick(pygame.Rect(label.rect).center) == Pick("area", label.id)
    assert drawer.pick((700.0, 100.0)) is None


def test_the_view_goes_there_and_back_and_zooms_around_a_point() -> None:
    view = Viewport(10, -20, 0.9, 1200, 800)
    points = np.array([[0.0, 0.0], [333.0, 99.5]])
    assert np.allclose(view.to_screen(view.to_km(points)), points)
    zoomed = view.zoomed(1.7, (300, 200))
    assert np.allclose(zoomed.to_km((300, 200)), view.to_km((300, 200)))
    assert np.allclose(view.panned(40, -25).to_screen(view.to_km((100, 100))), (140, 75))


def test_the_same_scene_gives_the_same_pixels_and_a_changed_one_others() -> None:
    drawer = renderer()
    view = drawer.home_view((860, 660))
    first = pygame.image.tobytes(drawer.picture(view, scene()), "RGB")
    changed = pygame.image.tobytes(drawer.picture(view, scene(selection="s03")), "RGB")
    again = pygame.image.tobytes(drawer.picture(view, scene()), "RGB")
    assert first == again != changed


@pytest.mark.parametrize(
    "layer", ["violations", "coverage", "exposure", "forces", "control", "cities", "corridors", "legend"]
)
def test_every_layer_can_be_seen(layer: str) -> None:
    drawer = renderer()
    view = drawer.home_view((860, 660))
    without = frozenset(LAYERS) - {layer}
    full = pygame.image.tobytes(drawer.picture(view, scene(layers=frozenset(LAYERS))), "RGB")
    less = pygame.image.tobytes(drawer.picture(view, scene(layers=without)), "RGB")
    assert full != less


def test_an_unknown_layer_is_refused() -> None:
    with pytest.raises(ValueError, match="weather"):
        MapScene(layers=frozenset({"weather"}))


@pytest.mark.parametrize("palette", [STANDARD, HIGH_CONTRAST])
def test_names_can_be_read_on_land_and_water(palette: MapPalette) -> None:
    pairs = [
        (palette.ink, palette.home),
        (palette.ink, palette.land),
        (palette.ink_abroad, palette.land),
        (palette.ink_sea, palette.sea),
        (palette.ink_land, palette.land),
        (palette.name_friend, palette.halo),
        (palette.name_hostile, palette.halo),
        (palette.name_neutral, palette.halo),
        (palette.paper, palette.line),
        (palette.ink, palette.chosen),
    ]
    assert [pair for pair in pairs if contrast(*pair) < TEXT_CONTRAST] == []
    assert contrast(palette.on_violation, palette.violation) >= 3.0, "the count is bold and stands in a disc"


class Shown:
    """A map on a screen."""

    def __init__(self, now: MapScene) -> None:
        self.widget = MapWidget(renderer(), now, id="map", tips={"s01": "Kinburn"})
        self.ui = make_ui((900, 700))
        self.ui.show(Column([self.widget]))
        self.surface = pygame.Surface((900, 700))
        self.ui.draw(self.surface)
        self.pilot = Pilot(self.ui)


def test_click_drag_wheel_and_keys_on_the_map() -> None:
    shown = Shown(scene())
    widget, pilot = shown.widget, shown.pilot
    where = widget.renderer.where("s08")
    assert where is not None
    intents = pilot.click_at((round(where[0]), round(where[1])))
    assert [(i.action, i.value) for i in intents] == [("pick", Pick("sector", "s08"))]
    before = widget.view
    assert before is not None
    assert pilot.drag((300, 300), (360, 340)) == []
    assert np.allclose(widget.view.to_screen(before.to_km((300, 300))), (360, 340))
    assert shown.ui.draw(shown.surface), "the old picture, moved"
    pilot.wait(400)
    assert shown.ui.draw(shown.surface), "the new picture"
    pilot.wheel("map", 2)
    assert widget.view.scale == pytest.approx(before.scale * 1.25**2)
    pilot.click("map")
    pilot.key("0")
    assert widget.view == before
    pilot.key("right", "+")
    assert widget.view.scale > before.scale
    assert widget.view.x > before.x
    assert [(i.action, i.value) for i in pilot.key("pagedown")] == [("select", "s12")]


def test_the_map_tells_what_it_shows_in_words() -> None:
    shown = Shown(scene())
    twin = "\n".join(shown.ui.text_twin())
    assert "S11 Pokrovsk: violations 118" in twin
    assert "S5 Nikopol: violations ?" in twin
    assert "Monitors C at Vasylivka–Orikhiv" in twin
    assert "not a legal boundary" in twin


def test_an_empty_scene_can_be_drawn_and_picked() -> None:
    drawer = renderer()
    view = drawer.home_view((860, 660))
    drawer.picture(view, MapScene(sectors=(SectorMark("s01"),)))
    assert drawer.pick((430.0, 330.0)) is None or isinstance(drawer.pick((430.0, 330.0)), Pick)
