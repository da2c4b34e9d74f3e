"""The cover of a film: the frame or the upload that stands for it, inside the file as JPEG."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av

from studio.render import photos, tolerant_values
from studio.render.clip_reader import Clip, UnreadableError, planes_of, shown_size
from studio.render.frame_fitting import even, turned
from studio.render.frame_renderer import FrameRenderer
from studio.render.planes import to_image

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL import Image

    from studio.render.film import Film

LONGEST = 1280
QUALITY = 88


def cover(film: Film, media: Mapping[str, Any]) -> bytes | None:
    """The picture that was asked for; none where nobody asked, or where it went missing."""
    image = (
        _uploaded(tolerant_values.mapping(media.get(film.poster_src))) if film.poster_src else None
    )
    if image is None and film.poster_ms is not None:
        image = _frame(film, media, film.poster_ms)
    if image is None:
        return None
    written = io.BytesIO()
    image.convert("RGB").save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def add(box: Any, picture: bytes) -> None:
    """Put a cover into a file being written, as players and folders look for it."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as seen:
        size = seen.size
    stream = box.add_stream("mjpeg", rate=1)
    stream.width, stream.height = size
    stream.pix_fmt = "yuvj420p"
    stream.disposition = av.stream.Disposition.attached_pic
    packet = av.Packet(picture)
    packet.stream, packet.time_base = stream, Fraction(1, 90_000)
    packet.pts = packet.dts = 0
    packet.is_keyframe = True
    box.mux(packet)


def _frame(film: Film, media: Mapping[str, Any], at_ms: float) -> Image.Image:
    scale = min(1.0, LONGEST / max(film.width, film.height))
    small = film.sized(round(film.width * scale), round(film.height * scale))
    at = min(film.frames - 1, max(0, round(at_ms * film.fps / 1000)))
    return to_image(FrameRenderer(small, media).frame(at))


def _uploaded(stored: Mapping[str, Any]) -> Image.Image | None:
    path = Path(tolerant_values.text(stored.get("path")))
    if not path.is_file():
        return None
    try:
        if stored.get("kind") != "image":
            return _first_of(path)
        image = photos.open_image(path).convert("RGB")
    except (UnreadableError, OSError):
        return None
    image.thumbnail((LONGEST, LONGEST))
    return image


def _first_of(path: Path) -> Image.Image:
    """A film's picture a little after its beginning, which is often black."""
    clip = Clip(path)
    frame = clip.at(clip.seconds * 0.16)
    wide, tall = shown_size(clip, frame)
    scale = min(1.0, LONGEST / max(wide, tall))
    picture = planes_of(frame, (even(wide * scale), even(tall * scale)))
    return to_image(turned(picture, -frame.rotation % 360))
