"""What the text of a skill says of itself, in the words that are in use."""

from __future__ import annotations

from typing import Any

import pytest

from agent.skill import markdown_sections, prose_facts
from agent.skill.profile import Span


def said(body: str, **head: str) -> dict[str, Any]:
    return prose_facts.facts(head, body, markdown_sections.unmarked(body))


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("Max file size is 500MB.", 500),
        ("Files up to 2 GB are fine", 2048),
        ("Maximum upload: **200 MB**", 200),
        ("size limit (per file): 50 MB", 50),
        ("up to 0 MB", 0),
        ("Clips up to 1080x1920", 0),
    ],
)
def test_the_limit_of_a_file(line: str, size: int) -> None:
    assert said(line).get("max_mb", 0) == size


@pytest.mark.parametrize(
    ("line", "types"),
    [
        ("Accepted file types: mp4, mov, jpg.", ("mp4", "mov", "jpg")),
        ("**Formats**: MP4 / MOV / `.webm`", ("mp4", "mov", "webm")),
        ("Supported formats: mp4, mov, and gif", ("mp4", "mov", "gif")),
        ("Formats: many", ()),
    ],
)
def test_the_types_that_are_taken(line: str, types: tuple[str, ...]) -> None:
    assert said(line).get("media", ()) == types


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("and you get it back in roughly 30-90 seconds", Span(30, 90)),
        ("Takes 1-2 minutes for a clip", Span(60, 120)),
        ("it takes about 2 minutes", Span(120, 120)),
        ("takes 90-30 seconds", None),
    ],
)
def test_how_long_it_takes(line: str, span: Span | None) -> None:
    assert said(line).get("takes") == span


@pytest.mark.parametrize(
    ("label", "items", "samples"),
    [
        ("**Try saying:**", '- "one"\n- "two"', ("one", "two")),
        ("Things to ask", "1. one\n2. two", ("one", "two")),
        ("没有标签", "- “一”\n- “二”", ("一", "二")),
        ("Rules", "- be kind\n- be brief", ()),
    ],
)
def test_what_one_may_try(label: str, items: str, samples: tuple[str, ...]) -> None:
    assert said(f"Hello there.\n\n{label}\n{items}\n").get("samples", ()) == samples


def test_the_greeting_stands_before_what_one_may_try() -> None:
    page = '## Getting Started\n\n> Tell me.\n\n**Try saying:**\n- "one"\n'

    assert said(page)["greeting"] == "Tell me."


def test_the_greeting_may_stand_under_a_heading_alone() -> None:
    assert said("## Welcome\n\nTell me.\n\nMore.\n")["greeting"] == "Tell me."


@pytest.mark.parametrize(
    ("version", "found"),
    [("1.2.3", "1.2.3"), ("v2", "2"), ("1.0-beta", "1.0-beta"), ("1\r\nX: y", None), ("new", None)],
)
def test_a_version_fits_into_a_header(version: str, found: str | None) -> None:
    assert said("", version=version).get("version") == found


@pytest.mark.parametrize(("body", "language"), [("en", "en"), ("<lang>", "detected")])
def test_the_language_of_the_session(body: str, language: str) -> None:
    assert said(f'body {{"task_name":"x","language":"{body}"}}')["session_language"] == language


def test_a_description_stands_in_for_a_summary() -> None:
    assert said("Nothing.", description="Makes clips.")["summary"] == "Makes clips."
