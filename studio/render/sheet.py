"""Sheets: pictures with transparency, laid over a frame at subpixel positions.

A sheet holds its colours premultiplied by opacity, so that laying one down costs a multiplication
and an addition. Between two pixels it is interpolated in steps of 1/256.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from studio.render.planes import (
    Bytes,
    Planes,
    Rgb,
    Uint16Array,
    blocks,
    downsampled,
    lerp,
    to_bytes,
    yuv,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

OPAQUE = 255
FULL = 256  # full opacity in fixed point, where a shift by 8 divides
PADDING = 2  # transparent pixels around a sheet that may stand between two pixels


@dataclass(frozen=True, slots=True)
class Sheet:
    """Premultiplied Y, U, V, and the opacity at both sizes; rows from `solid` on are opaque."""

    y: Bytes
    u: Bytes
    v: Bytes
    a: Bytes
    half: Bytes
    solid: int
    first: int = 0  # the first row that is not empty
    soft: bool = False  # without an edge anywhere: whole pixels are near enough
    flat: tuple[int, int, int] | None = None  # the one colour it is made of, if it is

    @property
    def width(self) -> int:
        return int(self.y.shape[1])

    @property
    def height(self) -> int:
        return int(self.y.shape[0])

    @classmethod
    def of(cls, rgb: NDArray[Any], alpha: NDArray[Any], dither: float = 0.0) -> Self:
        """A sheet of colours (h, w, 3) of 0..255 and opacity (h, w) of 0..1, both sides even."""
        red, green, blue = (rgb[..., at].astype(np.float32) for at in range(3))
        share = alpha.astype(np.float32)
        luma = red * np.float32(0.2126) + green * np.float32(0.7152) + blue * np.float32(0.0722)
        small = downsampled(share)
        u = small * 128 + downsampled((blue - luma) * share) * np.float32(224 / 255 / 1.8556)
        v = small * 128 + downsampled((red - luma) * share) * np.float32(224 / 255 / 1.5748)
        y = (luma * np.float32(219 / 255) + 16) * share
        if dither:
            noise = np.random.default_rng(1).random(y.shape, np.float32) - np.float32(0.5)
            y += noise * share * np.float32(2 * dither)
        a = to_bytes(share * 255)
        rows = a.min(axis=1) == OPAQUE
        solid = len(rows) - int(np.argmin(rows[::-1])) if not rows.all() else 0
        used = a.max(axis=1) > 0
        first = int(np.argmax(used)) // 2 * 2
        return cls(
            to_bytes(y),
            to_bytes(u),
            to_bytes(v),
            a,
            to_bytes(small * 255),
            solid + solid % 2,
            first,
        )

    @classmethod
    def one_color(cls, color: Rgb, alpha: NDArray[Any]) -> Self:
        """A sheet of a single colour and an opacity (h, w) of 0..1, both sides even."""
        share = alpha.astype(np.float32)
        a, half = to_bytes(share * 255), to_bytes(downsampled(share) * 255)
        used = a.max(axis=1) > 0
        first = int(np.argmax(used)) // 2 * 2
        return cls(a, half, half, a, half, len(a), first, flat=yuv(color))

    @classmethod
    def of_image(cls, image: Image.Image, edge: int = PADDING) -> Self:
        """A sheet of an RGBA image, padded with transparent pixels."""
        width, height = (
            (image.width + 2 * edge + 1) // 2 * 2,
            (image.height + 2 * edge + 1) // 2 * 2,
        )
        wide = np.zeros((height, width, 4), np.uint8)
        wide[edge : edge + image.height, edge : edge + image.width] = np.asarray(
            image.convert("RGBA")
        )
        return cls.of(wide[..., :3], wide[..., 3] / np.float32(255))

    @classmethod
    def of_planes(cls, frame: Planes) -> Self:
        """An opaque sheet."""
        full, half = (np.full(part.shape, OPAQUE, np.uint8) for part in (frame.y, frame.u))
        return cls(frame.y, frame.u, frame.v, full, half, 0)

    def softly(self) -> Self:
        """The same sheet, snapped to whole pixels when laid: it has no edge that would show it."""
        if self.flat is None:
            return replace(self, soft=True)
        parts = [
            to_bytes(alpha.astype(np.float32) * np.float32(color / 255))
            for alpha, color in zip((self.a, self.half, self.half), self.flat, strict=True)
        ]
        return replace(self, y=parts[0], u=parts[1], v=parts[2], flat=None, soft=True)


def lay(onto: Planes, sheet: Sheet, x: float, y: float, opacity: float = 1.0) -> None:
    """Lay a sheet with its upper left corner at (x, y), in place; what falls outside is cut."""
    strength = round(256 * min(1.0, max(0.0, opacity)))
    if strength == 0:
        return
    if sheet.soft:
        x, y = round(x / 2) * 2, round(y / 2) * 2
    for index in range(3):
        by = 1 if index == 0 else 2
        plane = (onto.y, onto.u, onto.v)[index]
        color = (sheet.y, sheet.u, sheet.v)[index]
        alpha = sheet.a if index == 0 else sheet.half
        rows = (sheet.first // by, sheet.solid // by)
        if sheet.flat is not None:
            _lay_flat(plane, alpha, (x / by, y / by), (rows[0], sheet.flat[index], strength))
            continue
        _lay_plane(plane, color, alpha, (x / by, y / by), (*rows, strength))


def _lay_plane(
    plane: Bytes,
    color: Bytes,
    alpha: Bytes,
    at: tuple[float, float],
    how: tuple[int, int, int],
) -> None:
    first, solid, strength = how
    left, across = _fixed_point(at[0])
    top, down = _fixed_point(at[1])
    x0, x1 = max(0, left), min(plane.shape[1], left + color.shape[1])
    y0, y1 = max(0, top + first), min(plane.shape[0], top + color.shape[0])
    if x0 >= x1:
        return
    for part in blocks(y1 - y0, x1 - x0):
        row, end = y0 + part.start, y0 + part.stop
        inside = (row - top, end - top, x0 - left, x1 - left)
        target = plane[row:end, x0:x1]
        if across == 0 and down == 0:
            _lay_aligned(
                target,
                color[inside[0] : inside[1], inside[2] : inside[3]],
                alpha[inside[0] : inside[1], inside[2] : inside[3]],
                strength,
            )
            continue
        light = _shifted(color, inside, (across, down))
        if row - top >= solid + (down > 0) and strength == FULL:
            light >>= 8
            np.copyto(target, light, casting="unsafe")
            continue
        _blend(target, light, _shifted(alpha, inside, (across, down)), strength)


def _lay_flat(
    plane: Bytes, alpha: Bytes, at: tuple[float, float], how: tuple[int, int, int]
) -> None:
    """Lay one colour through an opacity plane."""
    first, color, strength = how
    (left, across), (top, down) = _fixed_point(at[0]), _fixed_point(at[1])
    x0, x1 = max(0, left), min(plane.shape[1], left + alpha.shape[1])
    y0, y1 = max(0, top + first), min(plane.shape[0], top + alpha.shape[0])
    if x0 >= x1:
        return
    for part in blocks(y1 - y0, x1 - x0):
        row, end = y0 + part.start, y0 + part.stop
        inside = (row - top, end - top, x0 - left, x1 - left)
        cover = _shifted(alpha, inside, (across, down))
        cover >>= 8
        if strength < FULL:
            cover *= np.uint16(strength)
            cover >>= 8
        target = plane[row:end, x0:x1]
        under = np.subtract(np.uint16(256), cover)
        under *= target.astype(np.uint16)
        cover *= np.uint16(color)
        cover += under
        cover >>= 8
        np.copyto(target, cover, casting="unsafe")


def _lay_aligned(target: Bytes, color: Bytes, alpha: Bytes, strength: int) -> None:
    """Lay a part at whole pixels, without interpolation."""
    cover = alpha.astype(np.uint16)
    if strength < FULL:
        light = color.astype(np.uint16)
        light <<= 8
        cover <<= 8
        _blend(target, light, cover, strength)
        return
    np.subtract(np.uint16(256), cover, out=cover)
    cover *= target.astype(np.uint16)
    cover >>= 8
    np.add(cover.astype(np.uint8), color, out=target)


def _blend(target: Bytes, light: Uint16Array, cover: Uint16Array, strength: int) -> None:
    """Target = light + target * (1 - cover), all with 8 fractional bits.

    Colours of limited range stay below 241, so that the sum fits into 16 bits. Mixed types cost
    numpy more than the multiplication does: everything is 16 bits wide before it is reckoned with.
    """
    cover >>= 8
    if strength < FULL:
        light >>= 8
        light *= np.uint16(strength)
        cover *= np.uint16(strength)
        cover >>= 8
    np.subtract(np.uint16(256), cover, out=cover)
    cover *= target.astype(np.uint16)
    light += cover
    light >>= 8
    np.copyto(target, light, casting="unsafe")


def _fixed_point(at: float) -> tuple[int, int]:
    """Split a position into whole pixels and 256ths."""
    fixed = round(at * 256)
    return fixed >> 8, fixed & 255


def _shifted(
    plane: Bytes,
    inside: tuple[int, int, int, int],
    by: tuple[int, int],
) -> Uint16Array:
    """A part of a plane moved right and down by 256ths, with 8 fractional bits.

    Left of the first column stands the last one: what scrolls without end is seamless so, and
    what stands alone has empty columns at both sides.
    """
    top, bottom, left, right = inside
    across, down = by
    if down == 0:
        return _shifted_right(plane, inside, across)
    if top:
        rows = _shifted_right(plane, (top - 1, bottom, left, right), across)
    else:
        rows = np.zeros((bottom + 1, right - left), np.uint16)
        rows[1:] = _shifted_right(plane, inside, across)
    rows >>= 8
    out = rows[1:] * np.uint16(256 - down)
    rows[:-1] *= np.uint16(down)
    out += rows[:-1]
    return out


def _shifted_right(plane: Bytes, inside: tuple[int, int, int, int], across: int) -> Uint16Array:
    """A part of a plane moved right by 256ths, with 8 fractional bits."""
    top, bottom, left, right = inside
    here = plane[top:bottom, left:right]
    if across == 0:
        out = here.astype(np.uint16)
        out <<= 8
        return out
    if left:
        return lerp(here, plane[top:bottom, left - 1 : right - 1], across)
    beside = np.concatenate([plane[top:bottom, -1:], here[:, :-1]], axis=1)
    return lerp(here, beside, across)
