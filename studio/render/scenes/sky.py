"""Skies: a gradient from zenith to horizon, sun or moon, clouds, stars; banks of mist."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from studio.render.glint_layer import Glint, GlintLayer
from studio.render.planes import Floats, Planes, of_rgb
from studio.render.scenes import brush
from studio.render.scenes.layers import Layer, ScrollLayer
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from studio.render.scenes.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Sky:
    """A painted sky, the position of its sun or moon, and the layers that move in it."""

    rgb: Floats
    sun: tuple[float, float]
    layers: tuple[Layer, ...]

    @property
    def planes(self) -> Planes:
        """The sky as the ground of a scene, dithered so that its gradients do not band."""
        return of_rgb(self.rgb, dither=1.0)


def sky(canvas: Canvas, horizon: float, clouds: float = 0.5, big: float = 1.0) -> Sky:
    """Paint a sky down to a horizon (a share of the height)."""
    width, height = canvas.size
    look, chance, unit = canvas.palette, canvas.chance, canvas.unit
    stops = [
        (place * horizon, color) for place, color in zip((0, 0.42, 0.78, 1), look.sky, strict=False)
    ]
    rgb = brush.gradient(canvas.size, [*stops, (1.0, brush.darker(look.sky[-1], 0.15))])
    side = chance.choice([0.27, 0.36, 0.66, 0.74])  # about the thirds, never the middle
    low = 0.42 if look.night else chance.uniform(0.56, 0.74)
    sun = (width * float(side), height * horizon * float(low))
    _sun_or_moon(canvas, rgb, sun, big * unit)
    layers: list[Layer] = []
    if look.night or canvas.look.weather == "stars":
        layers.extend(stars(canvas, rgb, horizon))
    if clouds:
        layers.append(cloud_bank(canvas, horizon, clouds))
    return Sky(rgb, sun, tuple(layers))


def _sun_or_moon(canvas: Canvas, rgb: Floats, sun: tuple[float, float], size: float) -> None:
    look = canvas.palette
    if canvas.look.weather in {"rain", "fog"} and not look.night:
        brush.glow(rgb, sun, 520 * size, look.light, 0.45)
        return
    if look.night:
        brush.glow(rgb, sun, 360 * size, brush.between(look.light, look.sky[-1], 0.5), 0.5)
        radius = (74 if "moon" in canvas.look.props else 46) * size
        brush.disc(rgb, sun, radius, look.light, 0.96)
        spots = brush.cloud_noise((64, 64), (5, 5), 3, 9)
        left, top = int(sun[0] - radius), int(sun[1] - radius)
        side = int(radius * 2)
        part = rgb[max(0, top) : top + side, max(0, left) : left + side]
        if part.size:
            rows = np.linspace(0, 63, part.shape[0]).astype(int)
            columns = np.linspace(0, 63, part.shape[1]).astype(int)
            far = brush.distance((part.shape[1], part.shape[0]), (radius, radius))
            inside = np.clip(radius - 1 - far, 0, 1)
            brush.paint_over(part, (spots[rows][:, columns] > 0.55) * inside * 0.10, look.far)  # noqa: PLR2004 - seas
        return
    brush.glow(rgb, sun, 900 * size, brush.between(look.light, look.sky[-1], 0.6), 0.7)
    brush.glow(rgb, sun, 260 * size, look.light, 0.85)
    brush.disc(rgb, sun, 62 * size, brush.lighter(look.light, 0.5), 0.97)


def cloud_bank(canvas: Canvas, horizon: float, much: float) -> Layer:
    """Long thin clouds, drifting."""
    width = canvas.even(canvas.width * 1.3)
    height = canvas.even(canvas.height * horizon * 0.7)
    cells = (max(2, round(3 * width / canvas.width)), 7)
    form = brush.cloud_noise((width, height), cells, 5, int(canvas.chance.integers(1 << 30)))
    # Most clouds are at middle height, none at the horizon.
    fade = np.sin(np.linspace(0.12, math.pi, height)).clip(0, 1)[:, None].astype(np.float32)
    share = np.clip((form - (0.66 - 0.2 * much)) * 3.2, 0, 1) * fade * np.float32(0.55)
    look = canvas.palette
    warm = brush.between(look.light, look.sky[-1], 0.35)
    color = brush.between(warm, look.sky[1], 0.55) if look.night else warm
    body = brush.gradient(
        (width, height), [(0, brush.between(color, look.sky[1], 0.4)), (1, color)]
    )
    sheet = Sheet.of(body, share * (0.5 if look.night else 1.0)).softly()
    return ScrollLayer(sheet, (7 * canvas.unit * canvas.pace, 0))


def stars(canvas: Canvas, rgb: Floats, horizon: float, many: float = 1.0) -> list[Layer]:
    """Paint stars into a sky; returns the ones that twinkle as a layer."""
    width, height = canvas.width, canvas.even(canvas.height * horizon)
    chance, unit = canvas.chance, max(0.7, canvas.unit)
    alpha = np.zeros((height, width), np.float32)
    # So many stars of each size in a 1080p sky: many faint ones, few bright.
    for share, size in ((240, 0.62), (90, 0.95), (26, 1.5)):
        for _ in range(int(many * share * width * height / (1920 * 1080) / canvas.unit**1.4)):
            x, y = chance.uniform(4, width - 5), chance.uniform(4, height - 5)
            _star(alpha, x, y, size * unit, chance.uniform(0.25, 1.0) * min(1, 1.4 - y / height))
    brush.paint_over(
        rgb[:height], np.clip(alpha, 0, 1), brush.between(canvas.palette.light, (255,) * 3, 0.5)
    )
    bright = [brush.glow_alpha(size * unit, 1.0, 0.1) for size in (3.5, 5.5)]
    twinkling = [
        Glint(
            bright[int(chance.random() < 0.3)],  # noqa: PLR2004 - three in ten
            float(chance.uniform(0, width)),
            float(chance.uniform(0, height * 0.75)),
            pulse=(-0.2, 1.0, float(chance.uniform(1.7, 4.2)), float(chance.random())),
        )
        for _ in range(int(22 * many))
    ]
    return [GlintLayer.of((255, 250, 240), twinkling)] if twinkling else []


def _star(alpha: Floats, x: float, y: float, size: float, power: float) -> None:
    left, top = int(x) - 3, int(y) - 3
    rows = np.arange(top, top + 8, dtype=np.float32) - np.float32(y)
    columns = np.arange(left, left + 8, dtype=np.float32) - np.float32(x)
    spot = np.exp(-(rows[:, None] ** 2 + columns[None, :] ** 2) / np.float32(2 * size * size))
    part = alpha[max(0, top) : top + 8, max(0, left) : left + 8]
    part += power * spot[: part.shape[0], : part.shape[1]]


def mist(canvas: Canvas, top: float, bottom: float, share: float, speed: float) -> Layer:
    """A drifting bank of mist between two heights (shares)."""
    width = canvas.even(canvas.width * 1.25)
    height = canvas.even(canvas.height * (bottom - top))
    form = brush.cloud_noise((width, height), (4, 3), 4, int(canvas.chance.integers(1 << 30)))
    fade = np.sin(np.linspace(0, math.pi, height)).astype(np.float32)[:, None]
    alpha = np.clip(form * 1.5 - 0.25, 0, 1) * fade * np.float32(share)
    color = brush.between(canvas.palette.sky[-1], canvas.palette.light, 0.4)
    if canvas.palette.night:
        color = brush.between(canvas.palette.sky[-1], canvas.palette.sky[-2], 0.4)
    noise = np.random.default_rng(3).random(alpha.shape, np.float32) - np.float32(0.5)
    sheet = Sheet.one_color(color, np.clip(alpha + noise * np.float32(0.008), 0, 1)).softly()
    return ScrollLayer(
        sheet,
        (speed * canvas.unit * canvas.pace, 0),
        y=canvas.even(canvas.height * top),
    )
