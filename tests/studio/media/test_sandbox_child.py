from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studio.media import sandbox_child

if TYPE_CHECKING:
    from tests.studio.media.conftest import Bench


@pytest.mark.parametrize(
    ("name", "held", "reason"),
    [("a.mp4", b"#!/bin/sh", "unsupported"), ("a.jpg", b"\xff\xd8\xff\xe0junk", "damaged")],
)
def test_a_file_that_is_unfit_is_answered_with_a_reason(
    bench: Bench, name: str, held: bytes, reason: str
) -> None:
    answer = sandbox_child.answer("look", {"path": str(bench.raw(name, held))})

    assert answer == {"refused": reason}


def test_films_and_pictures_are_looked_at(bench: Bench) -> None:
    paths = [bench.film("a.mp4"), bench.picture("a.png")]

    kinds = [sandbox_child.answer("look", {"path": str(path)})["facts"]["kind"] for path in paths]

    assert kinds == ["video", "image"]


def test_a_poster_is_drawn(bench: Bench) -> None:
    target = bench.folder / "poster.jpg"
    question = {"path": str(bench.film("a.mp4")), "target": str(target), "width": 32}

    answer = sandbox_child.answer("poster", question)

    assert answer["facts"]["width"] == 32
    assert target.is_file()
