"""Markdown as sections, with its marks and without."""

from __future__ import annotations

import pytest

from agent.skill import markdown_sections

PAGE = """# Beach — Clips of the Sea

Send me **waves**.

## Getting Started
> Hello!

- "one"
- two

```
# no heading
- no entry
```

| a | b |
|---|---|
Getting Connected
Then this.
"""


def test_sections_have_their_headings() -> None:
    found = markdown_sections.sections(PAGE)

    assert [(one.heading, one.level) for one in found] == [
        ("", 0),
        ("Beach — Clips of the Sea", 1),
        ("Getting Started", 2),
        ("Getting Connected", 0),
    ]


def test_prose_is_neither_list_nor_table_nor_code() -> None:
    _, title, start, connected = markdown_sections.sections(PAGE)

    assert title.paragraphs() == ["Send me waves."]
    assert start.paragraphs() == ["Hello!"]
    assert connected.paragraphs() == ["Then this."]


def test_a_list_is_told_with_the_prose_in_front_of_it() -> None:
    (before, held), *_ = markdown_sections.lists(PAGE)

    assert (before[-1], held) == ("> Hello!", ['"one"', "two"])


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Video Prompt — Generate Videos", ("Video Prompt", "Generate Videos")),
        ("One thing — it ends with a stop.", None),
        ("0 — success, continue normally", None),
        ("lower — Case", None),
        ("Nothing of it", None),
    ],
)
def test_a_title_has_a_dash_and_no_full_stop(line: str, parts: tuple[str, str] | None) -> None:
    assert markdown_sections.titled(line) == parts


@pytest.mark.parametrize(
    ("said", "found"),
    [('"a clip"', "a clip"), ("“波”", "波"), ("「海」", "海"), ('a "clip"', None), ('"', None)],
)
def test_what_is_in_quotes_as_a_whole(said: str, found: str | None) -> None:
    assert markdown_sections.quoted(said) == found


def test_marks_are_taken_away() -> None:
    assert markdown_sections.unmarked("> **Bold** and `code`\n- x") == "Bold and code\n- x"
