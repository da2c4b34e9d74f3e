from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from studio.render.sound import limiter, loudness, mix
from tests.counting import lines_run

if TYPE_CHECKING:
    from tests.studio.render.sound.conftest import Bench

CALM = ("Music", {"kind": "music", "mood": "calm"})


@pytest.mark.parametrize("d", [0, 1, 40, 999, 1000, 3333])
def test_the_sound_is_as_long_as_the_film_to_the_sample(bench: Bench, d: int) -> None:
    sound = bench.hear(bench.draft(d, CALM))

    assert len(sound) == round(d * 48)
    assert np.isfinite(sound).all()


@pytest.mark.parametrize(
    "odd", [{}, {"d": None, "t": 3}, {"d": float("nan")}, {"d": "x", "t": [None]}]
)
def test_a_draft_of_nothing_has_no_sound(bench: Bench, odd: dict[str, Any]) -> None:
    assert len(bench.hear(odd)) == 0


@pytest.mark.parametrize("mood", ["calm", "cinematic"])
def test_an_untouched_film_has_the_loudness_of_the_platforms(bench: Bench, mood: str) -> None:
    sound = bench.hear(bench.draft(7_000, ("Music", {"kind": "music", "mood": mood, "vol": 0.35})))

    assert loudness.measure([sound]) == pytest.approx(-14, abs=0.3)


def test_no_peak_is_above_the_ceiling(bench: Bench) -> None:
    clicks = np.zeros((5 * 48_000, 2), np.float32)
    clicks[::4800] = 0.99
    clicks += bench.tone(997, 5, 0.02)
    media = bench.media("clicks", clicks)

    sound = bench.hear(bench.draft(5000, ("Sound", {"kind": "audio", "src": "clicks"})), media)

    peaks = limiter.Peaks()
    peaks.add(sound)
    assert peaks.levels().max() <= 10 ** (-1 / 20)


@pytest.mark.parametrize(("vol", "decibels"), [(0.35, 0.0), (0.175, -6.0), (0.07, -14.0)])
def test_music_turned_down_is_quieter_also_when_alone(
    bench: Bench, vol: float, decibels: float
) -> None:
    usual = bench.hear(bench.draft(4000, CALM))

    sound = bench.hear(bench.draft(4000, (CALM[0], {**CALM[1], "vol": vol})))

    assert bench.db(sound) - bench.db(usual) == pytest.approx(decibels, abs=0.7)


def test_a_named_loudness_is_reached_whatever_the_volumes(bench: Bench) -> None:
    sound = bench.hear(bench.draft(4000, (CALM[0], {**CALM[1], "vol": 0.05}), loudness=-18))

    assert loudness.measure([sound]) == pytest.approx(-18, abs=0.3)


def test_a_film_that_is_nearly_silent_stays_so(bench: Bench) -> None:
    media = bench.media("hush", bench.tone(440, 3, 0.0005))

    sound = bench.hear(bench.draft(3000, ("Sound", {"kind": "audio", "src": "hush"})), media)

    assert bench.db(sound) < -40


def test_fades_rise_and_fall_over_their_time(bench: Bench) -> None:
    media = bench.media("tone", bench.tone(440, 6))
    words = {"kind": "audio", "src": "tone", "fade_in": 2000, "fade_out": 1000}

    sound = bench.hear(bench.draft(6000, ("Sound", words)), media)

    full = bench.db(bench.part(sound, 3, 4))
    assert bench.db(bench.part(sound, 0, 0.2)) < full - 15
    assert bench.db(bench.part(sound, 0.95, 1.05)) == pytest.approx(full - 3, abs=0.5)
    assert bench.db(bench.part(sound, 5.9, 6)) < full - 15


@pytest.mark.parametrize(("duck", "decibels"), [(0.2, -14.0), (0.5, -6.0), (False, 0.0)])
def test_music_sinks_under_a_voice_and_rises_after_it(
    bench: Bench, duck: object, decibels: float
) -> None:
    media = bench.media("song", bench.tone(200, 12)) | bench.media("voice", bench.tone(3000, 3))
    song = ("Music", {"kind": "audio", "src": "song", "duck": duck})
    voice = ("Voice", {"kind": "voice", "src": "voice", "start": 4000, "d": 3000})

    sound = bench.hear(bench.draft(12_000, song, voice), media)

    before, under, after = (
        bench.db(part) + 10 * np.log10(bench.share(part, 150, 250))
        for part in (bench.part(sound, a, a + 1) for a in (1, 5, 10))
    )
    assert under - before == pytest.approx(decibels, abs=0.5)
    assert after == pytest.approx(before, abs=0.3)


