"""The canvas of a scene: its size, its look, and a random generator of its seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from studio.render.scene_looks import Look, Palette


@dataclass(frozen=True)
class Canvas:
    """The frame size and look that a scene is drawn for."""

    width: int
    height: int
    look: Look

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def palette(self) -> Palette:
        return self.look.palette

    @property
    def unit(self) -> float:
        """The shorter side in 1080ths: lengths in it look alike at every resolution."""
        return min(self.width, self.height) / 1080

    @property
    def pace(self) -> float:
        return self.look.pace

    @cached_property
    def chance(self) -> np.random.Generator:
        """A random generator that is the same for the same prompt."""
        return np.random.default_rng(self.look.seed % 2**63)

    def even(self, value: float) -> int:
        """Round to an even number of pixels, at least two."""
        return max(2, round(value / 2) * 2)
