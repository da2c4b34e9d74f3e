"""Sentences in several languages: a YAML page for each, read as one flat table, cached as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from intents import table_cache, yaml_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def tables(folder: Path, languages: Iterable[str]) -> dict[str, Any]:
    """Each language's sentences by their keys: `done.trim` is `trim` below `done`."""
    pages = {language: folder / f"{language}.yaml" for language in languages}

    def compiled() -> dict[str, Any]:
        return {
            # All of it is text: else `no` would be False, in a key as well.
            language: dict(_flattened(yaml_file.read(page, as_text=True)))
            for language, page in pages.items()
        }

    # What was cached by another version of this module is made again.
    sources = [*pages.values(), Path(__file__)]
    return table_cache.cached(folder / "words.kept.json", sources, compiled)


def _flattened(page: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in page.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", str(value)
