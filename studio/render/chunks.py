"""The pieces a film is encoded in, each with a name made of all that can change its pixels.

A piece begins where a shot begins or two seconds after the piece before; times inside its name
count from its own beginning, so that a piece which merely moved is found again.
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
from studio.render.frame_renderer import halves

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from studio.render.film import Film, Shot, TextSegment

DRAWN_AS = 4  # raised when the same draft is drawn differently than before
PIECE_S = 2.0
LEAST = 12  # frames: encoders need some to look back on


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of frames."""

    first: int
    last: int

    @property
    def frames(self) -> int:
        """How many."""
        return self.last - self.first


def pieces(film: Film) -> list[Piece]:
    """The whole film in pieces."""
    step = round(PIECE_S * film.fps)
    cuts = {0, film.frames}
    for shot in film.shots:
        cuts.update(range(shot.first, min(shot.last, film.frames), step))
    edges = sorted(cut for cut in cuts if 0 <= cut <= film.frames)
    tail = max((shot.last for shot in film.shots), default=0)
    edges = sorted({*edges, *range(tail, film.frames, step)} if tail < film.frames else edges)
    kept = [edges[0]]
    for edge in edges[1:]:
        if edge - kept[-1] >= LEAST:
            kept.append(edge)
    if kept[-1] != film.frames:
        kept = [*kept[:-1], film.frames] if len(kept) > 1 else [0, film.frames]
    return [Piece(a, b) for a, b in pairwise(kept)]


def name(piece: Piece, film: Film, media: Mapping[str, Any], settings: object) -> str:
    """The name of what a piece will look like."""
    told = {
        "version": [DRAWN_AS, av.__version__, np.__version__, PIL.__version__],
        "settings": settings,
        "size": [film.width, film.height, film.fps, piece.frames],
        "shots": [_told(shot, piece.first, media) for shot in _seen(film, piece)],
        "over": [_told(shot, piece.first, media) for shot in film.overlays if _meets(shot, piece)],
        "words": [
            _words(words, film, piece, media) for words in film.words if _meets(words, piece)
        ],
        "bar": [asdict(film.bar), piece.first, film.frames] if film.bar else None,
    }
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _meets(one: Shot | TextSegment, piece: Piece) -> bool:
    return one.first < piece.last and one.last > piece.first


def _seen(film: Film, piece: Piece) -> Iterable[Shot]:
    """The shots of a piece, and those that a join lets reach into it."""
    for place, shot in enumerate(film.shots):
        before = halves(film.shots, place)
        after = halves(film.shots, place + 1)
        if shot.first - before < piece.last and shot.last + after > piece.first:
            yield shot


def _told(shot: Shot, since: int, media: Mapping[str, Any]) -> list[Any]:
    said = {key: value for key, value in asdict(shot).items() if key not in {"said", "first"}}
    return [said, shot.first - since, file_of(shot.src, media), file_of(shot.key_background, media)]


def file_of(src: str, media: Mapping[str, Any]) -> list[Any]:
    """A stored file as it lies there now."""
    path = tolerant_values.text(tolerant_values.mapping(media.get(src)).get("path")) if src else ""
    try:
        kept = Path(path).stat()
    except (OSError, ValueError):
        return [src]
    return [src, path, kept.st_size, kept.st_mtime_ns]


def _words(words: TextSegment, film: Film, piece: Piece, media: Mapping[str, Any]) -> list[Any]:
    """Words, and what they stand on: the scrim behind them answers to all of it."""
    said = {key: value for key, value in asdict(words).items() if key != "first"}
    span = Piece(words.first, words.last)
    under = [_told(shot, words.first, media) for shot in _seen(film, span)]
    over = [_told(shot, words.first, media) for shot in film.overlays if _meets(shot, span)]
    return [said, words.first - piece.first, under, over]
