"""Hostile text: nothing is left that a terminal obeys, and people's letters are left alone."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from agent.speech import sanitize

HOSTILE = [
    ("\x1b[2Jgone", "␛[2Jgone"),
    ("\x1b]0;title\x07", "␛]0;title␇"),
    ("\x1b]8;;http://evil\x1b\\here\x1b]8;;\x1b\\", "␛]8;;http://evil␛\\here␛]8;;␛\\"),
    ("\x1bP1$r0m\x1b\\", "␛P1$r0m␛\\"),
    ("\x9b31mred\x9d0;x\x9c", "�31mred�0;x�"),
    ("\x90q\x9e\x9f", "�q��"),
    ("ding\x07", "ding␇"),
    ("a\x00b\x08c\x7f", "a␀b␈c␡"),
    ("safe\rrm -rf", "safe␍rm -rf"),
    ("\x0e\x0f\x0b\x0c", "␎␏␋␌"),
    ("\u202egpj.exe", "�gpj.exe"),
    ("\u2066a\u2069\u200eb\u200fc\u061c", "�a��b�c�"),
    ("ex\u200bport\u2060\ufeff", "ex�port��"),
    ("one\u2028two\u2029three\x85", "one�two�three�"),
    ("\ud800x\udfff", "�x�"),
    ("hidden\U000e0041\U000e007f", "hidden��"),
    (
        "\U0001f3f4" + "".join(chr(0xE0000 + ord(one)) for one in "evil words"),
        "\U0001f3f4" + "�" * 10,
    ),
    ("a\u3164b\uffa0c\u115fd\u1160", "a�b�c�d�"),
    ("Z" + "\u0301\u0489" * 100 + "algo", "Z" + "\u0301\u0489" * 2 + "algo"),
    ("\u0e01" + "\u0e4d" * 500, "\u0e01" + "\u0e4d" * 4),
    ("x\ufe0f\ufe01\ufe02\U000e0100y", "x\ufe0f�y"),
    ("😊" + "".join(map(chr, range(0xE0100, 0xE01F0))), "😊\U000e0100�"),
    ("\ufe0fa \ufe0e", "�a �"),
]
INNOCENT = [
    "plain",
    "two\nrows\tand a tab",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇯🇵 1️⃣ ❤️‍🔥 🏴‍☠️",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "שָׁ֑לֽוֹם בְּרֵאשִׁ֖ית བསྒྲུབས་ มิ้นท์ ที่นี่",
    "می‌خواهم فیلم بسازم",
    "क्ष क्‍ष हिन्दी",
    "e\u0301 n\u0303 Zürich",
    "日本語のテキスト、葛\U000e0100飾区",
    "视频（完成）……",
    "עברית ภาษาไทย 한국어",
]


@pytest.mark.parametrize(("said", "shown"), HOSTILE)
def test_what_would_act_is_shown_as_what_it_is(said: str, shown: str) -> None:
    assert shown == sanitize.sanitized(said)


@pytest.mark.parametrize("said", INNOCENT)
def test_letters_of_people_are_left_alone(said: str) -> None:
    assert said == sanitize.sanitized(said)


def test_of_all_characters_none_that_controls_is_left_but_newline_and_tab() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))

    shown = sanitize.sanitized(everything)

    left = {char for char in shown if unicodedata.category(char) in {"Cc", "Cs"}}
    assert {"\n", "\t"} == left


def test_of_all_characters_none_that_turns_the_direction_is_left() -> None:
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    everything = "".join(map(chr, range(sys.maxunicode + 1)))

    shown = set(sanitize.sanitized(everything))

    assert set() == {char for char in shown if unicodedata.bidirectional(char) in turning}


def test_of_all_characters_no_letter_number_or_mark_is_lost() -> None:
    kinds = {"L", "M", "N", "P", "S"}
    fillers = {"\u115f", "\u1160", "\u3164", "\uffa0"}
    people = "".join(
        f"a{char}"
        for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char)[0] in kinds and char not in fillers
    )

    assert people == sanitize.sanitized(people)


def test_nothing_is_left_to_do_the_second_time() -> None:
    once = "".join(sanitize.sanitized(said) for said, _ in HOSTILE)

    assert once == sanitize.sanitized(once)


def test_every_character_that_acts_is_seen_as_one() -> None:
    acting = [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if sanitize.CONTROL_CHARACTERS.match(char)
    ]

    shown = [sanitize.sanitized(char) for char in acting]

    assert all(re.fullmatch("[\u2400-\u2421�]", one) for one in shown)


def test_windows_ends_its_lines_with_two_characters() -> None:
    assert sanitize.sanitized("a\r\nb\n\rc") == "a\nb\n␍c"


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("one\ntwo\r\n  three\t", "one two three"),
        ("\x1b[A\nx", "␛[A x"),
        ("", ""),
        ("\n \n", ""),
    ],
)
def test_a_text_may_be_shown_in_one_row(said: str, row: str) -> None:
    assert row == sanitize.one_line(said)
