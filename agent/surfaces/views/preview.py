"""A picture on the terminal, in the best form it is known to take; nothing at all where none is."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from agent.surfaces.views import half_blocks, inline_images, pictures, sixel, terminal_kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PIL.Image import Image

frames = pictures.frames
beside = pictures.beside

_MOST_COLUMNS: Final = 100
_ROWS: Final = 20
_FRAME_COLUMNS: Final = 24
_MOST_FRAMES: Final = 4
_FILMS: Final = frozenset(f".{ending}" for ending in ["mp4", "mov", "m4v", "webm", "mkv", "avi"])
_KITTY: Final = frozenset(["kitty", "ghostty"])
_ITERM2: Final = frozenset(["iterm2", "wezterm", "mintty"])
_SIXEL: Final = frozenset(["foot", "mlterm", "contour"])
_KONSOLE_SIXEL: Final = (220400,)
# Pixels of a cell: terminals have more, and a picture that is small beats one that is cut off.
_CELL: Final = (8, 16)
_SHARP: Final = (10, 20)  # pixels sent for a cell where the terminal does the scaling


def form(environment: Mapping[str, str]) -> str:
    """`kitty`, `iterm2`, `sixel`, `blocks`, or nothing: what this terminal takes.

    tmux and screen hand no pictures on, and in Windows Terminal and Visual Studio Code it depends
    on what the environment does not say: half blocks are right everywhere.
    """
    known = terminal_kind.name(environment)
    if known == "dumb" or environment.get("NO_COLOR"):
        return ""
    if known in _KITTY:
        return "kitty"
    if known in _ITERM2:
        return "iterm2"
    konsole = terminal_kind.version(environment, "KONSOLE_VERSION")
    if known in _SIXEL or (known == "konsole" and konsole >= _KONSOLE_SIXEL):
        return "sixel"
    return "blocks" if half_blocks.depth(environment, known) else ""


def show(
    picture: Path | str | bytes,
    stream: TextIO,
    environment: Mapping[str, str],
    width: int,
    *,
    height: int = _ROWS,
) -> bool:
    """Write a picture, or frames of a film, within so many columns and rows.

    Whether there is anything to be seen; where it is False, nothing was written.
    """
    if not stream.isatty() or not may_show(environment, stream.encoding):
        return False
    seen = drawn(picture, environment, width, height=height)
    stream.write(seen)
    stream.flush()
    return bool(seen)


def may_show(environment: Mapping[str, str], encoding: str | None) -> bool:
    """Whether a terminal that is written to in this encoding shows pictures in any form."""
    way = form(environment)
    return bool(way) and (way != "blocks" or _has_blocks(encoding or "ascii"))


def drawn(
    picture: Path | str | bytes, environment: Mapping[str, str], width: int, *, height: int = _ROWS
) -> str:
    """What to write for a picture, or for frames of a film; nothing where there is none."""
    way = form(environment)
    if not way:
        return ""
    space = (max(min(width, _MOST_COLUMNS), 1), max(height, 1))
    image = _seen(picture if isinstance(picture, bytes) else Path(picture), space[0])
    return "" if image is None else _drawn(way, image, space, environment)


def _seen(picture: Path | bytes, columns: int) -> Image | None:
    """The picture, or as many frames beside each other as are large enough to be made out."""
    if isinstance(picture, bytes) or picture.suffix.lower() not in _FILMS:
        return pictures.load(picture)
    count = min(max(columns // _FRAME_COLUMNS, 1), _MOST_FRAMES)
    strip = beside(frames(picture, count))
    return pictures.load(strip) if strip else None


def _drawn(way: str, image: Image, space: tuple[int, int], environment: Mapping[str, str]) -> str:
    columns, rows = pictures.fitting(image.size, *space)
    if way == "blocks":
        colours = half_blocks.depth(environment, terminal_kind.name(environment))
        return half_blocks.drawn(image, columns, rows, colours)
    if way == "sixel":
        return sixel.encoded(_sized(image, columns, rows, _CELL)) + "\n"
    sharp = pictures.png(_sized(image, columns, rows, _SHARP))
    draw = inline_images.kitty if way == "kitty" else inline_images.iterm2
    return draw(sharp, columns, rows) + "\n"


def _sized(image: Image, columns: int, rows: int, cell: tuple[int, int]) -> Image:
    return pictures.scaled(image, columns * cell[0], rows * cell[1])


def _has_blocks(encoding: str) -> bool:
    try:
        half_blocks.UPPER.encode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


def main(arguments: Sequence[str]) -> int:
    """Draw a picture for another process: its path, and the columns there are."""
    path, columns = arguments
    seen = drawn(path, os.environ, int(columns))
    sys.stdout.buffer.write(seen.encode("utf-8"))
    return 0 if seen else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
