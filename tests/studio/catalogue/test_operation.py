from __future__ import annotations

from studio.catalogue import FreeWords, Operation


def test_an_operation_is_usual_unless_its_record_says_otherwise() -> None:
    usual = Operation("invert", tool="invert_colors")

    assert usual.price == 1
    assert (usual.is_repeatable, usual.works_on_empty, usual.melts) == (True, False, False)


def test_who_takes_more_of_a_line_takes_the_less_too() -> None:
    assert FreeWords.NONE < FreeWords.NAME < FreeWords.TEXT < FreeWords.REST
