from __future__ import annotations

from typing import Any

import pytest

from studio.project.history import Project
from studio.understand import combined_concepts, concept_sets, understand
from studio.understand.lexicon import lexicon

# Kinds of tokens that no phrase stands for: values, masks, and what merging makes of them.
KINDS = {
    "clip", "db", "dims", "edged", "emoji", "file", "fps", "hex", "lines", "quote", "range",
    "percent", "ratio", "time",
}  # fmt: skip
SETS: list[tuple[str, Any]] = [
    (name, value) for name, value in vars(concept_sets).items() if name.isupper()
]


@pytest.mark.parametrize(("name", "names"), SETS)
def test_every_concept_of_a_set_is_one_that_something_yields(name: str, names: Any) -> None:
    yielded = {
        concept
        for spoken in ("en", "zh", "ja")
        for _, _, known in lexicon().rows(spoken)
        for concept in known
    }

    dead = set(names) - yielded - set(combined_concepts._RULES) - KINDS

    assert dead == set(), name


@pytest.mark.parametrize(("name", "names"), SETS)
def test_a_concept_stands_once_in_a_set(name: str, names: Any) -> None:
    assert len(names) == len(set(names)), name


@pytest.mark.parametrize(
    ("said", "ops"),
    [
        ("what is the capital of France", ["talk"]),
        ("do something about the clip", ["ask"]),
        ("hi, add some music", ["music"]),
        ("title: cut the cake", ["title"]),
        ("add a title 'Hi', clip 2 black and white", ["title"]),
        ("add a title 'Hi', make clip 2 black and white", ["title", "filter"]),
        ("add calm music and flurb the third clip", ["music", "ask"]),
    ],
)
def test_the_sets_decide_as_their_comments_say(said: str, ops: list[str]) -> None:
    order = understand(said, Project())

    assert [one["op"] for one in order.args.get("ops", [{"op": order.op}])] == ops
