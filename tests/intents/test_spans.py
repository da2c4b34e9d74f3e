from __future__ import annotations

import re
from itertools import pairwise

import pytest

from intents import spans, text


def scanned(said: str, cut: re.Pattern[str] | None = None) -> list[tuple[str, str]]:
    return [(span.kind.name, span.value) for span in spans.scan(text.fold(said), said, cut)]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("~/b.png", "~/b.png"),
        ("./a\\ b.mp4", "./a b.mp4"),
        ("/home/ana/My\\ Clip\\ \\(1\\).mov", "/home/ana/My Clip (1).mov"),
        ("/home/ana/My Clip.mov", "/home/ana/My Clip.mov"),
        ("'/Users/ana/My Clip.mov'", "/Users/ana/My Clip.mov"),
        ('"My Clip.mov"', "My Clip.mov"),
        ("`a.mp4`", "a.mp4"),
        ("C:\\Users\\ana\\a b.mp4", "C:\\Users\\ana\\a b.mp4"),
        ("c:/videos/a.mp4", "c:/videos/a.mp4"),
        ("\\\\nas\\x\\a.mov", "\\\\nas\\x\\a.mov"),
        ("..\\up.mov", "..\\up.mov"),
        ("../up.mov", "../up.mov"),
        ("file:///home/ana/a%20b.mp4", "/home/ana/a b.mp4"),
        ("file:///C:/a%20b.mp4", "C:/a b.mp4"),
        ("file://localhost/a.mp4", "/a.mp4"),
        ("holiday.MP4", "holiday.MP4"),
        ("final.v2.mp4", "final.v2.mp4"),
        ("日本語.mp4", "日本語.mp4"),
        ("《夏天.mp4》", "夏天.mp4"),
        ("notes.srt", "notes.srt"),
        ("/mnt/a.mp4.d/clip.mov", "/mnt/a.mp4.d/clip.mov"),
    ],
)
def test_a_file_as_people_paste_it(said: str, value: str) -> None:
    assert scanned(said) == [("FILE", value)]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("/mnt/a/b", [("PATH", "/mnt/a/b")]),
        ("~/clips.", [("PATH", "~/clips")]),
        ('"/a/b/"', [("PATH", "/a/b/")]),
        ("see https://a.example/x.mp4, ok", [("MEDIA_URL", "https://a.example/x.mp4")]),
        ("https://a.example/x.mp4?t=1#2", [("MEDIA_URL", "https://a.example/x.mp4?t=1#2")]),
        ("(https://a.example/a_(b).html)", [("URL", "https://a.example/a_(b).html")]),
        ("**https://x.example/a**", [("URL", "https://x.example/a")]),
        ("看https://x.example/a，好吗", [("URL", "https://x.example/a")]),
        ("FILE:///a.mp4", [("FILE", "/a.mp4")]),
        ("'it isn't said' here", [("QUOTE", "it isn't said")]),
        ("https://x.example/a\u200b b", [("URL", "https://x.example/a")]),
        ("https://x.example/a.mp4）好", [("MEDIA_URL", "https://x.example/a.mp4")]),
        ("/home/ana/clips，谢谢", [("PATH", "/home/ana/clips")]),
        ("“http://a.example/b.mp4”", [("MEDIA_URL", "http://a.example/b.mp4")]),
        ("`http://a.example/b`", [("URL", "http://a.example/b")]),
        ("“hello”", [("QUOTE", "hello")]),
        ("‘hello’", [("QUOTE", "hello")]),
        ("say 'hello there'.", [("QUOTE", "hello there")]),
        ("《片名》", [("QUOTE", "片名")]),
        ("`x = 1`", [("CODE", "x = 1")]),
        ("```py\nx``` b", [("CODE", "py\nx")]),
        ('open("a.mp4")', [("CODE", "a.mp4")]),
        ("a.mp4 b.mov", [("FILE", "a.mp4"), ("FILE", "b.mov")]),
        ("/a.mp4 /b.mp4", [("FILE", "/a.mp4"), ("FILE", "/b.mp4")]),
        ("'a.mp4','b c.mp4'", [("FILE", "a.mp4"), ("FILE", "b c.mp4")]),
        ("文件在/home/a/b.mp4里", [("FILE", "/home/a/b.mp4")]),
    ],
)
def test_what_is_not_speech_is_found(said: str, found: list[tuple[str, str]]) -> None:
    assert scanned(said) == found


@pytest.mark.parametrize(
    "said",
    [
        *("", "export it", "and/or", "/mnt", "1/2", "v1.0", ".mp4", "*.mp4", "..."),
        *("“unclosed", "'tis the season", "don't", "the boys' room", '5" wide and 6" tall'),
        *('""', "```open", "/", "//", "~", "http:", "see b.zip", "读写/速度", "a.mp4x", "km/h"),
    ],
)
def test_speech_is_left_alone(said: str) -> None:
    found = [span for span in scanned(said) if span != ("FILE", "*.mp4")]

    assert found == []


def test_words_in_front_of_a_name_can_be_cut_off() -> None:
    cut = re.compile("导出为|导出")

    assert scanned("导出为夏天.mp4", cut) == [("FILE", "夏天.mp4")]
    assert scanned("holiday.mp4", cut) == [("FILE", "holiday.mp4")]


def test_a_long_quotation_that_ends_in_a_name_is_a_sentence() -> None:
    said = '"she looked at the screen and there it was, a.mp4"'

    assert [kind for kind, _ in scanned(said)] == ["QUOTE"]


def test_spans_stand_in_order_and_apart() -> None:
    said = "“a” './b.mp4' https://x.example/c.mp4 `d` 《e》 /f/g ~/h.png「i」file:/j.mov"

    found = spans.scan(text.fold(said), said)

    assert len(found) == 9
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_a_quotation_has_an_end_or_is_none() -> None:
    said = "“" + "a" * 5000 + "”"

    assert scanned(said) == []


@pytest.mark.parametrize("mark", ["'", "“", "`", "```", "/a ", "http://", "C:\\", ".mp4", "'a "])
def test_one_mark_over_and_over_ends(mark: str) -> None:
    said = mark * 4000

    found = spans.scan(text.fold(said), said)

    assert all(0 <= span.start < span.end <= len(said) for span in found)
