"""What is typed goes in, rows come out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.responses import Response

from agent.speech import words
from agent.surfaces import settings
from tests.agent.backend import CITY, event
from tests.agent.surfaces.repl.stand import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.stand import Stand


def test_an_edit_ends_with_what_has_changed(backend: Backend) -> None:
    backend.after = CITY

    async def doing(stand: Stand) -> None:
        said = await stand.say("a city")
        assert said[:3] == ["› a city", "The sunset is ready.", "+ Video city 0-10s"]

    talk(doing)


def test_a_yes_takes_what_was_offered(backend: Backend) -> None:
    backend.after = CITY
    backend.frames = [event("Would you like me to export it? You can click Export.")]

    async def doing(stand: Stand) -> None:
        offered = await stand.say("a city")
        assert "Say “yes” and I export the video." in offered
        assert any(row.startswith("Saved: ") for row in await stand.say("yes"))

    talk(doing)

    assert backend.messages() == ["a city"]


def test_a_turn_without_a_word_is_no_silence(backend: Backend) -> None:
    backend.frames, backend.after = [event("", turnComplete=True)], CITY

    async def doing(stand: Stand) -> None:
        assert "+ Video city 0-10s" in await stand.say("a city")

    talk(doing)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_is_no_order_goes_nowhere(backend: Backend, language: str) -> None:
    async def doing(stand: Stand) -> None:
        said = await stand.say("/exprot now")
        near = stand.scene.guess
        assert near.endswith(" now")
        assert near in said[-1]

    talk(doing, language)

    assert backend.messages() == []


def test_enter_alone_takes_the_neighbour(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        await stand.say("/crdits", "")
        assert "100 credits available" in stand.sheet.text

    talk(doing)

    assert backend.messages() == []


def test_after_a_stop_the_timeline_is_read_again(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(stand: Stand) -> None:
        stand.scene.submit("a city")
        await stand.until(backend.said.is_set)
        backend.draft = CITY
        stand.scene.turns.stop()
        await stand.scene.rest(is_seen=False)
        backend.holds.set()

    said = talk(doing).said

    assert said[said.index("Stopped. What was already done stays done.") + 1 :][:2] == [
        "+ Video city 0-10s",
        "This is what it had done by then.",
    ]


@pytest.mark.usefixtures("quick_tries")
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_timeline_that_cannot_be_read_after_a_stop_is_not_said_to_be_as_it_was(
    backend: Backend, language: str
) -> None:
    backend.holds.clear()

    async def doing(stand: Stand) -> None:
        stand.scene.submit("a city")
        await stand.until(backend.said.is_set)
        path = next(path for path in reversed(backend.paths()) if "/state/" in path)
        backend.refusals[path] = [Response("<html>", 502) for _ in range(9)]
        stand.scene.turns.stop()
        await stand.scene.rest(is_seen=False)
        backend.holds.set()

    said = words.words(language)

    assert said.say("repl.after_stop_unseen") in talk(doing, language).said


def test_what_was_spent_is_told(backend: Backend) -> None:
    backend.costs = 40

    async def doing(stand: Stand) -> None:
        assert "-40 credits, 60 left" in await stand.say("a city")
        assert stand.room.chat.credits == 60

    talk(doing)


def test_a_wish_that_nearly_was_an_order_says_so(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        await stand.say("please export the thing quickly tomorrow")

    said = talk(doing)

    assert backend.messages() or "/export" in said.text


def test_files_are_named_before_they_are_sent(backend: Backend, home: object) -> None:
    from pathlib import Path

    Path("beach.mp4").write_bytes(backend.film)

    async def doing(stand: Stand) -> None:
        said = await stand.say("/upload beach.mp4")
        assert said[1].strip().startswith("beach.mp4 ")
        assert "Handed over: beach.mp4" in said

    talk(doing)
    assert home


@pytest.mark.parametrize(
    ("asked", "kind"),
    [({"skill": "nope"}, "nope"), ({"id_": "zzz"}, "zzz"), ({"backend": "nope"}, "nope")],
)
def test_what_cannot_be_opened_is_said_and_ends(
    backend: Backend, asked: dict[str, str], kind: str
) -> None:
    async def doing(stand: Stand) -> None:
        assert stand.scene.is_over.is_set()
        assert stand.scene.code == 2

    said = talk(doing, **asked)

    assert kind in said.text
    assert backend.paths() == []


def test_a_config_file_that_is_wrong_is_told_and_the_talk_goes_on(backend: Backend) -> None:
    at = Path(settings.path(os.environ))
    at.parent.mkdir(parents=True)
    at.write_text('lang = "fr"\n')

    async def doing(stand: Stand) -> None:
        assert 'lang should be "en", "zh" or "ja", not' in stand.sheet.said[0]
        assert "The sunset is ready." in await stand.say("a city")

    talk(doing)

    assert backend.messages() == ["a city"]


def test_a_full_disk_is_told_and_the_conversation_goes_on(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        db = stand.room.journal.db
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
        said = await stand.say("a city " * 20_000)
        assert "database or disk is full" in said[-1]
        db.execute("PRAGMA max_page_count = 1000000")
        assert "The sunset is ready." in await stand.say("a city")

    talk(doing)

    assert backend.messages() == ["a city"]


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("order", ["/delete zzz", "/cancel zzz", "/resume zzz", "/skill zzz"])
def test_an_order_that_cannot_be_carried_out_is_told(
    backend: Backend, order: str, language: str
) -> None:
    async def doing(stand: Stand) -> None:
        said = await stand.say(order)
        assert len(said) == 2
        assert "zzz" in said[1]
        assert "The sunset is ready." in await stand.say("a city")

    talk(doing, language)

    assert backend.messages() == ["a city"]
