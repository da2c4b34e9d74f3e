"""The registry of slash commands."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from agent.speech import words
from agent.surfaces.repl import commands
from agent.surfaces.repl.commands import registry
from agent.surfaces.repl.commands.registry import COMMANDS
from intents import library
from intents.language import LANGUAGES

AT_ONCE = {"help", "quit", "lang", "keys", "theme", "queue"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_has_the_commands_in_the_order_of_their_words(language: str) -> None:
    assert list(library.data_file(language, "slash")) == list(COMMANDS)
    assert all(library.data_file(language, "slash").values())


def test_every_module_of_commands_is_loaded_with_the_package() -> None:
    modules = {one.run.__module__.rpartition(".")[2] for one in COMMANDS.values()}

    written = {path.stem for path in Path(commands.__path__[0]).glob("*.py")}

    assert modules == written - {"__init__", "registry", "command_reader"}


def test_these_need_nothing_but_the_prompt() -> None:
    assert {name for name, one in COMMANDS.items() if one.at_once} == AT_ONCE
    assert not any(inspect.iscoroutinefunction(COMMANDS[name].run) for name in AT_ONCE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_what_every_command_is_for(language: str) -> None:
    assert all(words.words(language).say(f"repl.about.{name}") for name in COMMANDS)


def test_a_name_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "COMMANDS", dict(COMMANDS))

    with pytest.raises(AssertionError, match="two commands /quit"):
        registry.command("quit")(lambda state, _: state.leave())


def test_commands_stand_in_the_order_of_their_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    some = {name: COMMANDS[name] for name in ("quit", "undo", "status", "export")}
    monkeypatch.setattr(registry, "COMMANDS", some)

    registry.arrange(commands.undo, commands.help_and_quit, commands.wishes)

    assert list(some) == ["undo", "quit", "status", "export"]
