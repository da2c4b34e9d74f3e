from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.studio.conftest import Bench


def test_a_stream_is_told_whole(bench: Bench) -> None:
    answer = bench.raw("title Hi")

    assert (answer.status, answer.is_whole, len(answer.pieces)) == (200, True, 3)


def test_a_line_that_breaks_has_no_end(bench: Bench) -> None:
    answer = bench.raw("title Hi", {"x-studio-fault": "cut-after=1"})

    assert (len(answer.pieces), answer.is_whole) == (1, False)


def test_each_event_leaves_as_it_is_told(bench: Bench) -> None:
    answer = bench.raw("title Hi")

    assert all(piece.endswith(b"\n\n") for piece in answer.pieces)


def test_leaving_early_keeps_the_edit_and_spends_what_was_held(bench: Bench) -> None:
    bench.raw("scene a city", {"x-studio-fault": "stall=600"}, leave_after=1)

    assert len(bench.state()["draft"]["t"]) == 1
    assert bench.credits() == {"available": 80, "frozen": 0, "total": 80}


def test_a_broken_line_spends_what_was_held(bench: Bench) -> None:
    bench.raw("scene a city", {"x-studio-fault": "cut-after=0"})

    assert bench.credits() == {"available": 80, "frozen": 0, "total": 80}
