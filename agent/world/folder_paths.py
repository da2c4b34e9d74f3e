"""Paths of the person's own folders, as text: for whatever runs before pathlib is imported.

`agent.world.folders` sees to it that they can be written to.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # nothing is imported here: the first paint is near
if TYPE_CHECKING:
    from collections.abc import Mapping


def home(environment: Mapping[str, str]) -> str:
    """The person's folder, also where nobody says which it is."""
    found = environment.get("HOME") or os.path.expanduser("~")  # noqa: PTH111 - pathlib takes longer than the first paint
    if found != "~":
        return found
    import tempfile  # 5 ms, and hardly ever needed

    return tempfile.gettempdir()


def config(environment: Mapping[str, str]) -> str:
    """The folder of the config file."""
    if own := _own(environment, "config"):
        return own
    if sys.platform == "win32":
        return _windows(environment, "APPDATA", "Roaming") + "/reeltalk"
    if sys.platform == "darwin":
        return _mac(environment)
    return _xdg(environment, "XDG_CONFIG_HOME", ".config")


def state(environment: Mapping[str, str]) -> str:
    """The folder of the journal, the tokens and the history."""
    if own := _own(environment, "state"):
        return own
    if sys.platform == "win32":
        return _windows(environment, "LOCALAPPDATA", "Local") + "/reeltalk/state"
    if sys.platform == "darwin":
        return _mac(environment) + "/state"
    return _xdg(environment, "XDG_STATE_HOME", ".local/state")


def cache(environment: Mapping[str, str]) -> str:
    """The folder of what can be made again."""
    if own := _own(environment, "cache"):
        return own
    if sys.platform == "win32":
        return _windows(environment, "LOCALAPPDATA", "Local") + "/reeltalk/cache"
    if sys.platform == "darwin":
        return f"{home(environment)}/Library/Caches/reeltalk"
    return _xdg(environment, "XDG_CACHE_HOME", ".cache")


def _own(environment: Mapping[str, str], part: str) -> str:
    chosen = environment.get("REELTALK_HOME")
    return f"{os.path.abspath(chosen)}/{part}" if chosen else ""  # noqa: PTH100 - as above


def _windows(environment: Mapping[str, str], name: str, default: str) -> str:
    return environment.get(name) or f"{home(environment)}/AppData/{default}"


def _mac(environment: Mapping[str, str]) -> str:
    return f"{home(environment)}/Library/Application Support/reeltalk"


def _xdg(environment: Mapping[str, str], name: str, default: str) -> str:
    """By the XDG rules a path that is not absolute is as if it were not there."""
    chosen = environment.get(name, "")
    return (chosen if chosen.startswith("/") else f"{home(environment)}/{default}") + "/reeltalk"
