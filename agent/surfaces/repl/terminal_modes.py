"""Terminal modes: keys and focus reports asked for while the prompt is there, and not after it."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Final

from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.keys import Keys

from agent.surfaces.views import terminal_kind

if TYPE_CHECKING:
    from collections.abc import Mapping

# Shift-Enter and its kin, as terminals tell them that are asked for it (modifyOtherKeys, CSI u).
_NEW_ROW: Final = ("\x1b[27;2;13~", "\x1b[27;3;13~", "\x1b[27;5;13~", "\x1b[13;2u", "\x1b[13;3u")
_KEYS: Final = "\x1b[<u\x1b[>4;1m"  # drop what a program before us has left, then level 1
_NO_KEYS: Final = "\x1b[>4m"
_FOCUS: Final = "\x1b[?1004h"
_NO_FOCUS: Final = "\x1b[?1004l"
CAME: Final = "\x1b[I"
WENT: Final = "\x1b[O"
# These tell when their window is looked at; tmux does where its `focus-events` are on.
_TELLING: Final = frozenset(
    [
        *("kitty", "ghostty", "wezterm", "foot", "alacritty", "contour", "konsole"),
        *("iterm2", "vscode", "vte", "windows", "mintty", "tmux"),
    ]
)


def teach() -> None:
    """Have prompt_toolkit know these: a new row, and reports of the focus, which are no text."""
    for sequence in _NEW_ROW:
        ANSI_SEQUENCES[sequence] = Keys.ControlJ
    for sequence in (CAME, WENT):
        ANSI_SEQUENCES[sequence] = Keys.Ignore


def begin(environment: Mapping[str, str]) -> str:
    """The sequences to write before the first prompt."""
    return _KEYS + (_FOCUS if tells_focus(environment) else "")


def end(environment: Mapping[str, str]) -> str:
    """The sequences to write before the terminal goes back to a shell."""
    return (_NO_FOCUS if tells_focus(environment) else "") + _NO_KEYS


def tells_focus(environment: Mapping[str, str]) -> bool:
    """Whether this terminal is known to tell when its window is looked at."""
    known = terminal_kind.name(environment)
    is_xterm = not known and environment.get("TERM", "").startswith("xterm")
    return sys.platform != "win32" and (known in _TELLING or is_xterm)


def stop() -> None:
    """Stop everything that was started together, until somebody says go on."""
    os.kill(0, signal.SIGTSTP)
