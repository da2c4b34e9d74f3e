"""Fireworks: bursts of sparks that fly apart, fall and fade, one after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from studio.render.glint_layer import GlintPixels
from studio.render.planes import downsampled, yuv
from studio.render.scenes import brush

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.planes import Floats, Planes, Rgb
    from studio.render.scenes.canvas import Canvas

# Chosen by eye: a burst is over before its place bursts again, and five places are never all dark.
SPARKS: Final = 56  # a burst; all its dots are painted at once
TRAIL_DOTS: Final = 8  # of the streak that a spark draws
TRAIL_STEP: Final = 0.022  # of its life, from dot to dot
BURST_S: Final = 2.1
PERIOD_S: Final = 2.7
HIGHEST_BURST, LOWEST_BURST = 0.12, 0.32  # where bursts are, as shares of the height


@dataclass(frozen=True, slots=True)
class Burst:
    """A place in the sky that bursts every few seconds, each time a little elsewhere."""

    color: tuple[int, int, int]
    x: float
    y: float
    reach: float
    phase: float
    seed: int


@dataclass(frozen=True, slots=True)
class Fireworks:
    """All bursts; the sparks of one are painted at once."""

    full: GlintPixels
    half: GlintPixels
    bursts: Sequence[Burst]

    def paint(self, onto: Planes, t: float) -> None:
        for burst in self.bursts:
            turn, passed = divmod(t + burst.phase, PERIOD_S)
            share = passed / BURST_S
            if share < 1:
                self._burst(onto, burst, int(turn), share)

    def _burst(self, onto: Planes, burst: Burst, turn: int, share: float) -> None:
        chance = np.random.default_rng((burst.seed, turn))
        x = burst.x + chance.uniform(-0.6, 0.6) * burst.reach
        y = burst.y + chance.uniform(-0.25, 0.25) * burst.reach
        angle = np.arange(SPARKS) * (2 * np.pi / SPARKS) + chance.uniform(-0.06, 0.06, SPARKS)
        far = chance.uniform(0.3, 1.0, SPARKS) ** 0.5
        crackles = np.where(chance.random(SPARKS) < 0.4, 0.5, 1.0)  # noqa: PLR2004 - two in five
        when = np.clip(
            share - TRAIL_STEP * np.arange(TRAIL_DOTS)[:, None], 0, 1
        )  # the spark, then its tail
        flown = burst.reach * (1 - (1 - when) ** 3) * far
        fallen = 0.34 * burst.reach * when**2
        glow = (1 - share) ** 0.6 * (1 - np.arange(TRAIL_DOTS)[:, None] / TRAIL_DOTS) ** 1.4
        glow = glow * (crackles if share > 0.55 else 1.0)  # noqa: PLR2004 - late in its life
        at = (x + np.cos(angle) * flown).ravel(), (y + np.sin(angle) * flown + fallen).ravel()
        glow = np.broadcast_to(glow, flown.shape).ravel()
        strength = np.clip(glow, 0, 1).astype(np.float32)
        self.full.lay(onto.y, burst.color[0], at, strength)
        for plane, color in zip((onto.u, onto.v), burst.color[1:], strict=True):
            self.half.lay(plane, color, (at[0] / 2, at[1] / 2), strength)


def fireworks(canvas: Canvas) -> Fireworks:
    spark: Floats = brush.glow_alpha(4.0 * max(0.7, canvas.unit), 1.0, 0.25)
    full = GlintPixels.of([spark] * (SPARKS * TRAIL_DOTS))
    half = GlintPixels.of([downsampled(spark)] * (SPARKS * TRAIL_DOTS))
    chance, look = canvas.chance, canvas.palette
    warm: Rgb = (255, 196, 110)
    colors = (warm, brush.lighter(look.accent2, 0.25), (255, 122, 146), warm, (178, 150, 255))
    bursts = [
        Burst(
            yuv(brush.lighter(color, 0.3)),
            canvas.width * (0.14 + 0.18 * index + float(chance.uniform(-0.04, 0.04))),
            canvas.height * float(chance.uniform(HIGHEST_BURST, LOWEST_BURST)),
            270 * canvas.unit * float(chance.uniform(0.7, 1.15)),
            PERIOD_S * ((index * 0.382) % 1),  # the golden ratio spreads them evenly in time
            canvas.look.seed % 2**31 + index,
        )
        for index, color in enumerate(colors)
    ]
    return Fireworks(full, half, bursts)
