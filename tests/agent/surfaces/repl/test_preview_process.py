"""Frames drawn beside the conversation."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from agent.surfaces.repl.preview_process import PreviewProcess
from tests.agent.surfaces.repl.harness import at_terminal, until
from tests.agent.surfaces.views import films

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Terminal

XTERM: Final = {"TERM": "xterm-256color", "COLORTERM": "", "NO_COLOR": ""}


async def drawn(path: Path) -> str | None:
    """What is drawn of a film."""
    return await PreviewProcess(XTERM).drawn(str(path), 40)


def test_a_film_is_drawn(tmp_path: Path) -> None:
    film = films.film(tmp_path / "a b.mp4")

    seen = asyncio.run(drawn(film))

    assert seen is not None
    assert seen.count("▀") > 100


def test_what_is_no_film_is_not_drawn(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"none")

    assert asyncio.run(drawn(tmp_path / "a.mp4")) == ""


def test_a_module_of_the_folder_one_stands_in_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = films.film(tmp_path / "a.mp4")
    (tmp_path / "av.py").write_text("import pathlib; pathlib.Path('run').touch()", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [one for one in sys.path if one])

    assert asyncio.run(drawn(film))
    assert not (tmp_path / "run").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="nobody stands still there")
def test_who_draws_is_sent_away_by_a_stop_and_by_another_picture(tmp_path: Path) -> None:
    film = str(films.film(tmp_path / "a.mp4"))

    async def draw() -> tuple[str | None, str | None, str | None]:
        preview_process = PreviewProcess(XTERM)
        async with asyncio.TaskGroup() as group:
            first = group.create_task(preview_process.drawn(film, 40))
            await _stands_still(preview_process)
            second = group.create_task(preview_process.drawn(film, 40))
            await first
            await _stands_still(preview_process)
            assert preview_process.stop()
            await second
            third = group.create_task(preview_process.drawn(film, 40))
        return first.result(), second.result(), third.result()

    first, second, third = asyncio.run(draw())

    assert (first, second) == (None, None)
    assert third


@pytest.mark.skipif(sys.platform == "win32", reason="nobody stands still there")
def test_who_is_cancelled_leaves_nobody_drawing(tmp_path: Path) -> None:
    film = str(films.film(tmp_path / "a.mp4"))

    async def draw() -> int | None:
        preview_process = PreviewProcess(XTERM)
        task = asyncio.ensure_future(preview_process.drawn(film, 40))
        await _stands_still(preview_process)
        child = preview_process.child
        assert child is not None
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await asyncio.to_thread(child.wait)
        return child.returncode

    assert asyncio.run(draw()) == -signal.SIGKILL


async def _stands_still(preview_process: PreviewProcess) -> None:
    await until(lambda: preview_process.child)
    assert preview_process.child is not None
    os.kill(preview_process.child.pid, signal.SIGSTOP)


@pytest.mark.skipif(sys.platform == "win32", reason="nobody stands still there")
def test_typing_goes_on_while_frames_are_drawn_and_ctrl_c_stops_it(backend: Backend) -> None:
    films.film(Path("a.mp4"))

    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("/preview a.mp4\r")
        await until(lambda: terminal.app.screen._preview)
        assert terminal.app.screen._preview is not None
        await _stands_still(terminal.app.screen._preview)
        await terminal.sees("loading frames of a.mp4")
        terminal.type("a city")
        await terminal.sees("› a city")
        terminal.type("\x03")
        await terminal.sees("Stopped. The video")
        await terminal.sees_no("loading frames")
        terminal.type("\r")
        await terminal.sees("The sunset is ready.")

    at_terminal(doing)

    assert backend.messages() == ["a city"]


def test_frames_stand_above_the_prompt(backend: Backend) -> None:
    films.film(Path("a.mp4"))

    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("/preview a.mp4\r")
        await terminal.sees("▀▀▀▀▀▀▀▀")
        await terminal.sees_no("loading frames")
        terminal.type("a ci")
        await terminal.sees("› a ci")
        terminal.type("\x03")

    terminal = at_terminal(doing)

    assert "a.mp4" in terminal.seen
    assert backend.messages() == []
