from __future__ import annotations

import pytest

from studio.project.history import Project
from studio.understand import understand


def test_a_yes_takes_the_offer() -> None:
    project = Project(memory={"offer": {"op": "remove_silence", "args": {}}})

    assert understand("yes please", project).op == "remove_silence"
    assert understand("不用了", project).args == {"about": "no"}


def test_the_answer_to_our_question_completes_the_order() -> None:
    project = Project(memory={"open": {"op": "title", "args": {"at": "start"}, "about": "text"}})

    order = understand("Golden Hour", project)

    assert (order.op, dict(order.args)) == ("title", {"at": "start", "text": "Golden Hour"})


def test_a_new_order_is_no_answer() -> None:
    project = Project(memory={"open": {"op": "title", "args": {}, "about": "text"}})

    assert understand("play it backwards", project).op == "reverse"


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("how long is the video?", "length"),
        ("how many clips are there?", "clips"),
        ("现在有几段?", "clips"),
        ("動画の長さはどのくらいですか", "length"),
        ("what music is there?", "music"),
        ("what did I change?", "history"),
        ("how many seconds is clip 2", "length"),
        ("现在有什么", "all"),
    ],
)
def test_a_question_has_a_subject(said: str, about: str) -> None:
    order = understand(said, Project())

    assert (order.op, order.args["about"]) == ("question", about)


@pytest.mark.parametrize(
    "said", ["can you trim the first 3 seconds?", "タイトルを消してくれますか"]
)
def test_a_polite_order_is_no_question(said: str) -> None:
    assert understand(said, Project()).acts


@pytest.mark.parametrize(
    "said",
    [
        "how loud is the music at the moment",
        "does this have a soundtrack yet?",
        "用了哪首音乐？",
        "标题写的啥",
        "现在是竖屏还是横屏",
        "BGMは何が入ってる？",
        "もう字幕は入ってる？",
    ],
)
def test_a_question_never_acts(said: str) -> None:
    assert understand(said, Project()).op == "question"


@pytest.mark.parametrize(
    "said", ["good morning! how's it going?", "hilarious haha", "哈哈哈太棒了"]
)
def test_small_talk_is_small_talk(said: str) -> None:
    assert understand(said, Project()).op == "talk"
