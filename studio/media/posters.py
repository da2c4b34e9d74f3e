"""Posters, inside the child process: one small picture of an upload."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import av
import av.error
import numpy as np
from PIL import Image, ImageDraw, ImageStat

from studio.media import image_files, video_files
from studio.media.file_types import FileType, UnfitFile

if TYPE_CHECKING:
    from pathlib import Path

_DARK: Final = 16.0  # mean of 0..255; a frame darker than this shows nothing
_MOST_PACKETS: Final = 90  # looked at: three seconds or so
_SEEK_SHARE: Final = 0.16  # where in a film something is usually to be seen
_BARS: Final = 96  # of a waveform
_PAPER, _INK = (24, 26, 34), (124, 196, 255)


def poster(path: Path, target: Path, kind: FileType, width: int) -> dict[str, Any]:
    """Write a JPEG of that width: the picture, a frame that is not dark, or a waveform."""
    try:
        image = (
            _picture_poster(path, kind, width)
            if kind.is_picture
            else _video_poster(path, kind, width)
        )
        image.convert("RGB").save(target, "JPEG", quality=85)
    except (av.error.FFmpegError, OSError, ValueError) as cause:
        raise UnfitFile("damaged") from cause
    return {"width": image.width, "height": image.height}


def _picture_poster(path: Path, kind: FileType, width: int) -> Image.Image:
    with image_files.opened(path, kind) as image:
        image_files.decode(image, width * 2)
        upright = image_files.upright(image, width)
    paper = Image.new("RGBA", upright.size, "white")
    paper.alpha_composite(upright.convert("RGBA"))
    return paper


def _video_poster(path: Path, kind: FileType, width: int) -> Image.Image:
    with closing(video_files.opened(path, kind)) as container:
        film = video_files.video_stream_of(container)
        if film is None:
            return _waveform(container, width)
        container.seek(int((container.duration or 0) * _SEEK_SHARE))
        best = _first_bright_frame(container, film, width)
        if best is None:
            raise UnfitFile("damaged")
        return best


def _first_bright_frame(container: Any, film: Any, width: int) -> Image.Image | None:
    """The first frame that is not dark, or the last one looked at."""
    found: Image.Image | None = None
    for count, packet in enumerate(container.demux(film)):
        try:
            frames = packet.decode()
        except (av.error.FFmpegError, ValueError):
            continue
        for frame in frames:
            height = max(2, round(width * frame.height / frame.width / 2) * 2)
            found = frame.to_image(width=width, height=height).rotate(frame.rotation, expand=True)
            if ImageStat.Stat(found.convert("L")).mean[0] > _DARK:
                return found
        if count > _MOST_PACKETS:
            break
    return found


def _waveform(container: Any, width: int) -> Image.Image:
    """The loudness of a recording as bars."""
    total = max(1.0, (container.duration or 0) / 1_000_000)
    bars = np.zeros(_BARS)
    # Planes of eight channels must not be touched as they are: PyAV reads past the last of them.
    resampler = av.AudioResampler(format="flt", layout="mono", rate=8000)
    for packet in container.demux(container.streams.audio[0]):
        try:
            frames = [piece for frame in packet.decode() for piece in resampler.resample(frame)]
        except (av.error.FFmpegError, ValueError):
            continue
        for frame in frames:
            place = min(_BARS - 1, int(max(0.0, frame.time or 0.0) / total * _BARS))
            row = frame.to_ndarray().astype(np.float64)
            bars[place] = max(bars[place], float(np.abs(np.nan_to_num(row)).max(initial=0.0)))
    return _drawn_bars(bars / max(float(bars.max()), 1e-9), width)


def _drawn_bars(bars: np.ndarray[Any, np.dtype[np.float64]], width: int) -> Image.Image:
    height = max(2, width * 9 // 16)
    image = Image.new("RGB", (width, height), _PAPER)
    pen = ImageDraw.Draw(image)
    step = width / _BARS
    for place, bar in enumerate(bars):
        half = max(1.0, 0.42 * height * float(bar))
        left = place * step + step * 0.2
        pen.rectangle((left, height / 2 - half, left + step * 0.6, height / 2 + half), fill=_INK)
    return image
