"""Sources: opens what a segment shows (scene, clip, photo, colour, still), with its effects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from studio.project.draft import STILL
from studio.render import colour, frame_fitting, planes, scene_looks, tolerant_values
from studio.render.chroma_mask import key_mask
from studio.render.clip_reader import ClipReader, UnreadableError, display_size, planes_of
from studio.render.film import Zoom
from studio.render.grade import grade
from studio.render.photos import load_photo
from studio.render.planes import Planes
from studio.render.scenes import open_scene, product
from studio.render.stabilization import measure_shake
from studio.render.transition_frames import blurred

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.render.film import Shot
    from studio.render.scenes.layers import Scene

STABILIZED_ZOOM = 1.07  # how far a steadied clip is enlarged, so that its edges stay outside
# The slow zooms and pans a photo gets by its name's hash: none stands still (Ken Burns).
PHOTO_MOVES = (
    Zoom(1.0, 1.13, 0.5, 0.46, 0.5, 0.46),
    Zoom(1.14, 1.02, 0.5, 0.5, 0.5, 0.5),
    Zoom(1.12, 1.14, 0.44, 0.5, 0.56, 0.48),
    Zoom(1.03, 1.14, 0.5, 0.52, 0.54, 0.48),
)


class Source(Protocol):
    """A picture for each moment of a segment."""

    def at(self, seconds: float) -> Planes:
        """The frame at a time from the segment's start; the caller may write to it."""


class SceneSource:
    """A drawn scene, painted anew for each frame."""

    def __init__(self, scene: Scene, size: tuple[int, int]) -> None:
        self._scene, self._frame = scene, planes.blank(*size)

    def at(self, seconds: float) -> Planes:
        self._scene.at(seconds, self._frame)
        return self._frame


class StillSource:
    """One picture for all times: a colour, a photo, a frozen frame."""

    def __init__(self, frame: Planes) -> None:
        self._still, self._frame = frame, frame.copy()

    def at(self, seconds: float) -> Planes:  # noqa: ARG002 - it stands
        for target, source in zip(self._frame, self._still, strict=True):
            np.copyto(target, source)
        return self._frame


class ClipSource:
    """A part of a clip, at its speed, forward or backward, once or looped."""

    def __init__(self, clip: ClipReader, shot: Shot, size: tuple[int, int]) -> None:
        self._clip, self._shot, self._size = clip, shot, size
        begin = shot.begin_ms / 1000
        end = shot.end_ms / 1000 if shot.end_ms > shot.begin_ms else clip.seconds
        self._span = begin, max(begin, end)
        self._path = measure_shake(clip, *self._span) if shot.stabilize else None

    def source_time(self, seconds: float) -> float:
        """Map a time in the segment to a time in the file."""
        begin, end = self._span
        passed, duration_s = max(0.0, seconds) * self._shot.speed, end - begin
        if self._shot.loop > 1 and duration_s > 0:
            passed = passed % duration_s
        return (
            max(begin, end - passed - 1e-3)
            if self._shot.reverse
            else min(end - 1e-3, begin + passed)
        )

    def at(self, seconds: float) -> Planes:
        shot, size = self._shot, self._size
        when = self.source_time(seconds)
        frame = self._clip.at(when)
        turn = (shot.rotate - frame.rotation) % 360
        width, height = display_size(self._clip, frame)
        shown = (height, width) if turn % 180 else (width, height)
        where = frame_fitting.placement(shown, shot.crop, size, shot.fit)
        scaled = where.scaled[::-1] if turn % 180 else where.scaled
        picture = planes_of(frame, scaled)
        if turn or shot.flip:
            picture = frame_fitting.rotated(picture, turn, shot.flip)
        out = frame_fitting.fill_frame(picture, where, size, shot.fit)
        if self._path is not None:
            out = _stabilized(out, self._path.shift(when), size)
        return out


def _stabilized(frame: Planes, shift: tuple[float, float], size: tuple[int, int]) -> Planes:
    width, height = size[0] / STABILIZED_ZOOM, size[1] / STABILIZED_ZOOM
    spare = size[0] - width, size[1] - height
    left = min(spare[0], max(0.0, spare[0] / 2 + shift[0] * size[0]))
    top = min(spare[1], max(0.0, spare[1] / 2 + shift[1] * size[1]))
    return planes.resized(frame, size, (left, top, left + width, top + height))


