from __future__ import annotations

import pytest

from studio.wire.habits import BUTTONS, Habits, TurnHabits


def test_plain_manners_are_none() -> None:
    manner = Habits("plain").of_turn(3, "add music", "Added.", is_edit=True)

    assert manner == TurnHabits()


def test_the_same_turn_has_the_same_habits() -> None:
    first, second = (
        [
            Habits("real", 7).of_turn(number, "add music", "Added.", is_edit=True)
            for number in range(50)
        ]
        for _ in range(2)
    )

    assert first == second


def test_another_seed_has_other_habits() -> None:
    first, second = (
        [Habits("real", seed).of_turn(n, "add", "Added.", is_edit=True) for n in range(50)]
        for seed in (1, 2)
    )

    assert first != second


def test_about_three_edits_in_ten_are_silent() -> None:
    turns = [Habits().of_turn(n, "add music", "Added.", is_edit=True) for n in range(2000)]

    share = sum(turn.silence is not None for turn in turns) / len(turns)

    assert share == pytest.approx(0.30, abs=0.04)


def test_a_question_is_always_heard() -> None:
    turns = [Habits().of_turn(n, "hm", "Which clip?", is_edit=False) for n in range(500)]

    assert all(turn.silence is None and not turn.buttons for turn in turns)


@pytest.mark.parametrize(
    ("said", "expected"),
    [("Done.", "en"), ("已添加配乐。", "zh"), ("追加しました。", "ja"), ("", "en")],
)
def test_talk_of_buttons_is_in_the_language_of_the_reply(said: str, expected: str) -> None:
    turns = [Habits().of_turn(n, "add", said, is_edit=True) for n in range(50)]

    assert {turn.buttons for turn in turns} - {""} <= set(BUTTONS[expected])


def test_plain_manners_have_one_shape_for_everything() -> None:
    shapes = {Habits("plain").pick("poll", f"render_{n}", 4) for n in range(50)}

    assert shapes == {0}


def test_real_manners_use_every_shape() -> None:
    shapes = {Habits("real").pick("poll", f"render_{n}", 4) for n in range(100)}

    assert shapes == {0, 1, 2, 3}


def test_other_manners_there_are_not() -> None:
    with pytest.raises(ValueError, match="plain or real"):
        Habits("rude")
