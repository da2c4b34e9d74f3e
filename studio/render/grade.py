"""Colour grading: filters and adjustments as lookup tables, about a millisecond a frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter

from studio.render.planes import Bytes, Floats, Planes, Rgb, Uint16Array, yuv
from studio.render.scenes.layers import darken

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = np.arange(256, dtype=np.float32)
# Of a filter: its adjustments (-100..100), and the tints of shadows and highlights (split toning).
# Chosen by eye on docs/looks/uploads.jpg, which shows each.
FILTERS: dict[str, tuple[dict[str, float], Rgb | None, Rgb | None]] = {
    "warm": ({"warmth": 38, "saturation": 8, "exposure": 4}, None, (255, 214, 150)),
    "cool": ({"warmth": -38, "contrast": 4}, (40, 70, 120), None),
    "vintage": (
        {"contrast": -14, "saturation": -28, "warmth": 24, "vignette": 34, "grain": 26, "fade": 28},
        (66, 50, 90),
        (255, 226, 170),
    ),
    "cinematic": (
        {"contrast": 18, "saturation": -8, "vignette": 24},
        (20, 60, 74),
        (255, 206, 158),
    ),
    "teal-orange": ({"contrast": 12, "saturation": 10}, (0, 84, 96), (255, 176, 104)),
    "bw": ({"saturation": -100, "contrast": 14}, None, None),
    "sepia": ({"saturation": -100, "contrast": 4, "fade": 8}, (70, 44, 18), (240, 200, 145)),
    "vivid": ({"saturation": 42, "contrast": 14}, None, None),
    "noir": (
        {"saturation": -100, "contrast": 42, "vignette": 46, "grain": 24, "exposure": -6},
        None,
        None,
    ),
    "dreamy": (
        {"contrast": -16, "exposure": 10, "saturation": 6, "fade": 18},
        (120, 84, 140),
        (255, 222, 232),
    ),
    "faded": ({"contrast": -22, "saturation": -22, "fade": 34}, None, None),
    "pastel": (
        {"contrast": -18, "saturation": -14, "exposure": 12, "fade": 16},
        (150, 120, 170),
        (255, 236, 222),
    ),
    "moody": (
        {"exposure": -12, "contrast": 16, "saturation": -24, "vignette": 36},
        (20, 44, 62),
        None,
    ),
    "sunset": ({"warmth": 52, "saturation": 18}, (92, 34, 84), (255, 190, 110)),
    "cyberpunk": ({"contrast": 22, "saturation": 26}, (56, 0, 110), (60, 228, 255)),
    "film": (
        {"contrast": 8, "saturation": -6, "grain": 30, "fade": 12},
        (30, 52, 60),
        (255, 226, 186),
    ),
    "retro": (
        {"saturation": 14, "warmth": 22, "fade": 20, "grain": 20},
        (96, 32, 60),
        (255, 224, 140),
    ),
}
# What people call a filter, in three languages; what is not here is looked up by its own name.
ALIASES = {
    "black and white": "bw", "b&w": "bw", "grayscale": "bw", "greyscale": "bw", "mono": "bw",
    "monochrome": "bw", "黑白": "bw", "モノクロ": "bw", "白黒": "bw", "film noir": "noir",
    "teal and orange": "teal-orange", "teal orange": "teal-orange", "teal & orange": "teal-orange",
    "cinema": "cinematic", "movie": "cinematic", "电影": "cinematic", "電影": "cinematic",
    "映画": "cinematic", "シネマ": "cinematic", "复古": "vintage", "復古": "vintage",
    "怀旧": "vintage", "懷舊": "vintage", "レトロ": "retro", "ヴィンテージ": "vintage",
    "暖色": "warm", "暖": "warm", "暖かい": "warm", "冷色": "cool", "冷": "cool", "cold": "cool",
    "鲜艳": "vivid", "鮮艷": "vivid", "鮮やか": "vivid", "vibrant": "vivid", "梦幻": "dreamy",
    "夢幻": "dreamy", "dream": "dreamy", "幻想的": "dreamy", "セピア": "sepia", "褐色": "sepia",
    "胶片": "film", "膠片": "film", "フィルム": "film", "赛博朋克": "cyberpunk", "faded": "faded",
    "fade": "faded", "dramatic": "moody", "horror": "noir", "summer": "warm", "fresh": "vivid",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grade:
    """Lookup tables for Y, for U and V by their own value, and for U and V by luma."""

    y: Bytes
    u: Bytes
    v: Bytes
    tint: tuple[Bytes, Bytes] | None
    vignette: Uint16Array | None
    grain: float
    sharp: float

    def apply(self, frame: Planes, moment: int = 0) -> None:
        """Grade a frame in place; `moment` seeds the grain."""
        if self.sharp:
            _sharpen(frame.y, self.sharp)
        if self.tint is not None:
            light = frame.y[::2, ::2]
            for plane, own, by_light in zip(
                (frame.u, frame.v), (self.u, self.v), self.tint, strict=True
            ):
                # Two tables and a sum, the second shifted so that it fits into bytes.
                _look_up(plane, own)
                tint = np.ascontiguousarray(light)
                _look_up(tint, by_light)
                out = plane.astype(np.int16)
                out += tint
                out -= 128
                np.clip(out, 16, 240, out=out)
                np.copyto(plane, out, casting="unsafe")
        else:
            _look_up(frame.u, self.u)
            _look_up(frame.v, self.v)
        _look_up(frame.y, self.y)
        if self.vignette is not None:
            darken(frame.y, self.vignette)
        if self.grain:
            _grain(frame.y, self.grain, moment)


def grade(size: tuple[int, int], name: str, adjust: Mapping[str, float]) -> Grade | None:
    """Build the grade of a filter and adjustments (-100..100); None if it changes nothing."""
    known = ALIASES.get(name, name).replace(" ", "-").replace("_", "-")
    steps, low, high = FILTERS.get(known, ({}, None, None))
    total = dict(steps)
    for key, value in adjust.items():
        total[key] = total.get(key, 0) + value
    total = {key: value / 100 for key, value in total.items() if value}
    if not total and low is None and high is None:
        return None
    u, v = _chroma(total)
    return Grade(
        _luma(total),
        u,
        v,
        _split_tone(low, high),
        _vignette(size, total.get("vignette", 0)),
        max(0.0, total.get("grain", 0)) * 14,  # levels of luma, standard deviation
        max(-1.0, min(1.0, total.get("sharpness", 0))),
    )


def _luma(total: Mapping[str, float]) -> Bytes:
    # Limited range: luma of 16..235 is black to white. The factors say how far 100 % of each
    # adjustment goes; 0.46 is the grey that contrast turns around.
    share = (LEVELS - 16) / 219
    share = share * 2 ** (total.get("exposure", 0) * 1.6) + total.get("brightness", 0) * 0.4
    share += (
        total.get("shadows", 0) * 0.45 * np.clip(1 - share, 0, 1) ** 3 * np.clip(share * 6, 0.1, 1)
    )
    share += total.get("highlights", 0) * 0.4 * np.clip(share, 0, 1) ** 3
    contrast = total.get("contrast", 0)
    share = (share - 0.46) * (1 + contrast * (1.1 if contrast > 0 else 0.85)) + 0.46
    lift = total.get("fade", 0)
    share = share * (1 - 0.35 * lift) + 0.22 * lift
    return np.clip(16 + 219 * share + 0.5, 16, 235).astype(np.uint8)


def _chroma(total: Mapping[str, float]) -> tuple[Bytes, Bytes]:
    # Vibrance is a gentler saturation; warmth moves blue against red, tint green against magenta.
    saturation = total.get("saturation", 0) + total.get("vibrance", 0) * 0.6
    factor = max(0.0, 1 + saturation * (1.3 if saturation > 0 else 1.0))
    warm = (total.get("warmth", 0) + total.get("temperature", 0)) * 22
    tint = total.get("tint", 0) * 10
    u = 128 + (LEVELS - 128) * factor - warm - tint * 0.4
    v = 128 + (LEVELS - 128) * factor + warm * 0.72 + tint
    return _chroma_table(u), _chroma_table(v)


def _chroma_table(values: Floats) -> Bytes:
    out: Bytes = np.clip(values + 0.5, 16, 240).astype(np.uint8)
    return out


def _split_tone(low: Rgb | None, high: Rgb | None) -> tuple[Bytes, Bytes] | None:
    if low is None and high is None:
        return None
    share = np.clip((LEVELS - 16) / 219, 0, 1)
    tables = []
    for channel in (1, 2):
        out = np.zeros(256, np.float32)
        if low is not None:
            out += (yuv(low)[channel] - 128) * (1 - share) ** 1.5 * 0.5
        if high is not None:
            out += (yuv(high)[channel] - 128) * share**1.5 * 0.5
        tables.append(_chroma_table(out + 128))
    return tables[0], tables[1]


def _vignette(size: tuple[int, int], strength: float) -> Uint16Array | None:
    if abs(strength) < 0.01:  # noqa: PLR2004 - nothing to be seen
        return None
    width, height = size
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :] ** 2
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] ** 2
    far = np.clip((x + y) / 2, 0, 1) ** np.float32(1.3)
    return np.clip(256 * (1 - max(0.0, strength) * 0.9 * far), 0, 256).astype(np.uint16)


def _look_up(plane: Bytes, table: Bytes) -> None:
    np.copyto(plane, np.asarray(Image.fromarray(plane).point(table.tolist())))


def _grain(plane: Bytes, strength: float, moment: int) -> None:
    chance = np.random.default_rng(moment)
    tile = chance.normal(0, strength, (256, 256)).astype(np.int16)
    height, width = plane.shape
    for top in range(0, height, 256):
        for left in range(0, width, 256):
            part = plane[top : top + 256, left : left + 256]
            out = part + tile[: part.shape[0], : part.shape[1]]
            np.copyto(part, np.clip(out, 16, 235), casting="unsafe")


def _sharpen(plane: Bytes, strength: float) -> None:
    image = Image.fromarray(plane)
    soft = image.filter(ImageFilter.BoxBlur(2))
    np.copyto(plane, np.asarray(Image.blend(soft, image, 1 + 1.6 * strength)))
