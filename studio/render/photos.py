"""Opens uploaded pictures: upright, within size limits, as planes of the size they are shown in."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from studio.render import frame_fitting, planes
from studio.render.clip_reader import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from studio.render.film import Shot
    from studio.render.planes import Planes

MOST_PIXELS = 120_000_000  # what is larger is refused rather than let fill the memory
LONGEST_SIDE = 4096  # no film is larger


def open_image(path: Path) -> Image.Image:
    """Open a picture in RGB or RGBA, upright by its EXIF flag, at most 4096 pixels a side."""
    try:
        # The file is opened here: Pillow leaves it open where it refuses what is in it.
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(file)
            if image.width * image.height > MOST_PIXELS:
                raise UnreadableError(f"{path.name} is larger than the studio can take in")
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image)
            clear = "A" in upright.getbands() or "transparency" in upright.info
            kept = upright.convert("RGBA" if clear else "RGB")
    except Image.DecompressionBombError as cause:
        raise UnreadableError(f"{path.name} is larger than the studio can take in") from cause
    except (OSError, ValueError, SyntaxError) as cause:
        raise UnreadableError(f"{path.name} is not a picture that can be read") from cause
    kept.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return kept


def load_photo(path: Path, shot: Shot, size: tuple[int, int] | None) -> Planes:
    """The picture with the shot's rotation, flip and crop, fitted to a size; None keeps its own."""
    image = open_image(path)
    if image.mode == "RGBA":
        ground = Image.new("RGBA", image.size, (255, 255, 255, 255))
        image = Image.alpha_composite(ground, image).convert("RGB")
    if shot.rotate:
        image = image.rotate(-shot.rotate, expand=True)
    if shot.flip == "h":
        image = ImageOps.mirror(image)
    elif shot.flip == "v":
        image = ImageOps.flip(image)
    if size is None:
        return planes.of_image(image)
    where = frame_fitting.placement(image.size, shot.crop, size, shot.fit)
    scaled = image.resize(where.scaled, Image.Resampling.LANCZOS)
    return frame_fitting.fill_frame(planes.of_image(scaled), where, size, shot.fit)
