"""What the text before the cursor begins."""

from __future__ import annotations

import pytest

from agent.surfaces.repl import cursor_text


@pytest.mark.parametrize(
    ("text", "is_completed"),
    [
        ("/", True),
        ("/ex", True),
        ("/films/x", False),
        ("see @b", True),
        ("a@b", False),
        ("hi", False),
    ],
)
def test_the_menu_comes_by_itself_where_it_is_of_use(text: str, is_completed: bool) -> None:  # noqa: FBT001 - a column of the table
    assert cursor_text.is_completed(text) is is_completed
