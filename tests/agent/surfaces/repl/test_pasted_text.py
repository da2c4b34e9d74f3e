"""What is pasted is made fit for the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agent.flows import upload
from agent.speech import words
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


def test_a_long_paste_stands_in_the_line_as_its_size() -> None:
    pasted, english = pasted_text.PastedTexts(), words.words("en")
    text, other = "word " * 2_007 + "word", "WORD " * 2_007 + "WORD"

    short = pasted.shortened(text, english)

    assert short == "[pasted 2,008 words]"
    assert pasted.shortened(text, english) == short
    assert pasted.shortened(other, english) == "[pasted 2,008 words #2]"
    assert pasted.shortened("雨" * 2_001, words.words("zh")) == "[已粘贴 2,001 字]"
    assert pasted.whole(f"make {short} now") == f"make {text} now"
    assert pasted.folded(f"make {other}") == "make [pasted 2,008 words #2]"


def test_a_short_paste_stands_as_it_is() -> None:
    assert pasted_text.PastedTexts().shortened("a" * 2_000, words.words("en")) == "a" * 2_000
    assert pasted_text.LONG == upload.LONG


def test_nothing_of_a_long_paste_is_cut() -> None:
    assert len(pasted_text.cleaned("a" * 300_000)) == 300_000
