from __future__ import annotations

from typing import Any

import pytest

from studio.render.sound import cues
from studio.render.sound.cues import Bus, Effect, Music, Upload
from studio.render.sound.samples import ms_to_samples

SONG = {
    "song": {"path": "/media/song.mp3", "kind": "audio"},
    "pic": {"path": "/p", "kind": "image"},
}
MUTE = {"clip": {"path": "/media/clip.mp4", "kind": "video", "has_audio": False}}


def draft(kind: int, name: str, *segments: dict[str, Any]) -> dict[str, Any]:
    return {
        "d": 10_000,
        "t": [{"tt": kind, "m": {"name": name}, "sg": [{"d": 4000, "m": m} for m in segments]}],
    }


@pytest.mark.parametrize(
    ("track", "words", "bus", "part"),
    [
        ("Music", {"kind": "music", "mood": "calm"}, Bus.MUSIC, Music),
        ("Music", {"kind": "audio", "src": "song"}, Bus.MUSIC, Upload),
        ("Voice", {"kind": "voice", "src": "song"}, Bus.VOICE, Upload),
        ("Sound", {"kind": "audio", "src": "song"}, Bus.CLIP, Upload),
        ("Sound", {"kind": "sfx", "sound": "pop"}, Bus.EFFECT, Effect),
    ],
)
def test_each_kind_of_segment_goes_to_its_bus(
    track: str, words: dict[str, Any], bus: Bus, part: type
) -> None:
    [cue] = cues.read(draft(1, track, words), SONG)

    assert cue.bus is bus
    assert isinstance(cue.part, part)


@pytest.mark.parametrize(
    "words",
    [
        {"kind": "music", "mood": "calm", "muted": True},
        {"kind": "voice", "text": "nobody can say this yet"},
        {"kind": "audio", "src": "lost"},
        {"kind": "audio", "src": "pic"},
        {"kind": "audio", "src": ["song"]},
    ],
)
def test_what_cannot_be_heard_is_no_cue(words: dict[str, Any]) -> None:
    found = cues.read(draft(1, "Voice", words), SONG)

    assert found == []


@pytest.mark.parametrize("kind", ["scene", "photo", "color", "freeze", "clip"])
def test_pictures_and_silent_clips_make_no_sound(kind: str) -> None:
    found = cues.read(draft(0, "Video", {"kind": kind, "src": "clip"}), MUTE)

    assert found == []


@pytest.mark.parametrize(
    ("said", "loops"), [({}, 1), ({"loop": 3}, 3), ({"loop": True}, 0), ({"fills": True}, 0)]
)
def test_a_song_is_played_as_often_as_it_is_needed(said: dict[str, Any], loops: int) -> None:
    [cue] = cues.read(draft(1, "Music", {"kind": "audio", "src": "song", **said}), SONG)

    assert isinstance(cue.part, Upload)
    assert cue.part.loops == loops


def test_segments_without_a_start_follow_each_other() -> None:
    words = {"kind": "music", "mood": "calm"}

    found = cues.read(draft(1, "Music", words, words), {})

    assert [(cue.start, cue.length) for cue in found] == [(0, 192_000), (192_000, 192_000)]


def test_a_transition_fades_the_sounds_on_both_sides_of_it() -> None:
    clip = {"kind": "clip", "src": "song"}
    joined = {**clip, "transition": {"kind": "crossfade", "d": 1000}}

    first, second = cues.read(draft(0, "Video", clip, joined), SONG)

    assert (first.fade_out, second.fade_in) == (24_000, 24_000)


def test_fades_of_a_picture_are_not_those_of_its_sound() -> None:
    clip = {"kind": "clip", "src": "song", "fade_in": 2000, "sound_out": 500}

    [cue] = cues.read(draft(0, "Video", clip), SONG)

    assert (cue.fade_in, cue.fade_out) == (ms_to_samples(cues.DECLICK_MS), 24_000)


@pytest.mark.parametrize(
    ("said", "depths"),
    [
        (None, (0.35, 0.6)),
        (0.2, (0.2, 0.2)),
        (True, (0.35, 0.35)),
        (False, (1, 1)),
        ("x", (0.35, 0.6)),
    ],
)
def test_how_far_the_music_sinks(said: object, depths: tuple[float, float]) -> None:
    words = {"kind": "music", "mood": "calm", "duck": said}

    [cue] = cues.read(draft(1, "Music", words), {})

    assert (cue.duck, cue.duck_by_clip) == depths


ODD: list[Any] = [
    None,
    5,
    "t",
    [],
    [None],
    [{}],
    [{"tt": 1}],
    [{"tt": 1, "sg": 4}],
    [{"tt": 1, "sg": [7, {"m": 3}]}],
]


@pytest.mark.parametrize("tracks", ODD)
def test_odd_drafts_are_silent(tracks: Any) -> None:
    assert cues.read({"d": 1000, "t": tracks}, {}) == []


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), -1, "5", None, True, [], 10**40])
def test_odd_numbers_are_kept_within_bounds(odd: Any) -> None:
    keys = ("vol", "fade_in", "fade_out", "duck", "start", "from", "to", "speed", "loop", "seed")
    words = {"kind": "audio", "src": "song", **dict.fromkeys(keys, odd)}

    found = cues.read(draft(1, "Music", words), SONG)

    assert all(0 <= cue.vol <= 16 and 0 <= cue.fade_in <= cue.length for cue in found)


def test_a_draft_without_a_length_is_as_long_as_its_last_segment() -> None:
    whole = draft(1, "Music", {"start": 2000})
    del whole["d"]

    assert cues.length(whole) == 6 * 48_000


CLIP = {"clip": {"path": "/media/clip.mp4", "kind": "video", "has_audio": True}}


@pytest.mark.parametrize(
    ("shift", "start", "length", "begin"),
    [(500, 500, 4000, 1000), (-500, 0, 3500, 1500), (-9000, 0, 0, 5000)],
)
def test_a_shifted_sound_moves_and_what_falls_before_the_film_is_gone(
    shift: int, start: int, length: int, begin: int
) -> None:
    said = {"kind": "clip", "src": "clip", "from": 1000, "to": 5000, "sound_shift": shift}

    found = cues.read(draft(0, "Video", said), CLIP)

    assert [(cue.start, cue.length) for cue in found] == [
        (ms_to_samples(start), ms_to_samples(length))
    ][:length]
    assert [cue.part.begin_ms for cue in found if isinstance(cue.part, Upload)] == [begin][:length]
