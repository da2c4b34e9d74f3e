"""The folders of config, state and cache, with a fallback where the person's own are read-only."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from agent.world import folder_paths
from intents.file_address import local

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Folders:
    """Three folders. `is_fallback` says that the person's own could not be written to."""

    config: Path
    state: Path
    cache: Path
    is_fallback: bool = False


def folders(environment: Mapping[str, str], project: Path) -> Folders:
    """The person's folders, else some in the project or in TMPDIR."""
    found = _own(environment)
    if _is_writable(found.state):
        return found
    for place in (project / ".reeltalk", Path(tempfile.gettempdir()) / f"reeltalk-{_who()}"):
        if _is_writable(place) and _is_ours(place):
            return Folders(place / "config", place / "state", place / "cache", is_fallback=True)
    return found


def absolute(said: str, folder: str | Path) -> str:
    """A path as people type it, from the folder it is meant from; an address on the network as it
    is. The file need not exist.
    """
    if said.startswith(("http://", "https://")):
        return said
    path = os.path.expanduser(local(said))  # noqa: PTH111 - pathlib raises where there is no home
    return os.path.normpath(os.path.join(folder, path))  # noqa: PTH118 - as above


def home(environment: Mapping[str, str]) -> Path:
    """The person's folder, also where nobody says which it is."""
    return Path(folder_paths.home(environment))


def _own(environment: Mapping[str, str]) -> Folders:
    return Folders(
        Path(folder_paths.config(environment)),
        Path(folder_paths.state(environment)),
        Path(folder_paths.cache(environment)),
    )


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _is_ours(place: Path) -> bool:
    """Whether nobody else made it, or may put something into it: TMPDIR is everybody's."""
    if sys.platform == "win32":  # there it is the person's own
        return True
    facts = place.lstat()
    return stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid() and not facts.st_mode & 0o022


def _who() -> str:
    return str(os.getuid()) if sys.platform != "win32" else os.environ.get("USERNAME", "me")
