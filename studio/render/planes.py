"""Frames as planes of bytes: Y, U and V, limited range, BT.709, chroma halved both ways (4:2:0)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

Bytes = NDArray[np.uint8]
Uint16Array = NDArray[np.uint16]
Floats = NDArray[np.float32]
Rgb = tuple[float, float, float]
BLOCK_PIXELS = 61_440  # worked on at once: in 16 bits they stay inside a second-level cache


@dataclass(frozen=True, slots=True)
class Planes:
    """One frame. The arrays may be written to; nobody keeps a frame that was lent."""

    y: Bytes
    u: Bytes
    v: Bytes

    @property
    def width(self) -> int:
        return int(self.y.shape[1])

    @property
    def height(self) -> int:
        return int(self.y.shape[0])

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    def __iter__(self) -> Iterator[Bytes]:
        return iter((self.y, self.u, self.v))

    def copy(self) -> Self:
        return type(self)(self.y.copy(), self.u.copy(), self.v.copy())


def blank(width: int, height: int, color: Rgb = (0, 0, 0)) -> Planes:
    """A frame of one colour (0..255 each)."""
    y, u, v = yuv(color)
    half = (height // 2, width // 2)
    return Planes(
        np.full((height, width), y, np.uint8),
        np.full(half, u, np.uint8),
        np.full(half, v, np.uint8),
    )


def yuv(color: Rgb) -> tuple[int, int, int]:
    """Convert a colour of 0..255 to limited-range BT.709."""
    red, green, blue = (part / 255 for part in color)
    # BT.709: weights of luma; 1.8556 and 1.5748 are twice what blue and red leave of it.
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (
        round(16 + 219 * luma),
        round(128 + 224 * (blue - luma) / 1.8556),
        round(128 + 224 * (red - luma) / 1.5748),
    )


def downsampled(plane: Floats) -> Floats:
    """Average each two by two pixels."""
    rows = plane[0::2] + plane[1::2]
    out: Floats = (rows[:, 0::2] + rows[:, 1::2]) * np.float32(0.25)
    return out


def of_rgb(rgb: NDArray[Any], dither: float = 0.0, seed: int = 0) -> Planes:
    """Convert an array (h, w, 3) of 0..255; `dither` is the noise in levels that hides banding."""
    red, green, blue = (rgb[..., at].astype(np.float32) for at in range(3))
    luma = red * np.float32(0.2126) + green * np.float32(0.7152) + blue * np.float32(0.0722)
    u = np.float32(128) + downsampled(blue - luma) * np.float32(224 / 255 / 1.8556)
    v = np.float32(128) + downsampled(red - luma) * np.float32(224 / 255 / 1.5748)
    y = np.float32(16) + luma * np.float32(219 / 255)
    if dither:
        chance = np.random.default_rng(seed)
        y += (chance.random(y.shape, np.float32) - np.float32(0.5)) * np.float32(2 * dither)
        u += chance.random(u.shape, np.float32) - np.float32(0.5)
        v += chance.random(v.shape, np.float32) - np.float32(0.5)
    return Planes(to_bytes(y), to_bytes(u), to_bytes(v))


def to_bytes(plane: Floats) -> Bytes:
    """Round and clamp to 0..255."""
    out: Bytes = np.clip(plane + np.float32(0.5), 0, 255).astype(np.uint8)
    return out


def of_image(image: Image.Image) -> Planes:
    """Convert a Pillow image; an odd last row or column is left out."""
    width, height = image.width // 2 * 2, image.height // 2 * 2
    return of_rgb(np.asarray(image.convert("RGB"))[:height, :width])


def to_image(frame: Planes) -> Image.Image:
    """Convert to a Pillow image in full-range RGB, for stills."""
    y = (frame.y.astype(np.float32) - 16) * np.float32(255 / 219)
    wide = [part.repeat(2, 0).repeat(2, 1).astype(np.float32) - 128 for part in (frame.u, frame.v)]
    blue = y + wide[0] * np.float32(1.8556 * 255 / 224)
    red = y + wide[1] * np.float32(1.5748 * 255 / 224)
    green = (y - np.float32(0.2126) * red - np.float32(0.0722) * blue) / np.float32(0.7152)
    rgb = np.stack([red, green, blue], axis=-1)
    return Image.fromarray(np.clip(rgb + 0.5, 0, 255).astype(np.uint8))


def blocks(rows: int, width: int) -> Iterator[slice]:
    """Slices of a plane's rows, each small enough to stay in the processor's cache."""
    step = max(8, BLOCK_PIXELS // max(1, width))
    return (slice(row, min(row + step, rows)) for row in range(0, rows, step))


def lerp(a: Bytes, b: Bytes, share: int) -> Uint16Array:
    """Linear interpolation, a * (256 - share) + b * share, with 8 fractional bits."""
    out = a.astype(np.uint16)
    out *= np.uint16(256 - share)
    more = b.astype(np.uint16)
    more *= np.uint16(share)
    out += more
    return out


def mix(onto: Planes, over: Planes, share: float) -> None:
    """Blend `over` into `onto` by a share of 0..1, in place."""
    part = round(256 * min(1.0, max(0.0, share)))
    for low, high in zip(onto, over, strict=True):
        for at in blocks(*low.shape):
            mixed = lerp(low[at], high[at], part)
            mixed += np.uint16(128)
            np.right_shift(mixed, 8, out=mixed)
            np.copyto(low[at], mixed, casting="unsafe")


def mix_by(onto: Planes, over: Planes, mask: Bytes) -> None:
    """Blend `over` into `onto` by a mask (full size, 0..255), in place."""
    small = mask[::2, ::2]
    for low, high, share in zip(onto, over, (mask, small, small), strict=True):
        for at in blocks(*low.shape):
            part = share[at].astype(np.uint16)
            part += part >> 7  # 255 becomes 256: fully opaque
            mixed = part * high[at].astype(np.uint16)
            mixed += (np.uint16(256) - part) * low[at].astype(np.uint16)
            mixed >>= 8
            np.copyto(low[at], mixed, casting="unsafe")


def fade_toward(frame: Planes, color: Rgb, share: float) -> None:
    """Blend a frame toward a colour by a share of 0..1, in place."""
    part = round(256 * min(1.0, max(0.0, share)))
    for plane, goal in zip(frame, yuv(color), strict=True):
        add = np.uint16(goal * part + 128)
        for at in blocks(*plane.shape):
            out = plane[at].astype(np.uint16)
            out *= np.uint16(256 - part)
            out += add
            out >>= 8
            np.copyto(plane[at], out, casting="unsafe")


def resized(
    frame: Planes, size: tuple[int, int], box: tuple[float, float, float, float] | None = None
) -> Planes:
    """Scale a frame, or a box of it in fractional pixels, to another size."""
    left, top, right, bottom = box or (0, 0, frame.width, frame.height)
    parts = []
    for index, plane in enumerate(frame):
        by = 1 if index == 0 else 2
        # Chroma sits in the middle of its four pixels, so halving the box keeps both in step.
        small = (left / by, top / by, right / by, bottom / by)
        bounds = (
            max(0.0, small[0]),
            max(0.0, small[1]),
            min(float(plane.shape[1]), small[2]),
            min(float(plane.shape[0]), small[3]),
        )
        image = Image.fromarray(plane).resize(
            (size[0] // by, size[1] // by), Image.Resampling.BILINEAR, box=bounds, reducing_gap=2.0
        )
        parts.append(np.array(image))
    return Planes(*parts)
