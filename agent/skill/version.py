"""The version, read from `skill.yaml` without YAML or pathlib: `--version` is instant."""

from __future__ import annotations

import os

_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib is what takes time


def path() -> str:
    """The document: beside this module once installed, at the project's root in a checkout."""
    installed = os.path.join(_HERE, "skill.yaml")  # noqa: PTH118 - as above
    checkout = os.path.join(_HERE, "..", "..", "skill.yaml")  # noqa: PTH118 - as above
    return installed if os.path.exists(installed) else os.path.normpath(checkout)  # noqa: PTH110 - as above


def version() -> str:
    """The version of the product, without the YAML reader."""
    with open(path(), encoding="utf-8") as document:  # noqa: PTH123 - as above
        for line in document:
            if line.startswith("version:"):
                return line.partition(":")[2].strip()
    raise LookupError(f"{path()}: there is no version")
