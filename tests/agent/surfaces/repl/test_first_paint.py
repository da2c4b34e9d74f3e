"""The first paint."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from agent.skill import profile
from agent.speech import words
from agent.surfaces.repl import first_paint
from tests.agent.skill.test_skill_md import BEACH


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (["--lang", "ja"], "ja"),
        (["--lang=zh"], "zh"),
        (["--skill", "x", "--lang=zh", "--lang", "ja"], "zh"),
        (["--lang"], ""),
        (["--language", "ja"], ""),
        ([], ""),
    ],
)
def test_a_flag_is_read_before_the_line_is_parsed(given: list[str], value: str) -> None:
    assert first_paint.option(given, "--lang") == value


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([], {}),
        (["chat", "--skill", "x"], {"skill": "x"}),
        (["--backend=studio", "--continue"], {"backend": "studio", "goes_on": "yes"}),
        (["--resume", "3f"], {"id_": "3f"}),
        (["-i", "hello there"], {"first": "hello there"}),
        (["--continue", "--resume", "3f"], None),
        (["--continue", "--new"], None),
        (["--new=x"], None),
        (["--no-color", "--new"], {"no_color": "yes", "new": "yes"}),
        (["--theme", "dark"], {"theme": "dark"}),
        (["--theme=pink"], None),
        (["--plain"], None),
        (["--lang", "de"], None),
        (["--skill"], None),
        (["--skill", "--new"], None),
        (["--nonsense"], None),
    ],
)
def test_the_flags_are_read_or_left_to_argparse(
    given: list[str], found: dict[str, str] | None
) -> None:
    assert first_paint.understood(given) == found


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_greeting_is_made_once_and_then_kept(tmp_path: Path, language: str) -> None:
    environment = {"REELTALK_HOME": str(tmp_path)}
    made = first_paint.greeting(words.words(language), profile.product().profile(""))

    assert first_paint._kept("", language, environment) == made
    assert first_paint._kept("", language, environment) == made
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_page_that_has_changed_is_made_anew(tmp_path: Path) -> None:
    environment = {"REELTALK_HOME": str(tmp_path)}
    made = first_paint._kept("", "en", environment)
    (file,) = (tmp_path / "cache").iterdir()
    file.write_text("other stamp\n\told", "utf-8")

    assert first_paint._kept("", "en", environment) == made


@pytest.mark.parametrize(("told", "columns"), [(0, 79), (40, 39), (3, 10)])
def test_a_terminal_that_tells_no_columns_is_taken_to_have_eighty(
    monkeypatch: pytest.MonkeyPatch, told: int, columns: int
) -> None:
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((told, 24)))

    assert first_paint._columns() == columns


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_the_greeting_fits(columns: int) -> None:
    for language in words.LANGUAGES:
        rows = first_paint.greeting(words.words(language), profile.product().profile(""))

        lines = [one for row in rows for one in first_paint._painted(row, columns, {})]

        wide = [sum(2 if letter >= "\u2e80" else 1 for letter in line) for line in lines]
        assert max(wide) <= max(columns, 24)


@pytest.mark.parametrize(
    ("given", "environment"),
    [(["--plain"], {"TERM": "xterm"}), ([], {"TERM": "dumb"}), ([], {"TERM": "xterm", "CI": "1"})],
)
def test_a_terminal_that_is_none_gets_plain_lines(
    given: list[str], environment: dict[str, str]
) -> None:
    assert not first_paint.is_for_eyes(given, environment)


@pytest.mark.parametrize(
    ("given", "environment", "code"),
    [
        ([], {"TERM": "xterm"}, "1;35"),
        (["--theme", "light"], {"TERM": "xterm-256color"}, "1;38;5;22"),
        ([], {"TERM": "xterm", "REELTALK_THEME": "mono"}, "1"),
        (["--no-color"], {"TERM": "xterm"}, None),
        ([], {"TERM": "xterm", "NO_COLOR": "1"}, None),
    ],
)
def test_the_first_paint_is_that_of_the_theme(
    given: list[str], environment: dict[str, str], code: str | None
) -> None:
    assert first_paint._codes(given, environment).get("chat") == code


_PAINTS = """
import sys
before = set(sys.modules)
from agent import cli
from agent.surfaces.repl import first_paint
first_paint._kept("", "en", {"REELTALK_HOME": sys.argv[1]})
heavy = {"typing", "pathlib", "json", "dataclasses", "argparse", "prompt_toolkit", "asyncio"}
print(sorted(heavy & (set(sys.modules) - before)))
"""


def test_hardly_anything_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    first_paint._kept("", "en", {"REELTALK_HOME": str(tmp_path)})

    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-S", "-c", _PAINTS, str(tmp_path)],
        capture_output=True, text=True, cwd=Path(__file__).parents[4], check=True,
    )  # fmt: skip

    assert told.stdout == "[]\n"


def test_a_skill_in_a_file_is_greeted_with_and_looked_at_again(tmp_path: Path) -> None:
    at = tmp_path / "beach" / "SKILL.md"
    at.parent.mkdir()
    at.write_text(BEACH)
    environment = {"REELTALK_HOME": str(tmp_path)}

    first = first_paint._kept(str(at.parent), "en", environment)
    at.write_text(BEACH.replace("Hello!", "Welcome back!"))
    second = first_paint._kept(str(at.parent), "en", environment)

    assert ("", "Hello! Tell me which beach.") in first
    assert ("", "Welcome back! Tell me which beach.") in second


def test_a_skill_there_is_not_paints_nothing(tmp_path: Path) -> None:
    assert first_paint._kept("no/such.md", "en", {"REELTALK_HOME": str(tmp_path)}) == []


def test_a_skill_greets_in_its_own_words_where_they_are_of_our_language(tmp_path: Path) -> None:
    at = tmp_path / "SKILL.md"
    at.write_text(BEACH.replace("Hello! Tell me which beach.", "你好！哪一片海滩？"))

    chinese = first_paint._made(str(at), "zh")
    japanese = first_paint._made(str(at), "ja")

    assert "\t你好！哪一片海滩？" in chinese
    assert f"\t{words.words('ja').say('repl.greeting')}" in japanese
