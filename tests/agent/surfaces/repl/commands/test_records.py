"""Commands about what is written down."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_a_transcript_has_the_form_of_its_ending(backend: Backend) -> None:
    begins = {"a.md": "# a city", "a.html": "<!doctype html>", "a.yaml": "conversation:", "a": "#"}

    async def doing(chat: Harness) -> None:
        await chat.say("a city", *(f"/transcript {name}" for name in [*begins, "a.json"]))

    talk(doing)

    for name, begin in begins.items():
        assert Path(name).read_text("utf-8").startswith(begin)
    (turn,) = json.loads(Path("a.json").read_text("utf-8"))["turns"]
    assert (turn["you"], turn["reply"]) == ("a city", "The sunset is ready.")
    assert backend.messages() == ["a city"]


def test_a_recording_is_kept_up_to_date(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("one", "/record a.yaml", "two")
        assert '"two"' in Path("a.yaml").read_text("utf-8")
        assert (await chat.say("/record"))[-1] == "Recording stopped."
        await chat.say("three")

    talk(doing)

    assert "three" not in Path("a.yaml").read_text("utf-8")
    assert backend.messages() == ["one", "two", "three"]


def test_a_folder_that_cannot_be_written_is_told(backend: Backend) -> None:
    Path("file").write_text("x", "utf-8")

    async def doing(chat: Harness) -> None:
        await chat.say("one", "/record a.yaml")
        chat.state.recording = str(Path("file/a.yaml").absolute())
        await chat.say("two")
        assert chat.state.recording == ""

    assert "Can't write to the disk" in talk(doing).text
    assert backend.messages() == ["one", "two"]


def test_jobs_are_listed_and_stopped(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        chat.controller.submit("a city")
        await chat.until(backend.said.is_set)
        chat.controller.submit("/jobs")
        assert any("a city" in row for row in chat.output.said[-1:])
        chat.controller.submit("/cancel")
        await chat.controller.rest(is_seen=False)
        backend.holds.set()

    assert "Stopped." in talk(doing).text
