"""Transitions: the frame at a share of the way from one shot to the next."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter

from studio.render import planes
from studio.render.planes import Bytes, Planes
from studio.render.sheet import Sheet, lay

if TYPE_CHECKING:
    from collections.abc import Callable

# What people and drafts call a transition; what is not known crossfades.
ALIASES = {
    "crossfade": "crossfade", "cross-fade": "crossfade", "dissolve": "crossfade",
    "fade": "crossfade",
    "cross dissolve": "crossfade", "叠化": "crossfade", "淡入淡出": "crossfade",
    "クロスフェード": "crossfade", "dip": "dip", "black": "dip", "fade to black": "dip",
    "dip to black": "dip", "flash": "flash", "white": "flash", "dip to white": "flash",
    "wipe": "wipe", "擦除": "wipe", "ワイプ": "wipe", "slide": "slide", "push": "push",
    "滑动": "slide", "スライド": "slide", "zoom": "zoom", "缩放": "zoom", "ズーム": "zoom",
    "blur": "blur", "模糊": "blur", "ぼかし": "blur", "glitch": "glitch", "circle": "circle",
    "iris": "circle", "swipe": "push", "whip": "push", "spin": "circle", "cube": "push",
}  # fmt: skip
DIRECTIONS = {"right": (1, 0), "left": (-1, 0), "down": (0, 1), "up": (0, -1)}


def transition_frame(
    kind: str, direction: str, pair: tuple[Planes, Planes], share: float
) -> Planes:
    """The frame at a share (0..1) of a transition; both input frames may be overwritten."""
    known = ALIASES.get(kind, "crossfade")
    return KINDS[known](pair[0], pair[1], min(1.0, max(0.0, share)), _direction(direction))


def _direction(direction: str) -> tuple[int, int]:
    return next((turn for word, turn in DIRECTIONS.items() if word in direction), (-1, 0))


def smootherstep(share: float) -> float:
    """Ken Perlin's smootherstep: 0..1 without a jump in speed or acceleration."""
    return share * share * share * (share * (share * 6 - 15) + 10)


def _crossfade(a: Planes, b: Planes, share: float, _: tuple[int, int]) -> Planes:
    planes.mix(a, b, 0.5 - 0.5 * math.cos(math.pi * share))
    return a


def _dip_through(color: planes.Rgb) -> Callable[[Planes, Planes, float, tuple[int, int]], Planes]:
    def dip(a: Planes, b: Planes, share: float, _: tuple[int, int]) -> Planes:
        shown = a if share < 0.5 else b  # noqa: PLR2004 - half way
        planes.fade_toward(shown, color, 1 - abs(2 * share - 1) ** 1.4)  # full at half way
        return shown

    return dip


def _wipe(a: Planes, b: Planes, share: float, turn: tuple[int, int]) -> Planes:
    """A soft edge that crosses the frame."""
    soft = 0.14  # of the way: the width of the edge
    at = smootherstep(share) * (1 + soft)
    across = turn[0] != 0
    count = a.width if across else a.height
    position = np.linspace(0, 1, count, dtype=np.float32)
    if (turn[0] or turn[1]) < 0:
        position = position[::-1]
    line = (np.clip((at - position) / soft, 0, 1) * 255).astype(np.uint8)
    mask = line[None, :] if across else line[:, None]
    planes.mix_by(a, b, np.ascontiguousarray(np.broadcast_to(mask, a.y.shape)))
    return a


def _circle(a: Planes, b: Planes, share: float, _: tuple[int, int]) -> Planes:
    reach = math.hypot(a.width, a.height) / 2
    x = np.arange(a.width, dtype=np.float32) - a.width / 2
    y = np.arange(a.height, dtype=np.float32) - a.height / 2
    far = np.sqrt(x[None, :] ** 2 + y[:, None] ** 2)
    soft = reach * 0.02 + 1
    mask = np.clip((smootherstep(share) * (reach + soft) - far) / soft, 0, 1)
    planes.mix_by(a, b, (mask * 255).astype(np.uint8))
    return a


