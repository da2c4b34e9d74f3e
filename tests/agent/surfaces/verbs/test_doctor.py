"""`reeltalk doctor`: what is looked at, and how what is missing is told."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import struct
import termios
import tomllib
from argparse import Namespace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.skill import installation, profile, version
from agent.surfaces.verbs import doctor
from intents import library

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent.speech.words import Words
    from tests.agent.conftest import Reeltalk

PROJECT = Path(__file__).parents[4] / "pyproject.toml"
REQUIREMENTS = [
    "httpx>=0.27",
    "pyyaml>=6.0",
    "uvicorn>=0.30; extra == 'studio'",
    'pypdf ; python_version >= "3.11" and extra == "documents"',
    "ruff==0.17.5; extra == 'dev'",
    "reeltalk[documents,studio]; extra == 'all'",
]


def versions(**installed: str) -> Callable[[str], str]:
    def version_of(package: str) -> str:
        if package not in installed:
            raise metadata.PackageNotFoundError(package)
        return installed[package]

    return version_of


def test_what_is_found_goes_to_programs_as_one_object(reeltalk: Reeltalk) -> None:
    told = reeltalk("doctor", "--lang", "en")

    said = told.object()
    assert (told.code, said["ok"], said["state"]) == (0, True, "done")
    assert {"Python", "skill.yaml", "phrases", "terminal"} <= {
        one["name"] for one in said["checks"]
    }
    assert all(all(one.values()) for one in said["checks"])


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_what_is_found_goes_to_people_in_rows(reeltalk: Reeltalk, language: str) -> None:
    told = reeltalk("doctor", "--no-json", "--lang", language)

    assert told.code == 0
    assert told.out.startswith("✓ Python  3.")
    assert {"en": "No problems found.", "zh": "一切正常。", "ja": "問題ありません。"}[
        language
    ] == told.out.splitlines()[-1]


def test_no_letter_makes_it_stumble(reeltalk: Reeltalk) -> None:
    told = reeltalk("doctor", "--no-json", "--lang=zh", encoding="ascii")

    assert told.code == 0
    assert told.out.startswith("? Python")


@pytest.mark.parametrize(
    ("version", "state"), [((3, 11, 0), "good"), ((3, 14, 2), "good"), ((3, 10, 9), "bad")]
)
def test_an_old_python_is_too_old(english: Words, version: tuple[int, ...], state: str) -> None:
    found = doctor.python(version, english)

    assert (state, ".".join(map(str, version))) == (found.state, found.found)
    assert bool(found.mend) is (state == "bad")


def test_installed_packages_are_told_with_their_versions(english: Words) -> None:
    installed = versions(httpx="0.28", pyyaml="6.0.3", uvicorn="0.40", pypdf="6.1")

    found = [
        (one.name, one.state, one.found)
        for one in doctor.packages(REQUIREMENTS, installed, english)
    ]

    assert found == [
        ("httpx", "good", "0.28"),
        ("pyyaml", "good", "6.0.3"),
        ("uvicorn", "good", "0.40"),
        ("pypdf", "good", "6.1"),
    ]


def test_a_missing_package_is_bad(each_language: Words) -> None:
    found = {
        one.name: one
        for one in doctor.packages(REQUIREMENTS, versions(httpx="0.28"), each_language)
    }

    assert (found["pyyaml"].state, found["pyyaml"].mend) == ("bad", installation.cure(""))
    assert "uvicorn" not in found  # told with its extra


def without_studio(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {**installation.MODULES, "studio": ("sys", "no_av", "no_numpy")}
    monkeypatch.setattr(installation, "MODULES", there)


def test_an_extra_that_is_not_whole_is_told_with_what_adds_it_to_this_copy(
    each_language: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_studio(monkeypatch)

    (found,) = doctor.extras({}, each_language)

    assert (found.name, found.state) == ("studio", "warn")
    assert "no_av, no_numpy" in found.found
    assert found.mend == installation.cure("studio")


def test_who_has_chosen_the_studio_needs_it(
    english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_studio(monkeypatch)

    (found,) = doctor.extras({"REELTALK_BACKEND": "studio"}, english)

    assert found.state == "bad"


def test_all_is_well_only_where_it_is(
    home: Path, reeltalk: Reeltalk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home.is_dir()
    without_studio(monkeypatch)

    usual = reeltalk("doctor", "--no-json")
    monkeypatch.setenv("REELTALK_BACKEND", "studio")
    chosen = reeltalk("doctor", "--no-json")

    assert (usual.code, usual.out.splitlines()[-1]) == (0, "Ready, except for what is marked “!”.")
    assert (chosen.code, chosen.out.splitlines()[-1]) == (1, "Something required is missing.")


def test_every_extra_of_this_installation_has_words(each_language: Words) -> None:
    extras = set(metadata.metadata("reeltalk").get_all("Provides-Extra") or []) - {"all", "dev"}

    assert extras
    assert all(each_language.knows(f"doctor.extra.{extra}") for extra in extras)


def test_no_words_speak_of_an_extra_that_there_is_not(english: Words) -> None:
    declared = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["optional-dependencies"]
    told = {key.rpartition(".")[2] for key in english.texts if key.startswith("doctor.extra.")}

    assert told == declared.keys() - {"all", "dev"}
    assert all(declared.values())


def test_the_page_is_told_with_its_skills(english: Words) -> None:
    found = doctor.skill_yaml(profile.path(), english)

    assert found.state == "good"
    assert found.found.startswith(f"{version.version()}: jupiter-text-to-video, ")


def test_a_broken_page_is_told_with_its_line(tmp_path: Path, english: Words) -> None:
    at = tmp_path / "skill.yaml"
    at.write_text("name: x\nversion: [", "utf-8")

    found = doctor.skill_yaml(at, english)

    assert found.state == "bad"
    assert f"{at}, line " in found.found
    assert found.mend


def test_phrases_are_counted(english: Words) -> None:
    found = doctor.phrases(library.DATA, english)

    assert f"{len(library.router_tables().templates)} templates (en, ja, zh)" == found.found


def test_tables_that_cannot_be_kept_are_a_warning(tmp_path: Path, english: Words) -> None:
    found = doctor.phrases(tmp_path, english)

    assert found.state == "warn"
    assert str(tmp_path) in found.mend


def test_a_pipe_is_no_terminal_and_that_is_well(english: Words) -> None:
    found = doctor.terminal(io.TextIOWrapper(io.BytesIO(), "utf-8"), {}, english)

    assert (found.state, found.found) == ("good", "none; output goes to a pipe or a file (utf-8)")


@pytest.mark.parametrize(("encoding", "state"), [("utf-8", "good"), ("ascii", "warn")])
def test_a_terminal_is_told_with_its_size(english: Words, encoding: str, state: str) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    with os.fdopen(theirs, "w", encoding=encoding) as stream:
        found = doctor.terminal(stream, {"TERM": "xterm"}, english)
    os.close(ours)

    assert (state, f"xterm, 80x24, {encoding}") == (found.state, found.found)


def test_what_is_missing_fails_and_says_how_to_mend_it(
    english: Words, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = Namespace(json=False, no_color=True)
    findings = [doctor.Finding("pyyaml", "bad", "not installed", "pip install reeltalk")]

    code = doctor.report(findings, asked, english)

    assert code == 1
    assert capsys.readouterr().out.splitlines() == [
        "✗ pyyaml  not installed",
        "  → pip install reeltalk",
        "Something required is missing.",
    ]


def test_the_config_file_is_told_with_what_it_sets(english: Words, tmp_path: Path) -> None:
    environment = {"REELTALK_HOME": str(tmp_path), "REELTALK_LANG": "ja"}
    assert "(optional); it can set" in doctor.config(environment, english).found
    at = tmp_path / "config" / "config.toml"
    at.parent.mkdir()
    at.write_text('lang = "zh"\nwait = 5\n')

    found = doctor.config(environment | {"REELTALK_WAIT": "5"}, english)

    expected = f"{at}: lang = zh (overridden by the environment), wait = 5"
    assert (found.state, found.found) == ("good", expected)


def test_a_skill_in_a_file_is_told_with_what_is_not_in_it(english: Words, tmp_path: Path) -> None:
    at = tmp_path / "SKILL.md"
    at.write_text("---\nname: bare\nversion: 3.0.0\n---\n# Bare\nFormats: mp4, mov, jpg\n")

    found = doctor.skill(str(at), english)

    assert (found.state, found.found) == ("good", f"bare 3.0.0, 500 MB, mp4, mov, jpg ({at})")
    assert found.mend == "Not in the file, so the defaults apply: greeting, samples, max_mb"


@pytest.mark.parametrize("asked", ["no-such-skill", "no/such/SKILL.md"])
def test_a_skill_there_is_not_is_told(reeltalk: Reeltalk, asked: str) -> None:
    told = reeltalk("doctor", "--skill", asked, "--json", "--lang", "en")

    (found,) = (one for one in told.object()["checks"] if one["name"] == "skill")
    assert (told.code, found["state"], asked in found["found"]) == (1, "bad", True)
