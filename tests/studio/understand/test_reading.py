from __future__ import annotations

import pytest

from studio.understand import reading


@pytest.mark.parametrize(
    "said",
    [
        'title "A, B and C"',
        "title 'A, B and C'",
        "title “A, B and C”",
        "标题「A, B and C」",
        "タイトル『A, B and C』",
        "«A, B and C»",
    ],
)
def test_a_quotation_comes_out_to_the_letter(said: str) -> None:
    line = reading.read(said)

    assert [token.value for token in line.all("quote")] == ["A, B and C"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("put intro.mp4 first", "intro.mp4"),
        ("把片头.mov放到最前面", "片头.mov"),
        ("背景换成海滩.jpg", "海滩.jpg"),
        ("縦型にして字幕.srtを付けて", "字幕.srt"),
    ],
)
def test_file_names_are_found_without_the_words_glued_to_them(said: str, name: str) -> None:
    line = reading.read(said)

    assert [token.value for token in line.all("file")] == [name]


def test_a_known_name_is_found_with_its_blanks() -> None:
    line = reading.read("use My Summer Trip.mp4 please", ["My Summer Trip.mp4"])

    assert [token.value for token in line.all("file")] == ["My Summer Trip.mp4"]


@pytest.mark.parametrize(
    ("said", "spoken"),
    [("trim it", "en"), ("剪掉前3秒", "zh"), ("カットして", "ja"), ("加标题“Hello”", "zh")],
)
def test_the_language_of_a_line(said: str, spoken: str) -> None:
    assert reading.read(said).language == spoken


def test_traditional_characters_are_read_like_simplified_ones() -> None:
    assert reading.read("刪掉最後三秒").has("remove")


def test_folding_makes_no_phrase_across_two_words() -> None:
    line = reading.read("写真でスライドショー")

    assert line.has("slideshow")
