"""A journal of one's own, and the same in other hands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from agent.world import journal
from agent.world.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Journal]:
    """A journal of this process."""
    found = Journal(tmp_path / "state/journal.sqlite3")
    yield found
    found.close()


@pytest.fixture
def theirs(mine: Journal) -> Iterator[Journal]:
    """The same journal in the hands of somebody else who is alive."""
    found = Journal(mine.path)
    found.me = f"{journal._boot()}:{os.getppid()}"
    yield found
    found.close()
