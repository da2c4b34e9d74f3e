"""For every test: interrupts arrive, and what other tests cover is not traced many times over."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import coverage
import pytest

if TYPE_CHECKING:
    from collections.abc import Generator


def pytest_configure() -> None:
    """A shell starts what it puts into the background with interrupts ignored, and every command
    that a test starts would inherit that.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A test that is marked so runs at full speed, two to three times as fast as it would."""
    measured = coverage.Coverage.current()
    if measured is None or item.get_closest_marker("untraced") is None:
        return (yield)
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()
