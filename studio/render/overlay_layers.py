"""Overlays: picture in picture, logos, stickers, the halves of a split screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from studio.render import frame_fitting, photos, tolerant_values
from studio.render.chroma_mask import key_mask
from studio.render.clip_reader import ClipReader, UnreadableError
from studio.render.sheet import FULL, Sheet, lay
from studio.render.shots import Source, open_shot
from studio.render.transition_frames import smootherstep

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.render.film import Film, Shot
    from studio.render.planes import Bytes, Planes

MARGIN = 0.045  # of the shorter side: what stays free around an overlay in a corner
# Shares of the frame's width where the draft names no size, and where each stands by default: as
# people place them in editing programs.
WIDTH_SHARES = {"logo": 0.14, "sticker": 0.24, "pip": 0.32}
TALLEST_SHARE = 0.6  # of the height: how much an upright window may take
DEFAULT_POSITIONS = {"logo": "top-right", "sticker": "center", "pip": "bottom-right"}
SPLITS = {
    "left": (0, 0, 0.5, 1),
    "right": (0.5, 0, 0.5, 1),
    "top": (0, 0, 1, 0.5),
    "bottom": (0, 0.5, 1, 0.5),
}
FADE_S = 0.35  # of an overlay that has no fade of its own


@dataclass(frozen=True, slots=True)
class Cutout:
    """A still picture with its own transparency, such as a logo or a sticker."""

    sheet: Sheet
    at: tuple[float, float]

    def paint(self, onto: Planes, seconds: float, opacity: float) -> None:  # noqa: ARG002 - it stands
        lay(onto, self.sheet, *self.at, opacity)


@dataclass(frozen=True, slots=True)
class MaskedSource:
    """Any source seen through a mask (rounded corners, half the frame), with a drop shadow."""

    source: Source
    shot: Shot
    at: tuple[int, int]
    shape: Bytes
    shadow: Sheet | None

    def paint(self, onto: Planes, seconds: float, opacity: float) -> None:
        frame = self.source.at(seconds)
        shape = self.shape
        if self.shot.key_color and not self.shot.key_background:
            shape = np.minimum(shape, key_mask(frame, self.shot.key_color))
        if self.shadow is not None and not self.shot.key_color:
            edge = (self.shadow.width - frame.width) // 2
            lay(onto, self.shadow, self.at[0] - edge, self.at[1] - edge, opacity)
        _lay_masked(onto, frame, shape, self.at, opacity)


def _lay_masked(
    onto: Planes, frame: Planes, shape: Bytes, at: tuple[int, int], opacity: float
) -> None:
    """Blend a frame onto a part of another through a mask."""
    width, height = min(frame.width, onto.width - at[0]), min(frame.height, onto.height - at[1])
    target = frame_fitting.crop_view(onto, (at[0], at[1], width, height))
    small = np.array(Image.fromarray(shape).reduce(2))
    strength = np.uint16(round(256 * opacity))
    for there, here, mask in zip(target, frame, (shape, small, small), strict=True):
        rows, columns = there.shape
        part = mask[:rows, :columns].astype(np.uint16)
        if strength < FULL:
            part *= strength
            part >>= 8
        part += part >> 7  # 255 becomes 256: fully opaque
        out = part * here[:rows, :columns]
        out += (np.uint16(256) - part) * there
        out >>= 8
        np.copyto(there, out, casting="unsafe")


class OverlayLayer:
    """An overlay segment with its fades."""

    def __init__(self, shot: Shot, film: Film, media: Mapping[str, Any]) -> None:
        self._shot, self._fps = shot, film.fps
        self._picture = _open_picture(shot, film, media)

    def paint(self, onto: Planes, frame: int) -> None:
        shot = self._shot
        passed, left = frame - shot.first, shot.last - 1 - frame
        arrive = shot.fade_in or round(FADE_S * self._fps)
        leave = shot.fade_out or round(FADE_S * self._fps)
        if shot.role == "split":
            arrive, leave = max(1, shot.fade_in), max(1, shot.fade_out)
        share = min(1.0, (passed + 1) / max(1, arrive), (left + 1) / max(1, leave))
        self._picture.paint(onto, passed / self._fps, shot.opacity * smootherstep(share))


def _open_picture(shot: Shot, film: Film, media: Mapping[str, Any]) -> Cutout | MaskedSource:
    stored = tolerant_values.mapping(media.get(shot.src))
    if shot.role == "split":
        return _split_half(shot, film, media)
    if stored.get("kind") == "image" and not shot.key_color:
        path = Path(tolerant_values.text(stored.get("path")))
        if not path.is_file():
            name = tolerant_values.text(stored.get("name")) or shot.src
            raise UnreadableError(f"{name} is not among the uploads any more")
        image = photos.open_image(path)
        if image.mode == "RGBA" or shot.role in {"logo", "sticker"}:
            return _cutout(shot, film, image)
        ratio = image.width / image.height
    else:
        ratio = _aspect_ratio(shot, stored, film)
    wide = film.width * (shot.size or WIDTH_SHARES.get(shot.role, 0.32))
    scale = min(1.0, TALLEST_SHARE * film.height * ratio / wide)
    size = frame_fitting.even(wide * scale), frame_fitting.even(wide * scale / ratio)
    return _masked_source(shot, film, media, size)


def _aspect_ratio(shot: Shot, stored: Mapping[str, Any], film: Film) -> float:
    """Width by height after crop and rotation; the film's own where nothing is known."""
    width, height = (
        tolerant_values.number(stored.get(side), 0, 0, 1e5) for side in ("width", "height")
    )
    if not (width and height):
        if shot.kind == "clip" and stored.get("path"):
            frame = ClipReader(Path(str(stored["path"]))).at(0)
            width, height = frame.width, frame.height
        else:
            width, height = film.width, film.height
    if shot.crop:
        width, height = width * shot.crop[2], height * shot.crop[3]
    return height / width if shot.rotate % 180 else width / height


