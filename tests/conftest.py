"""For every test: interrupts arrive."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """A shell starts what it puts into the background with interrupts ignored, and every command
    that a test starts would inherit that.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
