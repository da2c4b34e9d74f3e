"""Chunks: the pieces a film is encoded in, each cached under a hash of all that can change its
pixels.

A chunk begins where a shot begins or two seconds after the chunk before; times inside its key count
from its own beginning, so that a chunk which merely moved is found again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import PIL

from studio.render import tolerant_values
from studio.render.frame_renderer import transition_half

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from studio.render.film import Film, Shot, TextSegment

DRAWING_VERSION = 4  # raised when the same draft is drawn differently than before
LONGEST_S = 2.0
SHORTEST_FRAMES = 12  # frames: encoders need some to look back on


@dataclass(frozen=True, slots=True)
class Chunk:
    """The frames `first` up to `last`, encoded together."""

    first: int
    last: int

    @property
    def frames(self) -> int:
        return self.last - self.first


def split(film: Film) -> list[Chunk]:
    """Cut a film into chunks: at the shots, and every two seconds inside them."""
    step = round(LONGEST_S * film.fps)
    cuts = {0, film.frames}
    for shot in film.shots:
        cuts.update(range(shot.first, min(shot.last, film.frames), step))
    edges = sorted(cut for cut in cuts if 0 <= cut <= film.frames)
    tail = max((shot.last for shot in film.shots), default=0)
    edges = sorted({*edges, *range(tail, film.frames, step)} if tail < film.frames else edges)
    kept = [edges[0]]
    for edge in edges[1:]:
        if edge - kept[-1] >= SHORTEST_FRAMES:
            kept.append(edge)
    if kept[-1] != film.frames:
        kept = [*kept[:-1], film.frames] if len(kept) > 1 else [0, film.frames]
    return [Chunk(a, b) for a, b in pairwise(kept)]


def cache_key(chunk: Chunk, film: Film, media: Mapping[str, Any], settings: object) -> str:
    """A hash that is equal for chunks with equal pixels, also when they moved in time."""
    facts = {
        "version": [DRAWING_VERSION, av.__version__, np.__version__, PIL.__version__],
        "settings": settings,
        "size": [film.width, film.height, film.fps, chunk.frames],
        "shots": [_shot_facts(shot, chunk.first, media) for shot in _shots_in(film, chunk)],
        "over": [
            _shot_facts(shot, chunk.first, media)
            for shot in film.overlays
            if _overlaps(shot, chunk)
        ],
        "words": [
            _text_facts(text, film, chunk, media) for text in film.texts if _overlaps(text, chunk)
        ],
        "bar": [asdict(film.bar), chunk.first, film.frames] if film.bar else None,
    }
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _overlaps(one: Shot | TextSegment, chunk: Chunk) -> bool:
    return one.first < chunk.last and one.last > chunk.first


def _shots_in(film: Film, chunk: Chunk) -> Iterable[Shot]:
    """Yield the shots of a chunk, and the neighbours whose transitions reach into it."""
    for index, shot in enumerate(film.shots):
        before = transition_half(film.shots, index)
        after = transition_half(film.shots, index + 1)
        if shot.first - before < chunk.last and shot.last + after > chunk.first:
            yield shot


def _shot_facts(shot: Shot, counted_from: int, media: Mapping[str, Any]) -> list[Any]:
    facts = {key: value for key, value in asdict(shot).items() if key not in {"meta", "first"}}
    return [
        facts,
        shot.first - counted_from,
        file_identity(shot.src, media),
        file_identity(shot.key_background, media),
    ]


def file_identity(src: str, media: Mapping[str, Any]) -> list[Any]:
    """Path, size and time of change of a stored file: a replaced upload is another one."""
    path = tolerant_values.text(tolerant_values.mapping(media.get(src)).get("path")) if src else ""
    try:
        info = Path(path).stat()
    except (OSError, ValueError):
        return [src]
    return [src, path, info.st_size, info.st_mtime_ns]


def _text_facts(text: TextSegment, film: Film, chunk: Chunk, media: Mapping[str, Any]) -> list[Any]:
    """A text and all that is under it: its scrim depends on the picture behind."""
    facts = {key: value for key, value in asdict(text).items() if key != "first"}
    span = Chunk(text.first, text.last)
    under = [_shot_facts(shot, text.first, media) for shot in _shots_in(film, span)]
    over = [_shot_facts(shot, text.first, media) for shot in film.overlays if _overlaps(shot, span)]
    return [facts, text.first - chunk.first, under, over]
