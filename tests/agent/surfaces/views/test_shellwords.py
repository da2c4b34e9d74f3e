"""Words as a shell takes them, and Windows paths as they are."""

from __future__ import annotations

import pytest

from agent.surfaces.views import shellwords


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", []),
        ("  ", []),
        ("a b", ["a", "b"]),
        (" a\t b ", ["a", "b"]),
        (r"my\ clip", ["my clip"]),
        (r"\(1\)\'", ["(1)'"]),
        ("'a b' c", ["a b", "c"]),
        (r"'it'\''s'", ["it's"]),
        (r"'a\b'", [r"a\b"]),
        (r'"a \"b\" \$c \d"', [r'a "b" $c \d']),
        ("a'b c'd", ["ab cd"]),
        (r"C:\new\table.mp4 D:\x", [r"C:\new\table.mp4", r"D:\x"]),
        (r'"C:\my clip\new.mp4"', [r"C:\my clip\new.mp4"]),
        (r"\\server\share", [r"\\server\share"]),
        ("a\\", ["a\\"]),
        ("'a", None),
        ('a "b', None),
        ("don't", None),
    ],
)
def test_a_line_is_split(line: str, words: list[str] | None) -> None:
    assert shellwords.split(line) == words


def test_a_long_line_is_bounded() -> None:
    words = shellwords.split("a " * 5000)

    assert words is not None
    assert len(words) == 1000
