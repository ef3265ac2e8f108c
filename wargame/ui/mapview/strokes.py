"""Strokes for a supersampled surface: lines of any width with round joints, dashes, hatching."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pygame

from wargame.ui.mapview.projection import Floats

Ink = tuple[int, int, int] | tuple[int, int, int, int] | int


def thick(surface: pygame.Surface, ink: Ink, points: Floats, width: float) -> None:
    """A line of any width in pixels; joints are round, ends too."""
    if len(points) < 2:
        return
    if width <= 1.5:
        pygame.draw.lines(surface, ink, False, points.tolist(), max(1, round(width)))
        return
    way = np.diff(points, axis=0)
    length = np.hypot(way[:, 0], way[:, 1])
    keep = length > 1e-6
    start, end = points[:-1][keep], points[1:][keep]
    across = np.stack([-way[keep, 1], way[keep, 0]], axis=1) / length[keep, None] * (width / 2)
    quads = np.stack([start + across, end + across, end - across, start - across], axis=1)
    for quad in quads.tolist():
        pygame.draw.polygon(surface, ink, quad)
    if width >= 3:
        for point in points.tolist():
            pygame.draw.circle(surface, ink, point, width / 2)


def thinned(points: Floats, step: float) -> Floats:
    """Fewer points, at least `step` pixels apart; the last one stays. Wide strokes do not show the difference."""
    if len(points) < 3:
        return points
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    keep = np.concatenate([[True], np.diff(np.floor(along / step)) > 0])
    keep[-1] = True
    return points[keep]


def dashed(
    surface: pygame.Surface, ink: Ink, points: Floats, width: float, dash: float, gap: float, phase: float = 0.0
) -> None:
    """A dashed line; lengths in pixels along the line."""
    if len(points) < 2:
        return
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    start = -phase
    while start < along[-1]:
        first, last = max(start, 0.0), min(start + dash, along[-1])
        if last > first:
            inside = along[(along > first) & (along < last)]
            at = np.concatenate([[first], inside, [last]])
            piece = np.stack([np.interp(at, along, points[:, 0]), np.interp(at, along, points[:, 1])], axis=1)
            thick(surface, ink, piece, width)
        start += dash + gap


def hatch(surface: pygame.Surface, ink: Ink, gap: int, width: int) -> None:
    """Diagonal lines over the whole surface."""
    wide, high = surface.get_size()
    for x in range(-high, wide, gap):
        pygame.draw.line(surface, ink, (x, 0), (x + high, high), width)


def zone_hatch(surface: pygame.Surface, ink: Ink, kind: str, times: int) -> None:
    """The hatching of a kind of zone: buffers crossed, withdrawal zones upright, rear zones dotted."""
    wide, high = surface.get_size()
    if kind == "withdrawal":
        for x in range(0, wide, 7 * times):
            pygame.draw.line(surface, ink, (x, 0), (x, high), times)
    elif kind == "rear":
        for x in range(0, wide, 9 * times):
            for y in range((x // (9 * times)) % 2 * 4 * times, high, 9 * times):
                pygame.draw.circle(surface, ink, (x, y), 1.2 * times)
    else:
        hatch(surface, ink, 9 * times, times)
        for x in range(0, wide + high, 9 * times):
            pygame.draw.line(surface, ink, (x, 0), (x - high, high), times)


def halved(mask: pygame.Surface) -> np.ndarray:
    """An 8-bit mask drawn at twice the size, averaged to half: (width, height) uint8 with smooth edges."""
    pixels = pygame.surfarray.pixels2d(mask)
    total = pixels[::2, ::2].astype(np.uint16)
    total += pixels[1::2, ::2]
    total += pixels[::2, 1::2]
    total += pixels[1::2, 1::2]
    return (total >> 2).astype(np.uint8)


def offset_line(points: Floats, distance: float, window: int = 3) -> Floats:
    """A line shifted sideways (positive: to the left of its direction on the screen), its directions averaged."""
    way = np.gradient(points, axis=0)
    if window > 1 and len(points) > 2 * window:
        kernel = np.ones(window) / window
        padded = np.pad(way, ((window // 2, window // 2), (0, 0)), mode="edge")
        way = np.stack([np.convolve(padded[:, i], kernel, mode="valid") for i in (0, 1)], axis=1)[: len(points)]
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)
    left = np.stack([way[:, 1], -way[:, 0]], axis=1) / length[:, None]  # the screen's y points down
    return points + left * distance


def even_steps(points: Floats, step: float) -> Floats:
    """The same line with points at even steps of about `step` pixels."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    at = np.linspace(0, along[-1], max(2, int(along[-1] / step) + 1))
    return np.stack([np.interp(at, along, points[:, i]) for i in (0, 1)], axis=1)


def circle(surface: pygame.Surface, ink: tuple[int, ...], centre: Sequence[float], radius: float) -> None:
    """A smooth disc on a surface at its own size."""
    pygame.draw.aacircle(surface, ink, (float(centre[0]), float(centre[1])), max(1.0, radius))


def smooth_line(
    surface: pygame.Surface,
    ink: tuple[int, ...],
    start: Sequence[float] | Floats,
    end: Sequence[float] | Floats,
    width: int,
) -> None:
    """A smooth straight line on a surface at its own size."""
    pygame.draw.aaline(surface, ink, tuple(start), tuple(end), width)


def segments(points: Floats) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Neighbouring pairs of points, for clipping tests."""
    return [((a[0], a[1]), (b[0], b[1])) for a, b in pairwise(points.tolist())]
