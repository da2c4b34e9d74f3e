"""The glyphs that a stream has letters for."""

from __future__ import annotations

import pytest

from agent.speech import words
from agent.surfaces.views import glyphs


@pytest.mark.parametrize(
    ("encoding", "language", "cut", "spoken"),
    [
        ("utf-8", "zh", "…", "zh"),
        ("ascii", "zh", ".", "en"),
        ("ascii", "en", ".", "en"),
        ("no such", "ja", ".", "en"),
    ],
)
def test_a_stream_gets_what_it_can_write(
    encoding: str, language: str, cut: str, spoken: str
) -> None:
    found = glyphs.glyph_set(encoding, words.words(language))

    assert (found.cut, found.words.language) == (cut, spoken)
    for look in found.tracks.values():
        f"{look.left}{look.fill}{look.right}".encode(found.encoding)


def test_what_a_stream_has_no_letter_for_is_a_question_mark() -> None:
    assert glyphs.glyph_set("ascii", words.words("en")).written("a\u0301 海\n") == "? ?"
