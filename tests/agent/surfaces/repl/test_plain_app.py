"""Plain lines: pipes and screen readers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.speech import words
from tests.agent.backend import CITY, event

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.conftest import Reeltalk


def test_a_pipe_is_worked_through_and_its_exports_waited_for(
    backend: Backend, reeltalk: Reeltalk
) -> None:
    backend.after = CITY

    told = reeltalk("chat", typed="a city\n\nexport\n")

    assert (told.code, told.err) == (0, "")
    assert told.out.index("The sunset is ready.") < told.out.index("Saved: ")
    assert list(Path().glob("*.mp4"))
    assert backend.messages() == ["a city"]


def test_there_is_not_one_escape_in_it(backend: Backend, reeltalk: Reeltalk) -> None:
    backend.after = CITY
    backend.frames = [event("# red \x1b[31m **bold** [a](https://b.c)")]

    told = reeltalk("--backend", backend.base, typed="a city\n/timeline\n/help\n/why\n")

    assert "\x1b" not in told.out
    assert "red ␛[31m bold" in told.out


def test_a_first_message_is_said_before_what_is_typed(backend: Backend, reeltalk: Reeltalk) -> None:
    told = reeltalk("-i", "one", typed="two")

    assert told.code == 0
    assert backend.messages() == ["one", "two"]


def test_the_exit_code_is_that_of_the_last_wish(backend: Backend, reeltalk: Reeltalk) -> None:
    backend.frames = [event(errorCode="X", errorMessage="no more")]

    told = reeltalk("chat", typed="a city\n")

    assert told.code == 1
    assert "no more" in told.out


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_said_is_met_with_what_there_is(reeltalk: Reeltalk, language: str) -> None:
    told = reeltalk("--lang", language)

    assert told.code == 0
    assert words.words(language).say("verb.say") in told.out
