"""Whole conversations on a real terminal, as somebody would have them."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

import pytest

from tests.terminal.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


TALKS: Final = (
    ("en", 80, "a 1 second clip of rain", "export it", ("+ Video", "Saved:")),
    ("zh", 40, "生成一段1秒的雨景视频", "导出视频", ("+ 视频", "已保存")),
    ("ja", 160, "1秒の雨の動画を作って", "書き出して", ("+ 映像", "保存しました")),
)


def test_from_the_greeting_to_the_film_in_three_languages_at_once(tmp_path: Path) -> None:
    with ExitStack() as windows:
        terminals = []
        for language, columns, *_ in TALKS:
            home = tmp_path / language
            home.mkdir()
            given = ("--backend", "studio", "--lang", language)
            terminals.append(windows.enter_context(Terminal(home, *given, columns=columns)))
        for terminal, (_, _, wish, *_) in zip(terminals, TALKS, strict=True):
            terminal.sees("reeltalk · Video Prompt")
            terminal.type(f"{wish}\r")
        for terminal, (_, _, _, export, seen) in zip(terminals, TALKS, strict=True):
            terminal.sees(seen[0])
            terminal.type(f"{export}\r")
        for terminal, (*_, seen) in zip(terminals, TALKS, strict=True):
            terminal.sees(seen[1])
            terminal.type("\x04")
        codes = [terminal.ends() for terminal in terminals]

    films = [next((tmp_path / language).glob("*.mp4")) for language, *_ in TALKS]
    assert all(b"ftyp" in film.read_bytes()[:16] for film in films)
    assert codes == [0, 0, 0]


def test_early_keys_are_kept_and_shown_once(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--backend", "studio") as terminal:
        terminal.sees("Video Prompt")
        terminal.type("雨の a")
        terminal.sees("› 雨の a")
        terminal.type("\x03")
        terminal.sees("free")

        assert terminal.seen.count("雨の a") == 0
        terminal.type("\x04")
        assert terminal.ends() == 0


def test_a_window_is_resized_in_the_middle_of_a_line(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--backend", "studio") as terminal:
        terminal.sees("free")
        terminal.type("a line that is long enough to be folded at forty columns")
        terminal.sees("forty columns")
        terminal.resize(40, 24)
        terminal.type("!")
        terminal.sees("columns!")
        terminal.resize(160, 40)
        terminal.type("?")
        terminal.sees("forty columns!?")
        terminal.type("\x03\x04")

        assert terminal.ends() == 0


def test_the_terminal_is_left_as_it_was_found(tmp_path: Path) -> None:
    import termios

    with Terminal(tmp_path, "--backend", "studio") as terminal:
        before = termios.tcgetattr(terminal.line)
        terminal.sees("free")
        terminal.type("\x04")
        terminal.ends()

        after = termios.tcgetattr(terminal.line)

    assert before[3] & termios.ICANON
    assert after[:4] == before[:4]
    assert b"\x1b[?1049h" not in terminal.all


def test_a_dumb_terminal_sees_not_one_escape(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--plain", "--backend", "studio") as terminal:
        terminal.sees("Ctrl-D quits")
        terminal.type("/backend\n")
        terminal.sees("Backend: studio")
        terminal.type("/quit\n")
        code = terminal.ends()

    assert code == 0
    assert b"\x1b" not in terminal.all


@pytest.mark.parametrize(("keys", "code"), [("\x03", 130), ("\x04", 0)])
def test_a_plain_conversation_is_left_at_once(tmp_path: Path, keys: str, code: int) -> None:
    with Terminal(tmp_path, "--plain", "--backend", "studio") as terminal:
        terminal.sees("\n>")
        terminal.type("/backend\n")
        terminal.sees("Backend: studio")
        terminal.type(keys)

        assert terminal.ends() == code
