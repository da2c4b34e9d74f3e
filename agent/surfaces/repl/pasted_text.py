"""Cleaning of pasted text: rows stay, what a terminal would obey goes."""

from __future__ import annotations

from typing import Final

from agent.speech.sanitize import CONTROL_CHARACTERS

_MOST: Final = 200_000


def cleaned(pasted: str) -> str:
    """The rows of a paste; the line feed at its end is the copy's, not the person's. Files that
    were dragged in are spelt as they are read.
    """
    rows = pasted[:_MOST].replace("\r\n", "\n").replace("\r", "\n")
    from agent.surfaces.views import dropped_paths  # 11 ms, and hardly anybody pastes

    if paths := dropped_paths.files(rows)[0]:
        return " ".join(map(dropped_paths.spelt, paths)) + " "
    return CONTROL_CHARACTERS.sub("", rows).rstrip("\n") if rows.strip() else ""
