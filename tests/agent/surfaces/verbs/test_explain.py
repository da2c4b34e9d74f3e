"""`reeltalk explain`, as it is called: with arguments, with a pipe, by people and by programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.agent.conftest import Reeltalk

HOSTILE = "export \x1b]0;x\x07\x9b2J\u202e\x7f \r\u2028 it"


def test_a_wish_is_explained_in_one_object(reeltalk: Reeltalk) -> None:
    told = reeltalk("explain", "add music and then export it")

    legs = told.object()["legs"]
    assert told.code == 0
    assert [(leg["route"], leg["text"]) for leg in legs] == [
        ("chat", "add music"),
        ("export", "export it"),
    ]


def test_several_arguments_are_one_wish(reeltalk: Reeltalk) -> None:
    apart = reeltalk("explain", "show", "me", "the", "balance")

    together = reeltalk("explain", "show me the balance")

    assert together.out == apart.out
    assert apart.object()["legs"][0]["route"] == "credits"


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "export  "), ("zh", "导出  "), ("ja", "書き出し  ")]
)
def test_a_person_reads_rows_in_their_language(
    reeltalk: Reeltalk, language: str, shown: str
) -> None:
    told = reeltalk("explain", "导出视频", "--no-json", "--lang", language)

    assert told.code == 0
    assert told.out.startswith(shown)
    assert "\x1b" not in told.out


def test_a_hyphen_reads_the_whole_of_standard_input(reeltalk: Reeltalk) -> None:
    told = reeltalk("explain", "-", typed="a sunset\nover the sea\n")

    assert told.object()["legs"][0]["text"] == "a sunset\nover the sea"


def test_piped_lines_are_explained_each(reeltalk: Reeltalk) -> None:
    told = reeltalk("explain", typed="导出视频\nbalance?\r\n\n書き出して")

    routes = [json.loads(line)["legs"][0]["route"] for line in told.out.splitlines()]
    assert routes == ["export", "credits", "chat", "export"]


def test_an_empty_pipe_is_answered_with_nothing(reeltalk: Reeltalk) -> None:
    told = reeltalk("explain")

    assert (told.code, told.out, told.err) == (0, "", "")


def test_a_reply_is_translated(reeltalk: Reeltalk) -> None:
    told = reeltalk("explain", "--reply", "已添加配乐。点击导出按钮。")

    said = told.object()
    assert (said["reply"], said["actions"]) == ("已添加配乐。", [{"action": "export"}])


def test_a_reply_is_told_to_a_person(reeltalk: Reeltalk) -> None:
    told = reeltalk("explain", "--reply", "--no-json", "--lang=en", "Done! Click Export.")

    assert told.out.splitlines() == ["shown to the user", "  Done!", "done at once  export"]


def test_a_reply_without_buttons_is_untouched(reeltalk: Reeltalk) -> None:
    told = reeltalk("explain", "--reply", "--no-json", "--lang=en", typed="A red car.\n")

    assert told.out == "Nothing about buttons. Shown as is.\n"


@pytest.mark.parametrize("flags", [(), ("--reply",)])
def test_hostile_text_reaches_no_terminal(reeltalk: Reeltalk, flags: tuple[str, ...]) -> None:
    told = reeltalk("explain", "--no-json", "--lang=en", *flags, HOSTILE + " Click Export.")

    assert told.code == 0
    assert all(row.isprintable() for row in told.out.split("\n"))
    assert not set(told.out) & set("\x1b\x07\x9b\u202e\x7f\r\u2028")


def test_hostile_text_is_one_line_for_programs(reeltalk: Reeltalk) -> None:
    told = reeltalk("explain", HOSTILE)

    assert told.out.rstrip("\n").isprintable()
    assert HOSTILE in told.object()["legs"][0]["text"]


def test_bytes_that_are_no_text_are_read_all_the_same(reeltalk: Reeltalk) -> None:
    told = reeltalk("explain", typed=b"caf\xe9\nbalance\n")

    first, second = map(json.loads, told.out.splitlines())
    assert first["legs"][0]["text"] == "caf�"
    assert second["legs"][0]["route"] == "credits"


def test_half_a_character_in_an_argument_is_no_crash(reeltalk: Reeltalk) -> None:
    told = reeltalk("explain", "caf\udce9")

    assert told.object()["legs"][0]["text"] == "caf?"


def test_a_stream_without_such_letters_is_no_crash(reeltalk: Reeltalk) -> None:
    told = reeltalk("explain", "--no-json", "--lang=zh", "导出视频", encoding="latin-1")

    assert told.code == 0
    assert "?" in told.out
