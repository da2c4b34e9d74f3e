"""What a segment shows, opened: a drawn scene, a clip, a photo, a colour, a frozen moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from studio.project.draft import STILL
from studio.render import colour, frame_fitting, planes, scene_looks, tolerant_values
from studio.render.chroma_mask import keyed
from studio.render.clip_reader import Clip, UnreadableError, planes_of, shown_size
from studio.render.film import Zoom
from studio.render.grade import grade
from studio.render.photos import photo
from studio.render.planes import Planes
from studio.render.scenes import open_stage
from studio.render.stabilization import path_of
from studio.render.transition_frames import softened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.render.film import Shot
    from studio.render.scenes.stage import Stage

ROOM = 1.07  # how far a steadied clip is enlarged, so that its edges stay outside
DRIFTS = (
    Zoom(1.0, 1.13, 0.5, 0.46, 0.5, 0.46),
    Zoom(1.14, 1.02, 0.5, 0.5, 0.5, 0.5),
    Zoom(1.12, 1.14, 0.44, 0.5, 0.56, 0.48),
    Zoom(1.03, 1.14, 0.5, 0.52, 0.54, 0.48),
)


class Source(Protocol):
    """Whatever has a picture at each moment of its segment."""

    def at(self, seconds: float) -> Planes:
        """The frame at a time from the segment's start; the caller may write to it."""


class Drawn:
    """A scene of ours."""

    def __init__(self, stage: Stage, size: tuple[int, int]) -> None:
        self._stage, self._frame = stage, planes.blank(*size)

    def at(self, seconds: float) -> Planes:
        """Painted anew."""
        self._stage.at(seconds, self._frame)
        return self._frame


class Plain:
    """One colour, or any picture that stands."""

    def __init__(self, frame: Planes) -> None:
        self._still, self._frame = frame, frame.copy()

    def at(self, seconds: float) -> Planes:  # noqa: ARG002 - it stands
        """The same at all times."""
        for target, source in zip(self._frame, self._still, strict=True):
            np.copyto(target, source)
        return self._frame


class Footage:
    """A part of a clip, at its speed, forward or backward, once or more often."""

    def __init__(self, clip: Clip, shot: Shot, size: tuple[int, int]) -> None:
        self._clip, self._shot, self._size = clip, shot, size
        begin = shot.begin_ms / 1000
        end = shot.end_ms / 1000 if shot.end_ms > shot.begin_ms else clip.seconds
        self._span = begin, max(begin, end)
        self._path = path_of(clip, *self._span) if shot.stabilize else None

    def source_time(self, seconds: float) -> float:
        """Where in the file a moment of the segment lies."""
        begin, end = self._span
        passed, long = max(0.0, seconds) * self._shot.speed, end - begin
        if self._shot.loop > 1 and long > 0:
            passed = passed % long
        return (
            max(begin, end - passed - 1e-3)
            if self._shot.reverse
            else min(end - 1e-3, begin + passed)
        )

    def at(self, seconds: float) -> Planes:
        """The frame shown then."""
        shot, size = self._shot, self._size
        when = self.source_time(seconds)
        frame = self._clip.at(when)
        turn = (shot.rotate - frame.rotation) % 360
        width, height = shown_size(self._clip, frame)
        shown = (height, width) if turn % 180 else (width, height)
        where = frame_fitting.placing(shown, shot.crop, size, shot.fit)
        scaled = where.scaled[::-1] if turn % 180 else where.scaled
        picture = planes_of(frame, scaled)
        if turn or shot.flip:
            picture = frame_fitting.turned(picture, turn, shot.flip)
        out = frame_fitting.framed(picture, where, size, shot.fit)
        if self._path is not None:
            out = _steadied(out, self._path.shift(when), size)
        return out


def _steadied(frame: Planes, shift: tuple[float, float], size: tuple[int, int]) -> Planes:
    width, height = size[0] / ROOM, size[1] / ROOM
    spare = size[0] - width, size[1] - height
    left = min(spare[0], max(0.0, spare[0] / 2 + shift[0] * size[0]))
    top = min(spare[1], max(0.0, spare[1] / 2 + shift[1] * size[1]))
    return planes.resized(frame, size, (left, top, left + width, top + height))


