"""Patterns that are compiled when a line first needs them: a first message needs few of all."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class LazyPattern:
    """A pattern with the methods of a compiled one that are used here."""

    # `pattern` is read by those who build a longer one of it.
    __slots__ = ("flags", "pattern")

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.pattern = pattern
        self.flags = flags

    def search(self, said: str, low: int = 0, high: int | None = None) -> re.Match[str] | None:
        """As a compiled pattern does it."""
        return _compiled(self.pattern, self.flags).search(said, low, _end(said, high))

    def match(self, said: str, low: int = 0, high: int | None = None) -> re.Match[str] | None:
        """As a compiled pattern does it."""
        return _compiled(self.pattern, self.flags).match(said, low, _end(said, high))

    def fullmatch(self, said: str, low: int = 0, high: int | None = None) -> re.Match[str] | None:
        """As a compiled pattern does it."""
        return _compiled(self.pattern, self.flags).fullmatch(said, low, _end(said, high))

    def finditer(self, said: str, low: int = 0, high: int | None = None) -> Iterator[re.Match[str]]:
        """As a compiled pattern does it."""
        return _compiled(self.pattern, self.flags).finditer(said, low, _end(said, high))

    def sub(self, new: str | Callable[[re.Match[str]], str], said: str) -> str:
        """As a compiled pattern does it."""
        return _compiled(self.pattern, self.flags).sub(new, said)

    def split(self, said: str) -> list[str]:
        """As a compiled pattern does it."""
        return [str(one) for one in _compiled(self.pattern, self.flags).split(said)]


def _end(said: str, high: int | None) -> int:
    return len(said) if high is None else high


@cache
def _compiled(pattern: str, flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile(pattern, flags)
