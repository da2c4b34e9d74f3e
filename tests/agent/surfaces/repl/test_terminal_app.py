"""The conversation on a terminal: what the terminal sees while one types."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.agent.backend import CITY, event
from tests.agent.surfaces.repl.harness import at_terminal, until

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Terminal

UP: Final = "\x1b[A"
CTRL_C: Final = "\x03"
CTRL_D: Final = "\x04"


def test_a_wish_is_answered_above_the_prompt(backend: Backend) -> None:
    backend.after = CITY

    async def doing(terminal: Terminal) -> None:
        terminal.type("a city\r")
        await terminal.sees("The sunset is ready.")
        await terminal.sees("+ Video city 0-10s")
        await terminal.sees("10 s, 1 track")

    at_terminal(doing)

    assert backend.messages() == ["a city"]


def test_what_is_typed_before_anything_has_woken_up_is_not_lost(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        terminal.type("a city\rmore rain\r导出")
        await terminal.sees("› more rain")
        await terminal.rests()
        await terminal.sees("› 导出")

    at_terminal(doing)

    assert backend.messages() == ["a city", "more rain"]


def test_a_wish_typed_ahead_is_seen_and_taken_back(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(terminal: Terminal) -> None:
        terminal.type("a city\r")
        await terminal.sees("thinking")
        terminal.type("more rain\r")
        await terminal.sees("1. more rain")
        terminal.type(UP)
        await terminal.sees("› more rain")
        await terminal.sees_no("1. more rain")
        backend.holds.set()
        await terminal.sees("The sunset is ready.")

    at_terminal(doing)

    assert backend.messages() == ["a city"]


def test_ctrl_c_asks_before_it_stops_and_holds_what_waits(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(terminal: Terminal) -> None:
        terminal.type("a city\r")
        await terminal.sees("thinking")
        terminal.type("more rain\rdraft")
        await terminal.sees("1. more rain")
        await until(backend.messages)
        terminal.type(CTRL_C)
        await terminal.sees("Stop waiting?")
        terminal.type(CTRL_C)
        await terminal.sees("Stopped.")
        await terminal.sees("On hold (1)")
        await terminal.sees("› draft")

    at_terminal(doing)

    assert backend.messages() == ["a city"]


def test_ctrl_c_clears_the_line_and_up_brings_it_back(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("a draft")
        await terminal.sees("› a draft")
        terminal.type(CTRL_C)
        await terminal.sees_no("a draft")
        terminal.type(UP)
        await terminal.sees("› a draft")

    at_terminal(doing)

    assert backend.messages() == []


def test_ctrl_d_on_an_empty_line_leaves(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        terminal.type("a city\r")
        await terminal.sees("The sunset is ready.")
        await terminal.rests()
        terminal.type(CTRL_D)
        await terminal.sees("Resume with: reeltalk --resume")

    at_terminal(doing)

    assert backend.messages() == ["a city"]


def test_a_command_there_is_not_is_never_sent_and_enter_takes_its_neighbour(
    backend: Backend,
) -> None:
    async def doing(terminal: Terminal) -> None:
        terminal.type("/credist\r")
        await terminal.sees("Did you mean /credits?")
        terminal.type("\r")
        await terminal.sees("100 credits available")

    at_terminal(doing)

    assert backend.messages() == []


def test_a_wish_may_have_several_rows(backend: Backend) -> None:
    keys = ["\x1b\r", "\n", "\x1b[27;2;13~", "\x1b[13;2u"]

    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        for number, key in enumerate(keys):
            terminal.type(f"{number}{key}two\r")
        await until(lambda: len(backend.messages()) == len(keys))

    at_terminal(doing)

    assert backend.messages() == [f"{number}\ntwo" for number in range(len(keys))]


def test_a_paste_of_many_rows_is_one_wish(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("\x1b[200~one\r\ntwo\r\nthree\r\n\x1b[201~\r")
        await terminal.sees("The sunset is ready.")

    at_terminal(doing)

    assert backend.messages() == ["one\ntwo\nthree"]


@pytest.mark.parametrize(
    ("pasted", "seen", "asked", "sent"),
    [
        ("rain " * 2_007 + "rain", "[pasted 2,008 words]", "Send all of it", 10_039),
        # a pipe takes 65,536 letters at once
        ("rain " * 12_100, "[pasted 12,100 words]", "Send the first 60000 characters", 60_000),
    ],
)
def test_a_long_paste_is_shown_as_its_size_and_asked_about(
    backend: Backend, pasted: str, seen: str, asked: str, sent: int
) -> None:
    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type(f"\x1b[200~{pasted}\x1b[201~")
        await terminal.sees(f"› {seen}")
        terminal.type("\r")
        await terminal.sees(asked)
        assert backend.messages() == []
        terminal.type("yes\r")
        await terminal.sees("The sunset is ready.")

    terminal = at_terminal(doing)

    assert backend.messages() == [pasted[:sent]]
    assert terminal.app.actions.history.get_strings()[0] in (seen, "yes")


def test_a_terminal_that_tells_no_cursor_is_not_warned_about(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        # The toolkit calls this when a terminal has not answered, and writes its warning by it.
        assert terminal.app.session.app.renderer.cpr_not_supported_callback is None

    at_terminal(doing)
    assert backend.messages() == []


def test_nothing_a_backend_sends_acts_on_the_terminal(backend: Backend) -> None:
    backend.frames = [event("red \x1b[31m\x1b]0;owned\x07 \u202e done")]

    async def doing(terminal: Terminal) -> None:
        terminal.type("a city\r")
        await terminal.sees("red ␛[31m␛]0;owned␇")

    terminal = at_terminal(doing)

    assert "\x1b]0;owned" not in terminal.stream.all
    assert "\u202e" not in terminal.stream.all


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_wide_letters_fit_at_every_width(backend: Backend, columns: int) -> None:
    backend.frames = [
        event("视频已经准备好了，时长十五秒，配有舒缓的背景音乐，标题显示在开头三秒。" * 3)
    ]

    async def doing(terminal: Terminal) -> None:
        terminal.type("一个城市\r")
        await terminal.sees("积分")
        await terminal.sees("视频已经准备好了")

    terminal = at_terminal(doing, columns, lang="zh")

    assert "  " not in terminal.seen.replace("\n", "").strip().rstrip("›").split("视频")[1][:30]


def test_a_window_that_grows_narrow_stays_readable(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        terminal.type("a city\r")
        await terminal.sees("The sunset is ready.")
        terminal.screen.resize(30, 40)
        terminal.app.session.app._on_resize()
        terminal.type("more")
        await terminal.sees("› more")
        await terminal.sees("100 credits")

    at_terminal(doing)

    assert backend.messages() == ["a city"]


def test_the_keys_may_be_those_of_vi(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("/keys vi\r")
        await terminal.sees("Keys set to vi.")
        terminal.type("cityx\x1b")
        await terminal.sees("› cityx")
        terminal.type("xIa \x1b")
        await terminal.sees("› a city")

    at_terminal(doing)

    assert backend.messages() == []


def test_the_theme_paints_everything_and_may_be_changed(backend: Backend) -> None:
    backend.after = CITY

    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        assert "\x1b[1;35m› " in terminal.stream.all.replace("\x1b[0;35;1m", "\x1b[1;35m")
        terminal.type("/theme contrast\r")
        await terminal.sees("Theme set to contrast.")
        terminal.type("a city\r")
        await terminal.sees("+ Video city 0-10s")

    terminal = at_terminal(doing, theme="default")

    assert "\x1b[1;30;102m+\x1b[0m Video city" in terminal.stream.all
    assert backend.messages() == ["a city"]


_WAKES: Final = """
import sys
from agent import cli
from agent.surfaces.repl import first_paint, terminal_app
heavy = ["httpx", "yaml", "rapidfuzz", "sqlite3", "argparse", "intents.library", "agent.flows",
         "agent.core", "agent.speech.words", "agent.surfaces.repl.chat_state",
         "agent.surfaces.repl.commands", "studio"]
light = ["agent.world", "agent.world.folder_paths"]
woken = [name for name in heavy if name in sys.modules]
print(woken + [name for name in sys.modules if name[:11] == "agent.world" and name not in light])
"""


def test_nothing_heavy_is_woken_before_the_prompt() -> None:
    root = str(Path(__file__).parents[4])

    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", _WAKES], capture_output=True, text=True, cwd=root, check=True
    )

    assert told.stdout == "[]\n"


def test_a_picture_stands_above_the_prompt_and_leaves_no_second_one(backend: Backend) -> None:
    Path("a.mp4").write_bytes(backend.film)

    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("/preview a.mp4\r")
        await terminal.sees("The video:")
        await terminal.sees("› /preview a.mp4")
        assert sum(row == "›" for row in terminal.seen.split("\n")) == 1

    at_terminal(doing)
    assert backend.messages() == []


def test_a_line_that_cannot_be_done_leaves_room_for_the_next(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("/delete zzz\r")
        await terminal.sees("zzz. See")
        terminal.type("a city\r")
        await terminal.sees("The sunset is ready.")

    at_terminal(doing)

    assert backend.messages() == ["a city"]
