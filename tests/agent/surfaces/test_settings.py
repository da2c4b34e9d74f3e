"""The config file: what it sets, what overrules it, and what is said of what is wrong in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from agent.speech import words
from agent.surfaces import settings
from agent.world import folders

if TYPE_CHECKING:
    from agent.speech.words import Words

WHOLE: Final = """
backend = "studio"
skill = "video-prompt"
lang = "ja"
theme = "contrast"
keys = "vi"
plain = true
max_credits = 50
wait = 12.5
"""


@pytest.fixture
def place(tmp_path: Path) -> dict[str, str]:
    """An environment that knows a home and nothing else."""
    return {"REELTALK_HOME": str(tmp_path)}


def write(place: dict[str, str], page: str | bytes) -> Path:
    at = Path(settings.path(place))
    at.parent.mkdir(parents=True, exist_ok=True)
    at.write_bytes(page if isinstance(page, bytes) else page.encode())
    return at


def told(place: dict[str, str], page: str | bytes, spoken: Words) -> list[str]:
    """What is said of a file."""
    write(place, page)
    return settings.sentences(settings.faults(place), spoken)


@pytest.mark.parametrize(
    "environment",
    [
        {"HOME": "/home/mia"},
        {"HOME": "/home/mia", "XDG_CONFIG_HOME": "/etc/mia"},
        {"HOME": "/home/mia", "XDG_CONFIG_HOME": "not/absolute"},
        {"REELTALK_HOME": "/srv/reel"},
    ],
)
def test_it_lies_in_the_config_folder(environment: dict[str, str]) -> None:
    expected = folders._own(environment).config / "config.toml"

    assert settings.path(environment) == str(expected)


def test_every_setting_becomes_the_variable_that_is_listened_to(place: dict[str, str]) -> None:
    write(place, WHOLE)

    assert settings.apply(place) == []

    del place["REELTALK_HOME"]
    assert place == {
        "REELTALK_BACKEND": "studio",
        "REELTALK_SKILL": "video-prompt",
        "REELTALK_LANG": "ja",
        "REELTALK_THEME": "contrast",
        "REELTALK_EDITMODE": "vi",
        "REELTALK_PLAIN": "1",
        "REELTALK_MAX_CREDITS": "50",
        "REELTALK_WAIT": "12.5",
    }


def test_the_environment_goes_before_it(place: dict[str, str]) -> None:
    write(place, 'backend = "studio"\nlang = "ja"\n')
    place |= {"REELTALK_BACKEND": "cloud", "REELTALK_LANG": ""}

    settings.apply(place)

    assert (place["REELTALK_BACKEND"], place["REELTALK_LANG"]) == ("cloud", "ja")


def test_without_a_file_nothing_is_set_and_nothing_is_wrong(place: dict[str, str]) -> None:
    before = dict(place)

    assert (settings.apply(place), settings.faults(place), place) == ([], [], before)


def test_a_path_of_a_skill_is_meant_from_where_the_file_lies(place: dict[str, str]) -> None:
    at = write(place, 'skill = "skills/mine/SKILL.md"\n')

    assert settings.read(str(at))[0]["REELTALK_SKILL"] == str(at.parent / "skills/mine/SKILL.md")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lang = 'fr'", '"en", "zh" or "ja", not \'fr\'.'),
        ("lang = 3", '"en", "zh" or "ja", not 3.'),
        ("backend = 'clowd'", "an address such as \"https://...\", not 'clowd'."),
        ("backend = ['cloud']", "not ['cloud']."),
        ("plain = 'yes'", "plain should be true or false, not 'yes'."),
        ("max_credits = -1", "max_credits should be a number of credits, 0 or more, not -1."),
        ("max_credits = true", "0 or more, not true."),
        ("wait = nan", "wait should be a number of seconds, at most a day, not nan."),
        ("wait = 1e9", "not 1000000000.0."),
        ("skill = ''", "the path of a SKILL.md, in quotes, not ''."),
        ("theme = 'pink'", '"mono" or "contrast", not \'pink\'.'),
        ("colour = 1", "unknown setting colour. Available: backend, skill, lang, theme, keys"),
        ("max_credit = 1", "unknown setting max_credit. Did you mean max_credits?"),
        ("[chat]\nskill = 'x'", "unknown setting chat."),
        ("lang = ", "line 1: not valid TOML (Invalid value)."),
        ("plain = true\nlang = 'en", "line 2: not valid TOML ("),
        ("[" * 5000, "line 1: not valid TOML ("),
        (b"lang = '\xff'", "line 1: not valid TOML (UTF-8)."),
        ("#" * 70_000, "is too long for a config file."),
    ],
)
def test_what_is_wrong_is_one_sentence_with_what_is_accepted(
    place: dict[str, str], line: str | bytes, said: str, english: Words
) -> None:
    (sentence,) = told(place, line, english)

    assert said in sentence
    assert sentence.startswith(settings.path(place))


def test_a_folder_in_its_place_is_told(place: dict[str, str], english: Words) -> None:
    Path(settings.path(place)).mkdir(parents=True)

    (sentence,) = settings.sentences(settings.faults(place), english)

    assert sentence == f"Can't read {settings.path(place)}: Is a directory."


def test_all_is_told_in_three_languages(place: dict[str, str], each_language: Words) -> None:
    page = "".join(f"{key} = []\n" for key in settings.KEYS) + "langg = 1\nzzz = 1\n"

    sentences = told(place, page, each_language)

    assert len(sentences) == len(settings.KEYS) + 2
    assert all("{" not in one for one in sentences)


@pytest.mark.parametrize(
    "page", ["max_credits = 'ten'", "max_credits = 5\nlang = ", "max_credit = 5"]
)
def test_a_limit_that_is_not_understood_is_not_no_limit(place: dict[str, str], page: str) -> None:
    write(place, page)

    settings.apply(place)

    assert place["REELTALK_MAX_CREDITS"] == "0"


def test_the_good_lines_of_a_file_hold_beside_the_bad_ones(place: dict[str, str]) -> None:
    write(place, 'lang = "fr"\nkeys = "vi"\n')

    faults = settings.apply(place)

    assert (len(faults), place["REELTALK_EDITMODE"]) == (1, "vi")
    assert "REELTALK_LANG" not in place


def command(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: what a file sets must not stay in ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REELTALK_")}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "agent", *arguments],
        env=kept | {"REELTALK_HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_takes_its_language_from_the_file(place: dict[str, str], tmp_path: Path) -> None:
    write(place, 'lang = "zh"\n')

    said = command(tmp_path, "jobs", "--no-json").stdout

    assert said.strip() == words.words("zh").say("job.none")


def test_a_flag_goes_before_the_file(place: dict[str, str], tmp_path: Path) -> None:
    write(place, 'lang = "zh"\n')

    said = command(tmp_path, "jobs", "--no-json", "--lang", "ja").stdout

    assert said.strip() == words.words("ja").say("job.none")


@pytest.mark.parametrize("verb", [["say", "hello"], ["credits"], ["chat"]])
def test_nothing_is_sent_where_the_file_is_wrong(
    place: dict[str, str], tmp_path: Path, verb: list[str]
) -> None:
    write(place, 'backend = "stduio"\n')

    done = command(tmp_path, *verb, "--json")

    assert done.returncode == 2
    assert '"kind":"config"' in done.stdout
    assert "backend should be" in done.stdout


def test_the_doctor_tells_what_is_wrong_and_other_verbs_go_on(
    place: dict[str, str], tmp_path: Path
) -> None:
    write(place, "wiat = 3\n")

    examined, listed = command(tmp_path, "doctor"), command(tmp_path, "jobs")

    assert examined.returncode == 1
    assert "Did you mean wait?" in examined.stdout
    assert listed.returncode == 0
