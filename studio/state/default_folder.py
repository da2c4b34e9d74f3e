"""The default folder of the studio's files: the state folder of this system."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "reeltalk"


def state_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The first usual folder that is writable; a temporary one as the last resort."""
    for root in _roots(environ, platform):
        folder = root / NAME / "studio"
        if _is_writable(folder):
            return folder
    owner = getattr(os, "getuid", lambda: "one")()
    shared = Path(tempfile.gettempdir()) / f"{NAME}-{owner}"
    if _is_writable(shared / "studio") and _is_ours(shared):
        return shared / "studio"
    return Path(tempfile.mkdtemp(prefix=f"{NAME}-")) / "studio"


def _roots(environ: Mapping[str, str], platform: str) -> Iterator[Path]:
    if environ.get("REELTALK_STATE", "").strip():
        yield Path(environ["REELTALK_STATE"])
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or "~").expanduser()
    if platform == "win32":
        yield Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        yield home / "Library" / "Application Support"
    else:
        # The specification wants a relative XDG_STATE_HOME ignored.
        named = Path(environ.get("XDG_STATE_HOME") or "")
        yield named if named.is_absolute() else home / ".local" / "state"


def _is_ours(folder: Path) -> bool:
    """The folder is owned by this person, and nobody else may write to it."""
    if sys.platform == "win32":  # there the temporary folder is the person's own
        return True
    facts = folder.lstat()
    return stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid() and not facts.st_mode & 0o022


def _is_writable(folder: Path) -> bool:
    try:
        # `parents` would give the folder above the mode of any folder, and it holds the journal.
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except (OSError, RuntimeError):
        return False
    return os.access(folder, os.W_OK)
