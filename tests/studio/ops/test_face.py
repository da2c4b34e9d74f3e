from __future__ import annotations

from pathlib import Path
from typing import Final

import yaml

from studio import ops, words
from studio.project import Project
from studio.understand import Order

NOT_OPERATIONS: Final = frozenset({"ask", "unsupported", "undo", "redo"})


def test_every_operation_of_the_frames_can_be_carried_out() -> None:
    page = Path(ops.__file__).parents[1] / "understand" / "data" / "frames.yaml"
    named = {row["op"] for row in yaml.safe_load(page.read_bytes())}

    assert named - NOT_OPERATIONS == set(ops.operations())


def test_a_refusal_changes_nothing_and_says_why() -> None:
    project = Project()

    done = ops.apply(Order("trim", {"from": 0, "to": 1000}), project)

    assert (done.project, done.changed) == (project, False)
    assert words.knows(done.key)


def test_an_operation_nobody_knows_is_no_crash() -> None:
    assert not ops.apply(Order("fly"), Project()).changed


def test_what_is_so_already_is_no_step_to_undo() -> None:
    project = ops.apply(Order("generate", {"prompt": "x"}), Project()).project

    done = ops.apply(Order("filter", {"name": None}), project)

    assert done.key == "refused.same"
    assert done.project.past == project.past
