"""Space: stars, a nebula, a planet with its ring, shooting stars; or a camp below them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.render.particles import ParticleLayer, ParticleTile
from studio.render.planes import of_rgb
from studio.render.scenes import brush
from studio.render.scenes.figures import tent
from studio.render.scenes.layers import Layer, Scene, SheetLayer, pulse
from studio.render.scenes.sky import stars
from studio.render.scenes.trees import pines
from studio.render.sheet import Sheet, lay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from studio.render.planes import Floats, Planes, Rgb
    from studio.render.scenes.canvas import Canvas


DRIFT_S = 60.0  # planets move this long and then stand, or a long scene would lose them


def scene(canvas: Canvas) -> Scene:
    camp = "tent" in canvas.look.props
    rgb = _backdrop(canvas)
    _milky_way(canvas, rgb)
    layers: list[Layer] = list(stars(canvas, rgb, 1.0, 1.9))
    layers += [_star_field(canvas, depth) for depth in range(2)]
    layers.append(_shooting_stars(canvas))
    if camp:
        layers.extend(_camp(canvas))
    else:
        layers.append(_planet(canvas))
        layers.append(_moonlet(canvas))
    return Scene(of_rgb(rgb, dither=1.2), layers, brush.vignette(canvas.size, 0.34))


def _backdrop(canvas: Canvas) -> Floats:
    look = canvas.palette
    dark = brush.between((5, 6, 16), brush.darker(look.sky[0], 0.72), 0.6)
    return brush.gradient(
        canvas.size,
        [
            (0, dark),
            (0.6, brush.between(dark, look.sky[0], 0.35)),
            (1, brush.between(dark, look.sky[1], 0.45)),
        ],
    )


def _milky_way(canvas: Canvas, rgb: Floats) -> None:
    """Paint a slanting band of nebula and dust, in place."""
    width, height = canvas.size
    look, seed = canvas.palette, int(canvas.chance.integers(1 << 30))
    x = np.linspace(-0.5, 0.5, width, dtype=np.float32)[None, :]
    y = np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None]
    turn = float(canvas.chance.choice([-0.5, 0.55]))
    off = (y * math.cos(turn) - x * (width / height) * 0.6 * math.sin(turn)) + 0.04
    size = canvas.even(width), canvas.even(height)
    wisps = brush.cloud_noise(size, (5, 4), 6, seed)
    dust = brush.cloud_noise(size, (8, 6), 5, seed + 1)
    tints = brush.cloud_noise(size, (3, 2), 3, seed + 2)
    band = np.exp(-((off + (wisps - 0.5) * 0.35) ** 2) / 0.030)
    light = band * np.clip(wisps * 1.7 - 0.35, 0, 1)
    warm = brush.between(look.accent, (190, 110, 200), 0.6)
    cold = brush.between(look.sky[-1], look.accent2, 0.5)
    brush.screen(rgb, np.clip(light * tints * 1.15, 0, 0.85), warm)
    brush.screen(rgb, np.clip(light * (1 - tints) * 0.95, 0, 0.85), cold)
    core = np.exp(-(off**2) / 0.006) * np.clip(wisps * 1.6 - 0.45, 0, 1)
    brush.screen(rgb, core * 0.55, look.light)
    lanes = np.exp(-((off + 0.02) ** 2) / 0.012) * np.clip(dust * 3 - 1.5, 0, 1)
    brush.paint_over(rgb, lanes * 0.6, (4, 4, 12))


def _star_field(canvas: Canvas, depth: int) -> Layer:
    unit = max(0.7, canvas.unit)
    width, height = canvas.even(canvas.width * 0.8), canvas.even(canvas.height * 0.9)
    alpha = np.zeros((height, width), np.float32)
    for _ in range((90, 34)[depth]):
        x, y = canvas.chance.uniform(6, width - 7), canvas.chance.uniform(6, height - 7)
        size, power = (0.8, 1.35)[depth] * unit, canvas.chance.uniform(0.4, 1.0)
        rows, columns = np.arange(int(y) - 5, int(y) + 6), np.arange(int(x) - 5, int(x) + 6)
        far = (rows[:, None] - y) ** 2 + (columns[None, :] - x) ** 2
        alpha[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] += (
            power * np.exp(-far / (2 * size * size))
        ).astype(np.float32)
    lights = ParticleTile.of((255, 252, 246), np.clip(alpha, 0, 1))
    return ParticleLayer(
        lights, (-(7, 16)[depth] * canvas.unit * canvas.pace, (1.5, 4)[depth] * canvas.unit)
    )


def _planet(canvas: Canvas) -> Layer:
    """A banded planet, half in the dark, with a ring."""
    radius = 0.30 * min(canvas.width, canvas.height)
    side = canvas.even(radius * 4.4)
    middle = side / 2
    x = (np.arange(side, dtype=np.float32) - middle)[None, :]
    y = (np.arange(side, dtype=np.float32) - middle)[:, None]
    tilt = 0.38  # radians: of its bands and its ring
    along, away = x * math.cos(tilt) + y * math.sin(tilt), -x * math.sin(tilt) + y * math.cos(tilt)
    far = np.sqrt(x * x + y * y)
    z = np.sqrt(np.clip(1 - (far / radius) ** 2, 0, 1))
    wild = brush.cloud_noise((side, side), (4, 4), 5, 12)
    bands = 0.5 + 0.5 * np.sin(away / radius * 11 + wild * 4.2)
    look = canvas.palette
    rgb = np.empty((side, side, 3), np.float32)
    one, two = brush.between(look.accent, look.sky[2], 0.35), brush.lighter(look.accent2, 0.25)
    for channel in range(3):
        rgb[..., channel] = one[channel] + (two[channel] - one[channel]) * bands
    # Lambert shading; the light comes from the upper left.
    light = np.clip((-0.62 * x - 0.45 * y) / radius + 0.66 * z, 0, 1)
    night = brush.darker(look.sky[0], 0.75)
    for channel in range(3):
        rgb[..., channel] = night[channel] + (rgb[..., channel] - night[channel]) * (
            0.04 + 0.96 * light**0.85
        )
    rim = np.clip((far / radius - 0.90) / 0.1, 0, 1) ** 2 * np.clip(light + 0.12, 0, 1)
    brush.screen(rgb, rim * 0.7, brush.lighter(look.accent2, 0.4))
    alpha = np.clip(radius - far + 0.5, 0, 1)
    halo = (
        np.exp(-np.clip(far - radius, 0, None) / (radius * 0.07))
        * 0.42
        * np.clip((-x - y) / radius * 0.4 + 0.5, 0, 1)
    )
    outside = far > radius
    for channel in range(3):
        rgb[..., channel] = np.where(outside, two[channel], rgb[..., channel])
    alpha = np.where(outside, np.maximum(alpha, halo), alpha)
    _ring(
        rgb,
        alpha,
        (along, away * 3.6, radius),
        (brush.lighter(look.light, 0.1), away < 0, far < radius, light),
    )
    sheet = Sheet.of(rgb, alpha, dither=0.8)
    # Right of the middle, clear of where titles stand; higher in upright films.
    across, down = (0.70, 0.45) if canvas.width >= canvas.height else (0.56, 0.36)
    left, top = canvas.width * across - middle, canvas.height * down - middle
    slow = 5.5 * canvas.unit * canvas.pace
    return SheetLayer(
        sheet,
        left,
        top,
        move=lambda t: (-slow * 0.8 * min(t, DRIFT_S), slow * 0.22 * min(t, DRIFT_S)),
    )


def _ring(
    rgb: Floats,
    alpha: Floats,
    where: tuple[NDArray[Any], NDArray[Any], float],
    how: tuple[Rgb, NDArray[Any], NDArray[Any], NDArray[Any]],
) -> None:
    along, across, radius = where
    color, behind, inside, light = how
    reach = np.sqrt(along**2 + across**2) / radius
    lines = 0.62 + 0.38 * np.sin(reach * 62) * np.sin(reach * 23 + 1)
    share = np.clip((reach - 1.32) * 18, 0, 1) * np.clip((2.1 - reach) * 14, 0, 1) * lines * 0.72
    share *= np.where(np.abs(reach - 1.72) < 0.03, 0.25, 1)  # noqa: PLR2004 - the gap
    share = np.where(behind & inside, 0, share)
    lit = np.where(inside, 0.55 + 0.45 * light, 0.85)
    for channel in range(3):
        both = share + alpha * (1 - share)
        mixed = (
            color[channel] * lit * share + rgb[..., channel] * alpha * (1 - share)
        ) / np.maximum(both, 1e-4)
        rgb[..., channel] = np.where(both > 0, mixed, rgb[..., channel])
    np.copyto(alpha, share + alpha * (1 - share))


def _moonlet(canvas: Canvas) -> Layer:
    size = canvas.even(84 * canvas.unit)
    x = np.arange(size, dtype=np.float32)[None, :] - size / 2
    y = np.arange(size, dtype=np.float32)[:, None] - size / 2
    radius = size * 0.45
    far = np.sqrt(x * x + y * y)
    z = np.sqrt(np.clip(1 - (far / radius) ** 2, 0, 1))
    light = np.clip((-0.62 * x - 0.45 * y) / radius + 0.66 * z, 0.04, 1)
    spots = brush.cloud_noise((size, size), (5, 5), 3, 3)
    rgb = (
        np.array(brush.between(canvas.palette.light, canvas.palette.far, 0.35), np.float32)
        * (light * (0.8 + 0.3 * spots))[..., None]
    )
    sheet = Sheet.of(np.clip(rgb, 0, 255), np.clip(radius - far + 0.5, 0, 1))
    slow = 11 * canvas.unit * canvas.pace
    return SheetLayer(
        sheet,
        canvas.width * 0.24,
        canvas.height * 0.62,
        move=lambda t: (slow * min(t, DRIFT_S), -slow * 0.3 * min(t, DRIFT_S)),
    )


@dataclass(frozen=True, slots=True)
class ShootingStarLayer:
    """A shooting star every few seconds, each on another path."""

    streak: Sheet
    width: int
    height: int
    every: float

    def paint(self, onto: Planes, t: float) -> None:
        turn, passed = divmod(t + self.every * 0.55, self.every)
        if not 0 <= passed < 0.9:  # noqa: PLR2004 - as long as it lasts
            return
        chance = np.random.default_rng(int(turn) % 2**31 + 11)
        x, y = chance.uniform(0.15, 0.75) * self.width, chance.uniform(0.05, 0.35) * self.height
        share = passed / 0.9
        way = share * 0.42 * min(self.width, self.height * 1.6)
        lay(onto, self.streak, x + way, y + way * 0.42, math.sin(math.pi * share) ** 0.8)


def _shooting_stars(canvas: Canvas) -> Layer:
    long, slope = 230 * canvas.unit, 0.42
    width, height = canvas.even(long), canvas.even(long * slope + 12)
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    share = x / width
    off = np.abs(y - 4 - x * slope)
    alpha = (
        np.exp(-((off / (0.5 + 1.5 * share * max(0.7, canvas.unit))) ** 2))
        * share**2
        * np.clip((1 - share) * 40, 0, 1)
    )
    return ShootingStarLayer(
        Sheet.one_color((255, 255, 250), np.clip(alpha, 0, 1)), canvas.width, canvas.height, 3.4
    )


def _camp(canvas: Canvas) -> list[Layer]:
    """A lit tent at the edge of a wood."""
    unit = canvas.unit
    look = canvas.palette
    size = 330 * unit
    ground = 0.86
    sheet = Sheet.of_image(tent(canvas, size))
    glow = brush.glow_sheet(340 * unit, brush.between(look.accent, (255, 205, 130), 0.5), 0.42)
    x = canvas.width * 0.5 - size * 0.5
    dark = brush.darker(brush.between(look.near, look.sky[0], 0.2), 0.3)
    far = brush.between(look.near, look.sky[1], 0.35)
    return [
        pines(canvas, 0.80, (70, 150), 60, -2, far),
        pines(canvas, ground, (90, 260), 16, -4, dark),
        SheetLayer(
            glow.softly(),
            x + size * 0.5 - glow.width / 2,
            canvas.height * ground - glow.height * 0.56,
            strength=pulse(0.75, 1, 2.3),
        ),
        SheetLayer(sheet, x, canvas.height * (ground + 0.012) - size * 0.60),
    ]
