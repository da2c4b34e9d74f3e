"""Pictures brought into the film's frame: turned, cropped, fitted, moved into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from studio.render import planes
from studio.render.planes import Planes
from studio.render.transition_frames import softened

if TYPE_CHECKING:
    from studio.render.film import Box, Zoom

BLURRED = 46  # radius of the blurred picture behind one of another ratio, in units


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a picture goes: the size to scale it to, what of it is cut, and where that stands."""

    scaled: tuple[int, int]
    cut: tuple[int, int, int, int]
    at: tuple[int, int]


def even(value: float) -> int:
    """A whole, even number, at least two."""
    return max(2, round(value / 2) * 2)


def placing(
    source: tuple[float, float], crop: Box | None, goal: tuple[int, int], fit: str
) -> Placing:
    """How a picture is put into a frame; `fit` crop fills it, pad and blur show all of it."""
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
    return Placing(scaled, (left, top, width, height), at)


def cut(frame: Planes, part: tuple[int, int, int, int]) -> Planes:
    """A part of a frame, sharing its arrays; all four numbers even."""
    left, top, width, height = part
    return Planes(
        frame.y[top : top + height, left : left + width],
        *(
            plane[top // 2 : (top + height) // 2, left // 2 : (left + width) // 2]
            for plane in (frame.u, frame.v)
        ),
    )


def put(onto: Planes, frame: Planes, at: tuple[int, int]) -> None:
    """Copy a frame to an even place within another."""
    target = cut(onto, (at[0], at[1], frame.width, frame.height))
    for there, here in zip(target, frame, strict=True):
        np.copyto(there, here)


def turned(frame: Planes, degrees: int, flip: str = "") -> Planes:
    """A frame turned clockwise by right angles, then mirrored."""
    parts = [np.rot90(plane, -(degrees // 90) % 4) for plane in frame]
    if flip == "h":
        parts = [plane[:, ::-1] for plane in parts]
    elif flip == "v":
        parts = [plane[::-1] for plane in parts]
    return Planes(*(np.ascontiguousarray(plane) for plane in parts))


def framed(frame: Planes, where: Placing, goal: tuple[int, int], fit: str) -> Planes:
    """A picture, already scaled, as a whole frame: with bars, or before a blurred copy."""
    part = cut(frame, where.cut)
    if part.size == goal:
        return part
    out = backdrop(part, goal) if fit == "blur" else planes.blank(*goal)
    put(out, part, where.at)
    return out


def backdrop(part: Planes, goal: tuple[int, int]) -> Planes:
    """A picture filling a frame, out of focus and darker."""
    scale = max(goal[0] / part.width, goal[1] / part.height) * 1.08
    width, height = goal[0] / scale, goal[1] / scale
    left, top = (part.width - width) / 2, (part.height - height) / 2
    tiny = even(goal[0] / 8), even(goal[1] / 8)
    small = planes.resized(part, tiny, (left, top, left + width, top + height))
    out = planes.resized(softened(small, BLURRED * min(goal) / 1080 / 8), goal)
    planes.shaded(out, (0, 0, 0), 0.38)
    return out


def moved_into(frame: Planes, zoom: Zoom, share: float, size: tuple[int, int]) -> Planes:
    """A frame looked at more closely: the scale and the middle on their way."""
    at = share * share * (3 - 2 * share) * 0.35 + share * 0.65
    scale = max(1.0, zoom.start * (zoom.end / zoom.start) ** at)
    width, height = frame.width / scale, frame.height / scale
    x = (zoom.x + (zoom.x2 - zoom.x) * at) * frame.width
    y = (zoom.y + (zoom.y2 - zoom.y) * at) * frame.height
    left = min(frame.width - width, max(0.0, x - width / 2))
    top = min(frame.height - height, max(0.0, y - height / 2))
    return planes.resized(frame, size, (left, top, left + width, top + height))
