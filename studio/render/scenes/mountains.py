"""Mountains: ridge behind ridge in the mist, pines in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.scenes import brush
from studio.render.scenes.layers import Layer, Scene, ScrollLayer
from studio.render.scenes.railway import railway
from studio.render.scenes.sky import mist, sky
from studio.render.scenes.trees import pines

if TYPE_CHECKING:
    from studio.render.scenes.canvas import Canvas

RIDGES = 5  # from far to near; the speeds at the end of the module give each its parallax
RIDGE_STEP = 0.115  # from ridge to ridge, downward, as a share of the height
# Palettes in which the farthest ridge has snow.
SNOW_CAPPED_PALETTES = {"ice", "night", "aurora", "dawn", "day", "pastel", "ocean"}


def scene(canvas: Canvas) -> Scene:
    above = sky(canvas, 0.72, clouds=0.45)
    layers: list[Layer] = list(above.layers)
    for depth in range(RIDGES):
        if depth == RIDGES - 1 and "train" in canvas.look.props:
            layers.extend(railway(canvas, canvas.palette.far, 0.66))
        layers.append(ridge_line(canvas, depth))
        if depth < RIDGES - 1:
            top = 0.36 + 0.1 * depth
            layers.append(mist(canvas, top, top + 0.32, 0.62 - 0.1 * depth, 6 + 5 * depth))
    layers.append(pines(canvas, 0.8, (54, 130), 60, -30))
    return Scene(above.planes, layers, brush.vignette(canvas.size))


def _peak_height(depth: int) -> float:
    """The height of a ridge's peaks above its valleys, as a share of the frame's height."""
    return 0.27 - 0.033 * depth


def ridge_line(canvas: Canvas, depth: int, base: float = 0.30) -> Layer:
    """One ridge; farther ones are higher, paler and slower."""
    look = canvas.palette
    share = (depth + 0.3) / (RIDGES - 0.2)
    color = brush.between(look.far, look.near, share)
    color = brush.between(color, look.sky[-1], 0.30 * (1 - share))
    foot = brush.between(color, look.sky[-1], 0.42 * (1 - share * 0.75))
    period = canvas.even(canvas.width * 1.3)
    top = canvas.even(canvas.height * (base + RIDGE_STEP * depth))
    rise = canvas.height * _peak_height(depth)
    reach = (
        RIDGE_STEP + _peak_height(depth + 1) + 0.01
    )  # below the deepest valley of the ridge before it
    height = canvas.even(canvas.height * reach) if depth < RIDGES - 1 else canvas.height - top
    line = brush.ridged_line(period, 7, 3 + depth, canvas.chance, 0.48)
    line = (line - line.min()) / max(1e-3, float(line.max() - line.min()))
    height = min(height, canvas.height - top)
    crest = rise * (1 - line**1.25) + 3  # above 1 the valleys are wider than the peaks
    shade = (brush.darker(brush.between(color, look.near, 0.35), 0.05), rise * 0.9)
    snow = None
    if depth == 0 and look.name in SNOW_CAPPED_PALETTES:
        snow = brush.between((255, 255, 255), look.sky[-1], 0.35)
    sheet = brush.ridge(crest, canvas.even(height), (color, foot), shade, snow)
    speed = -(2.2, 4.5, 8, 14, 22)[depth] * canvas.unit * canvas.pace
    return ScrollLayer(sheet, (speed, 0), y=top)
