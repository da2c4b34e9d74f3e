"""Paths as people type them at a prompt: from the folder that this process stands in."""

from __future__ import annotations

import os

from agent.world import folders


def absolute(said: str) -> str:
    """The absolute path of a file, which need not exist; an address on the network as it is."""
    return folders.absolute(said, os.getcwd())  # noqa: PTH109 - pathlib takes longer
