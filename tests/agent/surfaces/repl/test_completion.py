"""What may follow what stands before the cursor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from agent.surfaces.repl import completion
from agent.surfaces.repl.input_history import InputHistory
from tests.agent.surfaces.repl.stand import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.stand import Stand


def may_follow(stand: Stand, text: str) -> list[str]:
    """What Tab would offer."""
    completing = completion.InputCompleter(lambda: stand.scene)
    event = CompleteEvent(completion_requested=True)
    return [one.text for one in completing.get_completions(Document(text), event)]


def test_orders_files_skills_languages_and_conversations(backend: Backend) -> None:
    for name in ("beach.mp4", "notes.txt", "code.py", ".hidden.mp4"):
        Path(name).write_bytes(b"x")
    Path("films").mkdir()

    async def doing(stand: Stand) -> None:
        assert may_follow(stand, "/ex") == ["/export"]
        assert may_follow(stand, "/upload b") == ["beach.mp4"]
        assert may_follow(stand, "make it like @") == ["beach.mp4", "films/", "notes.txt"]
        assert "jupiter-text-to-video" in may_follow(stand, "/skill ")
        assert may_follow(stand, "/lang j") == ["ja"]
        assert may_follow(stand, "/theme ") == ["default", "dark", "light", "mono", "contrast"]
        assert may_follow(stand, "/keys ") == ["emacs", "vi"]
        assert may_follow(stand, "/upload nowhere/") == []
        assert len(may_follow(stand, "")) == 3
        await stand.say("a city")
        first = stand.room.row.id
        await stand.say("/new")
        await stand.until(lambda: stand.room.row.id != first)
        assert may_follow(stand, "/resume ") == [first]

    talk(doing)
    assert backend.messages() == ["a city"]


def test_orders_in_the_language_of_the_person(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        assert may_follow(stand, "/导") == ["/导出"]
        assert may_follow(stand, "/exp") == ["/export"]
        assert may_follow(stand, "/主题 深") == ["深色"]
        assert may_follow(stand, "/主题 da") == ["dark"]

    talk(doing, "zh")
    assert backend.messages() == []


@pytest.mark.parametrize(
    ("text", "is_wanted"),
    [
        ("/", True),
        ("/ex", True),
        ("/films/x", False),
        ("see @b", True),
        ("a@b", False),
        ("hi", False),
    ],
)
def test_the_list_comes_by_itself_where_it_is_of_use(text: str, is_wanted: bool) -> None:  # noqa: FBT001 - a column of the table
    assert completion.is_wanted(text) is is_wanted


def test_before_anything_has_woken_up_there_is_nothing() -> None:
    completing = completion.InputCompleter(lambda: None)

    assert list(completing.get_completions(Document("/"), CompleteEvent())) == []


def test_what_was_said_before_is_suggested_and_then_the_samples(
    backend: Backend, tmp_path: Path
) -> None:
    history = InputHistory(str(tmp_path / "history"))
    history.remember("generate rain")

    async def doing(stand: Stand) -> None:
        suggesting = completion.InputSuggester(lambda: stand.scene)
        buffer = Buffer(history=history)
        said = [suggesting.get_suggestion(buffer, Document(one)) for one in ("gen", "generate a t")]
        assert [one.text for one in said if one] == [
            "erate rain",
            "wo-sentence scene description into a 1080p MP4",
        ]
        assert suggesting.get_suggestion(buffer, Document("")) is None

    talk(doing)
    assert backend.messages() == []
