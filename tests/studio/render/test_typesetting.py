from __future__ import annotations

import pytest

from studio.render import typesetting
from studio.render.typesetting import Style


def test_lines_do_not_begin_with_what_may_not_stand_there() -> None:
    text = "今天天气很好，我们去公园散步。然后回家（喝茶）！" * 2

    lines = typesetting.wrapped(text, Style("sans", 40), 300)

    assert len(lines) > 2
    assert not any(
        line[0] in typesetting.NEVER_FIRST or line[-1] in typesetting.NEVER_LAST for line in lines
    )


def test_lines_are_about_as_long_as_each_other() -> None:
    style = Style("display", 40)

    widths = [
        typesetting.width_of(line, style)
        for line in typesetting.wrapped("And that was the day we left", style, 420)
    ]

    assert max(widths) < 1.6 * min(widths)


def test_words_are_not_cut_as_long_as_they_fit() -> None:
    lines = typesetting.wrapped("one two three four", Style("sans", 30), 140)

    assert " ".join(lines).split() == ["one", "two", "three", "four"]


@pytest.mark.untraced
@pytest.mark.parametrize("text", ["x" * 400, "漢" * 300, "Donaudampfschifffahrtsgesellschaft " * 9])
def test_a_block_keeps_to_its_width(text: str) -> None:
    block = typesetting.block(text, Style("sans", 60), 500)

    assert block.width <= 502


def test_marks_stay_on_their_letters() -> None:
    assert typesetting.clusters("e\u0301a") == ["e\u0301", "a"]
