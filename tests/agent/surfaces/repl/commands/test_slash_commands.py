"""Orders are read in three languages, and a path is none."""

from __future__ import annotations

from importlib import import_module

import pytest

from agent.surfaces.repl.commands import slash_commands
from intents import library, slash_words
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
def test_an_order_is_read(said: str, name: str, rest: str) -> None:
    found = slash_commands.read(said.strip())

    assert found is not None
    assert (found.name, found.rest) == (name, rest)


@pytest.mark.parametrize("said", ["/films/a.mp4", "/a.mp4 and go", "hello /export", "~/x", "C:/x"])
def test_a_path_or_a_sentence_is_none(said: str) -> None:
    assert slash_commands.read(said) is None


@pytest.mark.parametrize(
    ("said", "near"), [("/exprot", "export"), ("/cred", "credits"), ("/导处", "导出"), ("/zzz", "")]
)
def test_an_order_there_is_not_has_a_neighbour_or_none(said: str, near: str) -> None:
    found = slash_commands.read(said)

    assert found is not None
    assert (found.name, found.near) == ("", near)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_order_is_called_something_in_every_language(language: str) -> None:
    assert list(library.data_file(language, "slash")) == list(slash_commands.ORDERS)
    assert all(library.data_file(language, "slash").values())


@pytest.mark.parametrize("name", slash_commands.ORDERS)
def test_every_order_is_carried_out_somewhere(name: str) -> None:
    found = slash_commands.find(name)

    assert found is getattr(
        import_module(f"agent.surfaces.repl.commands.{slash_commands.ORDERS[name]}"), f"do_{name}"
    )
    assert slash_commands.read(f"/{slash_words.called(name, 'zh')}")


def test_a_mark_behind_an_order_that_asks_does_it_at_once() -> None:
    assert slash_commands.read("/undo!") == slash_commands.SlashCommand("/undo!", "undo", "!")
    assert slash_commands.read("/quit!") == slash_commands.SlashCommand("/quit!", "", "", "quit")
