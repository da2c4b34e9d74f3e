"""Which terminal it is: by its own name first, by what it left behind last."""

from __future__ import annotations

import pytest

from agent.surfaces.views import terminal_kind


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({}, ""),
        ({"TERM": "xterm-256color"}, ""),
        ({"TERM": "dumb", "TERM_PROGRAM": "iTerm.app"}, "dumb"),
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ({"TERM": "xterm-ghostty"}, "ghostty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, "ghostty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "iterm2"),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, "iterm2"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "wezterm"),
        ({"TERM": "xterm-256color", "WEZTERM_PANE": "0"}, "wezterm"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode", "KITTY_WINDOW_ID": "1"}, "vscode"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "apple"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "vte"),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230804"}, "konsole"),
        ({"TERM": "foot-extra"}, "foot"),
        ({"TERM": "alacritty", "VTE_VERSION": "7600"}, "alacritty"),
        ({"TERM": "linux"}, "console"),
        ({"WT_SESSION": "ab"}, "windows"),
        ({"ConEmuPID": "12"}, "conemu"),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, "tmux"),
        ({"TERM": "xterm-kitty", "TMUX": "/run/tmux-0/default,1,0"}, "tmux"),
        ({"TERM": "screen-256color"}, "screen"),
        ({"TERM": "xterm-ghostty", "ZELLIJ": "0"}, "screen"),
    ],
)
def test_a_terminal_is_known_by_its_environment(environment: dict[str, str], name: str) -> None:
    assert terminal_kind.name(environment) == name


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("3.6.6", (3, 6, 6)),
        ("20250209-182623-44866cc1", (20250209, 182623, 44866, 1)),
        ("3.4a", (3, 4)),
        ("next", ()),
        ("", ()),
    ],
)
def test_a_version_is_its_numbers(said: str, numbers: tuple[int, ...]) -> None:
    assert terminal_kind.version({"TERM_PROGRAM_VERSION": said}) == numbers


def test_who_comes_by_ssh_is_far() -> None:
    assert terminal_kind.is_far({"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"})
    assert not terminal_kind.is_far({"TERM": "xterm"})
