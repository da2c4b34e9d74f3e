"""Normalization of uploads that cannot be edited as they came: once, in place, when they arrive.

Most files stay as they are: turned phones, odd sizes, uneven frame rates and eight channels are
read directly. Normalized are pictures that are larger than any film, turned by a flag or in colours
few readers know; moving GIFs; HDR; frames above 4096 pixels; recordings without a length.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from studio.media import sandbox
from studio.media.probe import Media, UnusableMediaError, facts_of, probe

_LONGEST_MINUTES: Final = 15  # a conversion that takes longer is given up: an upload is waited for
_POSTER: Final = sandbox.Limits(memory_mb=2048, cpu_s=20, wall_s=30, file_mb=64)


def normalize(media: Media) -> Media:
    """Convert the file at its path if it needs it, and return its new facts.

    A film too long to be converted in bearable time stays as it is: it can be used, its light is
    only
    not right. A picture that cannot be converted is refused.
    """
    if not media.must_settle:
        return media
    path = Path(media.path)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        target = Path(folder) / "settled"
        question = {"path": media.path, "target": str(target), "transfer": media.transfer}
        try:
            facts_of(sandbox.run_in_child("settle", question, _limits(media)))
            fit = probe(target, media.name)
        except UnusableMediaError:
            if media.kind == "image" or media.is_animated:
                raise
            return replace(media, must_settle=False)
        target.replace(path)
    return replace(fit, path=media.path, is_animated=media.is_animated, must_settle=False)


def poster(media: Media, target: Path, width: int = 640) -> bool:
    """Write a small JPEG of an upload; False if none could be made."""
    question = {"path": media.path, "target": str(target), "width": width}
    return "facts" in sandbox.run_in_child("poster", question, _POSTER)


def _limits(media: Media) -> sandbox.Limits:
    """Time limits in proportion to the length of the media, within bounds."""
    # Half a minute, and six seconds for each second of film.
    seconds = min(_LONGEST_MINUTES * 60, 30 + 6 * media.duration_ms // 1000)
    return sandbox.Limits(memory_mb=2560, cpu_s=seconds * 2, wall_s=seconds, file_mb=4096)
