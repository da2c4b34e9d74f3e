"""Pictures, inside the child process: inspection and conversion."""

from __future__ import annotations

import struct
import warnings
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image, ImageOps

from studio.media.file_types import FileType, UnfitFile

if TYPE_CHECKING:
    from pathlib import Path

MOST_PIXELS: Final = 150_000_000  # decoded they fit the child's memory; cameras make 100 million
LONGEST: Final = 4096  # pixels a side; no film of ours is larger
_SIDEWAYS: Final = {5, 6, 7, 8}  # values of the EXIF orientation that swap width and height
_ORIENTATION: Final = 0x0112  # the EXIF tag
_PLAIN_MODES: Final = {"RGB", "RGBA", "L"}
_DEFAULT_FRAME_MS: Final = 100  # what browsers take where a GIF says nothing
_MOST_FRAMES: Final = 3000  # whose durations are added up
# What Pillow raises for damaged files, among others.
_BROKEN: Final = (OSError, SyntaxError, ValueError, struct.error, KeyError, IndexError, EOFError)


def inspect(path: Path, kind: FileType) -> dict[str, Any]:
    """The facts of a picture; it is fully decoded once, or a damaged one would come in."""
    if kind.reader == "PNG" and not _has_end(path):
        raise UnfitFile("damaged")
    with opened(path, kind) as image:
        frames = _frame_count(image)
        duration = _duration(image, frames) if frames > 1 else 0
        width, height = image.size
        flag = image.getexif().get(_ORIENTATION, 1)
        is_plain = image.mode in _PLAIN_MODES and flag == 1 and max(image.size) <= LONGEST
        decode(image)
    if flag in _SIDEWAYS:
        width, height = height, width
    if frames > 1:
        return {
            "kind": "video", "format": kind.name, "width": width, "height": height,
            "duration_ms": duration, "fps": round(1000 * frames / max(1, duration), 3),
            "is_animated": True, "is_variable": True, "must_settle": True,
        }  # fmt: skip
    scale = min(1.0, LONGEST / max(width, height))
    return {
        "kind": "image", "format": kind.name, "must_settle": not is_plain,
        "width": max(1, round(width * scale)), "height": max(1, round(height * scale)),
    }  # fmt: skip


def _has_end(path: Path) -> bool:
    """Whether a PNG goes to its end chunk; Pillow takes one that was cut off behind its pixels."""
    size = path.stat().st_size
    with path.open("rb") as file:
        at = len(file.read(8))
        while len(head := file.read(8)) == 8:  # noqa: PLR2004 - a length and a name
            length, name = struct.unpack(">I4s", head)
            at += 12 + length  # the head and a checksum
            if name == b"IEND":
                return bool(at <= size)
            file.seek(at)
    return False


def opened(path: Path, kind: FileType) -> Image.Image:
    """Open a picture of bearable size; nothing of it is decoded yet."""
    Image.MAX_IMAGE_PIXELS = None  # the bound below is ours
    warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which is no concern of ours
    try:
        image = Image.open(path, formats=[kind.reader])
    except _BROKEN as cause:
        raise UnfitFile("damaged") from cause
    width, height = image.size
    if width * height > MOST_PIXELS:
        image.close()
        raise UnfitFile("picture_too_large")
    return image


def decode(image: Image.Image, longest: int = LONGEST) -> None:
    """Decode a picture; a JPEG at a reduced scale where that is enough."""
    try:
        if image.format == "JPEG":
            image.draft(None, (longest, longest))
        image.load()
    except _BROKEN as cause:
        raise UnfitFile("damaged") from cause


def upright(image: Image.Image, longest: int) -> Image.Image:
    """Convert to 8-bit RGB(A), at most `longest` a side, turned by the EXIF flag."""
    factor = max(1, max(image.size) // (2 * longest))
    if factor > 1 and image.mode in _PLAIN_MODES:
        image = image.reduce(factor)
    plain = image if image.mode in _PLAIN_MODES else _to_8_bit(image)
    plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return ImageOps.exif_transpose(plain)


def save(image: Image.Image, target: Path) -> None:
    """Write a picture: PNG if it has transparency, else JPEG."""
    if image.mode == "RGBA":
        image.save(target, "PNG", compress_level=3)
    else:
        image.save(target, "JPEG", quality=93, exif=b"")


def _to_8_bit(image: Image.Image) -> Image.Image:
    """Convert palettes, CMYK, 16 bits and the like to RGB or RGBA."""
    exif = image.getexif()
    if image.mode.startswith("I") or image.mode == "F":
        top = _white_level(image)
        plain = image.convert("F").point(lambda value: value * (255 / top) + 0).convert("L")
    elif "A" in image.mode or "transparency" in image.info:
        plain = image.convert("RGBA")
    else:
        plain = image.convert("RGB")
    plain.info["exif"] = exif.tobytes()
    return plain


def _white_level(image: Image.Image) -> float:
    """255, or 65535 where any pixel is beyond that."""
    brightest = np.asarray(image.resize((256, 256), Image.Resampling.NEAREST)).max()
    return 255.0 if brightest <= 255 else 65535.0  # noqa: PLR2004 - eight bits or sixteen


def _frame_count(image: Image.Image) -> int:
    try:
        return int(getattr(image, "n_frames", 1))
    except _BROKEN:
        return 1


def _duration(image: Image.Image, frames: int) -> int:
    total = 0
    for place in range(min(frames, _MOST_FRAMES)):
        try:
            image.seek(place)
            image.load()  # a WebP tells only then
        except _BROKEN:
            break
        total += int(image.info.get("duration") or _DEFAULT_FRAME_MS)
    image.seek(0)
    return total
