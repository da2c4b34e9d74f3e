"""Reads uploaded clips frame by frame: forward, backward or by seeking, as planes."""

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

SEEK_BEYOND_S = 1.5  # farther ahead than this, seeking is cheaper than decoding
UNSPECIFIED = 2  # AVCOL_SPC_UNSPECIFIED of libavutil
HD_HEIGHT = 720  # from this height on players take an untagged film for BT.709, below for BT.601
FRAMES_KEPT = 16  # frames kept behind the present one, so that films can run backward


class UnreadableError(Exception):
    """A file is no film or picture that this machine can read; the message is for people."""


class ClipReader:
    """A decoder for one clip. Times are seconds from its beginning."""

    def __init__(self, path: Path, cores: int = 1) -> None:
        try:
            self._container = av.open(str(path))
            self._stream = self._container.streams.video[0]
        except (av.FFmpegError, IndexError, OSError) as cause:
            raise UnreadableError(f"{path.name} is not a film that can be read") from cause
        self._stream.thread_count = cores
        self._stream.thread_type = "AUTO"
        self._start = float((self._stream.start_time or 0) * (self._stream.time_base or 0))
        self._frames: Iterator[av.VideoFrame] = iter(())
        self._shown: deque[tuple[float, av.VideoFrame]] = deque(maxlen=FRAMES_KEPT)
        self._next: tuple[float, av.VideoFrame] | None = None
        self._seek(0.0)

    @property
    def seconds(self) -> float:
        """The length of the video stream, as the file states it."""
        if self._stream.duration and self._stream.time_base:
            return float(self._stream.duration * self._stream.time_base)
        return float((self._container.duration or 0) / 1_000_000)

    @property
    def pixel_ratio(self) -> float:
        """The sample aspect ratio: how much wider than tall its pixels are."""
        ratio = self._stream.codec_context.sample_aspect_ratio
        return float(ratio) if ratio else 1.0

    def close(self) -> None:
        self._container.close()

    def at(self, seconds: float) -> av.VideoFrame:
        """The frame shown at a time, clamped to the first and the last frame."""
        if (self._shown and seconds < self._shown[0][0] - 1e-6) or (
            self._next and seconds > self._next[0] + SEEK_BEYOND_S
        ):
            self._seek(seconds)
        while self._next and self._next[0] <= seconds + 1e-4:
            self._shown.append(self._next)
            self._next = self._read()
        if not self._shown:
            if self._next is None:
                raise UnreadableError("there is no picture in it")
            return self._next[1]
        return next(
            (frame for at, frame in reversed(self._shown) if at <= seconds + 1e-4),
            self._shown[0][1],
        )

    def _seek(self, seconds: float) -> None:
        base = self._stream.time_base
        try:
            goal = int((max(0.0, seconds) + self._start) / float(base)) if base else 0
            self._container.seek(goal, stream=self._stream, backward=True)
        except av.FFmpegError:
            self._container.seek(0)
        self._frames = iter(self._container.decode(self._stream))
        self._shown.clear()
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
    """Scale a decoded frame and convert it to limited-range BT.709."""
    source = _color_matrix(frame)
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
    return Planes(*(_plane_array(plane, size, index) for index, plane in enumerate(small.planes)))


def _color_matrix(frame: av.VideoFrame) -> Colorspace:
    """The colour matrix of a frame; guessed from its height where it names none, as players do."""
    named = {int(one): one for one in Colorspace}.get(int(frame.colorspace))
    if named is not None and int(frame.colorspace) != UNSPECIFIED:
        return named
    return Colorspace.ITU709 if frame.height >= HD_HEIGHT else Colorspace.ITU601


def _plane_array(plane: av.video.plane.VideoPlane, size: tuple[int, int], index: int) -> Bytes:
    width, height = size if index == 0 else (size[0] // 2, size[1] // 2)
    rows = np.frombuffer(memoryview(plane), np.uint8)[: plane.line_size * height].reshape(
        height, plane.line_size
    )
    return np.array(rows[:, :width])


def display_size(clip: ClipReader, frame: av.VideoFrame) -> tuple[float, float]:
    """Width and height with square pixels, before rotation."""
    return frame.width * clip.pixel_ratio, float(frame.height)
