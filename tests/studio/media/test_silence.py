from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from studio.media import silence
from studio.media.file_types import sniff
from studio.media.probe import probe

if TYPE_CHECKING:
    from pathlib import Path

    from tests.studio.media.conftest import Bench

RATE = 48_000


def spoken(path: Path, still: list[tuple[float, float]], seconds: float = 4.0) -> Path:
    """A tone over a faint hiss, which alone is left in the stretches named."""
    at = np.arange(round(seconds * RATE))
    tone = np.sin(at * 0.03) * 8000
    for low, high in still:
        tone[round(low * RATE) : round(high * RATE)] = 0
    heard = (tone + np.random.default_rng(7).normal(0, 8, len(at))).astype(np.int16)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(heard[None, :], format="s16", layout="mono")
        frame.rate, frame.pts = RATE, 0
        out.mux([*stream.encode(frame), *stream.encode(None)])
    return path


def test_a_pause_is_found_but_for_its_soft_edges(bench: Bench) -> None:
    path = spoken(bench.folder / "a.wav", [(1.0, 2.5)])

    [(low, high)] = probe(path, "a.wav").silences

    assert low == pytest.approx(1000 + silence.EDGE_MS, abs=25)
    assert high == pytest.approx(2500 - silence.EDGE_MS, abs=25)


def test_a_breath_is_no_silence(bench: Bench) -> None:
    path = spoken(bench.folder / "a.wav", [(1.0, 1.3)])

    assert silence.silences(path, sniff(path)) == []


def test_silence_at_both_ends_is_whole(bench: Bench) -> None:
    path = spoken(bench.folder / "a.wav", [(0.0, 1.0), (3.0, 4.0)])

    found = silence.silences(path, sniff(path))

    assert [found[0][0], found[-1][1]] == [0, 4000]


def test_a_film_without_sound_has_no_silences(bench: Bench) -> None:
    assert probe(bench.film("a.mp4"), "a.mp4").silences == ()


def test_a_tone_all_along_has_none(bench: Bench) -> None:
    path = bench.film("a.mp4", sound="aac")

    assert list(probe(path, "a.mp4").silences) == []
