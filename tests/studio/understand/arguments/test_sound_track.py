from __future__ import annotations

from typing import Any

import pytest

from studio.project.history import Project
from studio.understand import understand


@pytest.mark.parametrize(
    ("said", "op", "args"),
    [
        ("turn the music down to 20%", "volume", {"track": "music", "vol": 0.2}),
        ("lower the music by 20%", "volume", {"track": "music", "x": 0.8}),
        ("music is too loud, lower it by 6 dB", "volume", {"track": "music", "db": -6}),
        ("raise the voice a bit", "volume", {"track": "voice", "dir": "up"}),
        ("BGMの音量を半分にして", "volume", {"track": "music", "x": 0.5}),
        ("去掉原声", "mute", {"track": "video"}),
        ("use song.mp3 as the soundtrack at 35%", "music", {"src": "song.mp3", "vol": 0.35}),
        ("whoosh sound on each cut", "sfx", {"name": "whoosh", "at": "cuts"}),
        ("音乐结尾3秒渐弱", "fade_audio", {"track": "music", "dir": "out", "d": 3000}),
    ],
)
def test_what_sounds_and_how_loud_reaches_the_order(
    said: str, op: str, args: dict[str, Any]
) -> None:
    order = understand(said, Project())

    assert (order.op, dict(order.args)) == (op, args)
