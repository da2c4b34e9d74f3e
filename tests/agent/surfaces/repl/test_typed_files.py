"""The files in what was typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.surfaces.file_paths import absolute
from agent.surfaces.repl import typed_files
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_files_are_found_in_any_spelling(tmp_path: Path) -> None:
    named = tmp_path / "my film.mp4"
    named.write_bytes(b"x")

    assert typed_files.files_of(f'"{named}"') == [str(named)]
    assert typed_files.files_of("https://a.b/c.mp4 'd") == ["https://a.b/c.mp4", absolute("'d")]
    assert typed_files.files_of("file:///gone/my%20songs") == ["/gone/my songs"]
    assert typed_files.files_of("file:///gone/a%20b.mp4 two words") == [
        "/gone/a b.mp4",
        absolute("two"),
        absolute("words"),
    ]


@pytest.mark.parametrize("name", ["shots", "tool.exe", "beach.mp4 tool.exe"])
def test_what_nobody_takes_is_refused_by_name_and_never_said(backend: Backend, name: str) -> None:
    Path("shots").mkdir()
    Path("tool.exe").write_bytes(b"MZ")
    Path("beach.mp4").write_bytes(backend.film)
    line = " ".join(str(Path(one).absolute()) for one in name.split())

    async def doing(chat: Harness) -> None:
        said = (await chat.say(line))[-1]
        assert name.rsplit(maxsplit=1)[-1] in said
        assert "is a folder" in said or "unsupported file type" in said

    talk(doing)
    assert backend.messages() == []
    assert not any("upload" in one for one in backend.paths())


def test_a_path_in_a_sentence_is_left_to_the_sentence(backend: Backend) -> None:
    Path("shots").mkdir()

    async def doing(chat: Harness) -> None:
        await chat.say(f"make it look like {Path('shots').absolute()}")

    talk(doing)
    assert len(backend.messages()) == 1