def _slide(a: Planes, b: Planes, share: float, turn: tuple[int, int]) -> Planes:
    """The second frame slides over the first, which moves a little and darkens."""
    at = smootherstep(share)
    moved = _shifted(a, turn[0] * at * 0.25, turn[1] * at * 0.25)
    planes.fade_toward(moved, (0, 0, 0), 0.45 * at)
    lay(moved, Sheet.of_planes(b), -turn[0] * (1 - at) * a.width, -turn[1] * (1 - at) * a.height)
    return moved


def _push(a: Planes, b: Planes, share: float, turn: tuple[int, int]) -> Planes:
    at = smootherstep(share)
    out = planes.blank(a.width, a.height)
    lay(out, Sheet.of_planes(a), turn[0] * at * a.width, turn[1] * at * a.height)
    lay(out, Sheet.of_planes(b), -turn[0] * (1 - at) * a.width, -turn[1] * (1 - at) * a.height)
    return out


def _shifted(frame: Planes, across: float, down: float) -> Planes:
    out = planes.blank(frame.width, frame.height)
    lay(out, Sheet.of_planes(frame), across * frame.width, down * frame.height)
    return out


def magnified(frame: Planes, scale: float) -> Planes:
    """Enlarge a frame about its middle."""
    width, height = frame.width / scale, frame.height / scale
    left, top = (frame.width - width) / 2, (frame.height - height) / 2
    return planes.resized(frame, frame.size, (left, top, left + width, top + height))


def _zoom(a: Planes, b: Planes, share: float, _: tuple[int, int]) -> Planes:
    at = smootherstep(share)
    near, far = magnified(a, 1 + 0.9 * at), magnified(b, 1.6 - 0.6 * at)
    planes.mix(near, far, smootherstep(min(1.0, max(0.0, at * 1.6 - 0.3))))
    return near


def blurred(frame: Planes, radius: float) -> Planes:
    """Gaussian blur, done on a reduced copy."""
    if radius < 1:
        return frame
    small = max(1, min(8, int(radius / 2)))
    parts = []
    for index, plane in enumerate(frame):
        image = Image.fromarray(plane)
        tiny = image.reduce(small) if small > 1 else image
        soft = tiny.filter(ImageFilter.GaussianBlur(radius / small / (1 if index == 0 else 2)))
        parts.append(np.array(soft.resize(image.size, Image.Resampling.BILINEAR)))
    return Planes(*parts)


def _blur(a: Planes, b: Planes, share: float, _: tuple[int, int]) -> Planes:
    radius = 28 * min(a.size) / 1080 * math.sin(math.pi * share) + 0.5
    planes.mix(a, b, smootherstep(share))
    return blurred(a, radius)


def _glitch(a: Planes, b: Planes, share: float, _: tuple[int, int]) -> Planes:
    """Torn bands and shifted colours, at twelve steps rather than smoothly."""
    step = int(share * 12)
    chance = np.random.default_rng(step + 77)
    shown = b if chance.random() < share else a
    power = math.sin(math.pi * share)
    for _band in range(int(12 * power)):
        top = int(chance.integers(0, max(1, shown.height - 8)) // 2 * 2)
        tall = int(chance.integers(4, max(6, shown.height // 9)) // 2 * 2)
        by = int(chance.normal(0, shown.width * 0.05 * power) // 2 * 2)
        _tear(shown.y, top, tall, by)
        _tear(shown.u, top // 2, tall // 2, by // 2)
        _tear(shown.v, top // 2, tall // 2, by // 2)
    apart = int(shown.width * 0.008 * power)
    _tear(shown.u, 0, shown.u.shape[0], apart)
    _tear(shown.v, 0, shown.v.shape[0], -apart)
    return shown


def _tear(plane: Bytes, top: int, tall: int, by: int) -> None:
    plane[top : top + tall] = np.roll(plane[top : top + tall], by, axis=1)


KINDS: dict[str, Callable[[Planes, Planes, float, tuple[int, int]], Planes]] = {
    "crossfade": _crossfade,
    "dip": _dip_through((0, 0, 0)),
    "flash": _dip_through((255, 255, 255)),
    "wipe": _wipe,
    "slide": _slide,
    "push": _push,
    "zoom": _zoom,
    "blur": _blur,
    "glitch": _glitch,
    "circle": _circle,
}
