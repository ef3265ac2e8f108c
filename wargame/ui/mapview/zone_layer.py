"""The second layer: who holds what, the bands on both sides, the line itself, ribbons along it, the chosen sector.

Areas are made with masks (side of the line, inside Ukraine, within so many km), so no polygon library is needed.
"""

from __future__ import annotations

import numpy as np
import pygame

from wargame.ui.mapview.base_data import BaseData
from wargame.ui.mapview.geometry import MapGeometry, SectorShape, ZoneShape
from wargame.ui.mapview.palette import MapPalette, Rgb
from wargame.ui.mapview.projection import Floats
from wargame.ui.mapview.scene import MapScene, SectorMark
from wargame.ui.mapview.strokes import dashed, even_steps, halved, hatch, offset_line, thick, thinned, zone_hatch
from wargame.ui.mapview.viewport import Viewport

TIMES = 2
SECTOR_MARK_KM = 46.0
SECTOR_MARK_PX, AREA_MARK_PX = 10.0, 44.0
RIBBON_NEAR, RIBBON_FAR = 12.0, 24.0
BORDER_DASH, DISPUTED_DASH = (10, 6), (18, 5)


def draw_zones(
    view: Viewport, data: BaseData, geometry: MapGeometry, palette: MapPalette, control: bool
) -> pygame.Surface:
    """Bands and held area of a view, transparent elsewhere."""
    size = (view.width, view.height)
    other_side = _mask(view)
    far = np.vstack([geometry.pieces[0].points, geometry.far_side])
    pygame.draw.polygon(other_side, 255, view.to_screen(far, TIMES).tolist())
    for piece in geometry.pieces[1:]:
        if piece.closed:  # an enclave: inside lies what is left of the line
            pygame.draw.polygon(other_side, 0, view.to_screen(piece.points, TIMES).tolist())
    beyond = halved(other_side) if geometry.near > 0 else 255 - halved(other_side)
    whole = pygame.Surface(size, pygame.SRCALPHA)
    if control and data.split and data.home:
        inside = _mask(view)
        for path in data.home:
            pygame.draw.polygon(inside, 255, view.to_screen(path.points, TIMES).tolist())
        held = (beyond.astype(np.uint16) * halved(inside) // 255).astype(np.uint8)
        stripes = _mask(view)
        hatch(stripes, 255, 9 * TIMES, TIMES)
        _lay(whole, palette.other, held, palette.held_fill)
        _lay(
            whole, palette.other, (held.astype(np.uint16) * halved(stripes) // 255).astype(np.uint8), palette.held_hatch
        )
    for km, strength in ((geometry.heavy_weapons_km, palette.band_far), (geometry.buffer_km, palette.band_near)):
        if km <= 0:
            continue
        band = np.maximum.reduce([_band(view, piece.points, piece.closed, km) for piece in geometry.pieces])
        _lay(whole, palette.own, _both(band, 255 - beyond), strength)
        _lay(whole, palette.other, _both(band, beyond), strength)
    for zone in geometry.zones:
        _draw_zone(whole, view, zone, beyond, palette)
    return whole


def _draw_zone(whole: pygame.Surface, view: Viewport, zone: ZoneShape, beyond: np.ndarray, palette: MapPalette) -> None:
    """A hatched band with an edge; every kind has a hatching of its own, so that no colour needs to tell them apart."""
    band = _band(view, zone.line, zone.closed, zone.depth_km)
    if zone.side:
        band = _both(band, beyond if zone.side < 0 else 255 - beyond)
    if not band.any():
        return
    stripes = _mask(view)
    zone_hatch(stripes, 255, zone.kind, TIMES)
    _lay(whole, palette.zone, band, palette.zone_fill)
    _lay(whole, palette.zone, _both(band, halved(stripes)), palette.zone_hatch)
    edge = np.zeros_like(band)
    edge[1:, :] = np.abs(np.diff(band.astype(np.int16), axis=0)).astype(np.uint8)
    edge[:, 1:] = np.maximum(edge[:, 1:], np.abs(np.diff(band.astype(np.int16), axis=1)).astype(np.uint8))
    _lay(whole, palette.zone, edge, 200)


def _both(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Where both masks are."""
    return (one.astype(np.uint16) * other // 255).astype(np.uint8)


def _mask(view: Viewport) -> pygame.Surface:
    return pygame.Surface((view.width * TIMES, view.height * TIMES), depth=8)


def _lay(whole: pygame.Surface, colour: Rgb, mask: np.ndarray, strength: int) -> None:
    """Put a colour on the layer where the mask says."""
    layer = pygame.Surface(whole.get_size(), pygame.SRCALPHA)
    layer.fill((*colour, 0))
    alpha = pygame.surfarray.pixels_alpha(layer)
    alpha[:] = (mask.astype(np.uint16) * strength // 255).astype(np.uint8)
    del alpha  # unlocks the surface
    whole.blit(layer, (0, 0))


def _band(view: Viewport, points: Floats, closed: bool, km: float) -> np.ndarray:
    """Everything within `km` of a line, cut straight at both of its ends unless it is closed."""
    mask = _mask(view)
    reach = km * view.scale * TIMES
    line = view.to_screen(points, TIMES)
    thick(mask, 255, thinned(line, max(2.0, reach / 8)), 2 * reach)
    for end, inner in () if closed else ((line[0], _inwards(line)), (line[-1], _inwards(line[::-1]))):
        way = end - inner
        length = float(np.hypot(*way))
        if length < 1e-6:
            continue
        way = way / length
        across, far = np.array([way[1], -way[0]]), 2 * reach
        corners = [
            end + across * far,
            end - across * far,
            end - across * far + way * far,
            end + across * far + way * far,
        ]
        pygame.draw.polygon(mask, 0, [tuple(corner) for corner in corners])
    return halved(mask)


def _inwards(line: Floats) -> Floats:
    """A point of the line some way from its first end, which tells the line's direction there."""
    gaps = np.hypot(*(line - line[0]).T)
    return line[int(np.argmax(gaps >= min(50.0 * TIMES, gaps.max() / 2)))]


def draw_line(view: Viewport, geometry: MapGeometry, palette: MapPalette, scene: MapScene) -> pygame.Surface:
    """The line with sector boundaries, ribbons and the chosen sector; transparent elsewhere."""
    big = pygame.Surface((view.width * TIMES, view.height * TIMES), pygame.SRCALPHA)
    seams = {float(piece.along[0]) for piece in geometry.pieces}
    for sector in geometry.sectors[1:]:
        if min(abs(sector.from_km - seam) for seam in seams) > 1:
            _draw_boundary(big, view, geometry, sector.from_km, palette)
    marks = {mark.id: mark for mark in scene.sectors}
    for sector in geometry.sectors:
        mark = marks.get(sector.id)
        if mark is not None:
            _draw_ribbons(big, view, sector, mark, scene, palette)
    chosen = geometry.sector.get(scene.selection)
    if chosen is not None:
        points = view.to_screen(chosen.line, TIMES)
        thick(big, (*palette.ink, 255), points, 13 * TIMES)
        thick(big, (*palette.chosen, 255), points, 10.5 * TIMES)
    for piece in geometry.pieces:
        whole = view.to_screen(piece.points, TIMES)
        contact = piece.along <= geometry.border_from_km
        thick(big, (*palette.halo, 255), whole, 6.5 * TIMES)
        if geometry.disputed:
            dashed(big, (*palette.line, 255), whole[contact], 3.4 * TIMES, *(n * TIMES for n in DISPUTED_DASH))
        else:
            thick(big, (*palette.line, 255), whole[contact], 3.4 * TIMES)
        start = max(0, int(np.count_nonzero(contact)) - 1)
        dashed(big, (*palette.line, 255), whole[start:], 3.4 * TIMES, *(n * TIMES for n in BORDER_DASH))
    return pygame.transform.smoothscale(big, (view.width, view.height))


def _draw_boundary(big: pygame.Surface, view: Viewport, geometry: MapGeometry, km: float, palette: MapPalette) -> None:
    """A dashed mark across the line; longer where an area begins."""
    before, after = geometry.sector_at(km - 0.01), geometry.sector_at(km + 0.01)
    new_area = before.area != after.area
    reach = min(SECTOR_MARK_KM, AREA_MARK_PX / view.scale) if new_area else geometry.buffer_km or 15.0
    reach = max(SECTOR_MARK_PX / view.scale, min(reach, AREA_MARK_PX / view.scale))
    across = geometry.normal(km, min(30.0, AREA_MARK_PX / view.scale)) * reach
    middle = geometry.at_km(km)
    ends = view.to_screen(np.array([middle - across, middle + across]), TIMES)
    width = 1.7 if new_area else 1.1
    dashed(big, (*palette.ink, 255), ends, width * TIMES, 6 * TIMES, 4 * TIMES)


def _draw_ribbons(
    big: pygame.Surface, view: Viewport, sector: SectorShape, mark: SectorMark, scene: MapScene, palette: MapPalette
) -> None:
    """Coverage and exposure as ribbons beside the line: the wider, the more. Unknown is a dotted hairline."""
    rows = [("coverage", mark.coverage, palette.coverage), ("exposure", mark.exposure, palette.exposure)]
    shown = [row for row in rows if row[0] in scene.layers]
    for (_, value, colour), distance in zip(shown, (RIBBON_NEAR, RIBBON_FAR), strict=False):
        points = even_steps(view.to_screen(sector.line, TIMES), 7.0 * TIMES)
        trimmed = points[1:-1] if len(points) > 4 else points
        ribbon = offset_line(trimmed, distance * TIMES, 5)
        if value is None:
            dashed(big, (*colour, 255), ribbon, TIMES, 2 * TIMES, 4 * TIMES)
            continue
        width = 1.5 + 8.5 * min(1.0, max(0.0, value))
        thick(big, (*palette.halo, 255), ribbon, (width + 2.5) * TIMES)
        thick(big, (*colour, 255), ribbon, width * TIMES)
