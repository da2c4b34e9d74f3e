"""The table in the words of prompt_toolkit."""

from __future__ import annotations

from typing import Final

import pytest
from prompt_toolkit.styles import Style, default_ui_style, merge_styles

from agent.surfaces import themes, toolkit_style

KITTY: Final = {"TERM": "xterm-kitty"}


@pytest.mark.parametrize("theme", themes.NAMES)
def test_prompt_toolkit_takes_every_style(theme: str) -> None:
    made = toolkit_style.style(theme, KITTY, has_dim=True)

    assert set(themes.TABLE) - {""} <= set(made)
    assert Style.from_dict(made).style_rules


@pytest.mark.parametrize(
    ("theme", "paint", "style"),
    [
        ("default", "bad", "bold ansired"),
        ("default", "dim", "dim"),
        ("dark", "note", "#9e9e9e"),
        ("light", "menu", "#262626 bg:#e4e4e4"),
        ("contrast", "bad", "bold ansiwhite bg:ansired"),
        ("contrast", "warn", "bold ansiblack bg:ansibrightyellow"),
        ("mono", "bad", "bold reverse"),
        ("dark", "good", "#87d787"),
    ],
)
def test_a_code_is_told_in_words(theme: str, paint: str, style: str) -> None:
    assert toolkit_style.style(theme, KITTY, has_dim=True)[paint] == style


def test_an_old_prompt_toolkit_knows_no_faintness() -> None:
    made = toolkit_style.style("default", KITTY, has_dim=False)

    assert "dim" not in {word for style in made.values() for word in style.split()}


def test_nothing_is_left_of_the_looks_of_prompt_toolkit() -> None:
    mono = Style.from_dict(toolkit_style.style("mono", KITTY, has_dim=True))
    whole = merge_styles([default_ui_style(), mono])

    for part in toolkit_style._PARTS:
        classes = [part.rsplit(".", at)[0] for at in range(part.count("."), -1, -1)]
        found = whole.get_attrs_for_style_str(" ".join(f"class:{one}" for one in classes))
        assert (found.color, found.bgcolor) == ("", ""), part
