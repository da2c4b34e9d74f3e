"""Fireworks: sparks that fly apart, hang and go out, one burst after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from studio.render.planes import halved, yuv
from studio.render.scenes import brush
from studio.render.swarm import Pixels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.planes import Floats, Planes, Rgb
    from studio.render.scenes.canvas import Canvas

SPARKS: Final = 56
TRAIL: Final = 8  # dots of the streak that a spark draws
TAIL: Final = 0.022  # of its life, from dot to dot
LASTS_S: Final = 2.1
EVERY_S: Final = 2.7
HIGHEST, LOWEST = 0.12, 0.32  # where bursts are, as shares of the height


@dataclass(frozen=True, slots=True)
class Burst:
    """One place in the sky which bursts again and again, each time a little elsewhere."""

    color: tuple[int, int, int]
    x: float
    y: float
    reach: float
    phase: float
    seed: int


@dataclass(frozen=True, slots=True)
class Fireworks:
    """All bursts; their sparks are laid at once."""

    full: Pixels
    half: Pixels
    bursts: Sequence[Burst]

    def paint(self, onto: Planes, t: float) -> None:
        """Paint, in place."""
        for burst in self.bursts:
            turn, passed = divmod(t + burst.phase, EVERY_S)
            share = passed / LASTS_S
            if share < 1:
                self._burst(onto, burst, int(turn), share)

    def _burst(self, onto: Planes, burst: Burst, turn: int, share: float) -> None:
        chance = np.random.default_rng((burst.seed, turn))
        x = burst.x + chance.uniform(-0.6, 0.6) * burst.reach
        y = burst.y + chance.uniform(-0.25, 0.25) * burst.reach
        angle = np.arange(SPARKS) * (2 * np.pi / SPARKS) + chance.uniform(-0.06, 0.06, SPARKS)
        far = chance.uniform(0.3, 1.0, SPARKS) ** 0.5
        crackles = np.where(chance.random(SPARKS) < 0.4, 0.5, 1.0)  # noqa: PLR2004 - two in five
        when = np.clip(share - TAIL * np.arange(TRAIL)[:, None], 0, 1)  # the spark, then its tail
        flown = burst.reach * (1 - (1 - when) ** 3) * far
        fallen = 0.34 * burst.reach * when**2
        glow = (1 - share) ** 0.6 * (1 - np.arange(TRAIL)[:, None] / TRAIL) ** 1.4
        glow = glow * (crackles if share > 0.55 else 1.0)  # noqa: PLR2004 - late in its life
        at = (x + np.cos(angle) * flown).ravel(), (y + np.sin(angle) * flown + fallen).ravel()
        glow = np.broadcast_to(glow, flown.shape).ravel()
        strength = np.clip(glow, 0, 1).astype(np.float32)
        self.full.lay(onto.y, burst.color[0], at, strength)
        for plane, color in zip((onto.u, onto.v), burst.color[1:], strict=True):
            self.half.lay(plane, color, (at[0] / 2, at[1] / 2), strength)


def fireworks(canvas: Canvas) -> Fireworks:
    """Five bursts over the roofs."""
    spark: Floats = brush.round_light(4.0 * max(0.7, canvas.unit), 1.0, 0.25)
    full = Pixels.of([spark] * (SPARKS * TRAIL))
    half = Pixels.of([halved(spark)] * (SPARKS * TRAIL))
    chance, look = canvas.chance, canvas.palette
    warm: Rgb = (255, 196, 110)
    colors = (warm, brush.lighter(look.accent2, 0.25), (255, 122, 146), warm, (178, 150, 255))
    bursts = [
        Burst(
            yuv(brush.lighter(color, 0.3)),
            canvas.width * (0.14 + 0.18 * place + float(chance.uniform(-0.04, 0.04))),
            canvas.height * float(chance.uniform(HIGHEST, LOWEST)),
            270 * canvas.unit * float(chance.uniform(0.7, 1.15)),
            EVERY_S * ((place * 0.382) % 1),
            canvas.look.seed % 2**31 + place,
        )
        for place, color in enumerate(colors)
    ]
    return Fireworks(full, half, bursts)
