"""Small pictures and films, made by Pillow and PyAV; and a stream that somebody looks at."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PIL")
pytest.importorskip("av")

import av
from PIL import Image

from agent.surfaces.views import pictures

if TYPE_CHECKING:
    from pathlib import Path


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]  # the one of the class is no property
        """What it writes in."""
        return self._encoding

    def isatty(self) -> bool:
        """It is one."""
        return True


def picture(width: int = 64, height: int = 36) -> Image.Image:
    """Red above, blue below."""
    found = Image.new("RGB", (width, height), (255, 0, 0))
    found.paste((0, 0, 255), (0, height // 2, width, height))
    return found


def png(width: int = 64, height: int = 36) -> bytes:
    """The same as a file."""
    return pictures.png(picture(width, height))


def film(path: Path, frames: int = 20, size: tuple[int, int] = (64, 36)) -> Path:
    """A film that goes from black to white, at ten frames a second."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for number in range(frames):
            grey = round(255 * number / max(frames - 1, 1))
            shot = av.VideoFrame(*size, "rgb24")
            shot.planes[0].update(bytes([grey]) * shot.planes[0].buffer_size)
            out.mux(stream.encode(shot))
        out.mux(stream.encode())
    return path


def turn(film: Path) -> None:
    """Note in a film that the camera was held upright, as phones do."""
    raw = bytearray(film.read_bytes())
    matrix = raw.index(b"tkhd") + 44
    struct.pack_into(">9i", raw, matrix, 0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
    film.write_bytes(raw)
