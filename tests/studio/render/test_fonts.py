from __future__ import annotations

import pytest

from studio.render import fonts


@pytest.mark.parametrize("letter", list("Aéß汉漢語の〜、①龍圖ー々"))
def test_our_fonts_set_latin_chinese_and_japanese(letter: str) -> None:
    assert fonts.has(fonts.SANS, letter)
    assert any(bytes(fonts.bundled(fonts.SANS).at(24).getmask(letter)))


def test_latin_comes_from_the_face_that_was_wished() -> None:
    face = fonts.face_of("A", fonts.DISPLAY)

    assert face == fonts.bundled(fonts.DISPLAY)


def test_what_the_display_face_lacks_comes_from_the_sans() -> None:
    assert fonts.face_of("漢", fonts.DISPLAY) == fonts.bundled(fonts.SANS)


def test_letters_that_no_font_has_are_told_once() -> None:
    assert fonts.missing("a\ue000b\ue000") == "\ue000"
    assert fonts.cleaned("a\ue000b") == "ab"


def test_all_fonts_together_stay_below_two_megabytes_and_carry_their_licence() -> None:
    files = list(fonts.HERE.iterdir())

    assert sum(path.stat().st_size for path in files) < 2_000_000
    assert all(
        (fonts.HERE / f"{path.stem}.LICENSE.txt").is_file()
        for path in files
        if path.suffix == ".woff2"
    )
