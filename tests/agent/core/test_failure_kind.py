"""Kinds of failure: each has one fault, and every one that is raised anywhere is among them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TypeGuard

import pytest

from agent.core import failure_kind
from agent.core.failure_kind import FailureKind, Fault
from agent.core.state import WishState
from agent.skill import skill_md
from agent.wire.codes import RefusalKind


def test_each_kind_has_one_fault() -> None:
    listed = [kind for kinds in failure_kind._BY_FAULT.values() for kind in kinds]

    assert sorted(listed) == sorted(FailureKind)


@pytest.mark.parametrize("refusal", RefusalKind)
def test_each_refusal_of_the_backend_is_a_kind(refusal: RefusalKind) -> None:
    assert FailureKind(refusal).fault in {Fault.PERSON, Fault.BACKEND}


def test_each_kind_of_a_skill_file_is_a_misuse() -> None:
    """The skill knows no kinds, it stands below them: its words are read out of its source."""
    tree = ast.parse(Path(skill_md.__file__).read_text("utf-8"))
    raised = [one.args[0] for one in ast.walk(tree) if _is_raised(one)]

    kinds = [FailureKind(str(one.value)) for one in raised if isinstance(one, ast.Constant)]

    assert len(kinds) == len(raised) > 0
    assert {one.fault for one in kinds} == {Fault.MISUSE}


def _is_raised(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == skill_md.SkillFileError.__name__
    )


@pytest.mark.parametrize(
    ("kind", "end", "refusal_code"),
    [
        ("top_up", WishState.NEEDS_USER, 3),
        ("token_wait", WishState.NEEDS_USER, 3),
        ("no_skill", WishState.FAILED, 2),
        ("no_wish", WishState.FAILED, 2),
        ("no_job", WishState.FAILED, 2),
        ("skill_none", WishState.FAILED, 2),
        ("disk", WishState.FAILED, 3),
        ("proxy", WishState.FAILED, 3),
        ("unreachable", WishState.UNREACHABLE, 3),
        ("lost", WishState.FAILED, 3),
        ("render_failed", WishState.FAILED, 3),
    ],
)
def test_a_kind_decides_how_a_wish_ends(kind: str, end: WishState, refusal_code: int) -> None:
    found = FailureKind(kind)

    assert (found.ends_as, found.refusal_code) == (end, refusal_code)
