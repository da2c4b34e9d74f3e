"""The verbs: how they are found, what they answer to misuse, and what start-up does not wake."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from agent import cli
from agent.skill import profile, version
from agent.speech import words
from tests.patience import HANG_S

if TYPE_CHECKING:
    from tests.agent.conftest import Reeltalk

REELTALK: Final = [sys.executable, "-m", "agent"]
HEAVY: Final = frozenset({"argparse", "asyncio", "httpx", "prompt_toolkit", "rapidfuzz", "yaml"})
VERBS: Final = list(cli.VERBS)


def woken_by(*arguments: str) -> set[str]:
    """The heavy modules that a fresh interpreter has loaded once the command is done."""
    program = (
        "import sys; from agent.cli import main; main(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split()) & HEAVY


def unheard(*arguments: str) -> tuple[int, bytes]:
    """Exit code and complaints of the command when nobody reads what it writes."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as nobody:
        done = subprocess.run(  # noqa: S603 - our own command
            [*REELTALK, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=nobody,
            stderr=subprocess.PIPE,
            check=False,
        )
    return done.returncode, done.stderr


def test_the_commands_of_the_page_are_the_verbs_in_their_order() -> None:
    commands = [command.name for command in profile.product().commands]

    assert commands == VERBS


def test_a_command_is_described_on_the_page_as_in_its_help() -> None:
    page = {command.name: command.description for command in profile.product().commands}

    helped = {verb: words.words("en").say(f"verb.{verb}") for verb in VERBS}

    assert helped == page


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_the_version_is_that_of_the_page(reeltalk: Reeltalk, flag: str) -> None:
    told = reeltalk(flag)

    assert (0, f"reeltalk {profile.product().version}\n", "") == (told.code, told.out, told.err)


def test_the_version_is_told_behind_a_language_too(reeltalk: Reeltalk) -> None:
    told = reeltalk("--lang", "ja", "--version")

    assert (0, f"reeltalk {version.version()}\n") == (told.code, told.out)


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_shows_every_verb_with_an_example(reeltalk: Reeltalk, flag: str) -> None:
    told = reeltalk(flag, "--lang", "en")

    assert told.code == 0
    shown = words.words("en")
    for verb in VERBS:
        assert f"  {verb} " in told.out
        assert shown.say(f"verb.{verb}") in told.out
        assert shown.say(f"example.{verb}") in told.out


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_verb_has_its_help_in_three_languages(
    reeltalk: Reeltalk, verb: str, language: str
) -> None:
    told = reeltalk(verb, "--help", "--lang", language)

    assert (told.code, told.err) == (0, "")
    assert words.words(language).say(f"verb.{verb}") in told.out
    assert words.words(language).say(f"example.{verb}") in told.out


@pytest.mark.parametrize("verb", VERBS)
def test_help_is_shown_where_a_terminal_has_no_such_letters(reeltalk: Reeltalk, verb: str) -> None:
    told = reeltalk(verb, "--help", "--lang=zh", encoding="ascii")

    assert told.code == 0
    assert f"reeltalk {verb}" in told.out


def test_help_of_a_verb_there_is_not_is_misuse(reeltalk: Reeltalk) -> None:
    told = reeltalk("nonsense", "--help", "--lang", "en", "--no-json")

    assert (told.code, told.out) == (2, "")
    assert "There is no command 'nonsense'." in told.err


@pytest.mark.parametrize(
    "given",
    [
        ("--lang", "ja", "explain", "hi"),
        ("--lang=ja", "explain", "hi"),
        ("explain", "--lang", "ja", "hi"),
        ("explain", "hi", "--lang=ja"),
        ("--json", "--lang", "ja", "explain", "hi"),
    ],
)
def test_flags_may_stand_on_either_side_of_the_verb(
    reeltalk: Reeltalk, given: tuple[str, ...]
) -> None:
    told = reeltalk(*given)

    assert told.object()["legs"][0]["route"] == "chat"


@pytest.mark.parametrize("given", [("--lang", "zh", "-h"), ("-h", "--lang=zh")])
def test_the_language_is_heard_wherever_it_stands(
    reeltalk: Reeltalk, given: tuple[str, ...]
) -> None:
    told = reeltalk(*given)

    assert words.words("zh").say("help.about") in told.out


def test_a_near_miss_is_asked_about(reeltalk: Reeltalk) -> None:
    told = reeltalk("docter", "--no-json", "--lang", "en")

    assert told.code == 2
    assert not told.out
    assert told.err == "Unknown command 'docter'. Did you mean: reeltalk doctor\n"


def test_misuse_goes_to_programs_as_the_one_object(reeltalk: Reeltalk) -> None:
    told = reeltalk("qqqqqq", "--lang", "en")

    assert told.code == 2
    assert told.object() == {
        "v": 1,
        "ok": False,
        "state": "failed",
        "error": {
            "kind": "usage",
            "message": "Unknown command 'qqqqqq'. See: reeltalk --help",
            "retry": False,
        },
    }


@pytest.mark.parametrize(
    "given",
    [
        ("doctor", "--nonsense"),
        ("doctor", "nonsense"),
        ("explain", "--lang"),
        ("explain", "--lang", "fr", "hi"),
        ("explain", "--rep", "hi"),
        ("explain", "--json=yes", "hi"),
    ],
)
def test_what_a_verb_does_not_know_is_misuse(reeltalk: Reeltalk, given: tuple[str, ...]) -> None:
    told = reeltalk(*given, "--no-json")

    assert told.code == 2
    assert not told.out
    assert f"See: reeltalk {given[0]} --help" in told.err


def test_a_hostile_verb_reaches_no_terminal(reeltalk: Reeltalk) -> None:
    told = reeltalk("\x1b]0;gone\x07\udcff", "--no-json", "--lang", "en")

    assert told.code == 2
    assert not set(told.err) & {"\x1b", "\x07", "\udcff"}


def test_flags_without_a_verb_are_no_order(reeltalk: Reeltalk) -> None:
    told = reeltalk("--nonsense")

    assert told.code == 2


def test_the_command_can_be_started_as_a_module() -> None:
    done = subprocess.run([*REELTALK, "--version"], capture_output=True, text=True, check=True)  # noqa: S603 - our own command

    assert f"reeltalk {version.version()}\n" == done.stdout


@pytest.mark.parametrize(
    "given", [("--version",), ("--help",), ("explain", "--help"), ("explain", "hi"), ("doctor",)]
)
def test_a_reader_who_leaves_is_no_crash(given: tuple[str, ...]) -> None:
    _, complaints = unheard(*given)

    assert complaints == b""


def test_a_verdict_that_nobody_reads_is_a_failure() -> None:
    code, _ = unheard("explain", "hi")

    assert code == 1


def test_an_interrupt_ends_it_without_a_word() -> None:
    with subprocess.Popen(  # noqa: S603 - our own command
        [*REELTALK, "explain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write(b"export it\n")
        running.stdin.flush()
        first = json.loads(running.stdout.readline())
        running.send_signal(signal.SIGINT)
        _, complaints = running.communicate(timeout=HANG_S)

    assert first["ok"]
    assert (running.returncode, complaints) == (130, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_host_may_start_it_with_closed_streams(closed: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own command
        ["/bin/sh", "-c", f'exec "$0" -m agent explain {closed}', sys.executable],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_the_version_wakes_nothing_heavy() -> None:
    woken = woken_by("--version")

    assert set() == woken


def test_a_verdict_wakes_neither_terminal_nor_network() -> None:
    woken = woken_by("explain", "add music and then export it")

    assert set() == woken & {"asyncio", "httpx", "prompt_toolkit"}


def test_help_wakes_no_verb() -> None:
    woken = woken_by("--help")

    assert set() == woken & {"asyncio", "httpx", "prompt_toolkit", "rapidfuzz"}
