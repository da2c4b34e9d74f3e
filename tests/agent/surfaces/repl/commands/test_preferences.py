"""Orders that change what is talked about or how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agent.skill import profile
from tests.agent.skill.test_skill_md import BEACH
from tests.agent.surfaces.repl.stand import talk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.stand import Stand


def test_another_skill_is_another_conversation(backend: Backend) -> None:
    name = profile.product().profiles[0].name

    async def doing(stand: Stand) -> None:
        first = stand.room.row.id
        assert any(name in row for row in await stand.say("/skill"))
        await stand.say(f"/skill {name}")
        await stand.until(lambda: stand.room.skill.name == name and stand.scene.turns.is_ready)
        assert stand.room.row.id != first
        await stand.say("a city")

    talk(doing)

    assert any(one.headers.get("x-skill-source") == name for one in backend.heard)


def test_a_skill_there_is_not_is_told(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        await stand.say("/skill nonsense")
        await stand.until(lambda: "nonsense" in stand.sheet.said[-1])

    talk(doing)
    assert backend.messages() == []


def test_an_earlier_conversation_is_gone_on_with(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        await stand.say("a city")
        first = stand.room.row.id
        await stand.say("/new")
        await stand.until(lambda: stand.room.row.id != first and stand.scene.turns.is_ready)
        await stand.say("/resume cit")
        await stand.until(lambda: stand.room.row.id == first and stand.scene.turns.is_ready)

    said = talk(doing).text

    assert "Resuming “a city”" in said
    assert backend.messages() == ["a city"]


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
    async def doing(stand: Stand) -> None:
        told = await stand.say(said)
        assert stand.sheet.theme == theme
        assert any(f"REELTALK_THEME={theme}" in row or "REELTALK_THEME=NAME" in row for row in told)

    talk(doing, language)
    assert backend.messages() == []


def test_the_themes_are_shown_the_one_there_is_marked(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        await stand.say("/theme mono")
        rows = (await stand.say("/theme pink"))[1:]
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


def test_nothing_is_switched_while_something_runs(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(stand: Stand) -> None:
        stand.scene.submit("a city")
        await stand.until(backend.said.is_set)
        stand.scene.submit("/new")
        await stand.until(lambda: "Something is still running" in stand.sheet.text)
        backend.holds.set()
        await stand.scene.rest(is_seen=False)

    talk(doing)
    assert backend.messages() == ["a city"]


def test_the_language_changes_at_once(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        assert "切换到中文" in (await stand.say("/lang zh"))[-1]
        assert "/lang ja" in (await stand.say("/语言"))[-1]

    talk(doing)
    assert backend.messages() == []


def test_the_backend_and_the_keys_are_told(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        assert (await stand.say("/backend"))[-1] == f"Backend: {backend.base}, connected"
        assert (await stand.say("/keys"))[-1] == "/keys emacs · /keys vi"
        await stand.say("/keys vi")
        assert stand.scene.keys == "vi"

    talk(doing)


def test_quit_leaves(backend: Backend) -> None:
    async def doing(stand: Stand) -> None:
        await stand.say("/退出")
        assert stand.scene.is_over.is_set()

    talk(doing)
    assert backend.messages() == []


def test_a_skill_may_be_a_file(backend: Backend, tmp_path: Path) -> None:
    at = tmp_path / "a folder" / "SKILL.md"
    at.parent.mkdir()
    at.write_text(BEACH)

    async def doing(stand: Stand) -> None:
        said = await stand.say(f"/skill '{at}'")
        await stand.until(lambda: stand.room.skill.path and stand.scene.turns.is_ready)
        assert "Hello! Tell me which beach." in said
        assert f"● beach-clips  Beach Clips  {at}" in await stand.say("/skill")
        await stand.say("waves")

    talk(doing)

    assert backend.heard[-1].headers["x-skill-source"] == "beach-clips"


def test_a_file_that_is_no_skill_leaves_all_as_it_was(backend: Backend, tmp_path: Path) -> None:
    async def doing(stand: Stand) -> None:
        before = stand.room.row.id
        said = await stand.say(f"/skill {tmp_path}/SKILL.md")
        assert said[-1].startswith(f"No such file: {tmp_path}/SKILL.md.")
        assert stand.room.row.id == before

    talk(doing)
    assert backend.messages() == []
