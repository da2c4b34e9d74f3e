"""Patterns compiled when they are needed."""

from __future__ import annotations

import re

from studio.understand.lazy_pattern import LazyPattern


def test_a_lazy_pattern_does_what_a_compiled_one_does() -> None:
    lazy, compiled = LazyPattern(r"(\d+) ?s", re.IGNORECASE), re.compile(r"(\d+) ?s", re.IGNORECASE)
    said = "cut 12 S, keep 3s"

    found = lazy.search(said, 5)
    assert found is not None
    assert found.span() == compiled.search(said, 5).span()  # type: ignore[union-attr]
    assert [one[1] for one in lazy.finditer(said)] == ["12", "3"]
    assert lazy.match(said) is None
    assert lazy.fullmatch("4 s") is not None
    assert lazy.sub("x", said) == "cut x, keep x"
    assert lazy.split("1s2s") == compiled.split("1s2s")
