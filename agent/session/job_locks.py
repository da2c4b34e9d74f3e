"""Locks of jobs: each wish is done once in this process, whichever thread or task comes first.

The leases of the journal tell processes apart, and nothing smaller.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.world.journal import Job, Journal

_LOCK: Final = threading.Lock()
_CLAIMED: Final[set[str]] = set()  # ids of jobs; they are random, so one set does for all journals


def take(journal: Journal, id_: str) -> Job | None:
    """Lease a wish, once in this process; None while anybody else is at it, or comes first.

    Whoever gets it hands it to `runner.run`, which gives the claim back.
    """
    with _LOCK:
        if id_ in _CLAIMED:
            return None
        job = journal.take(id_)
        if job is not None:
            _CLAIMED.add(job.id)
        return job


@contextmanager
def held(id_: str) -> Iterator[None]:
    """Hold the claim on a wish while it is done."""
    with _LOCK:
        _CLAIMED.add(id_)
    try:
        yield
    finally:
        with _LOCK:
            _CLAIMED.discard(id_)
