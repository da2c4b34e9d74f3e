from __future__ import annotations

from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest

from studio.render import film as films
from studio.render.soundtrack import RATE, blocks, soundtrack
from tests.studio.render.bench import colored, draft, scene

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]
MUSIC = {"tt": 1, "sg": [{"d": 1000, "m": {"kind": "music", "prompt": "calm piano", "start": 0}}]}


def made(d: int = 500, **about: Any) -> Json:
    return draft(colored(d=d), **about)


def named(story: Json, store: Path) -> str:
    return soundtrack(films.of(story, {}), story, {}, store).name


@pytest.mark.parametrize(("d", "fps"), [(500, 30), (1001, 24), (33, 30), (2500, 25)])
def test_the_sound_is_as_long_as_the_picture_to_the_sample(d: int, fps: int) -> None:
    story = made(d, fps=fps)
    film = films.of(story, {})

    samples = sum(len(block) for block in blocks(film, story, {}))

    assert samples == round(film.frames * RATE / fps)


def test_a_draft_without_sound_is_silent_in_both_ears() -> None:
    story = made()

    sound = np.concatenate(list(blocks(films.of(story, {}), story, {})))

    assert sound.shape == (RATE // 2, 2)
    assert not sound.any()


def test_the_file_is_stereo_of_the_right_length(tmp_path: Path) -> None:
    story = made(1000)

    with av.open(str(soundtrack(films.of(story, {}), story, {}, tmp_path))) as box:
        stream = box.streams.audio[0]
        told = stream.codec_context.name, stream.rate, stream.codec_context.channels
        long = sum(frame.samples for frame in box.decode(stream))

    assert told == ("aac", RATE, 2)
    assert long == pytest.approx(RATE, abs=2 * 1024)


def test_a_file_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    story = made()
    first = soundtrack(films.of(story, {}), story, {}, tmp_path)
    first.write_bytes(b"kept")

    again = soundtrack(films.of(story, {}), story, {}, tmp_path)

    assert again == first
    assert again.read_bytes() == b"kept"


def test_nothing_half_made_stays_behind(tmp_path: Path) -> None:
    named(made(), tmp_path)

    assert [path.suffix for path in tmp_path.iterdir()] == [".m4a"]


@pytest.mark.parametrize(
    "said",
    [{"color": "red"}, {"filter": "bw"}, {"zoom": {"to": 2}}, {"rotate": 90}, {"pos": "top"}],
)
def test_what_is_only_seen_does_not_change_the_sound(said: Json, tmp_path: Path) -> None:
    plain, other = draft(colored(d=300)), draft({"d": 300, "m": {"kind": "color", **said}})

    assert named(plain, tmp_path) == named(other, tmp_path)


def test_words_do_not_change_the_sound(tmp_path: Path) -> None:
    text = {"d": 300, "m": {"text": "hello", "start": 0}}

    assert named(draft(scene(d=300)), tmp_path) == named(
        draft(scene("sea", d=300), texts=[text]), tmp_path
    )


def test_music_length_and_loudness_change_it(tmp_path: Path) -> None:
    plain = made()

    names = [
        named(story, tmp_path)
        for story in (plain, made(800), {**plain, "t": [*plain["t"], MUSIC]}, made(loudness=-20))
    ]

    assert len(set(names)) == 4
