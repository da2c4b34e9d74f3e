from __future__ import annotations

import pytest

from agent.surfaces.repl.output import Output
from agent.surfaces.repl.plain_app import PlainOutput
from agent.surfaces.repl.screen import Screen
from tests.agent.surfaces.repl.harness import MemoryOutput


@pytest.mark.parametrize("shown", [Screen, PlainOutput, MemoryOutput])
def test_whatever_it_is_shown_on_can_all_that_is_asked_of_it(shown: type) -> None:
    asked = {name for name in vars(Output) if not name.startswith("_")}
    slots = set(getattr(shown, "__slots__", ())) | set(getattr(shown, "__annotations__", {}))

    missing = {name for name in asked if not hasattr(shown, name)} - slots

    assert len(asked) > 8
    assert missing == set()
