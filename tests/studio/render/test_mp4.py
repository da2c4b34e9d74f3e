from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from intents.quality import Quality
from studio.render import film as films
from studio.render import mp4
from tests.studio.render.bench import colored, draft, rendered, scene, words

if TYPE_CHECKING:
    from pathlib import Path


def test_a_film_is_what_every_player_takes(tmp_path: Path) -> None:
    film = rendered(draft(scene(d=2000)), tmp_path / "out.mp4")

    assert film.video == {
        "codec": "h264",
        "pix_fmt": "yuv420p",
        "size": (192, 108),
        "color": (1, 1, 1),
        "range": 1,
        "audio": "aac",
    }
    assert film.first_boxes.index(b"moov") < film.first_boxes.index(b"mdat")


def test_picture_and_sound_are_as_long_as_the_draft_to_a_frame(tmp_path: Path) -> None:
    made = draft(colored(d=1500), scene(d=2333, transition={"kind": "crossfade", "d": 500}))

    film = rendered(made, tmp_path / "out.mp4")

    assert len(film.frames) == 115
    assert abs(film.seconds - 3.833) < 1 / 60
    assert abs(film.sound_seconds - film.seconds) < 1 / 30


def test_frames_keep_their_order_over_the_joins_of_pieces(tmp_path: Path) -> None:
    shots = [colored(color, d=1000) for color in ("#202020", "#606060", "#a0a0a0", "#e0e0e0")]

    film = rendered(draft(*shots), tmp_path / "out.mp4")

    lights = [float(frame.mean()) for frame in film.frames]
    assert lights == sorted(lights)
    assert len({round(light) // 20 for light in lights}) == 4


def test_an_edit_renders_only_what_it_touched(tmp_path: Path) -> None:
    shots = [colored(color, d=4000) for color in ("red", "teal", "navy")]
    cache = tmp_path / "cache"
    rendered(draft(*shots), tmp_path / "a.mp4", cache=cache)
    before = {path.name for path in cache.iterdir()}

    rendered(draft(*shots, texts=[words("Hello", d=1500)]), tmp_path / "b.mp4", cache=cache)

    assert len({path.name for path in cache.iterdir()} - before) == 1


def test_a_film_is_written_beside_and_renamed(tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    out.write_bytes(b"the film before")
    made = draft(colored())
    told: list[float] = []

    mp4.write(films.of(made, {}), made, {}, out, quality=Quality.PREVIEW, progress=told.append)

    assert out.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == ["out.mp4"]
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_lower_quality_gives_a_smaller_file(tmp_path: Path) -> None:
    made = draft(scene("the sea at sunset", d=2000), width=640, height=360)

    sizes = {}
    for quality in Quality:
        out = tmp_path / f"{quality}.mp4"
        mp4.write(films.of(made, {}), made, {}, out, quality=quality)
        sizes[quality] = out.stat().st_size

    assert sizes[Quality.HIGH] > sizes[Quality.MEDIUM] > sizes[Quality.LOW] * 1.2


def test_there_is_movement_in_each_second(tmp_path: Path) -> None:
    film = rendered(draft(scene("the sea at sunset", d=3000)), tmp_path / "out.mp4")

    seconds = [film.frames[at].astype(int) for at in (5, 35, 65, 85)]
    assert all(np.abs(a - b).mean() > 0.3 for a, b in pairwise(seconds))
    assert all(frame.std() > 4 for frame in film.frames)
