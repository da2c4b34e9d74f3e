"""Ridge behind ridge in the mist, pines in front, birds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.scenes import brush
from studio.render.scenes.railway import railway
from studio.render.scenes.sky import mist, sky
from studio.render.scenes.stage import Painter, Scroll, Stage
from studio.render.scenes.trees import pines

if TYPE_CHECKING:
    from studio.render.scenes.canvas import Canvas

RIDGES = 5
STEP = 0.115  # from ridge to ridge, downward, as a share of the height
WHITE_TOPS = {"ice", "night", "aurora", "dawn", "day", "pastel", "ocean"}


def stage(canvas: Canvas) -> Stage:
    """Draw it."""
    above = sky(canvas, 0.72, clouds=0.45)
    painters: list[Painter] = list(above.painters)
    for depth in range(RIDGES):
        if depth == RIDGES - 1 and "train" in canvas.look.props:
            painters.extend(railway(canvas, canvas.palette.far, 0.66))
        painters.append(ridge_line(canvas, depth))
        if depth < RIDGES - 1:
            top = 0.36 + 0.1 * depth
            painters.append(mist(canvas, top, top + 0.32, 0.62 - 0.1 * depth, 6 + 5 * depth))
    painters.append(pines(canvas, 0.8, (54, 130), 60, -30))
    return Stage(above.planes, painters, brush.lens(canvas.size))


def _rise(depth: int) -> float:
    """How far the peaks of a ridge stand above its valleys, as a share of the height."""
    return 0.27 - 0.033 * depth


def ridge_line(canvas: Canvas, depth: int, base: float = 0.30) -> Painter:
    """One ridge; the farther, the higher, the paler and the slower."""
    look = canvas.palette
    share = (depth + 0.3) / (RIDGES - 0.2)
    color = brush.between(look.far, look.near, share)
    color = brush.between(color, look.sky[-1], 0.30 * (1 - share))
    foot = brush.between(color, look.sky[-1], 0.42 * (1 - share * 0.75))
    period = canvas.even(canvas.width * 1.3)
    top = canvas.even(canvas.height * (base + STEP * depth))
    rise = canvas.height * _rise(depth)
    reach = STEP + _rise(depth + 1) + 0.01  # below the deepest valley of the ridge before it
    height = canvas.even(canvas.height * reach) if depth < RIDGES - 1 else canvas.height - top
    line = brush.jagged(period, 7, 3 + depth, canvas.chance, 0.48)
    line = (line - line.min()) / max(1e-3, float(line.max() - line.min()))
    height = min(height, canvas.height - top)
    crest = rise * (1 - line**1.25) + 3
    shade = (brush.darker(brush.between(color, look.near, 0.35), 0.05), rise * 0.9)
    snow = None
    if depth == 0 and look.name in WHITE_TOPS:
        snow = brush.between((255, 255, 255), look.sky[-1], 0.35)
    sheet = brush.ridge(crest, canvas.even(height), (color, foot), shade, snow)
    speed = -(2.2, 4.5, 8, 14, 22)[depth] * canvas.unit * canvas.pace
    return Scroll(sheet, (speed, 0), y=top)
