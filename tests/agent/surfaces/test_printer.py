"""What is written on: rows for people, a line for programs, and no stream makes it stumble."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stdout

import pytest

from agent.surfaces import printer, themes


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """It is one."""
        return True


def sheet_of(encoding: str) -> tuple[printer.Printer, io.BytesIO]:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding)
    return printer.Printer(stream, is_painted=False, is_json=False), written


def line_of(said: dict[str, object], encoding: str = "utf-8") -> str:
    return printer.to_json(said, io.TextIOWrapper(io.BytesIO(), encoding))


def test_rows_are_written_a_line_each() -> None:
    sheet, written = sheet_of("utf-8")

    sheet.rows([[("", "one "), ("bold", "two")], [], [("dim", "三  ")]])

    assert "one two\n\n三\n".encode() == written.getvalue()


def test_paint_goes_around_each_piece() -> None:
    seen = Terminal()
    sheet = printer.Printer(seen, is_painted=True, is_json=False)

    sheet.rows([[("good", "✓ well"), ("", "  plain")]])

    assert seen.getvalue() == "\x1b[1m✓ well\x1b[0m  plain\n"


@pytest.mark.parametrize("paint", themes.TABLE)
def test_every_paint_ends(paint: str) -> None:
    seen = Terminal()

    printer.Printer(seen, is_painted=True, is_json=False).rows([[(paint, "x")]])

    assert seen.getvalue().count("\x1b[") in {0, 2}
    assert seen.getvalue().replace("\x1b[0m", "").rpartition("m")[2].strip() == "x"


def test_nothing_hostile_is_painted() -> None:
    seen = Terminal()
    sheet = printer.Printer(seen, is_painted=True, is_json=False)

    sheet.rows([[("bad", "\x1b[2J\x9b31m\u202e\x07\udcff")]])

    assert seen.getvalue() == "\x1b[1;31m␛[2J�31m�␇�\x1b[0m\n"


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("ascii", b"? ??\n"),
        ("latin-1", b"\xe9 ??\n"),
        ("gbk", "é 视频\n".encode("gbk")),
        ("shift_jis", b"? ??\n"),
        ("utf-16-le", "é 视频\n".encode("utf-16-le")),
    ],
)
def test_a_stream_without_such_letters_gets_question_marks(encoding: str, written: bytes) -> None:
    sheet, stream = sheet_of(encoding)

    sheet.rows([[("", "é 视频")]])

    assert written == stream.getvalue()


@pytest.mark.untraced
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "gbk", "utf-8"])
def test_no_character_makes_a_stream_stumble(encoding: str) -> None:
    sheet, written = sheet_of(encoding)
    everything = "".join(map(chr, range(0, sys.maxunicode + 1, 7)))

    sheet.rows([[("", everything)]])
    sheet.object({"text": everything})

    assert written.getvalue()


def test_an_object_is_one_line_without_blanks() -> None:
    line = line_of({"v": 1, "text": "one\ntwo\r\x85\u2028\u2029\x0b\x0c\x1c", "rows": [1, 2]})

    assert [line] == line.splitlines()
    assert line.startswith('{"v":1,"text":"one\\ntwo')
    assert line.endswith('"rows":[1,2]}')


def test_absent_fields_are_left_out_and_false_ones_are_not() -> None:
    line = line_of({"ok": False, "n": 0, "a": None, "b": "", "c": [], "d": (), "e": {}})

    assert line == '{"ok":false,"n":0}'


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
@pytest.mark.parametrize(
    "said", ["视频 👍🏽 é", 'quote " and \\', "\x1b[2J\x9b\x7f\u202e", "می‌خواهم"]
)
def test_programs_read_back_what_was_meant(said: str, encoding: str) -> None:
    line = line_of({"text": said}, encoding)

    assert said == json.loads(line)["text"]
    assert line == line.encode(encoding).decode(encoding)


def test_letters_stay_letters_where_they_can() -> None:
    assert line_of({"text": "视频é"}) == '{"text":"视频é"}'


def test_nothing_in_the_line_acts_on_a_terminal() -> None:
    line = line_of({"text": "\x1b\x07\x7f\x85\x9b\u200b\u202e\U000e0041"})

    assert line.isprintable()
    assert line.isascii()


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_half_a_character_is_a_question_mark(encoding: str) -> None:
    assert (
        line_of({"text": "a\udcffb", "k\ud800": [{"x": "\udfff"}]}, encoding)
        == '{"text":"a?b","k?":[{"x":"?"}]}'
    )


def test_an_object_is_written_at_once() -> None:
    sheet, written = sheet_of("utf-8")

    sheet.object({"ok": True})

    assert written.getvalue() == b'{"ok":true}\n'


@pytest.mark.parametrize(
    ("refuses", "environment", "painted"),
    [
        (False, {}, True),
        (False, {"TERM": "xterm-256color", "NO_COLOR": ""}, True),
        (False, {"NO_COLOR": "1"}, False),
        (False, {"TERM": "dumb"}, False),
        (True, {"TERM": "xterm"}, False),
    ],
)
def test_a_terminal_is_painted_unless_somebody_objects(
    refuses: bool,  # noqa: FBT001 - a table's column
    environment: dict[str, str],
    painted: bool,  # noqa: FBT001 - a table's column
) -> None:
    sheet = printer.open_printer(
        asks_json=None, refuses_color=refuses, stream=Terminal(), environment=environment
    )

    assert (painted, False) == (sheet.is_painted, sheet.is_json)


def test_the_theme_of_the_environment_is_that_of_the_paper() -> None:
    light = {"TERM": "xterm-256color", "REELTALK_THEME": "light"}
    sheet = printer.open_printer(
        asks_json=False, refuses_color=False, stream=Terminal(), environment=light
    )

    assert sheet.codes == themes.codes("light", light)


def test_a_pipe_is_painted_where_that_is_wanted() -> None:
    forced = {"FORCE_COLOR": "1"}
    sheet = printer.open_printer(
        asks_json=False, refuses_color=False, stream=io.StringIO(), environment=forced
    )

    assert (sheet.is_painted, sheet.is_seen) == (True, False)


def test_a_pipe_gets_json_and_no_paint() -> None:
    sheet = printer.open_printer(
        asks_json=None, refuses_color=False, stream=io.StringIO(), environment={}
    )

    assert (sheet.is_painted, sheet.is_json) == (False, True)


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
@pytest.mark.parametrize("asked", [True, False])
def test_what_was_asked_for_goes_before_what_is_seen(
    asked: bool,  # noqa: FBT001 - a table's column
    stream: io.StringIO,
) -> None:
    sheet = printer.open_printer(asks_json=asked, refuses_color=False, stream=stream)

    assert asked is sheet.is_json


def test_standard_output_is_what_is_written_on() -> None:
    with redirect_stdout(io.StringIO()) as stream:
        sheet = printer.open_printer(asks_json=None, refuses_color=False)

    assert stream is sheet.stream


def test_a_stream_that_has_no_encoding_is_taken_for_ascii() -> None:
    stream = io.StringIO()

    printer.Printer(stream, is_painted=False, is_json=False).rows([[("", "é")]])

    assert stream.getvalue() == "?\n"
