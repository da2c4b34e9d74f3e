from __future__ import annotations

from intents.reply_part import CONTENT, Part


def test_a_part_of_a_list_is_a_step_of_the_list() -> None:
    one, two = Part(0, 2, sentence=1, block=4), Part(3, 5, sentence=2, block=4)

    assert one.place == two.place


def test_a_part_elsewhere_is_a_step_of_its_sentence() -> None:
    one, two, three = Part(0, 2, sentence=1), Part(2, 4, sentence=1), Part(4, 6, sentence=2)

    assert one.place == two.place
    assert one.place != three.place


def test_a_list_and_a_sentence_of_one_number_are_two_places() -> None:
    assert Part(0, 2, block=1).place != Part(3, 5, sentence=1).place


def test_a_part_is_content_until_something_else_is_seen() -> None:
    part = Part(0, 2)

    assert part.kind == CONTENT
    assert not part.action
