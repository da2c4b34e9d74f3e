"""Weather in front of a scene: rain, snow, fog, petals, leaves, fireflies, dust."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter

from studio.render.particles import ParticleLayer, ParticleTile
from studio.render.scenes import brush
from studio.render.scenes.sky import mist
from studio.render.sheet import Sheet, lay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.planes import Planes, Rgb
    from studio.render.scenes.canvas import Canvas
    from studio.render.scenes.layers import Layer, Scene


def with_weather(scene: Scene, canvas: Canvas) -> Scene:
    """The scene with its weather in front; scenes indoors and on paper have none."""
    kind = canvas.look.weather
    if canvas.look.family == "snow" and kind in {"", "stars"}:
        kind = "snow"
    if canvas.look.family in {"quote", "product", "abstract", "room"} and kind != "petals":
        return scene
    more: Sequence[Layer] = ()
    if kind == "rain":
        more = [rain(canvas, depth) for depth in range(2)]
    elif kind == "snow":
        more = [snow(canvas, depth) for depth in range(3)]
    elif kind == "fog":
        more = [mist(canvas, 0.3, 1.0, 0.75, 16), mist(canvas, 0.55, 1.0, 0.6, -26)]
    elif kind in {"petals", "leaves", "fireflies"}:
        more = [DriftLayer(drifting_motes(canvas, kind))]
    return replace(scene, layers=(*scene.layers, *more)) if more else scene


def rain(canvas: Canvas, depth: int) -> Layer:
    """Slightly slanting streaks of one distance."""
    unit, chance = canvas.unit, canvas.chance
    width, height = canvas.even(canvas.width * 0.6), canvas.even(canvas.height * 0.9)
    alpha = np.zeros((height, width), np.float32)
    # Two depths: short slow streaks behind, long fast ones in front.
    length = (46 + 60 * depth) * unit
    slant = 0.10  # pixels sideways for each pixel down
    for _ in range(int((150, 46)[depth] * width * height / (1150 * 970) / unit**1.2)):
        x, y = chance.uniform(0, width), chance.uniform(0, height)
        power = chance.uniform(0.2, 0.55) * (0.75, 1.0)[depth]
        steps = max(4, int(length))
        for step in range(steps):
            row, across = int(y + step) % height, x - step * slant
            column, part = int(across) % width, across - math.floor(across)
            light = power * math.sin(math.pi * step / steps)
            alpha[row, column] += light * (1 - part)
            alpha[row, (column + 1) % width] += light * part
    if depth and unit > 0.6:  # noqa: PLR2004 - below that a drop is one pixel wide
        alpha += np.roll(alpha, 1, axis=1)
    color = brush.lighter(canvas.palette.sky[-1], 0.55)
    speed = (1150, 1750)[depth] * unit
    return ParticleLayer(ParticleTile.of(color, np.clip(alpha, 0, 0.8)), (-speed * slant, speed))


def snow(canvas: Canvas, depth: int) -> Layer:
    """Flakes of one distance, swaying as they fall."""
    unit, chance = canvas.unit, canvas.chance
    width, height = canvas.even(canvas.width * 0.7), canvas.even(canvas.height * 0.8)
    image = Image.new("L", (width, height))
    size = (1.7, 3.0, 6.5)[depth] * unit
    pixels = np.zeros((height, width), np.float32)
    for _ in range(int((190, 80, 13)[depth] * width * height / (1344 * 864) / unit**1.1)):
        _flake(
            pixels,
            chance.uniform(0, width),
            chance.uniform(0, height),
            size * chance.uniform(0.6, 1.25),
            chance.uniform(0.5, 1.0),
        )
    image = Image.fromarray((np.clip(pixels, 0, 1) * 255).astype(np.uint8))
    if depth == 2:  # noqa: PLR2004 - the nearest is out of focus
        image = image.filter(ImageFilter.GaussianBlur(2.2 * unit))
    alpha = np.asarray(image) / np.float32(255) * np.float32((0.75, 0.9, 0.6)[depth])
    flakes = ParticleTile.of((255, 255, 255), alpha, is_light=True)
    swing, period = (10, 20, 44)[depth] * unit, (5.1, 4.3, 6.0)[depth]

    def sway(t: float) -> tuple[float, float]:
        return swing * math.sin(2 * math.pi * t / period + depth), 0.0

    fall = (58, 100, 190)[depth] * unit * max(0.6, canvas.pace)
    return ParticleLayer(flakes, (-12 * unit * (depth + 1), fall), sway=sway)


def _flake(pixels: np.ndarray, x: float, y: float, size: float, power: float) -> None:
    reach = int(size * 2) + 2
    height, width = pixels.shape
    rows, columns = (
        np.arange(int(y) - reach, int(y) + reach + 1),
        np.arange(int(x) - reach, int(x) + reach + 1),
    )
    far = np.hypot(rows[:, None] - y, columns[None, :] - x)
    spot = np.clip(1.2 - far / max(0.7, size), 0, 1) * power
    pixels[np.ix_(rows % height, columns % width)] += spot.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Mote:
    """One floating thing: its pictures as it turns, its position, velocity and sway."""

    faces: tuple[Sheet, ...]
    x: float
    y: float
    vx: float
    vy: float
    swing: float
    turn: float
    phase: float
    blink: bool = False


@dataclass(frozen=True, slots=True)
class DriftLayer:
    """Motes that float across the frame and come in again at the other side."""

    motes: Sequence[Mote]

    def paint(self, onto: Planes, t: float) -> None:
        for mote in self.motes:
            face = mote.faces[int((t * mote.turn + mote.phase) * len(mote.faces)) % len(mote.faces)]
            wide, tall = onto.width + 2 * face.width, onto.height + 2 * face.height
            sway = mote.swing * math.sin(2 * math.pi * (t * 0.23 + mote.phase))
            x = (mote.x + mote.vx * t + sway) % wide - face.width
            y = (mote.y + mote.vy * t + sway * 0.4) % tall - face.height
            strength = (
                max(0.0, math.sin(2 * math.pi * (t * 0.31 + mote.phase))) if mote.blink else 1
            )
            lay(onto, face, x, y, strength)


def drifting_motes(canvas: Canvas, kind: str, count: int | None = None) -> list[Mote]:
    """Random motes of a kind: petals, leaves, fireflies or dust."""
    unit, chance = canvas.unit, canvas.chance
    colors = _mote_colors(canvas, kind)
    # Radii in units, and how many there are where the scene names no number.
    sizes = {"petals": (9, 20), "leaves": (13, 28), "fireflies": (10, 22), "dust": (2.5, 7)}[kind]
    many = count or {"petals": 34, "leaves": 24, "fireflies": 26, "dust": 30}[kind]
    motes = []
    for index in range(many):
        size = float(chance.uniform(*sizes)) * unit
        color = colors[index % len(colors)]
        if kind in {"petals", "leaves"}:
            faces = tuple(_leaf_frame(size, color, turn / 16, kind, canvas) for turn in range(16))
        else:
            faces = (brush.glow_sheet(size, color, 0.95 if kind == "fireflies" else 0.4, 0.05),)
        falls = kind in {"petals", "leaves"}
        motes.append(
            Mote(
                faces,
                float(chance.uniform(0, canvas.width * 1.1)),
                float(chance.uniform(0, canvas.height * 1.1)),
                float(chance.uniform(-70, -20) if falls else chance.uniform(-14, 14)) * unit,
                float(chance.uniform(40, 110) if falls else chance.uniform(-16, 4)) * unit,
                float(chance.uniform(16, 50)) * unit,
                float(chance.uniform(0.12, 0.4)),
                float(chance.random()),
                blink=kind == "fireflies",
            )
        )
    return motes


def _mote_colors(canvas: Canvas, kind: str) -> list[Rgb]:
    look = canvas.palette
    colors: dict[str, list[Rgb]] = {
        "petals": [(255, 214, 224), (255, 190, 208), (255, 236, 240)],
        "leaves": [look.accent, look.accent2, brush.darker(look.accent, 0.25)],
        "fireflies": [brush.lighter(look.accent2, 0.35), (235, 255, 170)],
        "dust": [look.light],
    }
    return colors[kind]


def _leaf_frame(size: float, color: Rgb, turn: float, kind: str, canvas: Canvas) -> Sheet:
    """A tumbling leaf at a share of its turn."""
    side = max(8, int(size * 2.4))
    image, draw, scale = brush.supersampled((side, side), 4)
    half, middle = size * scale, side * scale / 2
    # Seen edge on a leaf is a third as wide.
    flat = 0.35 + 0.65 * abs(math.cos(2 * math.pi * turn))
    thin = 0.62 if kind == "petals" else 0.46
    points = []
    for step in range(24):
        angle = 2 * math.pi * step / 24
        radius = half * (0.92 if kind == "petals" else 1.0) * (1 - 0.25 * abs(math.sin(angle)) ** 3)
        x, y = radius * math.cos(angle), radius * thin * flat * math.sin(angle)
        spin = 2 * math.pi * turn + 0.6
        points.append(
            (
                middle + x * math.cos(spin) - y * math.sin(spin),
                middle + x * math.sin(spin) + y * math.cos(spin),
            )
        )
    shade = brush.between(color, canvas.palette.near, 0.25 * (1 - flat))
    draw.polygon(points, fill=brush.pillow_color(shade, 0.94))
    return Sheet.of_image(brush.downsampled_image(image, scale))
