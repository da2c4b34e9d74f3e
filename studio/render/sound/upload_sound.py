"""Decodes the sound of an upload; damage becomes silence of the same length."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import av
import av.error
import numpy as np

from studio.render.sound.samples import RATE, Samples, ms_to_samples, silence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

# A title that is no UTF-8 is no damage. PyAV 19 sees to that itself and has no such argument.
_ANY_METADATA: Final[dict[str, Any]] = (
    {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}  # noqa: PLR2004 - above
)
# Clocks of phones waver; from a fiftieth of a second on it is a hole.
_CLOCK_SLIP: Final = RATE // 50
_LONGEST_HOLE: Final = 600 * RATE  # ten minutes; a larger jump is a damaged timestamp
_MOST_FAILURES: Final = 200  # damaged packets on end before a file counts as over


def read(path: str, begin_ms: float, end_ms: float | None) -> Iterator[Samples]:
    """Yield the samples between two times; fewer if the file is shorter, none without sound."""
    try:
        container: InputContainer = av.open(
            path, options={"protocol_whitelist": "file"}, **_ANY_METADATA
        )
    except (av.error.FFmpegError, OSError, ValueError):
        return
    with closing(container):
        if not container.streams.audio:
            return
        stream = container.streams.audio[0]
        first = ms_to_samples(begin_ms)
        last = None if end_ms is None else ms_to_samples(end_ms)
        _seek(container, stream, begin_ms)
        yield from _trimmed(_timestamped(container, stream), first, last)


def _seek(container: InputContainer, stream: AudioStream, begin_ms: float) -> None:
    if begin_ms < 2000:  # noqa: PLR2004 - decoding two seconds costs less than a seek can spoil
        return
    try:
        container.seek(int((begin_ms - 500) * 1000) + (container.start_time or 0))
    except (av.error.FFmpegError, OverflowError):
        stream.codec_context.flush_buffers()


def _trimmed(
    pieces: Iterator[tuple[int, Samples]], first: int, last: int | None
) -> Iterator[Samples]:
    """Yield the samples between two places, gaps filled with silence and overlaps dropped."""
    place = first
    for start, piece in pieces:
        if last is not None and place >= last:
            return
        if place < start <= place + _LONGEST_HOLE:
            hole = min(start, start if last is None else last) - place
            yield from (silence(min(RATE, hole - k)) for k in range(0, hole, RATE))
            place = start
        part = piece[max(0, place - start) :] if start < place else piece
        if last is not None:
            part = part[: max(0, last - place)]
        if len(part):
            yield part
            place += len(part)


def _timestamped(container: InputContainer, stream: AudioStream) -> Iterator[tuple[int, Samples]]:
    """Yield decoded pieces with their place in the file, in samples."""
    resampler = _StereoResampler()
    zero = _seconds(container.start_time, 1_000_000)
    place = -1
    for frame in _decoded_frames(container, stream):
        stamp = None if frame.time is None else round((frame.time - zero) * RATE)
        samples = resampler.convert(frame)
        if place < 0 or (stamp is not None and abs(stamp - place) > _CLOCK_SLIP):
            place = max(0, stamp or 0)
        if len(samples):
            yield place, samples
            place += len(samples)
    rest = resampler.convert(None)
    if len(rest) and place >= 0:
        yield place, rest


def _seconds(ticks: int | None, a_second: int) -> float:
    return (ticks or 0) / a_second


def _decoded_frames(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    """Yield the frames that decode; packets that do not are skipped."""
    failures = 0
    packets = container.demux(stream)
    while failures < _MOST_FAILURES:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            yield from packet.decode()
            failures = 0
        except (av.error.FFmpegError, ValueError):
            failures += 1


class _StereoResampler:
    """Resamples frames of any rate, format and channels to 48 kHz stereo.

    A file may change all three on its way.
    """

    def __init__(self) -> None:
        self._resampler: Any = None
        self._shape: tuple[object, ...] = ()

    def convert(self, frame: AudioFrame | None) -> Samples:
        """The samples of one frame; None flushes the rest."""
        if frame is None:
            return self._flush()
        shape = (frame.sample_rate, frame.format.name, frame.layout.name)
        before = silence(0)
        if shape != self._shape:
            before = self._flush()
            self._resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
            self._shape = shape
        frame.pts = None
        try:
            return np.concatenate([before, *map(_columns, self._resampler.resample(frame))])
        except (av.error.FFmpegError, ValueError):
            return np.concatenate([before, silence(frame.samples * RATE // frame.sample_rate)])

    def _flush(self) -> Samples:
        if self._resampler is None:
            return silence(0)
        try:
            pieces = [_columns(frame) for frame in self._resampler.resample(None)]
        except (av.error.FFmpegError, ValueError):
            pieces = []
        self._resampler = None
        return np.concatenate([silence(0), *pieces])


def _columns(frame: AudioFrame) -> Samples:
    columns = np.nan_to_num(frame.to_ndarray().T, nan=0.0, posinf=9.0, neginf=-9.0)
    if columns.size and float(np.square(columns).mean()) > 1.0:
        columns = columns * 0  # louder than full scale all through: a damaged packet, not a sound
    return np.ascontiguousarray(np.clip(columns, -1.5, 1.5), np.float32)
