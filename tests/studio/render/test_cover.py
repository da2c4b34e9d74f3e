from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
from PIL import Image

from studio.render import cover as covers
from studio.render import film as films
from tests.studio.render.bench import colored, draft, rendered

if TYPE_CHECKING:
    from pathlib import Path

    from studio.render.film import Film

Json = dict[str, Any]
COVER = av.stream.Disposition.attached_pic


def film(**poster: Any) -> Film:
    """A second of red and a second of blue."""
    made = films.of(draft(colored("#d02020", d=1000), colored("#2040d0", d=1000)), {})
    return replace(made, **poster)


def pictured(one: Film, media: Json | None = None) -> Any:
    written = covers.cover(one, media or {})
    assert written is not None
    return np.asarray(Image.open(io.BytesIO(written))).astype(int)


def test_nobody_asked_and_there_is_none() -> None:
    assert covers.cover(film(poster_ms=None), {}) is None


@pytest.mark.parametrize(("at_ms", "channel"), [(0.0, 0), (500.0, 0), (1500.0, 2), (99_000.0, 2)])
def test_a_moment_of_the_film_is_its_cover(at_ms: float, channel: int) -> None:
    picture = pictured(film(poster_ms=at_ms))

    assert picture.shape == (108, 192, 3)
    assert picture[50, 90].argmax() == channel


def test_an_upload_may_stand_for_the_film(uploads: Json) -> None:
    picture = pictured(film(poster_src="photo", poster_ms=1500.0), uploads)

    assert picture.shape == (120, 240, 3)
    assert picture[60, 40].argmax() == 0


def test_a_clip_may_stand_for_the_film(uploads: Json) -> None:
    picture = pictured(film(poster_src="clip"), uploads)

    assert picture.mean() == pytest.approx(20 + 90 * 2.0 * 0.16, abs=8)


@pytest.mark.parametrize("src", ["broken", "nobody"])
def test_an_upload_that_went_missing_gives_way_to_the_moment(src: str, uploads: Json) -> None:
    assert pictured(film(poster_src=src, poster_ms=1500.0), uploads)[50, 90].argmax() == 2
    assert covers.cover(film(poster_src=src, poster_ms=None), uploads) is None


def test_a_cover_is_no_larger_than_it_may_be(tmp_path: Path) -> None:
    Image.new("RGB", (3000, 600)).save(tmp_path / "a.png")
    media = {"a": {"kind": "image", "path": str(tmp_path / "a.png")}}

    assert pictured(film(poster_src="a"), media).shape == (256, covers.LONGEST, 3)


def test_a_cover_lies_in_the_file_where_players_look_for_it(tmp_path: Path) -> None:
    made = draft(colored("#d02020", d=200), thumbnail=100)

    rendered(made, tmp_path / "a.mp4")

    with av.open(str(tmp_path / "a.mp4")) as box:
        kinds = [bool(one.disposition & COVER) for one in box.streams]
    assert sorted(kinds) == [False, False, True]
