"""Orders about what is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.agent.surfaces.repl.stand import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.stand import Stand


def test_conversations_are_listed_searched_renamed_and_deleted(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        await stand.say("a city")
        here = stand.room.row.id
        assert f"● {here}  a city" in (await stand.say("/sessions"))[1]
        await stand.say("/rename The  City")
        assert stand.room.chat.title == "The City"
        assert any("The City" in row for row in await stand.say("/sessions city"))
        assert (await stand.say("/sessions nowhere"))[-1] == "No sessions yet."
        assert "this conversation" in (await stand.say(f"/delete {here}"))[-1]
        assert (await stand.say("/delete zzz"))[-1] == "No such session: zzz. See: /sessions"
        assert (await stand.say("/cancel zzz"))[-1] == "No such job: zzz. See: /jobs"
        await stand.say("more rain")
        row = stand.room.journal.talk(here)
        assert row is not None
        assert row.title == "The City"

    talk(doing)
    assert backend.messages() == ["a city", "more rain"]


def test_a_transcript_has_the_form_of_its_ending(backend: Backend) -> None:
    begins = {"a.md": "# a city", "a.html": "<!doctype html>", "a.yaml": "conversation:", "a": "#"}

    async def doing(stand: Stand) -> None:
        await stand.say("a city", *(f"/transcript {name}" for name in [*begins, "a.json"]))

    talk(doing)

    for name, begin in begins.items():
        assert Path(name).read_text("utf-8").startswith(begin)
    (turn,) = json.loads(Path("a.json").read_text("utf-8"))["turns"]
    assert (turn["you"], turn["reply"]) == ("a city", "The sunset is ready.")
    assert backend.messages() == ["a city"]


def test_a_recording_is_kept_up_to_date(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        await stand.say("one", "/record a.yaml", "two")
        assert '"two"' in Path("a.yaml").read_text("utf-8")
        assert (await stand.say("/record"))[-1] == "Recording stopped."
        await stand.say("three")

    talk(doing)

    assert "three" not in Path("a.yaml").read_text("utf-8")
    assert backend.messages() == ["one", "two", "three"]


def test_a_folder_that_cannot_be_written_is_told(backend: Backend) -> None:
    Path("file").write_text("x", "utf-8")

    async def doing(stand: Stand) -> None:
        await stand.say("one", "/record a.yaml")
        stand.scene.recording = str(Path("file/a.yaml").absolute())
        await stand.say("two")
        assert stand.scene.recording == ""

    assert "Can't write to the disk" in talk(doing).text
    assert backend.messages() == ["one", "two"]


def test_jobs_are_listed_and_stopped(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(stand: Stand) -> None:
        stand.scene.submit("a city")
        await stand.until(backend.said.is_set)
        stand.scene.submit("/jobs")
        assert any("a city" in row for row in stand.sheet.said[-1:])
        stand.scene.submit("/cancel")
        await stand.scene.rest(is_seen=False)
        backend.holds.set()

    assert "Stopped." in talk(doing).text


@pytest.mark.parametrize(
    ("language", "yes", "no"), [("en", "yes", "no"), ("zh", "好", "不"), ("ja", "はい", "いいえ")]
)
def test_a_conversation_is_deleted_once_somebody_says_yes(
    backend: Backend, language: str, yes: str, no: str
) -> None:
    async def doing(stand: Stand) -> None:
        await stand.say("a city")
        there, journal = stand.room.row.id, stand.room.journal
        await stand.say("/new")
        assert "a city" in (await stand.say(f"/delete {there}"))[-1]
        await stand.say(no)
        assert journal.talk(there) is not None
        await stand.say(f"/delete {there}", yes)
        assert journal.talk(there) is None

    talk(doing, language)
    assert backend.messages() == ["a city"]


def test_a_script_that_deletes_is_not_asked(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        await stand.say("a city")
        there = stand.room.row.id
        stand.scene.has_person = False
        await stand.say("/new", f"/delete {there}")
        assert stand.room.journal.talk(there) is None

    talk(doing)
    assert backend.messages() == ["a city"]
