from __future__ import annotations

from pathlib import Path
from typing import Final

from studio import operations, words
from studio.project.history import Project
from studio.understand import Order
from tests import pages

NOT_OPERATIONS: Final = frozenset({"ask", "unsupported", "undo", "redo"})


def test_every_operation_of_the_frames_can_be_carried_out() -> None:
    page = Path(operations.__file__).parents[1] / "understand" / "data" / "frames.yaml"
    named = {row["op"] for row in pages.load(page.read_bytes())}

    assert named - NOT_OPERATIONS == set(operations.operations())


def test_a_refusal_changes_nothing_and_says_why() -> None:
    project = Project()

    done = operations.apply(Order("trim", {"from": 0, "to": 1000}), project)

    assert (done.project, done.changed) == (project, False)
    assert words.knows(done.key)


def test_an_operation_nobody_knows_is_no_crash() -> None:
    assert not operations.apply(Order("fly"), Project()).changed


def test_what_is_so_already_is_no_step_to_undo() -> None:
    project = operations.apply(Order("generate", {"prompt": "x"}), Project()).project

    done = operations.apply(Order("filter", {"name": None}), project)

    assert done.key == "refused.same"
    assert done.project.past == project.past
