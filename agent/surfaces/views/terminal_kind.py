"""Which terminal this is, by the environment alone: it is never asked, so it never answers late."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# TERM says it where the terminal has an entry of its own, and it is handed on by ssh.
_TERMS: Final = (
    ("xterm-kitty", "kitty"),
    ("xterm-ghostty", "ghostty"),
    ("ghostty", "ghostty"),
    ("wezterm", "wezterm"),
    ("foot", "foot"),
    ("alacritty", "alacritty"),
    ("contour", "contour"),
    ("mlterm", "mlterm"),
    ("rxvt-unicode", "urxvt"),
    ("konsole", "konsole"),
    ("linux", "console"),
)
_PROGRAMS: Final = {
    "iterm.app": "iterm2",
    "apple_terminal": "apple",
    "wezterm": "wezterm",
    "ghostty": "ghostty",
    "vscode": "vscode",
    "mintty": "mintty",
    "kitty": "kitty",
    "warpterminal": "warp",
}
# What terminals leave in the environment; children of children may inherit it, so it comes last.
_TRACES: Final = (
    ("WT_SESSION", "windows"),
    ("ConEmuPID", "conemu"),
    ("KITTY_WINDOW_ID", "kitty"),
    ("GHOSTTY_RESOURCES_DIR", "ghostty"),
    ("WEZTERM_PANE", "wezterm"),
    ("WEZTERM_EXECUTABLE", "wezterm"),
    ("KONSOLE_VERSION", "konsole"),
    ("VTE_VERSION", "vte"),
    ("ITERM_SESSION_ID", "iterm2"),
)
_NUMBERS: Final = re.compile(r"\d{1,9}")


def name(environment: Mapping[str, str]) -> str:
    """The name of a terminal that is known; `dumb`, `tmux`, `screen`, or nothing for any other."""
    term = environment.get("TERM", "").lower()
    if term in {"dumb", "unknown"}:
        return "dumb"
    if between := _multiplexer(term, environment):
        return between
    for start, known in _TERMS:
        if term.startswith(start):
            return known
    for key in ("TERM_PROGRAM", "LC_TERMINAL"):
        said = environment.get(key, "").lower()
        if known := _PROGRAMS.get("iterm.app" if said == "iterm2" else said, ""):
            return known
    return next((known for trace, known in _TRACES if environment.get(trace)), "")


def _multiplexer(term: str, environment: Mapping[str, str]) -> str:
    """What stands between us and the terminal; it passes on only what it knows itself."""
    if environment.get("TMUX") or term.startswith("tmux"):
        return "tmux"
    if environment.get("STY") or environment.get("ZELLIJ") or term.startswith("screen"):
        return "screen"
    return ""


def version(environment: Mapping[str, str], key: str = "TERM_PROGRAM_VERSION") -> tuple[int, ...]:
    """The numbers of a version, `3.6.6` as (3, 6, 6); none where it is not told."""
    return tuple(map(int, _NUMBERS.findall(environment.get(key, ""))[:4]))


def is_far(environment: Mapping[str, str]) -> bool:
    """Whether the person sits at another machine, whose files are not ours."""
    return any(environment.get(key) for key in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