def test_a_clip_brings_its_sound_bent_as_the_picture_is(bench: Bench) -> None:
    low_high = np.concatenate([bench.tone(300, 2), bench.tone(900, 2)])
    media = bench.media("clip", low_high)
    words = {"kind": "clip", "src": "clip", "from": 1000, "to": 3000, "speed": 0.5, "reverse": True}

    sound = bench.hear(bench.draft(4000, ("Video", words)), media)

    assert bench.pitch(bench.part(sound, 0.2, 1.8)) == pytest.approx(900, abs=4)
    assert bench.pitch(bench.part(sound, 2.2, 3.8)) == pytest.approx(300, abs=4)


def test_a_clip_that_was_split_sounds_as_before(bench: Bench) -> None:
    media = bench.media("clip", bench.tone(300, 4))
    halves = [{"kind": "clip", "src": "clip", "from": at, "to": at + 2000} for at in (0, 2000)]
    whole = bench.draft(4000, ("Video", {**halves[0], "to": 4000}))
    split = bench.draft(4000, ("Video", {"d": 2000}))
    split["t"][0]["sg"] = [{"d": 2000, "m": half} for half in halves]

    heard = [bench.hear(one, media) for one in (whole, split)]

    assert np.abs(heard[0] - heard[1]).max() < 0.001


def test_a_crossfade_leaves_no_hole_in_the_sound(bench: Bench) -> None:
    media = bench.media("a", bench.tone(300, 6)) | bench.media("b", bench.tone(700, 6))
    clip = {"kind": "clip", "from": 1000, "to": 3000}
    whole = bench.draft(4000, ("Video", {}))
    joined = {**clip, "src": "b", "transition": {"kind": "crossfade", "d": 1000}}
    whole["t"][0]["sg"] = [{"d": 2000, "m": {**clip, "src": "a"}}, {"d": 2000, "m": joined}]

    sound = bench.hear(whole, media)

    levels = [bench.db(bench.part(sound, at, at + 0.1)) for at in np.arange(0.5, 3.5, 0.1)]
    assert max(levels) - min(levels) < 1
    assert bench.share(bench.part(sound, 1.9, 2.1), 250, 350) == pytest.approx(0.5, abs=0.05)


def test_a_muted_track_is_silent(bench: Bench) -> None:
    muted = bench.draft(2000, CALM)
    muted["t"][0]["m"]["muted"] = True

    assert not bench.hear(muted).any()


def test_a_lost_or_broken_file_is_silence_not_an_error(bench: Bench) -> None:
    (bench.folder / "broken.mp4").write_bytes(b"no film at all" * 100)
    media = {"a": {"path": str(bench.folder / "broken.mp4")}, "b": {"path": "/nowhere/at/all"}}
    segments = [("Sound", {"kind": "audio", "src": name}) for name in media]

    sound = bench.hear(bench.draft(1500, *segments), media)

    assert len(sound) == 72_000
    assert not sound.any()


def test_the_same_draft_sounds_the_same(bench: Bench) -> None:
    one, other = (bench.hear(bench.draft(3000, CALM)) for _ in range(2))

    assert np.array_equal(one, other)


def test_the_key_changes_with_what_is_heard_and_with_nothing_else(bench: Bench) -> None:
    media = bench.media("song", bench.tone(440, 1))
    plain = bench.draft(2000, ("Music", {"kind": "audio", "src": "song"}))
    named = {**plain, "m": {"title": "Another"}}
    louder = bench.draft(2000, ("Music", {"kind": "audio", "src": "song", "vol": 0.8}))

    keys = [mix.key(one, media) for one in (plain, named, louder)]
    bench.media("song", bench.tone(441, 1.5))
    keys.append(mix.key(plain, media))

    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


HOG = """
from studio.render.sound import mix
words = {"kind": "music", "mood": "electronic"}
long = {"d": 600_000, "t": [{"tt": 1, "m": {"name": "Music"}, "sg": [{"d": 600_000, "m": words}]}]}
for at, block in enumerate(mix._mixed_blocks(mix.cues.read(long, {}), 600 * 48_000)):
    if at == 40:
        break
# Not by rusage: a child's begins with what its parent had.
rows = open("/proc/self/status").read().splitlines()
print(next(int(row.split()[1]) for row in rows if row.startswith("VmHWM")) // 1024)
"""


def test_a_long_film_stays_small_in_memory() -> None:
    command = [sys.executable, "-c", HOG]
    told = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - ours

    assert int(told.stdout) < 300


def test_ten_times_as_much_music_is_no_more_than_ten_times_the_work(bench: Bench) -> None:
    short, long = bench.draft(1000, CALM), bench.draft(10_000, CALM)
    bench.hear(short)

    one, ten = lines_run(lambda: bench.hear(short)), lines_run(lambda: bench.hear(long))

    assert ten <= 10 * one