@dataclass(frozen=True, slots=True)
class ShotTiming:
    """Maps a segment's time to that of its scene or zoom, which go on after a split."""

    offset_s: float
    pace: float
    is_backward: bool
    duration_s: float
    whole: float

    @classmethod
    def of(cls, shot: Shot, seconds: float) -> ShotTiming:
        pace = shot.speed if shot.kind in {"scene", "clip"} else 1.0
        whole = shot.whole_ms / 1000 or seconds * pace
        is_backward = shot.reverse and shot.kind == "scene"  # footage turns by itself
        return cls(shot.offset_ms / 1000, pace, is_backward, seconds, whole)

    def at(self, seconds: float) -> float:
        """The time inside the scene."""
        passed = self.duration_s - seconds if self.is_backward else seconds
        return self.offset_s + passed * self.pace

    def share(self, seconds: float) -> float:
        """The share (0..1) of the whole, unsplit segment that has passed."""
        return min(1.0, max(0.0, self.at(seconds) / self.whole)) if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class TimedSource:
    """A drawn scene that follows a shot's timing."""

    source: Source
    timing: ShotTiming

    def at(self, seconds: float) -> Planes:
        return self.source.at(self.timing.at(seconds))


class ZoomedSource:
    """Any source under a slow zoom or pan."""

    def __init__(
        self, source: Source, zoom: Zoom, timing: ShotTiming, size: tuple[int, int]
    ) -> None:
        self._source, self._zoom, self._timing, self._size = source, zoom, timing, size

    def at(self, seconds: float) -> Planes:
        share = self._timing.share(seconds)
        return frame_fitting.ken_burns(self._source.at(seconds), self._zoom, share, self._size)


class FilteredSource:
    """Any source with chroma key, filter, adjustments and blur."""

    def __init__(
        self, source: Source, shot: Shot, size: tuple[int, int], background: Source | None
    ) -> None:
        self._source, self._shot, self._background, self._size = source, shot, background, size
        self._grade = grade(size, shot.filter, shot.adjust)

    def at(self, seconds: float) -> Planes:
        frame, shot = self._source.at(seconds), self._shot
        if shot.key_color and self._background is not None:
            behind = self._background.at(seconds)
            planes.mix_by(behind, frame, key_mask(frame, shot.key_color))
            frame = behind
        if self._grade is not None:
            frame = Planes(*(np.ascontiguousarray(plane) for plane in frame))
            self._grade.apply(frame, round(seconds * 1000))
        if shot.blur:
            frame = _blurred(frame, shot)
        return frame


