from __future__ import annotations

import json

from studio.project.history import Project, empty_draft


def test_an_edit_can_be_undone_and_redone() -> None:
    first = Project()
    second = first.edited({**empty_draft(), "d": 5})

    back = second.undone(1)
    forth = back.redone(3)

    assert back.draft == first.draft
    assert forth.draft == second.draft


def test_an_edit_forgets_what_was_undone() -> None:
    project = Project().edited({"d": 1}).undone(1)

    assert project.edited({"d": 2}).future == ()


def test_a_project_survives_json() -> None:
    project = Project(media={"f1": {"name": "a.mp4"}}, language="ja").edited({"d": 1, "t": []})
    project = project.remembering(target="title")

    again = Project.from_json(json.loads(json.dumps(project.to_json())))

    assert again == project


def test_nonsense_becomes_a_new_project() -> None:
    page = {"draft": 3, "past": "x", "media": [1], "language": "xx", "memory": None}

    assert Project.from_json(page) == Project()
