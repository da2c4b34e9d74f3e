"""The sound of a film as AAC in a file of its own, kept as long as nothing audible changes."""

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
from studio.render.chunks import file_of
from studio.render.sound import mix

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from studio.render.film import Film

RATE = 48_000
BITS = 160_000
HEARD_AS = 3  # raised when the same draft sounds differently than before
VIDEO, AUDIO = 0, 1
UNHEARD = {
    "zoom", "filter", "adjust", "blur", "crop", "rotate", "flip", "fit", "look", "color", "pos",
    "size", "opacity", "chroma_key", "stabilize", "fade_color", "role", "name", "type",
}  # fmt: skip


def soundtrack(film: Film, draft: Mapping[str, Any], media: Mapping[str, Any], store: Path) -> Path:
    """The file, mixed and encoded now if it is not there."""
    file = store / f"{_name(film, draft, media)}.m4a"
    if not file.is_file():
        _encode(blocks(film, draft, media), file)
    os.utime(file)
    return file


def blocks(
    film: Film, draft: Mapping[str, Any], media: Mapping[str, Any]
) -> Iterator[np.ndarray[Any, np.dtype[np.float32]]]:
    """The mixed sound, as long as the picture to the sample."""
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


def _name(film: Film, draft: Mapping[str, Any], media: Mapping[str, Any]) -> str:
    """The name of what will be heard."""
    told: list[Any] = [HEARD_AS, av.__version__, film.frames, film.fps]
    about = tolerant_values.mapping(draft.get("m"))
    told += [about.get("loudness"), about.get("even")]
    for track in tolerant_values.items(draft.get("t")):
        if track.get("tt") not in {VIDEO, AUDIO}:
            continue
        for segment in tolerant_values.items(track.get("sg")):
            said = tolerant_values.mapping(segment.get("m"))
            if track.get("tt") == VIDEO:
                said = {key: value for key, value in said.items() if key not in UNHEARD}
                if said.get("kind") in {SCENE, COLOR, STILL, PHOTO}:
                    said = {"start": said.get("start")}
            told.append(
                [
                    track.get("tt"),
                    segment.get("d"),
                    dict(said),
                    file_of(tolerant_values.text(said.get("src")), media),
                ]
            )
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _encode(source: Iterator[Any], file: Path) -> None:
    with Beside(file) as part, av.open(part, "w", format="mp4") as box:
        stream = box.add_stream("aac", rate=RATE, layout="stereo")
        stream.bit_rate = BITS
        at = 0
        for block in source:
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(block.T), format="fltp", layout="stereo"
            )
            frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
            at += len(block)
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
