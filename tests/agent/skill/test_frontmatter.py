"""The head of a SKILL.md: read as YAML, else line by line, never more than it may be."""

from __future__ import annotations

import pytest

from agent.skill import frontmatter

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nname: bomb\n"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("name: beach\nversion: 1.2\n", {"name": "beach", "version": "1.2"}),
        ('name: "beach"\ntitle: >-\n  two\n  lines\n', {"name": "beach", "title": "two lines"}),
        ("name: beach\ntitle: Use this: now\n", {"name": "beach", "title": "Use this: now"}),
        ("name: b\nmetadata:\n  version: 3.0.0\n", {"name": "b", "version": "3.0.0"}),
        ('metadata: {openclaw: {version: "2"}}\nname: b\n', {"name": "b", "version": "2"}),
        (BOMB, {"name": "bomb"}),
        ("[" * 200 + "\nname: deep\n", {"name": "deep"}),
        ("name: [a, list]\n", {}),
        ("- a\n- list\n", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_what_is_wanted_of_it(head: str, found: dict[str, str]) -> None:
    assert frontmatter.split(f"---\n{head}---\nThe text.\n") == (found, "The text.\n")


@pytest.mark.parametrize(
    "text",
    [
        "No head.\n",
        "---\nname: without end\n",
        "---\nname: too long\nx: " + "y" * 70_000 + "\n---\n",
        "text\n---\nname: behind\n---\n",
    ],
)
def test_what_is_no_head_is_text(text: str) -> None:
    assert frontmatter.split(text) == ({}, text)
