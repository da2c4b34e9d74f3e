from __future__ import annotations

from typing import Any

import pytest

from studio.project.subtitles import Subtitle, captions, parse, srt


def draft(*segments: dict[str, Any], name: str = "Captions") -> dict[str, Any]:
    rows = [{"d": words.get("d", 1000), "m": words} for words in segments]
    return {"d": 60_000, "t": [{"tt": 7, "m": {"name": name}, "sg": rows}]}


HELLO = {"kind": "caption", "text": "Hello", "start": 1500, "d": 2250}
WORLD = {"kind": "caption", "text": "世界\n你好", "start": 3_723_004, "d": 1000}


def test_captions_become_subrip() -> None:
    written = srt(draft(HELLO, WORLD))

    assert written == (
        "1\n00:00:01,500 --> 00:00:03,750\nHello\n\n2\n01:02:03,004 --> 01:02:04,004\n世界\n你好\n"
    )


def test_what_is_written_is_read_again() -> None:
    whole = draft(HELLO, {**HELLO, "text": "a & c", "start": 9000})

    assert parse(srt(whole)) == captions(whole)


def test_titles_are_no_captions() -> None:
    assert srt(draft({"kind": "title", "text": "Summer"}, name="Titles")) == ""


def test_captions_without_a_start_follow_each_other() -> None:
    found = captions(draft({"text": "a"}, {"text": "b"}))

    assert [(one.start, one.end) for one in found] == [(0, 1000), (1000, 2000)]


def test_words_cannot_break_the_file() -> None:
    hostile = {**HELLO, "text": "a\n\n\n7\r\n00:00:01,000 --> 00:00:02,000\nb"}

    assert len(parse(srt(draft(hostile)))) == 1


VTT = """WEBVTT - talk

NOTE x
y

STYLE
::cue{}

id
00:01.000 --> 00:02.5 align:start
<v Bob>a &amp; b</v>"""
ODD: list[Any] = [
    {},
    {"t": 5},
    {"t": [None, {"tt": 7, "sg": [None, 3, {"m": 4}, {"d": "x", "m": {"text": 5}}]}]},
]


@pytest.mark.parametrize("odd", ODD)
def test_odd_drafts_have_no_captions(odd: Any) -> None:
    assert srt(odd) == ""


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), -5, None, "x", 10**30, True])
def test_odd_times_are_kept_within_bounds(odd: Any) -> None:
    [one] = captions(draft({**HELLO, "start": odd, "d": odd}))

    assert 0 <= one.start < one.end
    assert parse(srt(draft({**HELLO, "start": odd})))[0].text == "Hello"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1\n00:00:01,000 --> 00:00:02,500\nHi\n", [(1000, 2500, "Hi")]),
        (
            "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\nHi\r\nyou\r\n\r\n",
            [(1000, 2500, "Hi\nyou")],
        ),
        (
            VTT,
            [(1000, 2500, "a & b")],
        ),
        ("00:00:01.5-->00:00:02.5\n{\\an8}<i>Hi</i>", [(1500, 2500, "Hi")]),
        ("1\n0:0:5,0 --> 0:0:4,0\nbackwards", [(5000, 5001, "backwards")]),
        (
            "1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb",
            [(1000, 2000, "a"), (3000, 4000, "b")],
        ),
        (
            "2\n00:00:03,000 --> 00:00:04,000\nb\n\n1\n00:00:01,000 --> 00:00:02,000\na",
            [(1000, 2000, "a"), (3000, 4000, "b")],
        ),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n\n", []),
        ("", []),
        ("no captions here", []),
        ("\x00\xff", []),
        ("-->", []),
    ],
)
def test_files_of_all_makes_are_read(text: str, found: list[tuple[int, int, str]]) -> None:
    assert parse(text) == [Subtitle(*one) for one in found]


def test_a_huge_file_is_read_in_bounds() -> None:
    text = "00:00:01,000 --> 00:00:02,000\nx\n\n" * 60_000

    assert len(parse(text)) == 10_000


def test_a_line_without_end_is_not_slow() -> None:
    assert parse("<" * 300_000 + "\n" + "1:" * 300_000) == []
