"""Completion scripts: that shells can read them, and what they then complete."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Final

import pytest

from agent.surfaces.verbs import completion_scripts
from agent.surfaces.verbs.completion_scripts import Slot, VerbEntry

if TYPE_CHECKING:
    from pathlib import Path

HELP: Final = Slot(("-h", "--help"), "it's [the] help: $HOME `x` \\\\ 100%", takes_value=False)
LANG: Final = Slot(("--lang",), "语言", takes_value=True, choices=("en", "zh"))
FILE: Final = Slot(("-f", "--file"), "a file", takes_value=True, is_path=True)
WAIT: Final = Slot(("--wait",), "seconds", takes_value=True)
SAY: Final = VerbEntry("say", "Say it's one; wish.", (HELP, LANG, FILE, WAIT))
JOBS: Final = VerbEntry(
    "jobs", "", (HELP, Slot((), "", takes_value=True, choices=("list", "forget")))
)
SEND: Final = VerbEntry("send", "", (HELP, Slot((), "", takes_value=True, is_path=True)))
VERBS: Final = (SAY, JOBS, SEND)
FIRST: Final = VerbEntry("", "", (HELP, LANG))
CHECKS: Final = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "--no-execute"]}


def script(shell: str) -> str:
    return completion_scripts.FORMS[shell](VERBS, FIRST)


def needs(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")


@pytest.mark.parametrize("shell", CHECKS)
def test_a_shell_can_read_its_script(tmp_path: Path, shell: str) -> None:
    needs(shell)
    at = tmp_path / "script"
    at.write_text(script(shell), "utf-8")

    done = subprocess.run(  # noqa: S603 - a shell that checks a file of ours
        [*CHECKS[shell], str(at)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_each_shell_has_a_check() -> None:
    assert CHECKS.keys() == completion_scripts.FORMS.keys()


LINES: Final = [
    ("reeltalk s", {"say", "send"}),
    ("reeltalk --l", {"--lang"}),
    ("reeltalk --lang ", {"en", "zh"}),
    ("reeltalk say --w", {"--wait"}),
    ("reeltalk say --lang z", {"zh"}),
    ("reeltalk say --file a", {"a film.mp4"}),
    ("reeltalk say --wait ", set()),
    ("reeltalk jobs f", {"forget"}),
    ("reeltalk send a", {"a film.mp4"}),
]


@pytest.mark.parametrize(("line", "found"), LINES)
def test_bash_completes(tmp_path: Path, line: str, found: set[str]) -> None:
    needs("bash")
    (tmp_path / "a film.mp4").touch()
    words = line.split(" ")
    program = f"""{script("bash")}
COMP_WORDS=({" ".join(repr(one) for one in words)})
COMP_CWORD={len(words) - 1}
_reeltalk
printf '%s\\n' "${{COMPREPLY[@]}}"
"""

    done = subprocess.run(  # noqa: S603 - our own script
        ["bash", "--norc", "-c", program],  # noqa: S607 - whichever there is
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert set(filter(None, done.stdout.split("\n"))) == found


@pytest.mark.parametrize(("line", "found"), LINES)
def test_fish_completes(tmp_path: Path, line: str, found: set[str]) -> None:
    needs("fish")
    (tmp_path / "a film.mp4").touch()
    (tmp_path / "script.fish").write_text(script("fish"), "utf-8")
    program = f"source script.fish; complete -C {line!r}"

    done = subprocess.run(  # noqa: S603 - our own script
        ["fish", "--no-config", "-c", program],  # noqa: S607 - whichever there is
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip

    words = {row.partition("\t")[0] for row in done.stdout.splitlines()}
    assert words - {"script.fish"} == found


def test_what_a_shell_would_obey_is_quoted() -> None:
    assert "$HOME" not in script("bash")  # bash shows no descriptions
    assert "'*--help[it'\\''s \\[the\\] help\\: $HOME" in script("zsh")
    assert "-d 'it\\'s [the] help: $HOME" in script("fish")
