"""Sentences in several languages: a YAML page for each, read as one flat table, kept as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from intents import table_cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def tables(folder: Path, languages: Iterable[str]) -> dict[str, Any]:
    """Each language's sentences by their keys: `done.trim` is `trim` below `done`."""
    pages = {language: folder / f"{language}.yaml" for language in languages}

    def compiled() -> dict[str, Any]:
        import yaml

        return {
            # All of it is text: to other loaders `no` is False, in a key as well.
            language: dict(_flattened(yaml.load(page.read_bytes(), Loader=yaml.BaseLoader)))  # noqa: S506 - it makes text alone
            for language, page in pages.items()
        }

    # What was kept by another way of reading is made again.
    sources = [*pages.values(), Path(__file__)]
    return table_cache.cached(folder / "words.kept.json", sources, compiled)


def _flattened(page: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in page.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", str(value)
