from __future__ import annotations

from typing import TYPE_CHECKING

from agent.skill import installation
from agent.speech.words import words
from agent.surfaces.verbs import serve

if TYPE_CHECKING:
    import pytest


def test_the_server_documents_itself(capsys: pytest.CaptureFixture[str]) -> None:
    code = serve.main(["--help", "--lang", "ja"], words("ja"))

    told = capsys.readouterr().out
    assert code == 0
    assert words("ja").say("verb.studio") in told
    assert "--port" in told


def test_a_wrong_flag_is_a_misuse() -> None:
    assert serve.main(["--no-such-flag"], words("en")) == 2


def test_without_the_studio_it_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "missing", lambda _: ("uvicorn",))

    code = serve.main([], words("en"))

    assert code == 3
    assert installation.cure("studio") in capsys.readouterr().out
