"""The ruler: steps that people count in, names that do not touch, the length at its end."""

from __future__ import annotations

from random import Random

import pytest

from agent.surfaces.views import time_ruler


@pytest.mark.parametrize(
    ("ms", "length_ms", "said"),
    [
        (0, 10_000, "0s"),
        (2500, 10_000, "2.5s"),
        (5000, 59_000, "5s"),
        (65_000, 90_000, "1:05"),
        (0, 90_000, "0:00"),
        (3_665_000, 4_000_000, "1:01:05"),
    ],
)
def test_a_moment_is_called(ms: int, length_ms: int, said: str) -> None:
    assert time_ruler.moment(ms, length_ms) == said


@pytest.mark.parametrize(
    ("length_ms", "columns", "names"),
    [
        (0, 30, ["0s"]),
        (10_000, 30, ["0s", "5s", "10s"]),
        (10_000, 70, ["0s", "1s", "2s", "3s", "4s", "5s", "6s", "7s", "8s", "9s", "10s"]),
        (23_200, 31, ["0s", "5s", "10s", "15s", "23.2s"]),
        (90_000, 40, ["0:00", "0:30", "1:00", "1:30"]),
        (300, 30, ["0s", "0.1s", "0.2s", "0.3s"]),
        (7_200_000, 60, ["0:00:00", "0:30:00", "1:00:00", "2:00:00"]),
    ],
)
def test_the_ticks_are_round(length_ms: int, columns: int, names: list[str]) -> None:
    assert [name for _, name in time_ruler.ticks(length_ms, columns)] == names


def test_the_names_of_ticks_never_touch() -> None:
    dice = Random(3)  # noqa: S311 - a test that comes out the same each time

    for columns in range(10, 200):
        *ticks, (at_end, end) = time_ruler.ticks(
            dice.randrange(1, 10 ** dice.randrange(3, 10)), columns
        )
        ends = [0, *(at + len(name) + 1 for at, name in ticks)]
        starts = [*(at for at, _ in ticks), max(at_end - len(end), 0)]
        assert all(before <= at for before, at in zip(ends[:-1], starts[:-1], strict=True))
        assert at_end == columns


def test_columns_run_from_the_beginning_to_the_end() -> None:
    assert [time_ruler.column(ms, 4000, 40) for ms in (0, 1000, 2000, 4000)] == [0, 10, 20, 40]
    assert time_ruler.column(5, 0, 40) == 0
