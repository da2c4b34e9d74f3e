from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from studio.render.sound import cue_stream
from studio.render.sound.cues import Bus, Cue, Effect, Music, Upload

if TYPE_CHECKING:
    from tests.studio.render.sound.conftest import Bench


def cue(played: Music | Effect | Upload) -> Cue:
    return Cue(played, Bus.CLIP, 0, 48_000, 1, 1, 0, 0, 1, 1)


def upload(path: str, **changed: Any) -> Upload:
    usual = {
        "begin_ms": 0,
        "end_ms": None,
        "speed": 1,
        "reverse": False,
        "loops": 1,
        "denoise": False,
    }
    return Upload(path=path, **(usual | changed))


def test_an_upload_is_played_as_often_as_told(bench: Bench) -> None:
    path = bench.file("a.wav", bench.tone(440, 0.5))

    sound = np.concatenate(list(cue_stream.play(cue(upload(path, loops=3)))))

    assert len(sound) == 72_000


def test_a_loop_without_end_goes_on(bench: Bench) -> None:
    path = bench.file("a.wav", bench.tone(440, 0.1))

    pieces = list(islice(cue_stream.play(cue(upload(path, loops=0))), 50))

    assert sum(map(len, pieces)) > 48_000


def test_a_loop_of_nothing_ends() -> None:
    assert list(cue_stream.play(cue(upload("/nowhere", loops=0)))) == []


def test_reversed_the_end_comes_first(bench: Bench) -> None:
    path = bench.file("a.wav", np.concatenate([bench.tone(300, 1), bench.tone(900, 1)]))

    sound = np.concatenate(list(cue_stream.play(cue(upload(path, reverse=True)))))

    assert bench.pitch(sound[:48_000]) == pytest.approx(900, abs=1)


def test_denoising_keeps_the_length(bench: Bench) -> None:
    path = bench.file("a.wav", bench.tone(300, 1))

    sound = np.concatenate(list(cue_stream.play(cue(upload(path, denoise=True)))))

    assert len(sound) == 48_000


@pytest.mark.parametrize("played", [Music("calm", "", 1), Effect("pop", 1)])
def test_our_own_sounds_are_played(played: Music | Effect) -> None:
    first = next(cue_stream.play(cue(played)))

    assert np.abs(first).max() > 0.01
