"""Reads YAML files safely, with the C parser where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


class YamlError(ValueError):
    """A file is no YAML; the message names line and column."""


def read(path: Path, *, as_text: bool = False) -> Any:
    """Parse a YAML file; with `as_text` every scalar is a string: a "no" stays one."""
    import yaml  # 20 ms, only where no cached table is fresh

    kind = "BaseLoader" if as_text else "SafeLoader"  # both build nothing but plain values
    loader = getattr(yaml, f"C{kind}", getattr(yaml, kind))
    try:
        return yaml.load(path.read_bytes(), loader)  # noqa: S506 - see above
    except yaml.YAMLError as error:
        raise YamlError(str(error)) from error
