"""The families of drawn scenes: each module's `scene(canvas)` returns a Scene."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from studio.render.scenes import weather
from studio.render.scenes.canvas import Canvas

if TYPE_CHECKING:
    from studio.render.scene_looks import Look
    from studio.render.scenes.layers import Scene

# One module each. looks.yaml names the words that choose among them, subjects.yaml what each draws.
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


def open_scene(width: int, height: int, look: Look) -> Scene:
    """Build the scene of a look, its weather in front of it."""
    canvas = Canvas(width, height, look)
    family = look.family if look.family in FAMILIES else "abstract"
    scene: Scene = import_module(f"studio.render.scenes.{family}").scene(canvas)
    return weather.with_weather(scene, canvas)
