"""The files in what was typed or dragged in."""

from __future__ import annotations

import os
import shlex

from agent.flows.turn import Leg
from agent.session.queue import Wish
from agent.surfaces.file_paths import absolute
from agent.surfaces.views import dropped_paths


def files_of(said: str) -> list[str]:
    """The paths and addresses in a text, in any spelling."""
    found = list(dropped_paths.files(said)[0])
    if not found:
        try:
            found = shlex.split(said, posix=os.name != "nt")
        except ValueError:  # a lone quotation mark
            found = said.split()
    return [absolute(one) for one in found]


def unfit(said: str) -> Wish | None:
    """A line that is nothing but folders, or files of which some are of no type we know.

    It is no wish in words: it is handed over, and refused by name before a byte is sent.
    """
    found = tuple(absolute(one) for one in dropped_paths.files(said)[0])
    if not found or not all(map(os.path.exists, found)) or all(map(dropped_paths.is_known, found)):
        return None
    return Wish(said, "upload", [Leg("upload", "", found)])
