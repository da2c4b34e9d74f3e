from __future__ import annotations

import pytest

from studio.operations import audio
from studio.operations.outcome import CannotApplyError, UploadShelf
from studio.project import draft as drafts

SHELF = UploadShelf(
    {
        "f1": {"kind": "video", "name": "a.mp4", "has_audio": True},
        "f3": {"kind": "audio", "name": "song.mp3", "duration_ms": 60_000},
    }
)


def film() -> drafts.Draft:
    draft = drafts.copy({})
    for _ in range(2):
        drafts.add(draft, drafts.MAIN, 5000, kind="clip", src="f1", **{"from": 0, "to": 5000})
    drafts.add(draft, drafts.MUSIC, 10_000, kind="music", mood="calm", start=0, vol=0.4)
    return drafts.laid_out(draft)


def music(draft: drafts.Draft) -> list[drafts.Segment]:
    return drafts.segments(drafts.laid_out(draft), drafts.MUSIC)


def test_music_has_a_mood_or_a_file() -> None:
    by_mood = music(audio.music(film(), {"mood": "upbeat"}, SHELF).draft)
    by_file = music(audio.music(film(), {"src": "song.mp3", "vol": 0.2}, SHELF).draft)

    assert [(one["m"]["mood"], one["d"], one["m"]["vol"]) for one in by_mood] == [
        ("upbeat", 10_000, 0.4)
    ]
    assert [(one["m"]["src"], one["m"]["vol"]) for one in by_file] == [("f3", 0.2)]


def test_no_music_is_no_music() -> None:
    draft = audio.music(film(), {"mood": "none"}, SHELF).draft

    assert music(draft) == []
    with pytest.raises(CannotApplyError, match="no_music"):
        audio.music(draft, {"mood": "none"}, SHELF)


def test_the_music_plays_from_here_to_there() -> None:
    segment = music(audio.music_range(film(), {"from": 2000, "to": 6000}, SHELF).draft)[0]

    assert (drafts.start_of(segment), segment["d"]) == (2000, 4000)


def test_the_music_sinks_under_speech() -> None:
    assert music(audio.duck(film(), {"track": "music"}, SHELF).draft)[0]["m"]["duck"] == 0.25


def test_another_sound_takes_the_place_of_the_recorded_one() -> None:
    draft = audio.replace_audio(film(), {"src": "song.mp3"}, SHELF).draft

    assert all(clip["m"]["muted"] for clip in drafts.clips(draft))
    assert drafts.segments(draft, drafts.VOICE)[0]["m"]["src"] == "f3"


def test_late_sound_comes_earlier() -> None:
    draft = audio.sync_audio(film(), {"by": -200}, SHELF).draft

    assert {clip["m"]["sound_shift"] for clip in drafts.clips(draft)} == {-200}


def test_a_voice_reads_and_the_music_makes_room() -> None:
    draft = audio.voiceover(film(), {"text": "Welcome to our little shop."}, SHELF).draft

    assert drafts.segments(draft, drafts.VOICE)[0]["m"]["text"] == "Welcome to our little shop."
    assert music(draft)[0]["m"]["duck"] == 0.25


@pytest.mark.parametrize(
    ("name", "kind"), [("嗖", "whoosh"), ("ding", "ding"), ("拍手", "applause"), ("zzz", "whoosh")]
)
def test_an_effect_is_heard_at_each_cut(name: str, kind: str) -> None:
    found = drafts.segments(
        audio.effect(film(), {"name": name, "at": "cuts"}, SHELF).draft, drafts.SOUND
    )

    assert [(one["m"]["sound"], drafts.start_of(one)) for one in found] == [(kind, 4800)]


def test_noise_and_loudness_are_noted() -> None:
    draft = audio.denoise(film(), {"clip": 1}, SHELF).draft
    draft = audio.normalize(draft, {}, SHELF).draft

    assert [bool(clip["m"].get("denoise")) for clip in drafts.clips(draft)] == [True, False]
    assert draft["m"]["loudness"] == -14


def test_music_may_begin_and_end_where_it_is_wanted() -> None:
    segment = music(audio.music(film(), {"mood": "x", "from": 1000, "to": 4000}, SHELF).draft)[0]

    assert (drafts.start_of(segment), segment["d"]) == (1000, 3000)


def test_another_voice_is_shifted_alone() -> None:
    draft = audio.voiceover(film(), {"text": "hello there", "at": 2000}, SHELF).draft

    moved = audio.sync_audio(draft, {"frames": 15}, SHELF).draft

    assert drafts.start_of(drafts.segments(moved, drafts.VOICE)[0]) == 2500


@pytest.mark.parametrize(("at", "start"), [("end", 9200), (4000, 4000), (None, 0)])
def test_an_effect_is_heard_at_its_moment(at: object, start: int) -> None:
    draft = audio.effect(film(), {"name": "ding", "at": at}, SHELF).draft

    assert drafts.start_of(drafts.segments(draft, drafts.SOUND)[0]) == start


def test_without_a_recording_there_is_no_noise() -> None:
    draft = drafts.copy({})
    drafts.add(draft, drafts.MAIN, 4000, kind="scene", prompt="a")

    with pytest.raises(CannotApplyError, match="no_recorded_sound"):
        audio.denoise(drafts.laid_out(draft), {}, UploadShelf({}))
