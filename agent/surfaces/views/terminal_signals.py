r"""What a terminal does besides showing text: it rings, links, names its window, shows progress.

Each gives the sequence to write, or nothing where the terminal might show it as rubbish. What
stands between `ESC ]` and `ESC \` is cleaned, so that no text can end the sequence and go on as
another.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from agent.speech.sanitize import CONTROL_CHARACTERS, one_line
from agent.surfaces.views import terminal_kind

if TYPE_CHECKING:
    from collections.abc import Mapping

BELL: Final = "\a"
_END: Final = "\x1b\\"
_LONGEST: Final = 200  # letters of a message
_LONGEST_ADDRESS: Final = 2000
_WAYS: Final = {
    "iterm2": "9",
    "warp": "9",
    "ghostty": "777",
    "wezterm": "777",
    "foot": "777",
    "contour": "777",
    "urxvt": "777",
    "kitty": "99",
}
_LINKING: Final = frozenset(
    [
        *("kitty", "ghostty", "wezterm", "iterm2", "foot", "konsole"),
        *("windows", "vscode", "alacritty", "contour", "mintty"),
    ]
)
# From these on, OSC 9;4 moves a bar; iTerm2 and WezTerm before them show it as a message.
_PROGRESS_FROM: Final = {
    "ghostty": (1, 2),
    "iterm2": (3, 6, 6),
    "wezterm": (20250209,),
}
_VTE_LINKS: Final = (5000,)
_VTE_PROGRESS: Final = (8000,)
_TMUX_LINKS: Final = (3, 4)
_WINDOWS_PATH: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_FILE: Final = re.compile(r"file://", re.IGNORECASE)


def notify(title: str, text: str, environment: Mapping[str, str]) -> str:
    """A notification: a message where the terminal is known to show one, else a bell.

    In tmux it is the bell as well: tmux hands it on and marks the window.
    """
    known = terminal_kind.name(environment)
    head, body = _clean(title), _clean(text)
    way = _WAYS.get(known)
    if known == "dumb":
        return ""
    if way == "9":
        said = ": ".join(filter(None, [head, body]))
        # What begins with a number would be taken for an order, such as 4 for the progress.
        return f"\x1b]9;{' ' if said[:1].isdigit() else ''}{said}{_END}"
    if way == "777":
        return f"\x1b]777;notify;{head};{body}{_END}"
    if way == "99":
        return f"\x1b]99;i=reeltalk:d=0;{head}{_END}\x1b]99;i=reeltalk:p=body;{body}{_END}"
    return BELL


def link(path_or_url: str, text: str, environment: Mapping[str, str]) -> str:
    """The text, as a link where terminals are known to make one of it."""
    shown = one_line(text)
    address = _address(path_or_url, environment)
    if not address or not _can_link(environment):
        return shown
    return f"\x1b]8;;{address}{_END}{shown}\x1b]8;;{_END}"


def progress(share: float | None, environment: Mapping[str, str]) -> str:
    """The bar on the task bar at a share of one; None takes it away."""
    if not _can_progress(environment):
        return ""
    if share is None or math.isnan(share):
        return f"\x1b]9;4;0;0{_END}"
    return f"\x1b]9;4;1;{round(100 * min(max(share, 0.0), 1.0))}{_END}"


def busy(environment: Mapping[str, str]) -> str:
    """The bar as long as nobody knows the share; `progress(None)` takes it away."""
    return f"\x1b]9;4;3;0{_END}" if _can_progress(environment) else ""


def title(text: str, environment: Mapping[str, str] | None = None) -> str:
    """The name of the window; an empty one gives the terminal its own back.

    Without an environment it is the caller who knows that there is a window.
    """
    if environment is not None:
        known = terminal_kind.name(environment)
        if known in {"dumb", "console"} or not (known or environment.get("TERM")):
            return ""
    return f"\x1b]2;{_clean(text)}{_END}"


def _clean(text: str) -> str:
    """One line in which nothing acts and nothing is cut off at a semicolon."""
    return one_line(text[: 4 * _LONGEST]).replace(";", ",")[:_LONGEST]


def _address(said: str, environment: Mapping[str, str]) -> str:
    """The address in printable ASCII, as OSC 8 demands; nothing for what must not be clicked."""
    if not said or len(said) > _LONGEST_ADDRESS or CONTROL_CHARACTERS.search(said):
        return ""
    if _WEB.match(said):
        return quote(said, safe="!#$%&'()*+,/:;=?@[]~-._")
    # A path is one of this machine; from afar the click would look for it on another.
    return "" if terminal_kind.is_far(environment) else _of_file(said)


def _of_file(said: str) -> str:
    if _FILE.match(said):
        return quote(said, safe="!$%&'()*+,/:=@~-._")
    if _WINDOWS_PATH.match(said):
        rooted = said.replace("\\", "/")
        return f"file:{'' if rooted.startswith('//') else '///'}{quote(rooted, safe='/:')}"
    if _SCHEME.match(said):
        return ""
    try:
        return Path(said).expanduser().absolute().as_uri()
    except RuntimeError:  # the home of nobody
        return ""


def _can_link(environment: Mapping[str, str]) -> bool:
    known = terminal_kind.name(environment)
    if known == "vte":
        return terminal_kind.version(environment, "VTE_VERSION") >= _VTE_LINKS
    if known == "tmux":
        is_told = environment.get("TERM_PROGRAM") == "tmux"
        return is_told and terminal_kind.version(environment) >= _TMUX_LINKS
    return known in _LINKING


def _can_progress(environment: Mapping[str, str]) -> bool:
    known = terminal_kind.name(environment)
    if known == "vte":
        return terminal_kind.version(environment, "VTE_VERSION") >= _VTE_PROGRESS
    if known in _PROGRESS_FROM:
        return terminal_kind.version(environment) >= _PROGRESS_FROM[known]
    return known in {"windows", "conemu"}
