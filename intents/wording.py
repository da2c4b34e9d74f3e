"""Sentences in several languages: a YAML page for each, read as one flat table, kept as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intents import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


def tables(folder: Path, languages: Iterable[str]) -> dict[str, Any]:
    """Each language's sentences by their keys: `done.trim` is `trim` below `done`."""
    pages = {language: folder / f"{language}.yaml" for language in languages}

    def compiled() -> dict[str, Any]:
        import yaml

        return {
            language: dict(_flat(yaml.safe_load(page.read_bytes())))
            for language, page in pages.items()
        }

    return kept.tables(folder / "words.kept.json", pages.values(), compiled)


def _flat(page: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in page.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", str(value)
