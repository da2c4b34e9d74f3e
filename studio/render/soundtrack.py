"""The soundtrack as an AAC file of its own, cached as long as nothing audible changes."""

from __future__ import annotations

import hashlib
import json
import os
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from intents.whole_file import Beside
from studio.project.draft import COLOR, PHOTO, SCENE, STILL
from studio.render import tolerant_values
from studio.render.chunks import file_identity
from studio.render.sound import mix

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from studio.render.film import Film

RATE = 48_000
BIT_RATE = 160_000  # bits a second of AAC: small beside the picture
MIX_VERSION = 3  # raised when the same draft sounds differently than before
VIDEO, AUDIO = 0, 1  # `tt` of a track
# Metadata of clips that changes only their picture: the sound need not be mixed again.
INAUDIBLE_KEYS = {
    "zoom", "filter", "adjust", "blur", "crop", "rotate", "flip", "fit", "look", "color", "pos",
    "size", "opacity", "chroma_key", "stabilize", "fade_color", "role", "name", "type",
}  # fmt: skip


def soundtrack(film: Film, draft: Mapping[str, Any], media: Mapping[str, Any], store: Path) -> Path:
    """The cached file; mixed and encoded now if it is not there."""
    file = store / f"{_cache_key(film, draft, media)}.m4a"
    if not file.is_file():
        _encode(blocks(film, draft, media), file)
    os.utime(file)
    return file


def blocks(
    film: Film, draft: Mapping[str, Any], media: Mapping[str, Any]
) -> Iterator[np.ndarray[Any, np.dtype[np.float32]]]:
    """The mixed samples, cut or padded to the exact length of the picture."""
    left = round(film.frames * RATE / film.fps)
    for block in mix.blocks(draft, media):
        part = np.asarray(block, np.float32)[:left]
        left -= len(part)
        yield part
        if left <= 0:
            return
    while left > 0:
        part = np.zeros((min(left, RATE), 2), np.float32)
        left -= len(part)
        yield part


def _cache_key(film: Film, draft: Mapping[str, Any], media: Mapping[str, Any]) -> str:
    """A hash that is equal for drafts that sound the same."""
    facts: list[Any] = [MIX_VERSION, av.__version__, film.frames, film.fps]
    about = tolerant_values.mapping(draft.get("m"))
    facts += [about.get("loudness"), about.get("even")]
    for track in tolerant_values.items(draft.get("t")):
        if track.get("tt") not in {VIDEO, AUDIO}:
            continue
        for segment in tolerant_values.items(track.get("sg")):
            meta = tolerant_values.mapping(segment.get("m"))
            if track.get("tt") == VIDEO:
                meta = {key: value for key, value in meta.items() if key not in INAUDIBLE_KEYS}
                if meta.get("kind") in {SCENE, COLOR, STILL, PHOTO}:
                    meta = {"start": meta.get("start")}
            facts.append(
                [
                    track.get("tt"),
                    segment.get("d"),
                    dict(meta),
                    file_identity(tolerant_values.text(meta.get("src")), media),
                ]
            )
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _encode(source: Iterator[Any], file: Path) -> None:
    with Beside(file) as part, av.open(part, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=RATE, layout="stereo")
        stream.bit_rate = BIT_RATE
        at = 0
        for block in source:
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(block.T), format="fltp", layout="stereo"
            )
            frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
            at += len(block)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
