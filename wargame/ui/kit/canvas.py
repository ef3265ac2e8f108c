"""The canvas: what widgets paint with. Boxes are rounded smoothly and kept, so a frame is a series of blits."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import pygame

from wargame.ui.kit.icons import icon
from wargame.ui.kit.look import Look
from wargame.ui.kit.text import Line, icon_room
from wargame.ui.kit.themes import Colour

Role = str | Colour
_SUPERSAMPLE = 4
_BOXES: OrderedDict[tuple[object, ...], pygame.Surface] = OrderedDict()
_BOXES_KEPT = 500


def rounded_box(
    size: tuple[int, int], fill: Colour | None, radius: int, border: Colour | None = None, border_px: int = 1
) -> pygame.Surface:
    """A box with smooth corners, `radius` and `border_px` in pixels; kept by its arguments.

    pygame's `border_radius` is jagged, so the corners are drawn at four times the size and scaled down; the straight
    parts are filled directly, which keeps large boxes cheap.
    """
    key = (size, fill, radius, border, border_px)
    known = _BOXES.get(key)
    if known is not None:
        _BOXES.move_to_end(key)
        return known
    width, height = size
    radius = min(radius, width // 2, height // 2)
    corner = max(radius, border_px) + 1
    if width <= 2 * corner or height <= 2 * corner:
        box = _drawn(size, fill, radius, border, border_px)
    else:
        tile = _drawn((2 * corner, 2 * corner), fill, radius, border, border_px)
        box = pygame.Surface(size, pygame.SRCALPHA)
        if fill is not None:
            box.fill((*fill, 255), (corner, border_px, width - 2 * corner, height - 2 * border_px))
            box.fill((*fill, 255), (border_px, corner, width - 2 * border_px, height - 2 * corner))
        if border is not None:
            for rect in (
                (corner, 0, width - 2 * corner, border_px),
                (corner, height - border_px, width - 2 * corner, border_px),
                (0, corner, border_px, height - 2 * corner),
                (width - border_px, corner, border_px, height - 2 * corner),
            ):
                box.fill((*border, 255), rect)
        elif fill is not None:
            box.fill((*fill, 255), (corner, 0, width - 2 * corner, height))
            box.fill((*fill, 255), (0, corner, width, height - 2 * corner))
        for x, tile_x in ((0, 0), (width - corner, corner)):
            for y, tile_y in ((0, 0), (height - corner, corner)):
                box.fill((0, 0, 0, 0), (x, y, corner, corner))
                box.blit(tile, (x, y), (tile_x, tile_y, corner, corner))
    _BOXES[key] = box
    if len(_BOXES) > _BOXES_KEPT:
        _BOXES.popitem(last=False)
    return box


def _drawn(
    size: tuple[int, int], fill: Colour | None, radius: int, border: Colour | None, border_px: int
) -> pygame.Surface:
    """The whole box drawn large and scaled down."""
    times = _SUPERSAMPLE
    big = pygame.Surface((size[0] * times, size[1] * times), pygame.SRCALPHA)
    edge = border or fill or (0, 0, 0)
    big.fill((*edge, 0))
    if border is not None:
        pygame.draw.rect(big, (*border, 255), big.get_rect(), border_radius=radius * times)
        inside = big.get_rect().inflate(-2 * border_px * times, -2 * border_px * times)
        colour = (*fill, 255) if fill is not None else (*border, 0)
        pygame.draw.rect(big, colour, inside, border_radius=max(0, (radius - border_px) * times))
    elif fill is not None:
        pygame.draw.rect(big, (*fill, 255), big.get_rect(), border_radius=radius * times)
    return pygame.transform.smoothscale(big, size)


def soft_shadow(size: tuple[int, int], radius: int, spread: int, colour: Colour, strength: int) -> pygame.Surface:
    """A blurred box, `spread` pixels wider on each side; a down-and-up scale looks like a blur and costs far less."""
    key = ("shadow", size, radius, spread, colour, strength)
    known = _BOXES.get(key)
    if known is not None:
        return known
    width, height = size[0] + 2 * spread, size[1] + 2 * spread
    sharp = pygame.Surface((width, height), pygame.SRCALPHA)
    sharp.fill((*colour, 0))
    pygame.draw.rect(sharp, (*colour, strength), (spread, spread, *size), border_radius=radius)
    blurred = sharp
    for step in (max(2, spread // 4), max(2, spread // 2), max(2, spread // 4), 1):
        blurred = pygame.transform.smoothscale(blurred, (max(1, width // step), max(1, height // step)))
    _BOXES[key] = blurred
    return blurred


class Canvas:
    """A surface and a look. Roles are theme roles or plain colours; sizes here are screen pixels."""

    def __init__(self, surface: pygame.Surface, look: Look) -> None:
        """Paint on `surface` in `look`."""
        self.surface = surface
        self.look = look

    @contextmanager
    def clip(self, rect: pygame.Rect) -> Iterator[None]:
        """Paint only inside `rect` (and inside whatever is already clipped)."""
        before = self.surface.get_clip()
        self.surface.set_clip(rect.clip(before))
        try:
            yield
        finally:
            self.surface.set_clip(before)

    def visible(self, rect: pygame.Rect) -> bool:
        """Whether any of `rect` can be seen through the present clip."""
        return bool(rect.colliderect(self.surface.get_clip()))

    def box(
        self,
        rect: pygame.Rect,
        fill: Role | None,
        border: Role | None = None,
        radius: float = 6,
        border_width: float = 1,
    ) -> None:
        """A rounded box; `radius` and `border_width` in design pixels."""
        if rect.w <= 0 or rect.h <= 0:
            return
        look = self.look
        self.surface.blit(
            rounded_box(
                (rect.w, rect.h),
                None if fill is None else look.colour(fill),
                look.px(radius),
                None if border is None else look.colour(border),
                look.px(border_width),
            ),
            rect,
        )

    def fill(self, rect: pygame.Rect, role: Role) -> None:
        """A plain rectangle."""
        self.surface.fill(self.look.colour(role), rect)

    def shadow(self, rect: pygame.Rect, radius: float = 8, spread: float = 14, strength: int = 150) -> None:
        """A soft shadow under a box that floats."""
        look = self.look
        reach = look.px(spread)
        image = soft_shadow((rect.w, rect.h), look.px(radius), reach, look.theme.shadow, strength)
        self.surface.blit(image, (rect.x - reach, rect.y - reach + look.px(4)))

    def ring(self, rect: pygame.Rect, radius: float = 8) -> None:
        """The focus ring, outside `rect` by three design pixels."""
        self.box(rect.inflate(2 * self.look.px(3), 2 * self.look.px(3)), None, "focus", radius, 2)

    def rule(self, start: tuple[int, int], end: tuple[int, int], role: Role = "line", width: int = 1) -> None:
        """A straight horizontal or vertical rule."""
        pygame.draw.line(self.surface, self.look.colour(role), start, end, width)

    def text(self, text: str, rect: pygame.Rect, style: str = "body", role: Role = "text", align: str = "left") -> bool:
        """One line, centred vertically in `rect`, aligned left, centre or right. Returns whether it fitted."""
        if not text:
            return True
        image = self.look.render(text, style, self.look.colour(role))
        where = image.get_rect(centery=rect.centery)
        if align == "left":
            where.left = rect.left
        elif align == "right":
            where.right = rect.right
        else:
            where.centerx = rect.centerx
        self.surface.blit(image, where)
        return image.get_width() <= rect.w + 1 and self.look.size(style) <= rect.h + 2

    def lines(self, lines: Sequence[Line], rect: pygame.Rect, align: str = "left", tone: Role | None = None) -> bool:
        """Laid-out lines from the top of `rect`; `tone` overrides the spans' own. Returns whether all fitted."""
        look = self.look
        y, fits = rect.top, True
        for line in lines:
            height = max((look.line(piece.span.style) for piece in line.pieces), default=look.line("body"))
            slack = rect.w - line.width
            left = rect.left + (0 if align == "left" else slack if align == "right" else slack // 2)
            for piece in line.pieces:
                x = left + piece.x
                colour = look.colour(piece.span.tone if tone is None else tone)
                if piece.first and piece.span.icon:
                    size = round(look.size(piece.span.style) * 1.1)
                    self.icon(piece.span.icon, pygame.Rect(x, y + (height - size) // 2, size, size), colour)
                    x += icon_room(look, piece.span.style)
                image = look.render(piece.text, piece.span.style, colour)
                self.surface.blit(image, (x, y + (height - image.get_height()) // 2))
            fits = fits and slack >= -1
            y += height
        return fits and y <= rect.bottom + 2

    def icon(self, name: str, rect: pygame.Rect, role: Role = "text") -> None:
        """A small drawing, centred in `rect`."""
        size = min(rect.w, rect.h)
        image = icon(name, size, self.look.colour(role))
        self.surface.blit(image, image.get_rect(center=rect.center))

    def polyline(self, points: Sequence[tuple[float, float]], role: Role, width: float = 1.5) -> None:
        """A smooth line through screen points; `width` in design pixels."""
        pixels = max(1, round(width * self.look.scale))
        colour = self.look.colour(role)
        for start, end in pairwise(points):
            pygame.draw.aaline(self.surface, colour, start, end, pixels)

    def polygon(self, points: Sequence[tuple[float, float]], role: Role, alpha: int = 255) -> None:
        """A filled polygon with smooth edges, drawn at twice the size and scaled down."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        left, top = int(min(xs)) - 1, int(min(ys)) - 1
        width, height = int(max(xs)) - left + 3, int(max(ys)) - top + 3
        colour = self.look.colour(role)
        big = pygame.Surface((width * 2, height * 2), pygame.SRCALPHA)
        big.fill((*colour, 0))
        pygame.draw.polygon(big, (*colour, alpha), [((x - left) * 2, (y - top) * 2) for x, y in points])
        self.surface.blit(pygame.transform.smoothscale(big, (width, height)), (left, top))
