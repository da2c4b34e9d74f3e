"""Commands about how it looks and listens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


@pytest.mark.parametrize(
    ("language", "said", "theme"),
    [
        ("en", "/theme dark", "dark"),
        ("en", "/theme Light", "light"),
        ("zh", "/主题 高对比", "contrast"),
        ("ja", "/テーマ モノクロ", "mono"),
        ("en", "/theme pink", "default"),
        ("en", "/theme", "default"),
    ],
)
def test_the_theme_is_chosen_by_its_name_in_any_language(
    backend: Backend, language: str, said: str, theme: str
) -> None:
    async def doing(chat: Harness) -> None:
        told = await chat.say(said)
        assert chat.output.theme == theme
        assert any(f"REELTALK_THEME={theme}" in row or "REELTALK_THEME=NAME" in row for row in told)

    talk(doing, language)
    assert backend.messages() == []


def test_the_themes_are_shown_the_one_there_is_marked(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("/theme mono")
        rows = (await chat.say("/theme pink"))[1:]
        assert rows[0] == "No such theme: pink."
        assert [row[:7].strip() for row in rows[1:6]] == [
            "defau",
            "dark",
            "light",
            "● mono",
            "contr",
        ]

    talk(doing)
    assert backend.messages() == []


def test_the_language_changes_at_once(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        assert "切换到中文" in (await chat.say("/lang zh"))[-1]
        assert "/lang ja" in (await chat.say("/语言"))[-1]

    talk(doing)
    assert backend.messages() == []
