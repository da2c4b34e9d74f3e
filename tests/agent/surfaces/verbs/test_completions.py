"""`reeltalk completions`: every verb and flag there is, for each shell."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from agent import cli
from agent.surfaces.verbs import completions
from tests.agent.surfaces.verbs.test_completion_scripts import CHECKS

if TYPE_CHECKING:
    from pathlib import Path

    from agent.speech.words import Words
    from tests.agent.conftest import Reeltalk


@pytest.mark.parametrize("shell", completions.SHELLS)
@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_the_script_names_every_verb_and_can_be_read(
    tmp_path: Path, reeltalk: Reeltalk, shell: str, language: str
) -> None:
    told = reeltalk("completions", shell, "--lang", language)

    assert (told.code, told.err) == (0, "")
    assert all(verb in told.out for verb in cli.VERBS)
    if shutil.which(shell):
        (tmp_path / "script").write_text(told.out, "utf-8")
        command = [*CHECKS[shell], str(tmp_path / "script")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - as there
        assert (done.returncode, done.stderr) == (0, "")


def test_every_flag_of_the_help_is_completed(reeltalk: Reeltalk, english: Words) -> None:
    for verb, module in cli.VERBS.items():
        flags = [name for slot in completions.entry(verb, module, english).flags
                 for name in slot.names]  # fmt: skip
        shown = reeltalk(verb, "--help").out
        assert "--help" in flags
        assert all(name in shown for name in flags)


def test_what_may_be_said_behind_a_flag_is_known(english: Words) -> None:
    say = completions.entry("say", cli.VERBS["say"], english)
    known = {name: slot for slot in say.flags for name in slot.names}

    assert known["--backend"].choices == ("auto", "cloud", "studio")
    assert known["--lang"].choices == ("en", "zh", "ja")
    assert known["--file"].is_path
    assert known["--export"].is_path
    assert known["--wait"].takes_value
    assert not known["--json"].takes_value
    assert completions.entry("upload", cli.VERBS["upload"], english).places[0].is_path
    assert "forget" in completions.entry("jobs", cli.VERBS["jobs"], english).places[0].choices


def test_a_shell_we_know_not_is_misuse(reeltalk: Reeltalk) -> None:
    assert reeltalk("completions", "tcsh").code == 2
    assert reeltalk("completions").code == 2
