"""Caches tables that are slow to make, as JSON beside what they are made from.

A hash of the sources is stored with them: a changed source is seen at the next start. Where the
folder cannot be written, or the cache is damaged, the tables are simply made again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from intents import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


def cached(at: Path, sources: Iterable[Path], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The tables that `make` makes of the sources, from `at` if it was made from just these."""
    digest = blake2b(digest_size=16)
    for path in sources:
        digest.update(path.read_bytes())
    made_from = digest.hexdigest()
    with suppress(OSError, ValueError, RecursionError):
        kept = json.loads(at.read_bytes())
        if isinstance(kept, dict) and kept.get("made_from") == made_from:
            return kept
    made = make() | {"made_from": made_from}
    with suppress(OSError):
        whole_file.write(at, json.dumps(made, ensure_ascii=False, separators=(",", ":")))
    return made
