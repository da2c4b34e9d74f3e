"""An extra that is missing is installed by a yes, and the wish goes on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import pytest

from agent.skill import installation
from agent.skill.installation import Installation
from tests.agent.surfaces.repl.harness import talk
from tests.agent.world.test_pdf import pdf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness

ASKED: Final = "Install it now? yes / no"


@pytest.fixture(autouse=True)
def _without_pdf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The reading of PDF files is missing until a file lies there."""
    real = installation.missing
    monkeypatch.setattr(
        installation, "missing",
        lambda extra: () if (tmp_path / "there").exists() else ("pypdf",)
        if extra == "documents" else real(extra),
    )  # fmt: skip


def by(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    command = [sys.executable, "-c", program]
    monkeypatch.setattr(Installation, "command", lambda _, extra: [*command, extra])


def test_a_yes_installs_it_and_the_wish_goes_on(
    backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by(monkeypatch, f"import sys; open({str(tmp_path / 'there')!r}, 'w').write(sys.argv[1])")
    (tmp_path / "a.pdf").write_bytes(pdf("Scene one: waves"))

    async def doing(chat: Harness) -> None:
        asked = await chat.say(f"/upload {tmp_path}/a.pdf")
        assert asked[-1] == ASKED
        assert "PDF support is not installed" in asked[-2]
        await chat.say("yes")
        await chat.until(backend.messages)
        await chat.controller.rest(is_seen=False)

    said = talk(doing).said

    assert [one for one in said if one.startswith("Install")][1:] == [
        "Installing… You can keep typing.", "Installed."]  # fmt: skip
    assert (tmp_path / "there").read_text("utf-8") == "documents"
    assert backend.messages() == ["Scene one: waves"]


def test_where_it_fails_the_reason_and_the_command_are_told(
    backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by(monkeypatch, "import sys; sys.exit('no network')")
    (tmp_path / "a.pdf").write_bytes(pdf("Scene one: waves"))

    async def doing(chat: Harness) -> None:
        await chat.say(f"/upload {tmp_path}/a.pdf", "yes")
        await chat.until(lambda: "no network" in chat.output.text)

    said = talk(doing).said

    assert said[-1] == f"That failed: no network Run it yourself: {installation.cure('documents')}"
    assert backend.messages() == []


def test_a_no_installs_nothing(
    backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by(monkeypatch, f"open({str(tmp_path / 'there')!r}, 'w')")
    (tmp_path / "a.pdf").write_bytes(pdf("Scene one: waves"))

    async def doing(chat: Harness) -> None:
        said = await chat.say(f"/upload {tmp_path}/a.pdf", "no")
        assert said[-1] == "Left as it is."

    talk(doing)

    assert not (tmp_path / "there").exists()
    assert backend.messages() == []


def test_where_nothing_may_be_installed_nothing_is_offered(
    backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Installation, "command", lambda *_: [])
    (tmp_path / "a.pdf").write_bytes(pdf("Scene one: waves"))

    async def doing(chat: Harness) -> None:
        said = await chat.say(f"/upload {tmp_path}/a.pdf")
        assert ASKED not in said
        assert "PDF support is not installed" in said[-1]

    talk(doing)

    assert backend.messages() == []
