from __future__ import annotations

import pytest

from studio.understand import frames
from studio.understand.lexicon import lexicon, pieces, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [("clips", "clip"), ("fading", "fade"), ("cutting", "cut"), ("copies", "copy")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_phrase_is_cut_into_stems_and_single_characters() -> None:
    assert pieces("take out") == ["tak", "out"]
    assert pieces("去掉") == ["去", "掉"]


def test_each_language_has_words_of_its_own() -> None:
    book = lexicon()

    assert all(any(book.rows(spoken)) for spoken in ("en", "zh", "ja"))
    assert book.starting("去", "zh")
    assert all(row[0][0] == "去" for row in book.starting("去", "zh"))


def test_every_language_knows_what_the_frames_need() -> None:
    book = lexicon()
    named = {name for _, _, known in book.rows("en") for name in known}

    lacking = {
        spoken: sorted(
            named
            & {name for frame in frames.frames() for need in frame.needs for name in need}
            - {name for _, _, known in book.rows(spoken) for name in known}
        )
        for spoken in ("zh", "ja")
    }

    assert all(len(missing) < 14 for missing in lacking.values()), lacking
