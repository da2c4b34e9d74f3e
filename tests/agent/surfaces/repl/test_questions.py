"""Questions to the person: a yes does it, anything else leaves it, and nobody is waited for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.surfaces.repl import questions
from tests.agent.backend import CITY
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness

MORE = "Continue, with up to 50 more credits? yes / no"


@pytest.mark.parametrize("said", ["yes", "好", "はい"])
def test_a_yes_does_it_once(backend: Backend, said: str) -> None:
    done: list[str] = []

    async def doing(chat: Harness) -> None:
        questions.ask(chat.state, "Really?", lambda: done.append("it"))
        await chat.say(said)
        assert chat.state.question is None

    talk(doing)

    assert (done, backend.messages()) == (["it"], [])


def test_a_no_leaves_it(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        questions.ask(chat.state, "Really?", chat.state.leave)
        assert (await chat.say("no"))[-1] == "Left as it is."
        assert not chat.state.is_over.is_set()

    talk(doing)
    assert backend.messages() == []


def test_another_wish_is_no_answer_and_is_done(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        questions.ask(chat.state, "Really?", chat.state.leave)
        assert "Left as it is." in await chat.say("a city")

    talk(doing)
    assert backend.messages() == ["a city"]


def test_a_command_leaves_the_question_open(backend: Backend) -> None:
    done: list[str] = []

    async def doing(chat: Harness) -> None:
        questions.ask(chat.state, "Really?", lambda: done.append("it"))
        await chat.say("/queue", "yes")

    talk(doing)
    assert (done, backend.messages()) == (["it"], [])


def test_beyond_the_limit_it_is_asked_and_a_yes_goes_on_with_as_much_again(
    backend: Backend,
) -> None:
    backend.costs = 50

    async def doing(chat: Harness) -> None:
        assert MORE not in await chat.say("a city")
        said = await chat.say("add music")
        assert said[-1] == MORE
        assert "Not sent: this session has spent 50 credits" in said[-2]
        await chat.say("yes")
        assert chat.conversation.limit == 100

    said = talk(doing, max_credits="50").said

    assert backend.messages() == ["a city", "add music"]
    assert said.count("› add music") == 1


def test_a_no_does_not_send_it(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        said = await chat.say("a city", "no")
        assert said[-1] == "Left as it is."

    talk(doing, max_credits="0")
    assert backend.messages() == []


def test_a_limit_of_nothing_asks_before_each(backend: Backend) -> None:
    backend.costs = 10

    async def doing(chat: Harness) -> None:
        assert (await chat.say("a city"))[-1] == "Send it anyway? yes / no"
        await chat.say("yes", "add music")
        assert chat.state.question is not None

    talk(doing, max_credits="0")
    assert backend.messages() == ["a city"]


def test_what_was_typed_behind_waits_for_the_answer_and_comes_after_it(backend: Backend) -> None:
    backend.costs = 50

    async def doing(chat: Harness) -> None:
        await chat.say("a city")
        chat.controller.submit("add music")
        chat.controller.submit("add a title")
        await chat.say("")
        await chat.until(lambda: chat.state.question is not None)
        await chat.say("yes")

    talk(doing, max_credits="50")
    assert backend.messages()[:2] == ["a city", "add music"]


def test_only_what_was_not_done_is_done_again(backend: Backend) -> None:
    backend.costs = 50

    async def doing(chat: Harness) -> None:
        await chat.say("how many credits are left? and add a title")
        await chat.say("add music and show me the tracks", "yes")

    talk(doing, max_credits="50")
    assert backend.messages()[-1].startswith("add music")


def test_where_no_person_is_nobody_is_asked(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        chat.state.has_person = False
        said = await chat.say("a city", "yes")
        assert chat.state.code == 3
        assert not any("yes / no" in row for row in said)

    talk(doing, max_credits="0")
    assert backend.messages() == []


def _story(letters: int) -> str:
    lines = ["A harbour at dawn.", "Rain over the roofs.", "A gull.", "The ferry.", "Night."]
    return "\n".join([*lines, "x" * letters])


def test_a_long_document_is_shown_shortened_and_asked_about(backend: Backend) -> None:
    Path("story.txt").write_text(_story(3_000))

    async def doing(chat: Harness) -> None:
        said = await chat.say(f"/upload {Path('story.txt').absolute()}")
        at = said.index("story.txt is long: 3066 characters. Nothing has been sent. It begins:")
        assert said[at + 1 : at + 6] == [
            "  A harbour at dawn.",
            "  Rain over the roofs.",
            "  A gull.",
            "  The ferry.",
            "  …",
        ]
        assert said[-1] == "Send all of it? yes / no"
        assert backend.messages() == []
        await chat.say("yes")

    talk(doing)
    assert backend.messages() == [_story(3_000)]


def test_a_no_sends_nothing_of_it(backend: Backend) -> None:
    Path("story.txt").write_text(_story(90_000))

    async def doing(chat: Harness) -> None:
        said = await chat.say(f"make a film of {Path('story.txt').absolute()}", "no")
        assert "Send the first 60000 characters of it? yes / no" in said

    talk(doing)
    assert backend.messages() == []


def test_a_limit_and_a_long_document_are_asked_about_one_after_the_other(backend: Backend) -> None:
    Path("story.txt").write_text(_story(3_000))

    async def doing(chat: Harness) -> None:
        assert (await chat.say("/upload story.txt"))[-1] == "Send it anyway? yes / no"
        assert (await chat.say("yes"))[-1] == "Send all of it? yes / no"
        await chat.say("yes")

    talk(doing, max_credits="0")
    assert len(backend.messages()) == 1


def test_a_script_is_not_asked_about_documents(backend: Backend) -> None:
    Path("story.txt").write_text(_story(3_000))

    async def doing(chat: Harness) -> None:
        chat.state.has_person = False
        await chat.say("/upload story.txt")

    talk(doing)
    assert backend.messages() == [_story(3_000)]


def test_each_yes_is_for_as_much_as_was_said_and_a_new_conversation_begins_with_that(
    backend: Backend,
) -> None:
    backend.costs = 20

    async def doing(chat: Harness) -> None:
        await chat.say("a city", "add music", "yes", "add a title")
        assert chat.output.said[-1] == "Continue, with up to 20 more credits? yes / no"
        await chat.say("yes")
        assert chat.conversation.limit == 60
        first = chat.conversation.row.id
        await chat.say("/new")
        await chat.until(lambda: chat.conversation.row.id != first and chat.state.queue.is_ready)
        assert (chat.conversation.limit, chat.conversation.chat.spent) == (20, 0)

    talk(doing, max_credits="20")
    assert backend.messages() == ["a city", "add music", "add a title"]


@pytest.mark.parametrize("wish", ["/export out.mp4", "export it as out.mp4"])
@pytest.mark.parametrize(("answer", "is_overwritten"), [("yes", True), ("no", False)])
def test_a_file_is_overwritten_only_with_a_yes(
    backend: Backend, wish: str, answer: str, *, is_overwritten: bool
) -> None:
    backend.draft = CITY
    Path("out.mp4").write_text("precious", "utf-8")

    async def doing(chat: Harness) -> None:
        said = await chat.say(wish)
        assert "Overwrite it? yes / no" in said
        assert "/api/render/proxy/lambda" not in backend.paths()
        await chat.say(answer)
        await chat.controller.rest(is_seen=False)

    talk(doing)

    assert (Path("out.mp4").read_bytes() == backend.film) is is_overwritten
    assert [one.name for one in Path().glob("*.mp4")] == ["out.mp4"]


def test_a_file_that_is_not_there_is_not_asked_about(backend: Backend) -> None:
    backend.draft = CITY

    async def doing(chat: Harness) -> None:
        await chat.say("/export out.mp4")
        await chat.controller.rest(is_seen=False)
        assert chat.state.question is None

    talk(doing)

    assert Path("out.mp4").read_bytes() == backend.film
