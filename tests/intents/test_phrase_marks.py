from __future__ import annotations

import pytest

from intents import library, text
from intents.phrase_marks import Marks


def marks(said: str) -> Marks:
    tables = library.reply_tables()
    return Marks(tables, text.read(said, None, tables.simple))


def test_the_longest_phrase_wins() -> None:
    one = marks("you don't need to click")

    (count, tags) = one.at[1] if 1 in one.at else one.at[0]
    assert count > 1
    assert "negation" in tags


def test_a_phrase_is_marked_where_it_begins() -> None:
    one = marks("please click export")

    assert "lead" in one.at[0][1]
    assert "v_press" in one.at[1][1]
    assert "o_export" in one.at[2][1]


def test_unknown_words_bear_no_mark() -> None:
    assert marks("wedding blorf").at == {}
    assert marks("").at == {}


def test_what_is_told_in_a_stretch() -> None:
    one = marks("click export")

    assert {"v_press", "o_export"} <= one.tags(0, 2)
    assert "o_export" not in one.tags(0, 1)
    assert "o_export" in one.behind(0, 2)
    assert "v_press" not in one.behind(0, 2)


def test_a_phrase_that_reaches_over_the_end_does_not_count() -> None:
    one = marks("make sure to click")

    assert one.tags(0, 1) == set()
    assert "lead" in one.tags(0, 3)


def test_the_first_phrase_may_stand_behind_a_sign() -> None:
    assert "v_press" in marks("• click it").first(0, 3)
    assert marks("wedding click").first(0, 2) == frozenset()
    assert marks("••").first(0, 2) == frozenset()


def test_the_last_phrase_closes_the_stretch() -> None:
    one = marks("click export blorf")

    assert "o_export" in one.last(0, 2)
    assert one.last(0, 3) == frozenset()


def test_a_stretch_may_be_all_of_a_kind() -> None:
    one = marks("please now (please) blorf")

    assert one.is_all(frozenset({"lead"}), 0, 5)
    assert not one.is_all(frozenset({"lead"}), 0, 6)
    assert not one.is_all(frozenset({"o_export"}), 0, 5)


@pytest.mark.parametrize(
    ("said", "here", "pressed"), [("还剩 58 点", 3, False), ("点导出", 0, True)]
)
def test_a_counter_is_no_verb(said: str, here: int, *, pressed: bool) -> None:
    one = marks(said)

    assert ("v_press" in one.at.get(here, (0, frozenset()))[1]) is pressed
