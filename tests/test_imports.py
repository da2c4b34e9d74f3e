"""Imports inside functions are few, and each says beside it what it saves."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
# They hide how rooms hang together, so only start-up time, or what may be absent, is worth one.
MOST: Final = 60


def _functions(tree: ast.AST) -> Iterator[ast.AST]:
    """The outermost functions: what stands in others is found with them."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        elif not isinstance(node, ast.expr):
            yield from _functions(node)


@cache
def hidden() -> tuple[tuple[str, str], ...]:
    """The place of each import inside a function, and its first line."""
    places: list[tuple[str, str]] = []
    for room in ("agent", "intents", "studio"):
        for path in sorted((ROOT / room).rglob("*.py")):
            text = path.read_text("utf-8")
            tree = ast.parse(text)
            found = {
                inner.lineno
                for outer in _functions(tree)
                for inner in ast.walk(outer)
                if isinstance(inner, ast.Import | ast.ImportFrom)
            }
            lines = text.splitlines()
            where = path.relative_to(ROOT)
            places += [(f"{where}:{number}", lines[number - 1]) for number in sorted(found)]
    return tuple(places)


def test_imports_inside_functions_are_few() -> None:
    found = [place for place, _ in hidden()]

    assert len(found) <= MOST, found


def test_each_says_what_it_saves() -> None:
    silent = [place for place, line in hidden() if "#" not in line]

    assert silent == []
