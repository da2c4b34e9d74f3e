"""A conversation written out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from agent.core.state import WishState
from agent.session import transcript
from agent.speech.sanitize import sanitized
from agent.world.journal import ConversationRow, Job, Journal
from tests import pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from agent.speech.words import Words

ROW = ConversationRow("aaaa1111", "/f", "video-prompt", "studio", "Waves: a <film>", {}, 1.0, 1.0)
CHANGES = [
    {"change": "added", "kind": "text", "name": "Waves", "at": "0-3s"},
    {"change": "changed", "kind": "audio", "at": "0-9s", "field": "volume", "before": "50%"},
    {"change": "removed", "kind": "video", "at": "3-9s"},
]


def job(number: int, wish: str, answer: dict[str, Any], kind: str = "say", **leg: Any) -> Job:
    """A wish that is over."""
    order = {"legs": [{"route": "chat", "text": wish} | leg]}
    return Job(f"j{number}", ROW.id, kind, wish, order, WishState.DONE, {}, answer, number, number)


@pytest.fixture
def found(tmp_path: Path) -> Iterator[transcript.Transcript]:
    """A conversation of four turns."""
    journal = Journal(tmp_path / "journal.sqlite3")
    film = {"reply": "Done.\nLook.", "changes": CHANGES, "video": {"path": "/f/waves.mp4"}}
    for one in (
        job(1, 'a "film" <b>\x1b[31m of waves', film),
        job(2, "", {}, "export", route="export"),
        job(3, "", {"reply": "Uploaded: a.mov"}, "upload", route="upload", files=["/a.mov"]),
        job(4, "- 再来一次: #1", {"error": {"message": "It broke."}}),
    ):
        journal.add_job(one)
    yield transcript.of(ROW, journal)
    journal.close()


def written(form: str, found: transcript.Transcript, words: Words) -> str:
    return transcript.FORMS[form](found, words)


def test_markdown_reads_like_a_conversation(found: transcript.Transcript, english: Words) -> None:
    rows = written("md", found, english).split("\n")

    assert rows[:3] == ["# Waves: a <film>", "", "video-prompt · studio"]
    assert "**you:** /export" in rows
    assert "**you:** /upload /a.mov" in rows
    assert "**reeltalk:** It broke." in rows
    assert "- `+ text Waves 0-3s`" in rows
    assert "- `~ audio 0-9s volume 50% → –`" in rows
    assert "- `- video 3-9s`" in rows
    assert "- /f/waves.mp4" in rows


def test_a_page_holds_what_was_said_as_text(found: transcript.Transcript, english: Words) -> None:
    page = written("html", found, english)

    assert "<title>Waves: a &lt;film&gt;</title>" in page
    assert "a &quot;film&quot; &lt;b&gt;␛[31m of waves" in page
    assert "<b>" not in page
    assert "\x1b" not in page
    assert page.count('<div class="you">') == 4


def test_a_page_has_the_film_its_date_and_its_link(english: Words) -> None:
    made = transcript.Turn(
        "waves",
        ("chat",),
        "Done.",
        (),
        "/f/my waves#1.mp4",
        "done",
        "https://x/claim?a=1&b=2",
        3600.0,
    )
    found = transcript.Transcript("aaaa1111", "", "video-prompt", "cloud", (made,))

    page = written("html", found, english)

    source = "file:///f/my%20waves%231.mp4#t=0.5"  # half a second in: that is the picture
    assert f'<video controls preload="metadata" src="{source}"></video>' in page
    assert '<a href="https://x/claim?a=1&amp;b=2">' in page
    assert '<time datetime="19' in page


def test_no_address_of_a_backend_runs_a_script(english: Words) -> None:
    made = transcript.Turn("a", (), "", (), "", "done", "javascript:alert(1)", 0.0)
    found = transcript.Transcript("aaaa1111", "", "video-prompt", "cloud", (made,))

    assert "href" not in written("html", found, english)


def test_programs_get_what_is_there_and_nothing_else(
    found: transcript.Transcript, english: Words
) -> None:
    said = json.loads(written("json", found, english))

    assert (said["session"], said["skill"], said["backend"]) == (
        "aaaa1111",
        "video-prompt",
        "studio",
    )
    assert said["turns"][1] == {"you": "/export", "routes": ["export"], "state": "done"}
    assert said["turns"][0]["video"] == "/f/waves.mp4"


def test_a_script_can_be_read_as_what_it_says(found: transcript.Transcript, english: Words) -> None:
    script = pages.load(written("script", found, english))

    assert script["conversation"] == "Waves: a <film>"
    assert (script["skill"], script["backend"]) == ("video-prompt", "studio")
    assert [one["you"] for one in script["turns"]] == [turn.you for turn in found.turns]
    assert [one["expect"]["route"] for one in script["turns"]] == [
        "chat",
        "export",
        "upload",
        "chat",
    ]


@pytest.mark.parametrize("form", list(transcript.FORMS))
def test_a_conversation_in_which_nothing_was_said_is_written_too(
    form: str, each_language: Words
) -> None:
    empty = transcript.Transcript("aaaa1111", "", "video-prompt", "cloud", ())

    assert "aaaa1111" in written(form, empty, each_language)


@pytest.mark.parametrize("form", transcript.FORMS)
def test_nothing_in_a_file_acts_on_the_terminal_that_shows_it(
    form: str, found: transcript.Transcript, english: Words
) -> None:
    turn = replace(found.turns[0], reply="red \x1b[31m \x9b5n \u202eltr \U000e0041")

    said = written(form, replace(found, turns=(turn,)), english)

    assert sanitized(said) == said
