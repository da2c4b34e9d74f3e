"""What a backend writes becomes rows."""

from __future__ import annotations

import pytest

from agent.surfaces.repl import markdown


def shown(text: str) -> list[str]:
    """The rows without their paint."""
    return ["".join(piece for _, piece in row) for row in markdown.rows(text)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("plain", ["plain"]),
        ("# Head #", ["Head"]),
        ("- one\n  * two", ["• one", "  • two"]),
        ("1. one", ["1. one"]),
        ("**bold** and `code` and *so*", ["bold and code and so"]),
        ("2 * 3 * 4 and snake_case_name", ["2 * 3 * 4 and snake_case_name"]),
        ("[here](https://x.y/z)", ["here https://x.y/z"]),
        ("[https://x.y](https://x.y)", ["https://x.y"]),
        ("---", ["────────"]),
        ("```\n# no head\n```\n# head", ["  # no head", "head"]),
        ("| a | 视频 |\n|---|---|\n| bb | c |", ["a   视频  ", "bb  c     "]),
        ("", [""]),
    ],
)
def test_a_message_as_rows(text: str, rows: list[str]) -> None:
    assert shown(text) == rows


def test_stress_is_painted() -> None:
    (row,) = markdown.rows("**a** `b` c")

    assert row == [("bold", "a"), ("", " "), ("code", "b"), ("", " c")]


def test_a_line_without_end_is_not_searched() -> None:
    text = "**a" * 50_000

    assert shown(text) == [text]
