"""The world there is: each effect performed on this machine."""

from __future__ import annotations

import asyncio
import json
import os
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from agent.core import effects, notices
from agent.core.effects import END, Facts, Opened
from agent.core.errors import LocalError, StoppedError
from agent.core.state import WishState
from agent.wire.requests import Request
from agent.world import live_world
from agent.world.backends import BackendAddress
from agent.world.folders import Folders
from agent.world.live_world import LiveWorld
from tests.agent.films import film
from tests.agent.server import always, deaf, head, listening, whole
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from agent.core.conversation import Conversation
    from tests.agent.server import Heard, Pen


class Desk:
    """Hears what a world says, and has a world made for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[Any] = []
        self.marked: list[tuple[str, Any]] = []
        self.kept: list[Conversation] = []

    def world(self, base: str = "http://127.0.0.1:9") -> LiveWorld:
        """A world at an address."""
        return LiveWorld(
            place=BackendAddress("test", base, base),
            folders=Folders(self.folder / "c", self.folder / "s", self.folder / "k"),
            folder=self.folder,
            environment={"HOME": str(self.folder)},
            notice=self.said.append,
            mark=lambda *far: self.marked.append(far),
            keep=self.kept.append,
        )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def run(test: Coroutine[Any, Any, Any]) -> Any:
    async def within() -> Any:
        async with asyncio.timeout(HANG_S):
            return await test

    return asyncio.run(within())


def talking(desk: Desk, test: Callable[[LiveWorld], Coroutine[Any, Any, Any]], *said: bytes) -> Any:
    """Play a test with a world whose backend always says the same."""

    async def play() -> Any:
        async with listening(always(*said)) as server:
            world = desk.world(server.base)
            try:
                return await test(world)
            finally:
                await world.end()

    return run(play())


def test_what_is_said_marked_and_kept_is_heard(desk: Desk) -> None:
    world = desk.world()
    talk: Any = object()

    world.perform(effects.Say(notices.Looking()))
    world.perform(effects.Mark(WishState.SENDING, {"leg": 0}))
    world.perform(effects.Keep(talk))

    assert (desk.said, desk.marked) == ([notices.Looking()], [("sending", {"leg": 0})])
    assert desk.kept == [talk]


def test_clock_chance_and_identity(desk: Desk) -> None:
    world = desk.world()

    assert world.perform(effects.Now()) <= world.perform(effects.Now())
    assert 0 <= world.perform(effects.Chance()) < 1
    assert uuid.UUID(world.perform(effects.Fresh())) != uuid.UUID(world.perform(effects.Fresh()))


def test_a_token_is_kept_and_forgotten(desk: Desk) -> None:
    world = desk.world()

    world.perform(effects.KeepToken("https://x", "secret"))

    assert world.perform(effects.KeptToken("https://x")) == "secret"
    world.perform(effects.KeepToken("https://x", ""))
    assert world.perform(effects.KeptToken("https://x")) == ""


def test_a_token_that_cannot_be_kept_is_told(desk: Desk) -> None:
    (desk.folder / "s").touch()

    with pytest.raises(LocalError, match="disk: File exists"):
        desk.world().perform(effects.KeepToken("https://x", "secret"))


def test_the_client_id_stands_where_the_vendors_skills_keep_it(desk: Desk) -> None:
    made = desk.world().perform(effects.ClientId())

    assert (desk.folder / ".config/nemovideo/client_id").read_text("utf-8") == made
    assert desk.world().perform(effects.ClientId(anew=True)) != made


def test_time_passes_while_waiting(desk: Desk) -> None:
    world = desk.world()

    assert run(world.perform(effects.Wait(0.01))) is None


def test_who_asks_to_stop_wakes_whoever_waits(desk: Desk) -> None:
    async def test() -> None:
        world = desk.world()
        waiting = asyncio.ensure_future(world.perform(effects.Wait(60)))
        await asyncio.sleep(0)
        world.stop()
        await waiting

    with pytest.raises(StoppedError):
        run(test())


def test_nothing_is_sent_once_somebody_asked_to_stop(desk: Desk) -> None:
    world = desk.world()
    world.stop()

    with pytest.raises(StoppedError):
        world.perform(effects.Send(Request("GET", "http://x", {})))


def test_a_request_goes_over_the_line(desk: Desk) -> None:
    async def test(world: LiveWorld) -> Any:
        return await world.perform(effects.Send(Request("GET", world.place.base + "/", {})))

    assert talking(desk, test, whole(b"{}")).body == b"{}"


def test_a_stream_is_listened_to(desk: Desk) -> None:
    async def test(world: LiveWorld) -> list[Any]:
        opened = await world.perform(effects.Open(Request("POST", world.place.base + "/", {})))
        assert isinstance(opened, Opened)
        first = await world.perform(effects.Next(opened.number, HANG_S))
        assert world._line is not None
        reading = world._line._streams[opened.number].task
        assert reading is not None
        await reading  # to the end of the stream
        second = world.perform(effects.Next(opened.number, HANG_S))
        await world.perform(effects.Close(opened.number))
        return [first, second]

    stream = head(content_type="text/event-stream") + b"data: one\n\n"

    assert talking(desk, test, stream) == ["one", END]


def test_what_else_has_come_is_given_with_it(desk: Desk) -> None:
    async def test(world: LiveWorld) -> list[Any]:
        opened = await world.perform(effects.Open(Request("POST", world.place.base + "/", {})))
        assert isinstance(opened, Opened)
        first = await world.perform(effects.Next(opened.number, HANG_S))
        more = world.perform(effects.More(opened.number))
        return [first, more]

    stream = head(content_type="text/event-stream") + b"data: one\n\ndata: two\n\n"

    assert talking(desk, test, stream) == ["one", ["two"]]


def test_stopping_is_heard_in_the_middle_of_a_stream(desk: Desk) -> None:
    async def test(world: LiveWorld) -> None:
        opened = await world.perform(effects.Open(Request("POST", world.place.base + "/", {})))
        world.stop()
        found = world._line
        assert found is not None
        while True:
            await found.next(opened.number, 5)

    with pytest.raises(StoppedError):
        talking(desk, test, head(content_type="text/event-stream", content_length=99))


def test_a_film_is_fetched_into_the_folder(desk: Desk) -> None:
    async def test(world: LiveWorld) -> Any:
        base = world.place.base
        place = world.perform(effects.ChoosePath("", "", "a sunset"))
        return await world.perform(effects.Fetch("/film", {}, place.path, base))

    got = talking(desk, test, whole(film()))

    assert got.path == str(desk.folder / "a-sunset.mp4")
    assert desk.said[-1] == notices.Fetching(len(film()), len(film()))


def test_stopping_is_heard_while_a_film_does_not_come(desk: Desk) -> None:
    async def test(world: LiveWorld) -> None:
        comes = asyncio.Event()
        world.notice = lambda _: comes.set()
        order = effects.Fetch("/film", {}, str(desk.folder / "a-sunset.mp4"), world.place.base)
        fetching = asyncio.ensure_future(world.perform(order))
        await comes.wait()
        world.stop()
        world.stop()
        await fetching

    async def half(_: Heard, pen: Pen) -> None:
        await pen.send(head(content_length=len(film()), etag='"v1"'), film()[:1000])
        await pen.left()

    async def play() -> None:
        async with listening(half) as server:
            world = desk.world(server.base)
            try:
                async with asyncio.timeout(5):
                    await test(world)
            finally:
                await world.end()

    with pytest.raises(StoppedError):
        run(play())
    assert sorted(one.name for one in desk.folder.glob(".*.part")) == [".a-sunset.mp4.part"]


def test_a_file_is_sent_with_word_of_how_far_it_is(desk: Desk) -> None:
    (desk.folder / "a.mov").write_bytes(b"x" * 1_000_000)

    async def test(world: LiveWorld) -> None:
        request = Request(
            "POST", world.place.base, {}, file=str(desk.folder / "a.mov"), file_name="a.mov"
        )
        await world.perform(effects.Send(request))

    talking(desk, test, whole(b"{}"))

    assert desk.said[-1] == notices.Uploading("a.mov", 1_000_000, 1_000_000)
    assert len(desk.said) < 10


def test_the_words_of_a_document_are_read(desk: Desk) -> None:
    (desk.folder / "a.txt").write_text("Scene one", "utf-8")

    words = run(desk.world().perform(effects.ReadWords(str(desk.folder / "a.txt"))))

    assert words == "Scene one"


def test_whoever_answers_is_reached_whatever_they_answer(desk: Desk) -> None:
    async def test(world: LiveWorld) -> bool:
        return await world.reaches(5)

    assert talking(desk, test, whole(b"<html>", 503)) is True


def test_where_nobody_answers_nobody_is_reached(desk: Desk) -> None:
    async def test() -> bool:
        world = desk.world(deaf())
        found = await world.reaches(5)
        await world.end()
        return found

    assert run(test()) is False


def test_a_world_may_move_to_another_backend(desk: Desk) -> None:
    async def test(world: LiveWorld) -> Any:
        there = world.place
        world.change_place(BackendAddress("other", deaf(), ""))
        assert not await world.reaches(5)
        await world.end()
        world.change_place(there)
        return await world.reaches(5)

    assert talking(desk, test, whole(b"{}")) is True


def test_the_studio_is_spoken_to_without_a_socket(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def application(scope: Any, _: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    monkeypatch.setattr("agent.world.backends.studio", lambda *_: application)

    async def test() -> Any:
        world = desk.world("http://studio")
        found = await world.perform(effects.Send(Request("GET", "http://studio/api", {})))
        await world.end()
        return found.body

    assert run(test()) == b"/api"


def test_a_file_is_looked_at_by_whatever_name(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(desk.folder))
    file = desk.folder / "my film.mov"
    file.write_bytes(b"12345")
    names = ["my film.mov", "~/my film.mov", str(file), file.as_uri(), "./my film.mov"]

    found = [desk.world().perform(effects.Examine(name)) for name in names]

    assert {one.size for one in found} == {5}
    assert {one.name for one in found} == {"my film.mov"}
    assert found[0] == Facts(str(file), "my film.mov", 5, file.stat().st_mtime_ns)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("gone.mov", "no_such_file"),
        ("", "is_folder"),
        (".", "is_folder"),
        ("a\x00b", "not_readable"),
        ("~nobody-of-that-name/x.mov", "not_readable"),
        ("x" * 5000, "not_readable"),
        ("pipe.mov", "not_readable"),
    ],
)
def test_what_is_no_file_is_told(tmp_path: Path, said: str, kind: str) -> None:
    os.mkfifo(tmp_path / "pipe.mov")

    with pytest.raises(LocalError) as caught:
        live_world.examine(said, tmp_path)

    assert (caught.value.kind, caught.value.about) == (kind, said)


def test_what_is_kept_on_disk_of_a_token_names_its_version(desk: Desk) -> None:
    desk.world().perform(effects.KeepToken("https://x", "secret"))

    (file,) = (desk.folder / "s").iterdir()

    assert json.loads(file.read_text("utf-8"))["v"] == 1
