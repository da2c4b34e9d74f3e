from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from intents import yaml_file
from studio.editor import reply
from studio.project import draft as drafts
from studio.project.history import Project
from studio.understand import understand
from studio.words import say

PAGE: dict[str, list[list[Any]]] = yaml_file.read(Path(__file__).parent / "corpora" / "first.yaml")


@pytest.mark.parametrize(("language", "said", "args"), PAGE["film"])
def test_what_a_first_message_describes_is_the_film(
    language: str, said: str, args: dict[str, Any]
) -> None:
    order = understand(said, Project(language=language))

    assert (order.op, order.language) == ("generate", language)
    assert order.args == args


@pytest.mark.parametrize(("language", "said"), PAGE["other"])
def test_what_describes_nothing_makes_no_film(language: str, said: str) -> None:
    assert understand(said, Project(language=language)).op != "generate"


@pytest.mark.parametrize(("language", "said", "args"), PAGE["asked"])
def test_a_text_that_is_only_spoken_of_is_asked_for_and_then_shown(
    language: str, said: str, args: dict[str, Any]
) -> None:
    text = "A fox crosses the ice. It finds a lantern and cuts the rope. The sun comes up."

    asked = reply.answer(said, Project(language=language))
    made = reply.answer(text, asked.project)

    assert (asked.reply.op, asked.order.args["about"]) == ("ask", "prompt")
    assert (made.reply.op, made.order.args) == ("generate", {**args, "prompt": text})


@pytest.mark.parametrize("said", ["turn the clip into a square video", "convert it to 9:16"])
def test_what_is_turned_into_another_shape_is_no_new_film(said: str) -> None:
    assert understand(said, Project()).op == "aspect"


@pytest.mark.parametrize("said", ["sunset over the ocean", "海边日落", "夕焼けの海"])
def test_where_there_is_something_already_a_description_is_asked_about(said: str) -> None:
    made = reply.answer("generate a 5-second clip of a fox", Project()).project
    uploaded = Project(media={"f": {"kind": "video", "name": "a.mp4", "duration_ms": 4000}})

    for project in (made, uploaded):
        assert understand(said, project).op != "generate"


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("a dog running in the park, 4 seconds", 'showing "a dog running in the park"?'),
        ("海边日落", "要在结尾加一个“海边日落”的镜头吗？"),
        ("夕焼けの海", "最後に「夕焼けの海」のシーンを追加しますか？"),
    ],
)
def test_with_a_film_there_a_description_is_offered_as_one_more_scene(
    said: str, asked: str
) -> None:
    film = reply.answer("generate a 5-second clip of a fox", Project())

    offered = reply.answer(said, film.project)
    added = reply.answer("yes", offered.project)

    assert offered.reply.said.endswith(asked)
    assert not offered.reply.changed
    assert added.reply.op == "add_scene"
    assert len(drafts.clips(added.project.draft)) == 2


def test_an_answer_to_our_question_is_no_film() -> None:
    asked = Project().remembering(open={"op": "title", "args": {}, "about": "text"})

    assert understand("sunset over the ocean", asked).op != "generate"


def test_nothing_is_not_exported() -> None:
    assert reply.answer("export", Project()).reply.said == say("en", "refused.empty")
