"""The cover picture of a film, stored inside the MP4 as an attached JPEG."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
from PIL import Image

from studio.render import photos, tolerant_values
from studio.render.clip_reader import ClipReader, UnreadableError, display_size, planes_of
from studio.render.frame_fitting import even, rotated
from studio.render.frame_renderer import FrameRenderer
from studio.render.planes import to_image

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.render.film import Film

# Pixels on the longer side and quality of the JPEG: enough for a thumbnail in any player.
LONGEST = 1280
QUALITY = 88


def cover(film: Film, media: Mapping[str, Any]) -> bytes | None:
    """The chosen upload or frame as JPEG; None where none was asked for or the upload is gone."""
    image = (
        _uploaded_picture(tolerant_values.mapping(media.get(film.poster_src)))
        if film.poster_src
        else None
    )
    if image is None and film.poster_ms is not None:
        image = _film_frame(film, media, film.poster_ms)
    if image is None:
        return None
    written = io.BytesIO()
    image.convert("RGB").save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def attach(container: Any, picture: bytes) -> None:
    """Add a JPEG to a file being written as its attached picture, which players show as cover."""
    with Image.open(io.BytesIO(picture)) as image_file:
        size = image_file.size
    stream = container.add_stream("mjpeg", rate=1)
    stream.width, stream.height = size
    stream.pix_fmt = "yuvj420p"
    stream.disposition = av.stream.Disposition.attached_pic
    packet = av.Packet(picture)
    packet.stream, packet.time_base = stream, Fraction(1, 90_000)
    packet.pts = packet.dts = 0
    packet.is_keyframe = True
    container.mux(packet)


def _film_frame(film: Film, media: Mapping[str, Any], at_ms: float) -> Image.Image:
    scale = min(1.0, LONGEST / max(film.width, film.height))
    small = film.sized(round(film.width * scale), round(film.height * scale))
    at = min(film.frames - 1, max(0, round(at_ms * film.fps / 1000)))
    return to_image(FrameRenderer(small, media).frame(at))


def _uploaded_picture(stored: Mapping[str, Any]) -> Image.Image | None:
    path = Path(tolerant_values.text(stored.get("path")))
    if not path.is_file():
        return None
    try:
        if stored.get("kind") != "image":
            return _video_still(path)
        image = photos.open_image(path).convert("RGB")
    except (UnreadableError, OSError):
        return None
    image.thumbnail((LONGEST, LONGEST))
    return image


def _video_still(path: Path) -> Image.Image:
    """A frame from 16 % into a film, since the beginning is often black."""
    clip = ClipReader(path)
    frame = clip.at(clip.seconds * 0.16)
    wide, tall = display_size(clip, frame)
    scale = min(1.0, LONGEST / max(wide, tall))
    picture = planes_of(frame, (even(wide * scale), even(tall * scale)))
    return to_image(rotated(picture, -frame.rotation % 360))
