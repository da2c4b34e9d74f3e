from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.studio.render.sound.conftest import Bench


def two_speakers(bench: Bench, **about: Any) -> float:
    """How much louder the second of two clips is in the film."""
    media = bench.media("near", bench.tone(800, 3, 0.4)) | bench.media(
        "far", bench.tone(800, 3, 0.05)
    )
    clips = [
        {"kind": "clip", "src": name, "start": at} for name, at in (("near", 0), ("far", 3000))
    ]
    whole = bench.draft(6000, *(("Video", {**clip, "d": 3000}) for clip in clips), **about)

    sound = bench.hear(whole, media)

    return bench.db(bench.part(sound, 3.5, 5.5)) - bench.db(bench.part(sound, 0.5, 2.5))


def test_one_loudness_for_all_evens_out_what_was_recorded_differently(bench: Bench) -> None:
    assert two_speakers(bench, loudness=-14) == pytest.approx(0, abs=0.3)


def test_nobody_is_evened_out_unasked(bench: Bench) -> None:
    assert two_speakers(bench) < -15


def test_a_volume_someone_set_stays_set(bench: Bench) -> None:
    media = bench.media("a", bench.tone(800, 3, 0.4)) | bench.media("b", bench.tone(800, 3, 0.1))
    loud = {"kind": "clip", "src": "a", "start": 0, "d": 3000}
    soft = {"kind": "clip", "src": "b", "start": 3000, "d": 3000, "vol": 0.5}

    sound = bench.hear(bench.draft(6000, ("Video", loud), ("Video", soft), loudness=-14), media)

    step = bench.db(bench.part(sound, 3.5, 5.5)) - bench.db(bench.part(sound, 0.5, 2.5))
    assert step == pytest.approx(-6, abs=0.3)


def test_a_clip_without_a_sound_worth_lifting_is_left_alone(bench: Bench) -> None:
    media = bench.media("hush", bench.tone(800, 2, 0.001))

    sound = bench.hear(
        bench.draft(2000, ("Video", {"kind": "clip", "src": "hush"}), loudness=-14), media
    )

    assert bench.db(sound) < -14
