"""The families of scenes. Each module draws one: `stage(canvas) -> Stage`, a function of time."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from studio.render.scenes import weather
from studio.render.scenes.canvas import Canvas

if TYPE_CHECKING:
    from studio.render.scene_looks import Look
    from studio.render.scenes.stage import Stage

FAMILIES = (
    "abstract",
    "desert",
    "field",
    "forest",
    "mountains",
    "product",
    "quote",
    "room",
    "sea",
    "skyline",
    "snow",
    "space",
    "street",
)


def open_stage(width: int, height: int, look: Look) -> Stage:
    """The scene of a look, with the weather in front of it."""
    canvas = Canvas(width, height, look)
    family = look.family if look.family in FAMILIES else "abstract"
    stage: Stage = import_module(f"studio.render.scenes.{family}").stage(canvas)
    return weather.over(stage, canvas)
