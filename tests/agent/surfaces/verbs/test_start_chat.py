"""`reeltalk` and `reeltalk chat` on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.conftest import Reeltalk


def test_a_conversation_is_gone_on_with_by_its_flag(backend: Backend, reeltalk: Reeltalk) -> None:
    reeltalk("chat", typed="a city\n")

    told = reeltalk("--continue", typed="more rain\n")

    assert "Resuming “a city”" in told.out
    assert backend.messages() == ["a city", "more rain"]


@pytest.mark.parametrize(
    "given", [("--resume", "zzz"), ("--skill", "nope"), ("--backend", "nowhere")]
)
def test_what_there_is_not_is_misuse(
    backend: Backend, reeltalk: Reeltalk, given: tuple[str, ...]
) -> None:
    told = reeltalk(*given, typed="a city\n")

    assert told.code == 2
    assert backend.messages() == []


@pytest.mark.parametrize("given", [("--continue", "--new"), ("--nonsense",), ("chat", "more")])
def test_flags_that_are_none_are_refused(reeltalk: Reeltalk, given: tuple[str, ...]) -> None:
    assert reeltalk(*given).code == 2
