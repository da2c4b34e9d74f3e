"""Slash commands are read in three languages, and a path is none."""

from __future__ import annotations

import pytest

from agent.surfaces.repl.commands import command_reader
from agent.surfaces.repl.commands.registry import COMMANDS
from intents import slash_words
from intents.language import LANGUAGES


@pytest.mark.parametrize(
    ("said", "name", "rest"),
    [
        ("/export", "export", ""),
        ("/EXPORT out.mp4", "export", "out.mp4"),
        ("/导出", "export", ""),
        ("／导出 a.mp4", "export", "a.mp4"),
        ("/書き出し", "export", ""),
        ("/ヘルプ", "help", ""),
        ("/", "help", ""),
        ("/?", "help", ""),
        ("/why?", "why", ""),
        ("/download a.mp4", "export", "a.mp4"),
        ("/下载", "export", ""),
        ("/ダウンロード", "export", ""),
        ("/tracks", "timeline", ""),
        ("/轨道", "timeline", ""),
        ("/トラック", "timeline", ""),
        ("/progress", "status", ""),
        ("/rename  夏の 海 ", "rename", "夏の 海"),
    ],
)
def test_a_command_is_read(said: str, name: str, rest: str) -> None:
    found = command_reader.read(said.strip())

    assert found is not None
    assert (found.name, found.rest) == (name, rest)


@pytest.mark.parametrize("said", ["/films/a.mp4", "/a.mp4 and go", "hello /export", "~/x", "C:/x"])
def test_a_path_or_a_sentence_is_none(said: str) -> None:
    assert command_reader.read(said) is None


@pytest.mark.parametrize(
    ("said", "near"), [("/exprot", "export"), ("/cred", "credits"), ("/导处", "导出"), ("/zzz", "")]
)
def test_a_command_there_is_not_has_a_neighbour_or_none(said: str, near: str) -> None:
    found = command_reader.read(said)

    assert found is not None
    assert (found.name, found.near) == ("", near)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_command_is_called_is_read_as_that_command(name: str, language: str) -> None:
    found = command_reader.read(f"/{slash_words.called(name, language)}")

    assert found is not None
    assert found.name == name


def test_a_mark_behind_a_command_that_asks_does_it_at_once() -> None:
    assert command_reader.read("/undo!") == command_reader.SlashCommand("/undo!", "undo", "!")
    assert command_reader.read("/quit!") == command_reader.SlashCommand("/quit!", "", "", "quit")
