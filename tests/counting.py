"""How much work a call is, counted instead of timed: the same on every machine, however busy."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def lines_run(call: Callable[[], object]) -> int:
    """The lines of Python that run in a call, comprehensions and all that it calls included.

    What is done within one line in C is not seen; `make bench` measures seconds.
    """
    count = 0

    def trace(_frame: FrameType, event: str, _of: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        call()
    finally:
        sys.settrace(before)
    return count