@dataclass(frozen=True, slots=True)
class Course:
    """What of a drawn scene, or of a move over a picture, a segment shows: after a split it goes
    on where the part before it ended.
    """

    since: float
    pace: float
    is_backward: bool
    long: float
    whole: float

    @classmethod
    def of(cls, shot: Shot, seconds: float) -> Course:
        """The course of a shot that lasts so long."""
        pace = shot.speed if shot.kind in {"scene", "clip"} else 1.0
        whole = shot.whole_ms / 1000 or seconds * pace
        is_backward = shot.reverse and shot.kind == "scene"  # footage turns by itself
        return cls(shot.offset_ms / 1000, pace, is_backward, seconds, whole)

    def at(self, seconds: float) -> float:
        """The time inside the scene."""
        passed = self.long - seconds if self.is_backward else seconds
        return self.since + passed * self.pace

    def share(self, seconds: float) -> float:
        """How much of the whole has passed."""
        return min(1.0, max(0.0, self.at(seconds) / self.whole)) if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Timed:
    """A drawn scene along its course."""

    source: Source
    course: Course

    def at(self, seconds: float) -> Planes:
        """The scene as it is then."""
        return self.source.at(self.course.at(seconds))


class Moved:
    """Any source with a move of the camera over it."""

    def __init__(self, source: Source, zoom: Zoom, course: Course, size: tuple[int, int]) -> None:
        self._source, self._zoom, self._course, self._size = source, zoom, course, size

    def at(self, seconds: float) -> Planes:
        """The part looked at."""
        share = self._course.share(seconds)
        return frame_fitting.moved_into(self._source.at(seconds), self._zoom, share, self._size)


class Dressed:
    """Any source with its filter, adjustments, blur and colour key."""

    def __init__(
        self, source: Source, shot: Shot, size: tuple[int, int], back: Source | None
    ) -> None:
        self._source, self._shot, self._back, self._size = source, shot, back, size
        self._grade = grade(size, shot.filter, shot.adjust)

    def at(self, seconds: float) -> Planes:
        """The picture as dressed."""
        frame, shot = self._source.at(seconds), self._shot
        if shot.key_color and self._back is not None:
            behind = self._back.at(seconds)
            planes.mix_by(behind, frame, keyed(frame, shot.key_color))
            frame = behind
        if self._grade is not None:
            frame = Planes(*(np.ascontiguousarray(plane) for plane in frame))
            self._grade.apply(frame, round(seconds * 1000))
        if shot.blur:
            frame = _blurred(frame, shot)
        return frame


