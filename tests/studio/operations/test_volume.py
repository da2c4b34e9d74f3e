from __future__ import annotations

from typing import Any

import pytest

from studio.operations import volume
from studio.operations.outcome import UploadShelf
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


@pytest.mark.parametrize(
    ("args", "vol"),
    [
        ({"vol": 0.2}, 0.2),
        ({"db": -6}, 0.2),
        ({"x": 0.5}, 0.2),
        ({"dir": "up"}, 0.54),
        ({"vol": 99}, 4),
    ],
)
def test_the_volume_of_the_music(args: dict[str, Any], vol: float) -> None:
    draft = volume.volume(film(), {"track": "music", **args}, SHELF).draft

    assert music(draft)[0]["m"]["vol"] == pytest.approx(vol, abs=0.005)


def test_a_stretch_is_muted_on_every_track() -> None:
    draft = volume.mute(film(), {"from": 2000, "to": 3000}, SHELF).draft

    assert [bool(clip["m"].get("muted")) for clip in drafts.clips(draft)] == [
        False,
        True,
        False,
        False,
    ]
    assert [bool(one["m"].get("muted")) for one in music(draft)] == [False, True, False]


def test_the_sound_of_the_video_goes_and_comes_back() -> None:
    muted = volume.mute(film(), {"track": "video"}, SHELF).draft
    back = volume.unmute(muted, {"track": "video"}, SHELF).draft

    assert not any(clip["m"].get("muted") for clip in drafts.clips(back))


def test_the_music_fades() -> None:
    draft = volume.fade_audio(film(), {"track": "music", "dir": "out", "d": 2000}, SHELF).draft

    assert music(draft)[0]["m"]["fade_out"] == 2000
