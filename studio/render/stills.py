"""Single frames as images, for the contact sheets of docs/looks and for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.render import film as films
from studio.render.frame_renderer import FrameRenderer
from studio.render.planes import to_image

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL import Image

LARGE = 2  # a still is drawn at most this many times larger than asked for


def still(
    draft: Mapping[str, Any], media: Mapping[str, Any], at_ms: float, size: tuple[int, int]
) -> Image.Image:
    """The film at a time, no larger than `size`, in the film's own ratio."""
    film = films.of(draft, media)
    scale = min(size[0] / film.width, size[1] / film.height)
    small = film.sized(max(16, round(film.width * scale)), max(16, round(film.height * scale)))
    frame = min(film.frames - 1, max(0, round(at_ms * film.fps / 1000)))
    return to_image(FrameRenderer(small, media).frame(frame))
