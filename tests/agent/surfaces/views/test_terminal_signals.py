"""Bells, links, bars, names: the right sequence for each terminal, and none that text breaks."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Final

import pytest

from agent.surfaces.views import terminal_signals

KITTY = {"TERM": "xterm-kitty"}
FOOT = {"TERM": "foot"}
ITERM2 = {"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.6.6"}
OLD_ITERM2 = {**ITERM2, "TERM_PROGRAM_VERSION": "3.5.14"}
GHOSTTY = {"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "1.2.0"}
WEZTERM = {"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20250209-182623-44866cc1"}
OLD_WEZTERM = {**WEZTERM, "TERM_PROGRAM_VERSION": "20240203-110809-5046fc22"}
WINDOWS = {"WT_SESSION": "ab"}
VTE = {"TERM": "xterm-256color", "VTE_VERSION": "8000"}
OLD_VTE = {"TERM": "xterm-256color", "VTE_VERSION": "4205"}
TMUX = {"TERM": "tmux-256color", "TMUX": "x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}
OLD_TMUX = {**TMUX, "TERM_PROGRAM_VERSION": "3.3a"}
SCREEN = {"TERM": "screen"}
DUMB = {"TERM": "dumb"}
PLAIN = {"TERM": "xterm"}
ALL: Final[tuple[dict[str, str], ...]] = (
    KITTY,
    FOOT,
    ITERM2,
    GHOSTTY,
    WEZTERM,
    WINDOWS,
    VTE,
    TMUX,
    SCREEN,
    DUMB,
    PLAIN,
    {},
)

# A whole sequence: what stands in it acts on nothing.
SEQUENCE = re.compile(r"\x1b\](?:9|777|99|8|2);[^\x00-\x1f\x7f-\x9f]*\x1b\\")
HOSTILE = (
    "\x1b\\\x1b]0;gone\x07",
    "a\x07b\x9cc\x9d0;x",
    "\x1b]52;c;ZWNobw==\x07",
    "4;1;50",
    "notify;other;text",
    "\n\r\t\0\x7f",
    "\u202etxt\u2028next",
    "\ud800",
    "i=1:p=close;",
    "x" * 5000,
    "终了；完成",
)


@pytest.mark.parametrize(
    ("environment", "written"),
    [
        (ITERM2, "\x1b]9;Done: sunset.mp4\x1b\\"),
        (GHOSTTY, "\x1b]777;notify;Done;sunset.mp4\x1b\\"),
        (WEZTERM, "\x1b]777;notify;Done;sunset.mp4\x1b\\"),
        (FOOT, "\x1b]777;notify;Done;sunset.mp4\x1b\\"),
        (
            KITTY,
            "\x1b]99;i=reeltalk:d=0;Done\x1b\\\x1b]99;i=reeltalk:p=body;sunset.mp4\x1b\\",
        ),
        (WINDOWS, "\a"),
        (VTE, "\a"),
        (TMUX, "\a"),
        (SCREEN, "\a"),
        (PLAIN, "\a"),
        ({}, "\a"),
        (DUMB, ""),
    ],
)
def test_each_terminal_calls_in_its_own_way(environment: dict[str, str], written: str) -> None:
    assert terminal_signals.notify("Done", "sunset.mp4", environment) == written


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("environment", ALL)
def test_no_text_breaks_out(environment: dict[str, str], text: str) -> None:
    for written in (
        terminal_signals.notify(text, text, environment),
        terminal_signals.title(text, environment),
        terminal_signals.title(text),
        terminal_signals.link("https://example.org/" + text, "x", environment),
        terminal_signals.link(text, "x", environment),
        terminal_signals.link("/film/" + text, "x", environment),
    ):
        left = SEQUENCE.sub("", written).replace("\a", "", 1)
        assert left in {"", "x"}


def test_no_random_text_breaks_out() -> None:
    dice = Random(2)  # noqa: S311 - a test that comes out the same each time
    letters = "\x1b\\]9;4\a\x9c\x90P^_x:/ \u200b終"

    for _ in range(2000):
        text = "".join(dice.choices(letters, k=12))
        for environment in (KITTY, ITERM2, GHOSTTY):
            said = terminal_signals.notify(text, text, environment) + terminal_signals.title(
                text, environment
            )
            assert SEQUENCE.sub("", said) == ""
            linked = SEQUENCE.sub("", terminal_signals.link("/film/" + text, text, environment))
            assert not re.search("[\x00-\x1f\x7f-\x9f]", linked)


def test_a_message_is_never_taken_for_a_progress() -> None:
    assert terminal_signals.notify("", "4;1;50", ITERM2) == "\x1b]9; 4,1,50\x1b\\"


def test_a_message_is_bounded() -> None:
    assert len(terminal_signals.notify("x" * 9999, "y" * 9999, GHOSTTY)) < 500


@pytest.mark.parametrize("environment", [KITTY, ITERM2, GHOSTTY, WEZTERM, FOOT, WINDOWS, VTE, TMUX])
def test_an_address_is_a_link_where_that_works(environment: dict[str, str]) -> None:
    written = terminal_signals.link("https://example.org/a b?x=1;y#终", "see", environment)

    assert written == "\x1b]8;;https://example.org/a%20b?x=1;y#%E7%BB%88\x1b\\see\x1b]8;;\x1b\\"


@pytest.mark.parametrize("environment", [OLD_VTE, OLD_TMUX, SCREEN, DUMB, PLAIN, {}])
def test_elsewhere_it_is_the_text(environment: dict[str, str]) -> None:
    assert terminal_signals.link("https://example.org", "see", environment) == "see"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/film/my film.mp4", "file:///film/my%20film.mp4"),
        ("/film/晚霞.mp4", "file:///film/%E6%99%9A%E9%9C%9E.mp4"),
        (r"C:\Users\me\my film.mp4", "file:///C:/Users/me/my%20film.mp4"),
        (r"\\server\share\a.mp4", "file://server/share/a.mp4"),
        ("file:///film/my%20film.mp4", "file:///film/my%20film.mp4"),
    ],
)
def test_a_path_is_a_link_to_the_file(path: str, address: str) -> None:
    assert (
        terminal_signals.link(path, "film", KITTY) == f"\x1b]8;;{address}\x1b\\film\x1b]8;;\x1b\\"
    )


def test_a_home_is_opened() -> None:
    assert f"]8;;{(Path.home() / 'a.mp4').as_uri()}\x1b" in terminal_signals.link(
        "~/a.mp4", "a", KITTY
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ssh://host", "", "~no-such-person/a"])
def test_what_is_not_to_be_clicked_is_text(address: str) -> None:
    assert terminal_signals.link(address, "see", KITTY) == "see"


def test_a_file_of_another_machine_is_no_link() -> None:
    far = KITTY | {"SSH_TTY": "/dev/pts/0"}

    assert terminal_signals.link("/film/a.mp4", "a.mp4", far) == "a.mp4"
    assert terminal_signals.link("https://example.org", "see", far).startswith("\x1b]8;;https")


@pytest.mark.parametrize(
    "environment", [GHOSTTY, ITERM2, WEZTERM, WINDOWS, VTE, {"ConEmuPID": "1"}]
)
@pytest.mark.parametrize(
    ("share", "order"),
    [(0.0, "1;0"), (0.425, "1;42"), (1.0, "1;100"), (7.0, "1;100"), (-1, "1;0"), (None, "0;0")],
)
def test_the_bar_moves(environment: dict[str, str], share: float | None, order: str) -> None:
    assert terminal_signals.progress(share, environment) == f"\x1b]9;4;{order}\x1b\\"


def test_no_number_is_no_bar() -> None:
    assert terminal_signals.progress(float("nan"), GHOSTTY) == terminal_signals.progress(
        None, GHOSTTY
    )


def test_the_bar_can_be_busy() -> None:
    assert terminal_signals.busy(WINDOWS) == "\x1b]9;4;3;0\x1b\\"
    assert terminal_signals.busy(PLAIN) == ""


@pytest.mark.parametrize(
    "environment", [OLD_ITERM2, OLD_WEZTERM, OLD_VTE, KITTY, FOOT, TMUX, SCREEN, DUMB, PLAIN, {}]
)
def test_no_bar_where_it_would_be_a_message(environment: dict[str, str]) -> None:
    assert terminal_signals.progress(0.5, environment) == ""


@pytest.mark.parametrize(
    ("environment", "written"),
    [
        (KITTY, "\x1b]2;Urban, Dreams\x1b\\"),
        (TMUX, "\x1b]2;Urban, Dreams\x1b\\"),
        ({"TERM": "linux"}, ""),
        (DUMB, ""),
        ({}, ""),
    ],
)
def test_a_window_has_a_name(environment: dict[str, str], written: str) -> None:
    assert terminal_signals.title("Urban; Dreams", environment) == written
