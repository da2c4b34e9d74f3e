"""What a scene is given to paint on: the size, the look, the chance of its seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from studio.render.scene_looks import Look, Palette


@dataclass(frozen=True)
class Canvas:
    """The size of the frame and how it is to look."""

    width: int
    height: int
    look: Look

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.width, self.height

    @property
    def palette(self) -> Palette:
        """The colours."""
        return self.look.palette

    @property
    def unit(self) -> float:
        """The shorter side in 1080ths: what is measured in it looks alike in every size."""
        return min(self.width, self.height) / 1080

    @property
    def pace(self) -> float:
        """How fast things go."""
        return self.look.pace

    @cached_property
    def chance(self) -> np.random.Generator:
        """Chance that is the same for the same words."""
        return np.random.default_rng(self.look.seed % 2**63)

    def even(self, value: float) -> int:
        """A whole, even number of pixels, at least two."""
        return max(2, round(value / 2) * 2)
