"""What may stand at the cursor, as a completion offers it; and the files among it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from agent.speech import amounts
from agent.speech.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST: Final = 60  # of a folder: nobody reads through more


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may stand in place of the last `replaced` letters before the cursor."""

    text: str
    replaced: int
    about: str = ""


def files(typed: str, endings: tuple[str, ...] = ()) -> Iterator[Candidate]:
    """The files and folders whose path begins so; of files only those with one of the endings."""
    head, name = os.path.split(typed)
    folder = Path(head or ".").expanduser()
    try:
        found = sorted(os.scandir(folder), key=lambda one: one.name)
    except (OSError, ValueError, RuntimeError):
        return
    count = 0
    for one in found:
        is_folder = one.is_dir()
        if not one.name.startswith(name) or (one.name.startswith(".") and not name):
            continue
        if endings and not is_folder and not one.name.lower().endswith(endings):
            continue
        count += 1
        if count > _MOST or one_line(one.name) != one.name:
            continue
        shown = one.name + ("/" if is_folder else "")
        yield Candidate(shown, len(name), "" if is_folder else _size(one))


def _size(entry: os.DirEntry[str]) -> str:
    try:
        return amounts.size(entry.stat().st_size)
    except OSError:
        return ""
