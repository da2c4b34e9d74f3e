from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from intents import table_cache

if TYPE_CHECKING:
    from pathlib import Path


class Maker:
    """Makes tables, and counts how often it had to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, Any]:
        """The tables, made anew."""
        self.times += 1
        return {"words": ["导出", "书"]}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "phrases.yaml"
    path.write_text("one", "utf-8")
    return path


def test_tables_are_made_once(tmp_path: Path, source: Path) -> None:
    make, at = Maker(), tmp_path / "it.kept.json"

    first = table_cache.cached(at, [source], make)
    second = table_cache.cached(at, [source], make)

    assert make.times == 1
    assert first == second
    assert second["words"] == ["导出", "书"]


def test_a_changed_source_is_seen(tmp_path: Path, source: Path) -> None:
    make, at = Maker(), tmp_path / "it.kept.json"
    table_cache.cached(at, [source], make)

    source.write_text("two", "utf-8")
    table_cache.cached(at, [source], make)

    assert make.times == 2


def test_a_new_source_is_seen(tmp_path: Path, source: Path) -> None:
    make, at = Maker(), tmp_path / "it.kept.json"
    table_cache.cached(at, [source], make)
    (tmp_path / "more.yaml").write_text("more", "utf-8")

    table_cache.cached(at, [source, tmp_path / "more.yaml"], make)

    assert make.times == 2


@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"{",
        b"null",
        b"[1, 2]",
        b'"text"',
        b"{}",
        b'{"made_from": 7}',
        b"\xff\xfe\x00",
        b"[" * 90_000,
    ],
    ids=lambda nonsense: repr(nonsense[:16]),
)
def test_nonsense_in_the_kept_file_is_written_over(
    nonsense: bytes, tmp_path: Path, source: Path
) -> None:
    make, at = Maker(), tmp_path / "it.kept.json"
    at.write_bytes(nonsense)

    found = table_cache.cached(at, [source], make)

    assert found["words"] == ["导出", "书"]
    assert json.loads(at.read_bytes()) == found


def test_a_kept_file_of_other_sources_is_not_believed(tmp_path: Path, source: Path) -> None:
    make, at = Maker(), tmp_path / "it.kept.json"
    at.write_text(json.dumps({"made_from": "0" * 32, "words": ["old"]}), "utf-8")

    found = table_cache.cached(at, [source], make)

    assert found["words"] == ["导出", "书"]


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path, source: Path) -> None:
    make, at = Maker(), tmp_path / "nowhere" / "it.kept.json"

    first = table_cache.cached(at, [source], make)
    second = table_cache.cached(at, [source], make)

    assert first == second
    assert make.times == 2


def test_a_read_only_folder_does_no_harm(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)

    found = table_cache.cached(folder / "it.kept.json", [source], Maker())

    assert found["words"] == ["导出", "书"]


def test_nothing_half_written_stays_behind(tmp_path: Path, source: Path) -> None:
    table_cache.cached(tmp_path / "it.kept.json", [source], Maker())

    assert {path.name for path in tmp_path.iterdir()} == {"it.kept.json", "phrases.yaml"}
