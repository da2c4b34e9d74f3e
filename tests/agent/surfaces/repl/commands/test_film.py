"""Orders about the film."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.responses import Response

from agent.session.queue import Wish
from agent.speech import words
from agent.surfaces.file_paths import absolute
from agent.surfaces.repl.commands import film
from tests.agent.backend import CITY
from tests.agent.surfaces.repl.stand import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.stand import Stand


def test_an_export_goes_where_it_is_told(backend: Backend) -> None:
    backend.draft = CITY

    async def doing(stand: Stand) -> None:
        said = await stand.say("/下载 my/film.mp4")
        assert f"Saved: {Path('my/film.mp4').absolute()}" in said

    talk(doing)

    assert Path("my/film.mp4").read_bytes() == backend.film


@pytest.mark.parametrize("order", ["/timeline", "/tracks"])
def test_the_tracks_are_drawn(backend: Backend, order: str) -> None:
    backend.draft = CITY

    async def doing(stand: Stand) -> None:
        await stand.say(order)
        await stand.until(lambda: "Video" in stand.sheet.text)

    assert "city" in talk(doing).text


def test_why_tells_the_way_of_the_last_wish(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        said = await stand.say("/why")
        assert said[-1] == "Nothing has been said yet."
        await stand.say("add music")
        said = await stand.say("/why")
        assert said[1] == "› add music"
        assert said[2].startswith("to the backend")

    talk(doing)
    assert backend.messages() == ["add music"]


def test_the_queue_is_shown_and_emptied(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        turns = stand.scene.turns
        turns.is_held = True
        for text in ("a", "b", "c"):
            turns.add(Wish(text))
        assert "2. b" in await stand.say("/queue")
        assert "Taken out: b" in await stand.say("/queue 2")
        assert "There is no number 9 in the queue." in await stand.say("/queue 9")
        assert "Nothing waits." in await stand.say("/queue clear", "/queue")

    talk(doing)
    assert backend.messages() == []


def test_what_is_held_is_sent_by_an_order(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        stand.scene.turns.is_held = True
        stand.scene.turns.add(Wish("a"))
        await stand.say("/queue go")

    talk(doing)

    assert backend.messages() == ["a"]


def test_help_names_every_order_in_the_language_of_the_person(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        said = await stand.say("/帮助")
        assert any(row.startswith("/导出 [输出.mp4]") for row in said)
        assert len(await stand.say("/帮助 导出")) == 2

    talk(doing, "zh")
    assert backend.messages() == []


def test_a_preview_without_pictures_names_the_file(backend: Backend) -> None:
    backend.draft = CITY

    async def doing(stand: Stand) -> None:
        await stand.say("/preview")
        await stand.until(lambda: "There is no video yet." in stand.sheet.text)
        await stand.say("/export a.mp4", "/preview")
        await stand.until(lambda: "The video: " in stand.sheet.text)
        assert "a.mp4" in stand.sheet.text

    talk(doing)


def test_files_are_found_in_any_spelling(tmp_path: Path) -> None:
    named = tmp_path / "my film.mp4"
    named.write_bytes(b"x")

    assert film.files_of(f'"{named}"') == [str(named)]
    assert film.files_of("https://a.b/c.mp4 'd") == ["https://a.b/c.mp4", absolute("'d")]
    assert film.files_of("file:///gone/my%20songs") == ["/gone/my songs"]
    assert film.files_of("file:///gone/a%20b.mp4 two words") == [
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

    async def doing(stand: Stand) -> None:
        said = (await stand.say(line))[-1]
        assert name.rsplit(maxsplit=1)[-1] in said
        assert "is a folder" in said or "not a type of file" in said

    talk(doing)
    assert backend.messages() == []
    assert not any("upload" in one for one in backend.paths())


def test_a_path_in_a_sentence_is_left_to_the_sentence(backend: Backend) -> None:
    Path("shots").mkdir()

    async def doing(stand: Stand) -> None:
        await stand.say(f"make it look like {Path('shots').absolute()}")

    talk(doing)
    assert len(backend.messages()) == 1


@pytest.mark.usefixtures("quick_tries")
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_timeline_that_cannot_be_read_is_not_called_empty(
    backend: Backend, language: str
) -> None:
    async def doing(stand: Stand) -> None:
        await stand.say("a city")
        path = next(path for path in reversed(backend.paths()) if "/state/" in path)
        backend.refusals[path] = [Response("<html>", 502) for _ in range(9)]
        told = stand.scene.words.say("repl.timeline_unseen")
        assert (await stand.say("/timeline"))[1:] == [told]

    talk(doing, language)
    assert backend.messages() == ["a city"]
