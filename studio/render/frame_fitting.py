"""Fits pictures into the frame: rotate, crop, scale, letterbox, Ken Burns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from studio.render import planes
from studio.render.planes import Planes
from studio.render.transition_frames import blurred

if TYPE_CHECKING:
    from studio.render.film import Box, Zoom

BACKDROP_BLUR = 46  # radius in 1080ths: so soft that nothing in it draws the eye


@dataclass(frozen=True, slots=True)
class Placement:
    """The size to scale a picture to, the part of that to keep, and its position in the frame."""

    scaled: tuple[int, int]
    cut: tuple[int, int, int, int]
    at: tuple[int, int]


def even(value: float) -> int:
    """Round to an even whole number, at least two: chroma is halved."""
    return max(2, round(value / 2) * 2)


def placement(
    source: tuple[float, float], crop: Box | None, goal: tuple[int, int], fit: str
) -> Placement:
    """Place a picture in a frame: `fit` crop fills it, pad and blur show the whole picture."""
    x, y, w, h = crop or (0.0, 0.0, 1.0, 1.0)
    wide, tall = source[0] * w, source[1] * h
    scales = goal[0] / wide, goal[1] / tall
    scale = max(scales) if fit not in {"pad", "blur"} else min(scales)
    scaled = even(source[0] * scale), even(source[1] * scale)
    width = min(goal[0], even(wide * scale), scaled[0])
    height = min(goal[1], even(tall * scale), scaled[1])
    middle = (x + w / 2) * scaled[0], (y + h / 2) * scaled[1]
    left = min(scaled[0] - width, max(0, even(middle[0] - width / 2 + 2) - 2))
    top = min(scaled[1] - height, max(0, even(middle[1] - height / 2 + 2) - 2))
    at = (goal[0] - width) // 4 * 2, (goal[1] - height) // 4 * 2
    return Placement(scaled, (left, top, width, height), at)


def crop_view(frame: Planes, part: tuple[int, int, int, int]) -> Planes:
    """A part of a frame that shares its arrays; all four numbers must be even."""
    left, top, width, height = part
    return Planes(
        frame.y[top : top + height, left : left + width],
        *(
            plane[top // 2 : (top + height) // 2, left // 2 : (left + width) // 2]
            for plane in (frame.u, frame.v)
        ),
    )


def paste(onto: Planes, frame: Planes, at: tuple[int, int]) -> None:
    """Copy a frame into another at an even position."""
    target = crop_view(onto, (at[0], at[1], frame.width, frame.height))
    for there, here in zip(target, frame, strict=True):
        np.copyto(there, here)


def rotated(frame: Planes, degrees: int, flip: str = "") -> Planes:
    """Turn a frame clockwise by right angles, then mirror it."""
    parts = [np.rot90(plane, -(degrees // 90) % 4) for plane in frame]
    if flip == "h":
        parts = [plane[:, ::-1] for plane in parts]
    elif flip == "v":
        parts = [plane[::-1] for plane in parts]
    return Planes(*(np.ascontiguousarray(plane) for plane in parts))


def fill_frame(frame: Planes, where: Placement, goal: tuple[int, int], fit: str) -> Planes:
    """Make a scaled picture a whole frame: with black bars, or before a blurred copy of itself."""
    part = crop_view(frame, where.cut)
    if part.size == goal:
        return part
    out = blurred_backdrop(part, goal) if fit == "blur" else planes.blank(*goal)
    paste(out, part, where.at)
    return out


def blurred_backdrop(part: Planes, goal: tuple[int, int]) -> Planes:
    """The picture filling the frame, blurred and darkened."""
    scale = max(goal[0] / part.width, goal[1] / part.height) * 1.08  # no edge of it is seen
    width, height = goal[0] / scale, goal[1] / scale
    left, top = (part.width - width) / 2, (part.height - height) / 2
    tiny = even(goal[0] / 8), even(goal[1] / 8)
    small = planes.resized(part, tiny, (left, top, left + width, top + height))
    out = planes.resized(blurred(small, BACKDROP_BLUR * min(goal) / 1080 / 8), goal)
    planes.fade_toward(out, (0, 0, 0), 0.38)
    return out


def ken_burns(frame: Planes, zoom: Zoom, share: float, size: tuple[int, int]) -> Planes:
    """The part of a frame that a zoom shows at a share (0..1) of its way, scaled to a size."""
    at = share * share * (3 - 2 * share) * 0.35 + share * 0.65  # nearly even, eased at both ends
    scale = max(1.0, zoom.start * (zoom.end / zoom.start) ** at)
    width, height = frame.width / scale, frame.height / scale
    x = (zoom.x + (zoom.x2 - zoom.x) * at) * frame.width
    y = (zoom.y + (zoom.y2 - zoom.y) * at) * frame.height
    left = min(frame.width - width, max(0.0, x - width / 2))
    top = min(frame.height - height, max(0.0, y - height / 2))
    return planes.resized(frame, size, (left, top, left + width, top + height))
