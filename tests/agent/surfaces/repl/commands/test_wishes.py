"""Commands that become wishes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.agent.backend import CITY
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_an_export_goes_where_it_is_told(backend: Backend) -> None:
    backend.draft = CITY

    async def doing(chat: Harness) -> None:
        said = await chat.say("/下载 my/film.mp4")
        assert f"Saved: {Path('my/film.mp4').absolute()}" in said

    talk(doing)

    assert Path("my/film.mp4").read_bytes() == backend.film
