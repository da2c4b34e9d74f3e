from __future__ import annotations

import numpy as np
import pytest

from studio.render.sound.reverb import LATE, Reverb
from studio.render.sound.samples import Samples, silence

SECOND = 48_000


def knock() -> Samples:
    block = silence(SECOND)
    block[100] = 1.0
    return block


def test_what_is_not_sent_into_the_room_stays_dry() -> None:
    out = Reverb(1.5, 16_000).play(knock(), silence(SECOND))

    assert int(np.argmax(np.abs(out[:, 0]))) == 100 + LATE
    assert np.abs(out[LATE + 700 :]).max() < 0.001


@pytest.mark.parametrize("seconds", [0.6, 1.7, 3.8])
def test_the_room_fades_in_its_time(seconds: float) -> None:
    room = Reverb(seconds, 16_000)

    blocks = [
        room.play(silence(SECOND), knock()),
        *(room.play(silence(SECOND), silence(SECOND)) for _ in range(5)),
    ]

    out = np.concatenate(blocks)
    end = int(seconds * SECOND)
    early, late = (np.square(out[at : at + 4800]).mean() for at in (3000, end - 2400))
    assert 0 < late < early / 1000


def test_left_and_right_answer_differently() -> None:
    out = Reverb(1.0, 16_000).play(silence(SECOND), knock())

    left, right = out[3000:40_000].T
    likeness = float(left @ right / np.sqrt((left @ left) * (right @ right)))
    assert abs(likeness) < 0.2


def test_a_dull_room_takes_the_highs() -> None:
    bright, dull = (Reverb(0.5, hertz).play(knock(), silence(SECOND)) for hertz in (16_000, 2000))

    highs = [float((np.abs(np.fft.rfft(out[:, 0]))[8000:] ** 2).sum()) for out in (bright, dull)]
    assert highs[1] < highs[0] / 50