def _blurred(frame: Planes, shot: Shot) -> Planes:
    radius = (2 + 0.5 * shot.blur) * min(frame.size) / 1080
    if shot.blur_area is None:
        return softened(frame, radius)
    x, y, w, h = shot.blur_area
    width, height = (
        min(frame_fitting.even(share * side), side)
        for share, side in zip((w, h), frame.size, strict=True)
    )
    left = min(frame.width - width, int(x * frame.width) // 2 * 2)
    top = min(frame.height - height, int(y * frame.height) // 2 * 2)
    part = (left, top, width, height)
    soft = softened(Planes(*(plane.copy() for plane in frame_fitting.cut(frame, part))), radius)
    frame_fitting.put(frame, soft, (left, top))
    return frame


def open_shot(shot: Shot, size: tuple[int, int], fps: int, media: Mapping[str, Any]) -> Source:
    """What a segment shows, in a frame of a size. Raises UnreadableError with a sentence."""
    long = shot.frames / fps
    source = _opened(shot, size, long, media)
    if shot.kind not in {"clip", "photo"} and (shot.rotate or shot.flip or shot.crop):
        source = Turned(source, shot, size)
    if shot.zoom is not None and shot.kind != "photo":
        source = Moved(source, shot.zoom, Course.of(shot, long), size)
    if shot.filter or shot.adjust or shot.blur or shot.key_color:
        source = Dressed(source, shot, size, _behind(shot, size, long, media))
    return source


class Turned:
    """A drawn scene, cropped, turned or mirrored as footage would be."""

    def __init__(self, source: Source, shot: Shot, size: tuple[int, int]) -> None:
        self._source, self._shot, self._size = source, shot, size

    def at(self, seconds: float) -> Planes:
        """The picture as turned."""
        frame = frame_fitting.turned(self._source.at(seconds), self._shot.rotate, self._shot.flip)
        where = frame_fitting.placing(frame.size, self._shot.crop, self._size, self._shot.fit)
        scaled = planes.resized(frame, where.scaled)
        return frame_fitting.framed(scaled, where, self._size, self._shot.fit)


def _opened(shot: Shot, size: tuple[int, int], long: float, media: Mapping[str, Any]) -> Source:
    if shot.kind == "color":
        return Plain(planes.blank(*size, colour.named(shot.color, (0, 0, 0)) or (0, 0, 0)))
    if shot.kind == STILL:
        return _frozen(shot, size, long, media)
    if shot.kind == "scene":
        return Timed(_scene(shot, size, media), Course.of(shot, long))
    path = _path(shot.src, media)
    if shot.kind == "photo":
        return _photo(shot, size, long, path)
    return Footage(Clip(path), shot, size)


def _photo(shot: Shot, size: tuple[int, int], long: float, path: Path) -> Source:
    zoom = shot.zoom or DRIFTS[scene_looks.seed_of(shot.src) % len(DRIFTS)]
    largest = min(1.5, max(zoom.start, zoom.end, 1.0))
    picture = photo(
        path, shot, (frame_fitting.even(size[0] * largest), frame_fitting.even(size[1] * largest))
    )
    if shot.role:  # over the film a picture stands still
        return Plain(planes.resized(picture, size))
    return Moved(Plain(picture), zoom, Course.of(shot, long), size)


def _scene(shot: Shot, size: tuple[int, int], media: Mapping[str, Any]) -> Source:
    look = scene_looks.choose(shot.prompt, shot.seed, shot.look)
    if shot.words:
        look = replace(look, prompt=shot.words, known=False)
    stage = open_stage(*size, look)
    if look.family == "product" and shot.src:
        from studio.render.scenes import product

        stage = product.with_photo(stage, size, photo(_path(shot.src, media), shot, None))
    return Drawn(stage, size)


def _frozen(shot: Shot, size: tuple[int, int], long: float, media: Mapping[str, Any]) -> Source:
    still = replace(shot, kind=_moving_kind(shot, media), zoom=None, filter="", adjust={}, blur=0.0)
    still = replace(still, offset_ms=0.0, speed=1.0, reverse=False)
    if still.kind == "clip":
        source: Source = Footage(Clip(_path(shot.src, media)), replace(still, end_ms=0.0), size)
        return Plain(source.at(0.0).copy())
    at = (shot.offset_ms + shot.begin_ms) / 1000
    return Plain(_opened(still, size, long, media).at(at).copy())


def _moving_kind(shot: Shot, media: Mapping[str, Any]) -> str:
    if not shot.src:
        return "scene" if shot.prompt or not shot.color else "color"
    return (
        "photo" if tolerant_values.mapping(media.get(shot.src)).get("kind") == "image" else "clip"
    )


def _behind(
    shot: Shot, size: tuple[int, int], long: float, media: Mapping[str, Any]
) -> Source | None:
    """What is seen where the key colour was: on the main track something always is."""
    if not shot.key_color or (shot.role and not shot.key_background):
        return None
    bare = replace(
        shot, rotate=0, flip="", crop=None, zoom=None, begin_ms=0.0, end_ms=0.0, speed=1.0
    )
    if shot.key_background in media:
        stored = tolerant_values.mapping(media[shot.key_background]).get("kind")
        kind = "photo" if stored == "image" else "clip"
        return _opened(replace(bare, src=shot.key_background, kind=kind), size, long, media)
    if (color := colour.named(shot.key_background)) is not None:
        return Plain(planes.blank(*size, color))
    if shot.key_background:
        return _opened(replace(bare, kind="scene", prompt=shot.key_background), size, long, media)
    return Plain(planes.blank(*size))


def _path(src: str, media: Mapping[str, Any]) -> Path:
    stored = tolerant_values.mapping(media.get(src))
    path = Path(tolerant_values.text(stored.get("path")))
    if not stored.get("path") or not path.is_file():
        name = tolerant_values.text(stored.get("name")) or src or "a clip without a source"
        raise UnreadableError(f"{name} is not among the uploads any more")
    return path