def _blurred(frame: Planes, shot: Shot) -> Planes:
    radius = (2 + 0.5 * shot.blur) * min(frame.size) / 1080  # 100 % is past recognition
    if shot.blur_area is None:
        return blurred(frame, radius)
    x, y, w, h = shot.blur_area
    width, height = (
        min(frame_fitting.even(share * side), side)
        for share, side in zip((w, h), frame.size, strict=True)
    )
    left = min(frame.width - width, int(x * frame.width) // 2 * 2)
    top = min(frame.height - height, int(y * frame.height) // 2 * 2)
    part = (left, top, width, height)
    soft = blurred(
        Planes(*(plane.copy() for plane in frame_fitting.crop_view(frame, part))), radius
    )
    frame_fitting.paste(frame, soft, (left, top))
    return frame


def open_shot(shot: Shot, size: tuple[int, int], fps: int, media: Mapping[str, Any]) -> Source:
    """Open the source of a segment at a size; UnreadableError, with a sentence, if it cannot be."""
    duration_s = shot.frames / fps
    source = _open_source(shot, size, duration_s, media)
    if shot.kind not in {"clip", "photo"} and (shot.rotate or shot.flip or shot.crop):
        source = RotatedSource(source, shot, size)
    if shot.zoom is not None and shot.kind != "photo":
        source = ZoomedSource(source, shot.zoom, ShotTiming.of(shot, duration_s), size)
    if shot.filter or shot.adjust or shot.blur or shot.key_color:
        source = FilteredSource(source, shot, size, _key_background(shot, size, duration_s, media))
    return source


class RotatedSource:
    """A drawn scene rotated, flipped and cropped as footage would be."""

    def __init__(self, source: Source, shot: Shot, size: tuple[int, int]) -> None:
        self._source, self._shot, self._size = source, shot, size

    def at(self, seconds: float) -> Planes:
        frame = frame_fitting.rotated(self._source.at(seconds), self._shot.rotate, self._shot.flip)
        where = frame_fitting.placement(frame.size, self._shot.crop, self._size, self._shot.fit)
        scaled = planes.resized(frame, where.scaled)
        return frame_fitting.fill_frame(scaled, where, self._size, self._shot.fit)


def _open_source(
    shot: Shot, size: tuple[int, int], duration_s: float, media: Mapping[str, Any]
) -> Source:
    if shot.kind == "color":
        return StillSource(planes.blank(*size, colour.named(shot.color, (0, 0, 0)) or (0, 0, 0)))
    if shot.kind == STILL:
        return _frozen_source(shot, size, duration_s, media)
    if shot.kind == "scene":
        return TimedSource(_scene_source(shot, size, media), ShotTiming.of(shot, duration_s))
    path = _upload_path(shot.src, media)
    if shot.kind == "photo":
        return _photo_source(shot, size, duration_s, path)
    return ClipSource(ClipReader(path), shot, size)


def _photo_source(shot: Shot, size: tuple[int, int], duration_s: float, path: Path) -> Source:
    zoom = shot.zoom or PHOTO_MOVES[scene_looks.seed_of(shot.src) % len(PHOTO_MOVES)]
    largest = min(1.5, max(zoom.start, zoom.end, 1.0))
    picture = load_photo(
        path, shot, (frame_fitting.even(size[0] * largest), frame_fitting.even(size[1] * largest))
    )
    if shot.role:  # over the film a picture stands still
        return StillSource(planes.resized(picture, size))
    return ZoomedSource(StillSource(picture), zoom, ShotTiming.of(shot, duration_s), size)


def _scene_source(shot: Shot, size: tuple[int, int], media: Mapping[str, Any]) -> Source:
    look = scene_looks.choose(shot.prompt, shot.seed, shot.look)
    if shot.words:
        look = replace(look, prompt=shot.words, known=False)
    scene = open_scene(*size, look)
    if look.family == "product" and shot.src:
        scene = product.with_photo(
            scene, size, load_photo(_upload_path(shot.src, media), shot, None)
        )
    return SceneSource(scene, size)


def _frozen_source(
    shot: Shot, size: tuple[int, int], duration_s: float, media: Mapping[str, Any]
) -> Source:
    still = replace(shot, kind=_moving_kind(shot, media), zoom=None, filter="", adjust={}, blur=0.0)
    still = replace(still, offset_ms=0.0, speed=1.0, reverse=False)
    if still.kind == "clip":
        source: Source = ClipSource(
            ClipReader(_upload_path(shot.src, media)), replace(still, end_ms=0.0), size
        )
        return StillSource(source.at(0.0).copy())
    at = (shot.offset_ms + shot.begin_ms) / 1000
    return StillSource(_open_source(still, size, duration_s, media).at(at).copy())


def _moving_kind(shot: Shot, media: Mapping[str, Any]) -> str:
    if not shot.src:
        return "scene" if shot.prompt or not shot.color else "color"
    return (
        "photo" if tolerant_values.mapping(media.get(shot.src)).get("kind") == "image" else "clip"
    )


def _key_background(
    shot: Shot, size: tuple[int, int], duration_s: float, media: Mapping[str, Any]
) -> Source | None:
    """The source behind the key colour; an overlay without a background keeps its transparency."""
    if not shot.key_color or (shot.role and not shot.key_background):
        return None
    bare = replace(
        shot, rotate=0, flip="", crop=None, zoom=None, begin_ms=0.0, end_ms=0.0, speed=1.0
    )
    if shot.key_background in media:
        stored = tolerant_values.mapping(media[shot.key_background]).get("kind")
        kind = "photo" if stored == "image" else "clip"
        return _open_source(
            replace(bare, src=shot.key_background, kind=kind), size, duration_s, media
        )
    if (color := colour.named(shot.key_background)) is not None:
        return StillSource(planes.blank(*size, color))
    if shot.key_background:
        return _open_source(
            replace(bare, kind="scene", prompt=shot.key_background), size, duration_s, media
        )
    return StillSource(planes.blank(*size))


def _upload_path(src: str, media: Mapping[str, Any]) -> Path:
    stored = tolerant_values.mapping(media.get(src))
    path = Path(tolerant_values.text(stored.get("path")))
    if not stored.get("path") or not path.is_file():
        name = tolerant_values.text(stored.get("name")) or src or "a clip without a source"
        raise UnreadableError(f"{name} is not among the uploads any more")
    return path
