"""Whole conversations by the command a user would type, from the first wish to the MP4."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import av
import pytest

from tests.patience import HANG_S

COMMAND: Final = Path(sys.executable).with_name("reeltalk")
# A skill, what is said in its language, and what is then asked for.
TALKS: Final = [
    ("jupiter-text-to-video", "generate a 1-second clip of a sunset over mountains", "export it"),
    ("text-to-video-high-quality", "生成一个1秒的海边日出视频", "导出视频"),
    ("video-prompt", "a 1-second vertical 9:16 clip of neon streets in the rain", "mp4 please"),
    ("text-to-video-ai-japanese", "夜の東京の1秒の動画を作って", "書き出して"),
]


def say(home: Path, skill: str, *words: str) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - our own command
        [COMMAND, "say", *words, "--skill", skill, "--backend", "studio", "--json"],
        cwd=home,
        env=os.environ | {"REELTALK_HOME": str(home / "kept"), "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=HANG_S,
        check=True,
    )
    assert done.stderr == ""
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.slow
@pytest.mark.parametrize(("skill", "wish", "order"), TALKS)
def test_a_conversation_ends_in_a_film(tmp_path: Path, skill: str, wish: str, order: str) -> None:
    made = say(tmp_path, skill, wish)
    exported = say(tmp_path, skill, order)

    assert made["ok"]
    assert made["timeline"]["tracks"][0]["kind"] == "video"
    assert [one["route"] for one in exported["legs"]] == ["export"]
    with av.open(exported["video"]["path"]) as film:
        picture = film.streams.video[0]
        assert picture.codec_context.name == "h264"
        assert picture.frames == pytest.approx(float(picture.average_rate or 0), abs=1)
        assert (picture.height > picture.width) == ("9:16" in wish)
