"""`reeltalk sessions`."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from agent.flows.turn import Leg
from tests import pages

if TYPE_CHECKING:
    from agent.session.workspace import Workspace
    from agent.world.journal import ConversationRow
    from tests.agent.conftest import Reeltalk


@pytest.fixture
def row(workspace: Workspace) -> ConversationRow:
    """A conversation in which something was said."""
    found = workspace.talk("", "cloud", session="", is_new=True, wish="waves")
    workspace.journal.rename_talk(found.id, "Waves")
    job = workspace.job(found.id, "say", "waves", {"legs": [Leg("chat", "waves").to_facts()]})
    workspace.journal.take(job.id)
    workspace.journal.finish(job.id, {"reply": "Done."})
    return found


def test_no_sessions_are_no_sessions(home: object, reeltalk: Reeltalk) -> None:
    assert home

    assert reeltalk("sessions", "--no-json").out == "No sessions yet.\n"
    assert reeltalk("sessions").object()["ok"] is True


def test_sessions_are_listed(row: ConversationRow, reeltalk: Reeltalk) -> None:
    person, program = reeltalk("sessions", "--no-json"), reeltalk("sessions", "list")

    assert person.out == f"{row.id}  just now  Waves  ({row.profile}, cloud)\n"
    (said,) = program.object()["sessions"]
    assert (said["id"], said["title"], said["folder"]) == (row.id, "Waves", row.folder)
    assert "memory" not in said


def test_a_session_is_shown(row: ConversationRow, reeltalk: Reeltalk) -> None:
    person = reeltalk("sessions", "show", row.id[:4], "--no-json")
    program = reeltalk("sessions", "show")

    assert "**you:** waves" in person.out
    assert program.object()["turns"] == [
        {"you": "waves", "routes": ["chat"], "reply": "Done.", "state": "queued"}
    ]


def test_a_transcript_has_the_form_that_is_asked_for(
    row: ConversationRow, reeltalk: Reeltalk
) -> None:
    said = {
        form: reeltalk("sessions", "transcript", row.id, "--form", form, "--no-json").out
        for form in ("md", "html", "json", "script")
    }

    assert said["md"].startswith("# Waves\n")
    assert said["html"].startswith("<!doctype html>")
    assert json.loads(said["json"])["turns"][0]["reply"] == "Done."
    assert pages.load(said["script"])["turns"][0]["you"] == "waves"


def test_a_page_may_be_written_into_a_file(row: ConversationRow, reeltalk: Reeltalk) -> None:
    told = reeltalk("sessions", "transcript", row.id, "--form", "html")

    assert told.out.startswith("<!doctype html>")


def test_a_session_is_renamed(
    row: ConversationRow, workspace: Workspace, reeltalk: Reeltalk
) -> None:
    told = reeltalk("sessions", "rename", row.id, "Night", "\n waves", "--no-json")

    assert told.out == f"{row.id} is now called Night waves.\n"
    assert [one.title for one in workspace.journal.talks()] == ["Night waves"]


def test_a_session_is_deleted_with_its_wishes(
    row: ConversationRow, workspace: Workspace, reeltalk: Reeltalk
) -> None:
    told = reeltalk("sessions", "delete", row.id)

    assert told.object() == {"v": 1, "ok": True, "state": "done", "session": row.id}
    assert (workspace.journal.talks(), workspace.journal.jobs()) == ([], [])


@pytest.mark.parametrize("command", [("show",), ("delete", "nowhere"), ("rename", "%", "x")])
def test_a_session_there_is_not_is_told(
    home: object, reeltalk: Reeltalk, command: tuple[str, ...]
) -> None:
    assert home

    told = reeltalk("sessions", *command)

    assert (told.code, told.object()["error"]["kind"]) == (2, "no_session")


def test_a_call_that_failed_leaves_no_session_without_a_name(
    workspace: Workspace, reeltalk: Reeltalk
) -> None:
    failed = workspace.talk("", "cloud", session="", is_new=True, wish="waves")
    legs = {"legs": [Leg("upload", "", ("/a.mov",)).to_facts()]}
    job = workspace.job(failed.id, "upload", "", legs)
    workspace.journal.stop(job.id)

    assert reeltalk("sessions", "--no-json").out == "No sessions yet.\n"
    assert reeltalk("sessions", "show", failed.id, "--no-json").code == 0

    begun = replace(failed, memory={**failed.memory, "session": "s1"})
    workspace.journal.keep_talk(begun)

    assert "/upload /a.mov" in reeltalk("sessions", "--no-json").out
    assert "–" not in reeltalk("sessions", "--no-json").out
