"""What was typed before comes back."""

from __future__ import annotations

import asyncio
import stat
from typing import TYPE_CHECKING

from agent.surfaces.repl import input_history

if TYPE_CHECKING:
    from pathlib import Path


def kept(path: Path) -> list[str]:
    """What another conversation would find, the newest first."""
    return list(input_history.InputHistory(str(path)).load_history_strings())


def test_lines_of_any_kind_come_back_the_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "state" / "history"
    mine = input_history.InputHistory(str(path))

    for said in ("one", "two\nrows", "夕日の動画"):
        mine.store_string(said)

    assert kept(path) == ["夕日の動画", "two\nrows", "one"]


def test_it_is_for_nobody_but_the_person(tmp_path: Path) -> None:
    path = tmp_path / "history"

    input_history.InputHistory(str(path)).store_string("one")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text("utf-8").startswith(f"{input_history.HEAD}\n")


def test_what_begins_with_a_blank_is_not_kept(tmp_path: Path) -> None:
    input_history.InputHistory(str(tmp_path / "history")).store_string(" secret")

    assert kept(tmp_path / "history") == []


def test_two_conversations_do_not_lose_each_others_lines(tmp_path: Path) -> None:
    one, two = (input_history.InputHistory(str(tmp_path / "history")) for _ in range(2))

    one.store_string("a")
    two.store_string("b")
    one.store_string("c")

    assert kept(tmp_path / "history") == ["c", "b", "a"]


def test_a_file_that_has_grown_too_long_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "history"
    rows = "\n".join(f'"{number}"' for number in range(6000))
    path.write_text(f"{input_history.HEAD}\n{rows}\n", "utf-8")

    input_history.InputHistory(str(path)).trim()

    assert len(path.read_text("utf-8").splitlines()) == input_history.MOST + 1
    assert kept(path)[0] == "5999"


def test_nonsense_in_the_file_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.write_bytes(b'reeltalk history 1\n"a"\n{\n\xff\n12\n"b"\n')

    assert kept(path) == ["b", "a"]


def test_a_draft_comes_back_and_is_not_kept(tmp_path: Path) -> None:
    mine = input_history.InputHistory(str(tmp_path / "history"))

    mine.remember("a draft")
    mine.remember("a draft")

    assert mine.get_strings() == ["a draft"]
    assert kept(tmp_path / "history") == []


def test_it_is_read_beside_the_line_and_what_was_typed_meanwhile_comes_first(
    tmp_path: Path,
) -> None:
    input_history.InputHistory(str(tmp_path / "history")).store_string("before")
    mine = input_history.InputHistory(str(tmp_path / "history"))

    async def load() -> list[str]:
        mine.append_string("now")
        return [one async for one in mine.load()]

    assert asyncio.run(load())[-1] == "before"
    assert mine.get_strings()[-1] == "now"
