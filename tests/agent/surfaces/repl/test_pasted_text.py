"""What is pasted is made fit for the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agent.surfaces.repl import pasted_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("one\r\ntwo\r\n", "one\ntwo"),
        ("one\rtwo", "one\ntwo"),
        ("a\x1b[31mb\x07\u202ec", "a[31mbc"),
        ("\n\n", ""),
        ("说一句话", "说一句话"),
    ],
)
def test_a_paste_is_cleaned(pasted: str, line: str) -> None:
    assert pasted_text.cleaned(pasted) == line


def test_a_file_that_is_dragged_in_is_spelt_as_it_is_read(tmp_path: Path) -> None:
    film = tmp_path / "my film.mp4"
    film.write_bytes(b"x")

    line = pasted_text.cleaned(str(film).replace(" ", "\\ "))

    assert str(film) in line.replace("\\ ", " ")
    assert line.endswith(" ")
