from __future__ import annotations

import re
import unicodedata

import pytest

from intents import spans, text


@pytest.mark.parametrize(
    ("said", "folded"),
    [
        ("ＥＸＰＯＲＴ", "export"),
        ("Export", "export"),
        ("カタカナ", "かたかな"),
        ("ｴｸｽﾎﾟｰﾄ", "えくすぽ ーと"),
        ("ｶﾞ", "が "),
        ("don’t", "don't"),
        ("a\tb\rc", "a b c"),
        ("A\u200bB", "a b"),
        ("a\u202eb", "a b"),
        ("全　角", "全 角"),
        ("①", "1"),
    ],
)
def test_folding_evens_out_what_people_do_not_mean(said: str, folded: str) -> None:
    assert text.fold(said) == folded


@pytest.mark.parametrize(
    "said",
    ["", "İstanbul", "ﬁ", "ß", "㍿", "\ud800", "\x00", "e\u0301", "ﷺ", "🎬🏽", "ｶﾞｷﾞ", "ǅ", "\u1e9e"],
)
def test_folding_keeps_every_letter_at_its_place(said: str) -> None:
    assert len(text.fold(said)) == len(said)


def test_folding_keeps_the_length_of_all_characters_there_are() -> None:
    grown = [
        f"U+{code:04X}"
        for code in range(0x20000)
        if unicodedata.category(char := chr(code)) != "Cn" and len(text.fold(char)) != 1
    ]

    assert grown == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Export, now!", ["export", ",", "now", "!"]),
        ("1080p 12:30 50% h.264", ["1080p", "12:30", "50%", "h.264"]),
        ("导出 video", ["导", "出", "video"]),
        ("書き出し", ["書", "き", "出", "し"]),
        ("as mp4 or .mov", ["as", "mp4", "or", "mov"]),
        ("🎉 ok :) <3", ["ok"]),
        ("cut - then", ["cut", ",", "then"]),
        ("re-export", ["re", "export"]),
        ("ça va", ["ça", "va"]),
        ("", []),
        ("\x00\ud800", ["\x00", "\ud800"]),
    ],
)
def test_a_line_is_cut_into_words(said: str, words: list[str]) -> None:
    assert text.read(said).words == words


def test_every_word_knows_where_it_stood() -> None:
    line = text.read("Please, Export it NOW")

    assert [line.slice(i, i + 1) for i in range(5)] == ["Please", ",", "Export", "it", "NOW"]
    assert line.slice(2, 5) == "Export it NOW"
    assert line.slice(3, 3) == ""


def test_a_path_is_one_word() -> None:
    line = text.read("upload ~/My\\ Clips/a.mp4 please")

    assert line.words == ["upload", "<file>", "please"]
    assert line.spans[1].value == "~/My Clips/a.mp4"
    assert line.spans[1].kind is spans.Kind.FILE


def test_words_glued_to_a_file_name_are_cut_off() -> None:
    line = text.read("导出holiday.mp4", re.compile("导出"))

    assert line.words == ["导", "出", "<file>"]
    assert line.spans[2].value == "holiday.mp4"


@pytest.mark.parametrize(
    ("said", "folded"), [("導出", "导出"), ("動画を導出", "動画を導出"), ("export 導", "export 导")]
)
def test_traditional_characters_are_folded_where_there_is_no_kana(said: str, folded: str) -> None:
    simple = {ord("導"): ord("导"), ord("動"): ord("动")}

    assert text.read(said, None, simple).folded == folded


def test_clauses_stand_between_stops() -> None:
    line = text.read("Looks good! , send it, now")

    found = [(line.slice(one.low, one.high), one.stop) for one in text.clauses(line)]

    assert found == [("Looks good", "!"), ("send it", ","), ("now", "")]


@pytest.mark.parametrize(
    ("said", "here", "wanted"),
    [("エクスポート", 5, True), ("ポと", 1, False), ("あト", 1, False), ("ト", 0, False)],
)
def test_the_middle_of_a_katakana_word_runs_on(said: str, here: int, *, wanted: bool) -> None:
    assert text.read(said).runs_on(here) is wanted


@pytest.mark.parametrize(
    ("said", "wanted"), [("好 导", True), ("好导", False), ("ok 导", False), ("好 ok", False)]
)
def test_a_blank_between_ideographs_is_a_gap(said: str, *, wanted: bool) -> None:
    assert text.read(said).gap(1) is wanted


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        *(("20", True), ("12:30", True), ("1.5", True), ("50%", True), ("1080x1920", True)),
        *(("1080p", False), ("a", False), ("", False), ("20%x", False)),
    ],
)
def test_numbers_are_told_from_words(word: str, *, wanted: bool) -> None:
    assert text.is_number(word) is wanted


def test_a_stand_in_of_the_lexicon_is_one_word() -> None:
    assert text.words("<file>") == ["<file>"]
    assert text.words("The Video") == ["the", "video"]
