from __future__ import annotations

import pytest

from studio.editor import reply
from studio.editor.questions import answer_question
from studio.project.history import Project
from studio.understand import Order


def film() -> Project:
    return reply.answer("generate a 12 s clip of a red fox with calm music", Project()).project


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("length", "12 s"),
        ("clips", "2 clips: "),
        ("music", "calm"),
        ("titles", "no texts"),
        ("shape", "16:9, 1920x1080, 30 fps"),
        ("all", "red fox"),
        ("history", "1 change"),
        ("media", "Nothing has been uploaded"),
    ],
)
def test_a_question_is_answered_from_the_draft(about: str, said: str) -> None:
    assert said in answer_question(Order("question", {"about": about}), film())


def test_an_empty_timeline_says_so() -> None:
    assert (
        answer_question(Order("question", {"about": "length"}, "zh"), Project()) == "时间线是空的。"
    )
