from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from studio.render import cleanup as tidying
from studio.render.cleanup import DAY, HOUR, JOB_FILE, clean_up

if TYPE_CHECKING:
    from pathlib import Path

NOW = 2_000_000_000.0


def kept(path: Path, age: float, size: int = 1) -> Path:
    """A file that was last used so many seconds ago; its size takes no room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)
    os.utime(path, (NOW - age, NOW - age))
    return path


@pytest.mark.parametrize(("age", "stays"), [(60.0, 1), (6 * DAY, 1), (8 * DAY, 0)])
@pytest.mark.parametrize("name", ["a.mp4", "a.m4a", "a.123.part"])
def test_pieces_go_a_week_after_their_last_use(
    name: str,
    age: float,
    stays: int,
    tmp_path: Path,
) -> None:
    piece = kept(tmp_path / "cache" / name, age)

    clean_up(tmp_path / "x.json", tmp_path / "cache", NOW)

    assert piece.exists() == stays


def test_what_is_no_piece_is_left_alone(tmp_path: Path) -> None:
    other = kept(tmp_path / "cache" / "notes.txt", 99 * DAY)

    clean_up(tmp_path / "x.json", tmp_path / "cache", NOW)

    assert other.exists()


def test_when_there_is_no_room_the_oldest_go_first(tmp_path: Path) -> None:
    half = tidying.CHUNKS_MOST_BYTES // 2
    ages = [2 * HOUR, 3 * HOUR, 4 * HOUR]
    pieces = [kept(tmp_path / "cache" / f"{age}.mp4", age, half) for age in ages]

    clean_up(tmp_path / "x.json", tmp_path / "cache", NOW)

    assert [piece.exists() for piece in pieces] == [True, True, False]


def test_what_was_used_within_the_hour_stays_whatever_its_size(tmp_path: Path) -> None:
    piece = kept(tmp_path / "cache" / "a.mp4", 60, 2 * tidying.CHUNKS_MOST_BYTES)

    clean_up(tmp_path / "x.json", tmp_path / "cache", NOW)

    assert piece.exists()


def test_films_that_nobody_fetched_for_a_month_go_with_their_folder(tmp_path: Path) -> None:
    own, old, young = (
        kept(tmp_path / name / JOB_FILE, age)
        for name, age in (("own", 90 * DAY), ("old", 31 * DAY), ("young", 29 * DAY))
    )

    clean_up(own, None, NOW)

    assert [sheet.parent.exists() for sheet in (own, old, young)] == [True, False, True]


def test_folders_that_are_no_jobs_are_left_alone(tmp_path: Path) -> None:
    own = kept(tmp_path / "own" / JOB_FILE, 0)
    other = kept(tmp_path / "letters" / "a.txt", 99 * DAY)

    clean_up(own, None, NOW)

    assert other.exists()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    own = kept(tmp_path / "jobs" / "own" / JOB_FILE, 0)
    far = kept(tmp_path / "elsewhere" / JOB_FILE, 99 * DAY)
    (tmp_path / "jobs" / "link").symlink_to(far.parent)

    clean_up(own, None, NOW)

    assert far.exists()


def test_a_cache_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    clean_up(tmp_path / "gone" / JOB_FILE, tmp_path / "nowhere", NOW)

    assert list(tmp_path.iterdir()) == []
