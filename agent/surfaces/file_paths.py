"""Paths as people type them: with `~`, as file: addresses, from the folder they are in."""

from __future__ import annotations

import os

from intents.file_address import local


def absolute(said: str) -> str:
    """The absolute path of a file, which need not exist; an address on the network as it is."""
    if said.startswith(("http://", "https://")):
        return said
    return os.path.abspath(os.path.expanduser(local(said)))  # noqa: PTH100, PTH111 - pathlib takes longer, and raises where there is no home
