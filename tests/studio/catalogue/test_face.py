from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from studio import catalogue, operations
from studio.understand import semantic_frames
from studio.words import knows

SILENT = {"ask", "unsupported"}


def test_every_record_has_a_function_and_every_function_a_record() -> None:
    assert operations.operations().keys() | operations.HISTORY.keys() == catalogue.OPERATIONS.keys()


def test_every_operation_is_asked_for_by_a_frame_and_no_frame_asks_for_another() -> None:
    assert {frame.op for frame in semantic_frames.frames()} - SILENT == catalogue.OPERATIONS.keys()


def test_every_operation_names_others_that_are_there() -> None:
    named = {
        other
        for one in catalogue.OPERATIONS.values()
        for other in one.greedy_over | one.details | one.in_one_breath
    }

    assert named <= catalogue.OPERATIONS.keys()


def test_every_concept_of_a_record_is_a_concept_or_kind_of_token() -> None:
    page = Path(semantic_frames.__file__).parent / "data" / "frames.yaml"
    asked_for = {
        term.lstrip("!")
        for row in yaml.safe_load(page.read_bytes())
        for terms in str(row["if"]).split()
        for term in terms.split("|")
    }
    named = {
        concept
        for one in catalogue.OPERATIONS.values()
        for concept in (one.concerns or frozenset()) | frozenset(one.said_by)
    }

    assert named <= asked_for


def test_what_is_offered_on_a_yes_has_a_sentence_for_the_offer() -> None:
    offered = [one.name for one in catalogue.OPERATIONS.values() if one.is_complete_alone]

    assert offered
    assert all(knows(f"offer.{name}") for name in offered)


@pytest.mark.parametrize("name", ["question", "talk", "batch", "nonsense", ""])
def test_what_is_no_operation_has_no_tool_no_price_and_no_properties(name: str) -> None:
    known = catalogue.of(name)

    assert (known.tool, known.price, known.free_words, known.concerns) == ("", 0, 0, None)


# Its record, its function, its frames and its sentence in three languages; and, for these, the
# picture that is drawn and the English word.
@pytest.mark.parametrize("name", ["freeze", "sticker", "chroma_key"])
def test_a_new_operation_is_named_in_eight_files_at_most(name: str) -> None:
    studio = Path(operations.__file__).parent.parent
    named = [
        str(path.relative_to(studio))
        for pattern in ("*.py", "*.yaml")
        for path in studio.rglob(pattern)
        if re.search(rf"\b{name}\b", path.read_text("utf-8"))
    ]

    assert len(named) <= 8, sorted(named)
