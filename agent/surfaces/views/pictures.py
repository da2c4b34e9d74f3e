"""Pictures out of files and films, by Pillow and PyAV where they are installed."""

from __future__ import annotations

import io
import warnings
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

    from av import VideoFrame
    from av.container import InputContainer
    from PIL.Image import Image

_MOST_PIXELS: Final = 50_000_000
_MOST_BYTES: Final = 64 * 1024 * 1024
_MOST_FRAMES: Final = 24
_WIDEST: Final = 960  # pixels of a frame
_LANCZOS: Final = 1  # PIL.Image.Resampling.LANCZOS, without importing it
_LOOKED_AT: Final = 300  # frames after a seek; key frames stand closer


def _pillow() -> Any:  # the module, whose types are those of an extra
    from PIL import Image  # 45 ms, and it may be absent

    return Image


def load(picture: Path | bytes) -> Image | None:
    """The picture, its transparent parts black; None where it is none or Pillow is absent."""
    try:
        image = _pillow()
    except ImportError:
        return None
    try:
        raw = picture if isinstance(picture, bytes) else _read(picture)
        with warnings.catch_warnings(action="ignore"), image.open(io.BytesIO(raw)) as found:
            if found.width * found.height > _MOST_PIXELS:
                return None
            seen = found.convert("RGBA")
        ground = image.new("RGBA", seen.size, (0, 0, 0, 255))
        whole: Image = image.alpha_composite(ground, seen)
        return whole.convert("RGB")
    except (OSError, ValueError, SyntaxError, image.DecompressionBombError):
        return None  # SyntaxError is what Pillow says of a broken PNG


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES)


def scaled(image: Image, width: int, height: int) -> Image:
    """The picture in so many pixels."""
    return image.resize((max(width, 1), max(height, 1)), _LANCZOS)


def fitting(size: tuple[int, int], columns: int, rows: int, ratio: float = 2.0) -> tuple[int, int]:
    """The columns and rows a picture of that size takes at most, a cell `ratio` times as high."""
    width, height = size
    needed = columns * height / (width * ratio)
    if needed > rows:
        columns = max(1, round(rows * ratio * width / height))
        needed = rows
    return columns, max(1, round(needed))


def png(image: Image) -> bytes:
    """The picture as a PNG."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def frames(video: Path, count: int) -> list[bytes]:
    """So many frames of a film, evenly apart, as PNGs; none where it cannot be read.

    The first is not the very first, which often is black, nor the last the last.
    """
    if find_spec("av") is None or find_spec("PIL") is None:
        return []
    import av  # 60 ms, and it may be absent

    found: list[bytes] = []
    count = min(max(count, 0), _MOST_FRAMES)
    try:
        with av.open(str(video)) as film:
            length = (film.duration or 0) / av.time_base
            for number in range(count):
                frame = _frame(film, length * (number + 0.5) / count)
                if frame is not None:
                    found.append(png(frame))
    except (av.FFmpegError, OSError, ValueError, IndexError):
        return found
    return found


def _frame(film: InputContainer, at: float) -> Image | None:
    """The picture that is seen at a time, in seconds."""
    stream = film.streams.video[0]
    base = stream.time_base
    begins = float((stream.start_time or 0) * base) if base else 0.0
    if base:
        film.seek(int((begins + at) / base), stream=stream)
    last = None
    for seen, frame in enumerate(film.decode(stream)):
        if last is not None and (frame.time or 0.0) - begins > at:
            break
        last = frame
        if seen > _LOOKED_AT:
            break
    return None if last is None else _picture(last)


def _picture(frame: VideoFrame) -> Image:
    """A frame in small, the way up that the camera noted."""
    width = min(frame.width, _WIDEST)
    height = max(round(frame.height * width / max(frame.width, 1)), 1)
    small = frame.reformat(width=width, height=height, format="rgb24")
    plane = small.planes[0]
    size = (width, height)
    found: Image = _pillow().frombytes("RGB", size, bytes(plane), "raw", "RGB", plane.line_size)
    return found.rotate(frame.rotation, expand=True) if frame.rotation else found


def beside(pictures: list[bytes], gap: int = 8) -> bytes:
    """Several pictures in a row, of one height; nothing where none can be read."""
    images = [found for one in pictures if (found := load(one)) is not None]
    if not images:
        return b""
    height = min(one.height for one in images)
    even = [scaled(one, round(one.width * height / one.height), height) for one in images]
    width = sum(one.width for one in even) + gap * (len(even) - 1)
    strip = _pillow().new("RGB", (width, height))
    at = 0
    for one in even:
        strip.paste(one, (at, 0))
        at += one.width + gap
    return png(strip)
