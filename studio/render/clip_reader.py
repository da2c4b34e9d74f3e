"""Uploaded films: the frame at a time, forward, backward or in leaps, as planes."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from studio.render.planes import Bytes, Planes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEAP_S = 1.5  # farther ahead than this, seeking is cheaper than decoding
UNNAMED, HIGH = 2, 720  # no colour space; the height from which films are in BT.709
KEPT = 16  # frames kept behind the present one, so that films can run backward


class UnreadableError(Exception):
    """A file is no film or picture that this machine can read."""


class Clip:
    """A film being read. Times are seconds from its beginning."""

    def __init__(self, path: Path, cores: int = 1) -> None:
        try:
            self._file = av.open(str(path))
            self._stream = self._file.streams.video[0]
        except (av.FFmpegError, IndexError, OSError) as cause:
            raise UnreadableError(f"{path.name} is not a film that can be read") from cause
        self._stream.thread_count = cores
        self._stream.thread_type = "AUTO"
        self._start = float((self._stream.start_time or 0) * (self._stream.time_base or 0))
        self._frames: Iterator[av.VideoFrame] = iter(())
        self._past: deque[tuple[float, av.VideoFrame]] = deque(maxlen=KEPT)
        self._next: tuple[float, av.VideoFrame] | None = None
        self._seek(0.0)

    @property
    def seconds(self) -> float:
        """How long the picture is, as the file says."""
        if self._stream.duration and self._stream.time_base:
            return float(self._stream.duration * self._stream.time_base)
        return float((self._file.duration or 0) / 1_000_000)

    @property
    def pixel_ratio(self) -> float:
        """How much wider than tall its pixels are."""
        ratio = self._stream.codec_context.sample_aspect_ratio
        return float(ratio) if ratio else 1.0

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def at(self, seconds: float) -> av.VideoFrame:
        """The frame shown at a time: the first one before it begins, the last one after it ends."""
        if (self._past and seconds < self._past[0][0] - 1e-6) or (
            self._next and seconds > self._next[0] + LEAP_S
        ):
            self._seek(seconds)
        while self._next and self._next[0] <= seconds + 1e-4:
            self._past.append(self._next)
            self._next = self._read()
        if not self._past:
            if self._next is None:
                raise UnreadableError("there is no picture in it")
            return self._next[1]
        return next(
            (frame for at, frame in reversed(self._past) if at <= seconds + 1e-4), self._past[0][1]
        )

    def _seek(self, seconds: float) -> None:
        base = self._stream.time_base
        try:
            goal = int((max(0.0, seconds) + self._start) / float(base)) if base else 0
            self._file.seek(goal, stream=self._stream, backward=True)
        except av.FFmpegError:
            self._file.seek(0)
        self._frames = iter(self._file.decode(self._stream))
        self._past.clear()
        self._next = self._read()

    def _read(self) -> tuple[float, av.VideoFrame] | None:
        try:
            frame = next(self._frames, None)
        except av.FFmpegError:  # broken off in the middle: what came before still counts
            return None
        if frame is None:
            return None
        return (frame.time or 0.0) - self._start, frame


def planes_of(frame: av.VideoFrame, size: tuple[int, int]) -> Planes:
    """A decoded frame in another size, limited range BT.709."""
    source = _spoken(frame)
    plain = frame.format.name == "yuv420p" and (frame.width, frame.height) == size
    small = frame
    if not (plain and source == Colorspace.ITU709 and frame.color_range != ColorRange.JPEG):
        small = frame.reformat(
            width=size[0],
            height=size[1],
            format="yuv420p",
            src_colorspace=source,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR,
        )
    return Planes(*(_array(plane, size, place) for place, plane in enumerate(small.planes)))


def _spoken(frame: av.VideoFrame) -> Colorspace:
    """The matrix of a frame; where it names none, what its size suggests, as players do."""
    named = {int(one): one for one in Colorspace}.get(int(frame.colorspace))
    if named is not None and int(frame.colorspace) != UNNAMED:
        return named
    return Colorspace.ITU709 if frame.height >= HIGH else Colorspace.ITU601


def _array(plane: av.video.plane.VideoPlane, size: tuple[int, int], place: int) -> Bytes:
    width, height = size if place == 0 else (size[0] // 2, size[1] // 2)
    rows = np.frombuffer(memoryview(plane), np.uint8)[: plane.line_size * height].reshape(
        height, plane.line_size
    )
    return np.array(rows[:, :width])


def shown_size(clip: Clip, frame: av.VideoFrame) -> tuple[float, float]:
    """Width and height as it is to be seen, with square pixels, not yet turned."""
    return frame.width * clip.pixel_ratio, float(frame.height)
