"""Films, words and canvases to paint with, and what can be measured of what was painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from studio.render import colour, planes, scene_looks
from studio.render.film import Film, Shot, TextSegment
from studio.render.scenes import open_scene
from studio.render.scenes.canvas import Canvas
from studio.render.scrim import TextBackground

if TYPE_CHECKING:
    from studio.render.planes import Planes, Rgb
    from studio.render.scenes.layers import Layer

SMALL = (160, 90)
FILM = Film(320, 180, 30, 60, (), (), ())
TALL = Film(180, 320, 30, 60, (), (), ())
BLACK: Rgb = (0, 0, 0)


def said(text: str, kind: str = "title", frames: int = 60, **more: Any) -> TextSegment:
    """Words of a film, as if read from a draft."""
    return TextSegment(kind, text, 0, frames, **more)


def shot(kind: str = "color", frames: int = 60, **more: Any) -> Shot:
    """A shot of a film, as if read from a draft."""
    return Shot(kind, 0, frames, **more)


def backed(color: Rgb = BLACK, film: Film = FILM) -> TextBackground:
    """One colour behind words, all the time."""
    return TextBackground(lambda _: planes.blank(film.width, film.height, color))


def shown(one: Any, frame: int, color: Rgb = BLACK, film: Film = FILM) -> Planes:
    """What words paint on a ground of one colour at one of their frames."""
    onto = planes.blank(film.width, film.height, color)
    one.paint(onto, frame)
    return onto


def rgb(frame: Planes) -> Any:
    """A frame as an array of RGB."""
    return np.asarray(planes.to_image(frame)).astype(int)


def changed(frame: Planes, color: Rgb = BLACK, by: int = 12) -> Any:
    """Where a frame is lighter or darker than the ground it was painted on."""
    return np.abs(frame.y.astype(int) - planes.yuv(color)[0]) > by


def bounds(mask: Any) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is marked."""
    rows, columns = np.where(mask)
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def middle(mask: Any) -> tuple[float, float]:
    """The place around which marks lie."""
    rows, columns = np.where(mask)
    return float(columns.mean()), float(rows.mean())


def contrast(pixels: Any) -> float:
    """How far the lightest of some pixels are from the darkest, as WCAG counts."""
    lights = sorted(colour.luminance(tuple(pixel)) for pixel in pixels.reshape(-1, 3))
    few = max(1, len(lights) // 20)
    return (lights[-few] + 0.05) / (lights[few] + 0.05)


def canvas(
    family: str = "mountains", size: tuple[int, int] = SMALL, prompt: str = "", **look: Any
) -> Canvas:
    """A small canvas of a family; `look` names palette, weather, pace."""
    return Canvas(*size, scene_looks.choose(prompt, 5, {"family": family, **look}))


def scene(
    family: str, t: float = 1.0, size: tuple[int, int] = SMALL, prompt: str = "", **look: Any
) -> Planes:
    """A moment of a scene."""
    frame = planes.blank(*size)
    open_scene(*size, scene_looks.choose(prompt, 5, {"family": family, **look})).at(t, frame)
    return frame


def painted(
    *painters: Layer, t: float = 0.0, color: Rgb = BLACK, size: tuple[int, int] = SMALL
) -> Planes:
    """What painters leave on a ground of one colour."""
    frame = planes.blank(*size, color)
    for painter in painters:
        painter.paint(frame, t)
    return frame


def moved(family: str, before: float, after: float, **look: Any) -> float:
    """The share of a scene's pixels that differ between two moments."""
    return float((scene(family, before, **look).y != scene(family, after, **look).y).mean())