def _cutout(shot: Shot, film: Film, image: Image.Image) -> Cutout:
    width = max(4, round(film.width * (shot.size or WIDTH_SHARES.get(shot.role, 0.2))))
    scale = min(width / image.width, film.height * 0.9 / image.height)
    size = max(2, round(image.width * scale)), max(2, round(image.height * scale))
    small = image.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    small = small.rotate(-shot.rotate, expand=True) if shot.rotate else small
    x, y = top_left(shot.pos or DEFAULT_POSITIONS.get(shot.role, "center"), small.size, film)
    sheet = Sheet.of_image(small)
    return Cutout(sheet, (x - 2, y - 2))


def top_left(pos: str | tuple[float, float], size: tuple[int, int], film: Film) -> tuple[int, int]:
    """The upper left corner for a position by name, or centred on a point of shares; even."""
    if isinstance(pos, tuple):
        x, y = pos[0] * film.width - size[0] / 2, pos[1] * film.height - size[1] / 2
    else:
        margin = MARGIN * min(film.width, film.height)
        free = film.width - size[0], film.height - size[1]
        x = (
            margin
            if "left" in pos
            else free[0] - margin
            if "right" in pos or pos == "corner"
            else free[0] / 2
        )
        y = margin if "top" in pos else free[1] - margin if "bottom" in pos else free[1] / 2
        if pos == "lower-third":
            y = film.height * 0.72 - size[1] / 2
    return (
        int(min(film.width - size[0], max(0, x))) // 2 * 2,
        int(min(film.height - size[1], max(0, y))) // 2 * 2,
    )


def _masked_source(
    shot: Shot, film: Film, media: Mapping[str, Any], size: tuple[int, int]
) -> MaskedSource:
    source = open_shot(shot, size, film.fps, media)
    at = top_left(shot.pos or DEFAULT_POSITIONS.get(shot.role, "center"), size, film)
    radius = 0.022 * min(film.width, film.height)
    big = Image.new("L", (size[0] * 2, size[1] * 2))
    ImageDraw.Draw(big).rounded_rectangle(
        (0, 0, size[0] * 2 - 1, size[1] * 2 - 1), radius * 2, fill=255
    )
    return MaskedSource(source, shot, at, np.array(big.reduce(2)), _shadow(size, radius))


def _shadow(size: tuple[int, int], radius: float) -> Sheet:
    edge = int(radius * 1.6) // 2 * 2 + 8
    image = Image.new("L", (size[0] + 2 * edge, size[1] + 2 * edge))
    ImageDraw.Draw(image).rounded_rectangle(
        (edge, edge + radius * 0.3, edge + size[0], edge + size[1] + radius * 0.3), radius, fill=150
    )
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(radius * 0.6))) / np.float32(255)
    return Sheet.of(np.zeros((*soft.shape, 3), np.float32), soft)


def _split_half(shot: Shot, film: Film, media: Mapping[str, Any]) -> MaskedSource:
    name = shot.pos if isinstance(shot.pos, str) else ""
    wide = film.width >= film.height
    x, y, w, h = next(
        (area for side, area in SPLITS.items() if side in name),
        SPLITS["right" if wide else "bottom"],
    )
    size = frame_fitting.even(film.width * w), frame_fitting.even(film.height * h)
    at = (
        min(film.width - size[0], int(film.width * x) // 2 * 2),
        min(film.height - size[1], int(film.height * y) // 2 * 2),
    )
    shape = np.full((size[1], size[0]), 255, np.uint8)
    line = max(2, round(0.004 * min(film.width, film.height)))
    side = next((one for one in SPLITS if one in name), "right" if wide else "bottom")
    rows = {"top": slice(-line, None), "bottom": slice(0, line)}.get(side, slice(None))
    columns = {"left": slice(-line, None), "right": slice(0, line)}.get(side, slice(None))
    shape[rows, columns] = 40  # a thin line between the halves, mostly of what is under it
    return MaskedSource(open_shot(shot, size, film.fps, media), shot, at, shape, None)
