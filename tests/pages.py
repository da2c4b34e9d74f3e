"""Tables of tests, which are YAML."""

from __future__ import annotations

from typing import Any

import yaml


def load(said: str | bytes) -> Any:
    """What a page says, read with the reader in C where there is one: it is ten times as fast."""
    return yaml.load(said, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
