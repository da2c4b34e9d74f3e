"""What a line would be taken for but for a guard: every line by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from studio.project.history import Project
from studio.understand import combined_concepts, guards, understand

LINES: Final[list[Any]] = yaml.safe_load(
    (Path(__file__).parent / "corpora" / "guards.yaml").read_bytes()
)


@pytest.mark.parametrize(("language", "said", "op", "args"), LINES)
def test_a_guard_keeps_a_line_from_the_wrong_operation(
    language: str, said: str, op: str, args: dict[str, Any]
) -> None:
    order = understand(said, Project(language=language))

    assert order.op == op
    assert is_part(args, dict(order.args)), order.args


def is_part(wanted: Any, got: Any) -> bool:
    """Whether all that is wanted is there; other arguments may be, too."""
    if isinstance(wanted, dict):
        return all(is_part(value, got.get(key)) for key, value in wanted.items())
    if isinstance(wanted, list):
        return len(wanted) == len(got) and all(map(is_part, wanted, got))
    return bool(wanted == got)


def test_each_guard_is_a_derived_concept() -> None:
    named = {
        name
        for name, made in vars(guards).items()
        if callable(made)
        and getattr(made, "__module__", "") == guards.__name__
        and not name.startswith("_")
    }

    assert named - {"takes_part_out"} <= combined_concepts._RULES.keys()
