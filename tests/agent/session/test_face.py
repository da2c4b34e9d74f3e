"""The session floor asks the process for nothing: whoever stands above it hands everything in."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from agent import session

ROOM = Path(session.__file__).parent
# What belongs to the process, and so to the surface that the process is.
FORBIDDEN = {
    ("os", "environ"),
    ("os", "getenv"),
    ("os", "getcwd"),
    ("Path", "cwd"),
    ("sys", "argv"),
    ("sys", "stdin"),
    ("sys", "stdout"),
    ("sys", "stderr"),
    ("time", "sleep"),
    ("asyncio", "run"),
}


@pytest.mark.parametrize("source", sorted(ROOM.glob("*.py")), ids=lambda one: one.stem)
def test_nothing_is_taken_from_the_process(source: Path) -> None:
    tree = ast.parse(source.read_text("utf-8"))

    taken = [
        f"line {node.lineno}: {node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in FORBIDDEN
    ]
    printed = [
        f"line {node.lineno}: {node.func.id}()"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "input"}
    ]

    assert taken + printed == []
