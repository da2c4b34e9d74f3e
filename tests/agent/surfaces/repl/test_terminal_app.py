"""The conversation on a terminal: what the eye sees while one types."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.agent.backend import CITY, event
from tests.agent.surfaces.repl.stand import sit, until

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.stand import Terminal

UP: Final = "\x1b[A"
CTRL_C: Final = "\x03"
CTRL_D: Final = "\x04"


def test_a_wish_is_answered_above_the_prompt(backend: Backend) -> None:
    backend.after = CITY

    async def doing(eye: Terminal) -> None:
        eye.type("a city\r")
        await eye.sees("The sunset is ready.")
        await eye.sees("+ Video city 0-10s")
        await eye.sees("10 s, 1 track")

    sit(doing)

    assert backend.messages() == ["a city"]


def test_what_is_typed_before_anything_has_woken_up_is_not_lost(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        eye.type("a city\rmore rain\r导出")
        await eye.sees("› more rain")
        await eye.rests()
        await eye.sees("› 导出")

    sit(doing)

    assert backend.messages() == ["a city", "more rain"]


def test_a_wish_typed_ahead_is_seen_and_taken_back(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(eye: Terminal) -> None:
        eye.type("a city\r")
        await eye.sees("thinking")
        eye.type("more rain\r")
        await eye.sees("1. more rain")
        eye.type(UP)
        await eye.sees("› more rain")
        await eye.sees_no("1. more rain")
        backend.holds.set()
        await eye.sees("The sunset is ready.")

    sit(doing)

    assert backend.messages() == ["a city"]


def test_ctrl_c_asks_before_it_stops_and_holds_what_waits(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(eye: Terminal) -> None:
        eye.type("a city\r")
        await eye.sees("thinking")
        eye.type("more rain\rdraft")
        await eye.sees("1. more rain")
        await until(backend.messages)
        eye.type(CTRL_C)
        await eye.sees("Stop listening?")
        eye.type(CTRL_C)
        await eye.sees("Stopped.")
        await eye.sees("Held (1)")
        await eye.sees("› draft")

    sit(doing)

    assert backend.messages() == ["a city"]


def test_ctrl_c_clears_the_line_and_up_brings_it_back(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        eye.type("a draft")
        await eye.sees("› a draft")
        eye.type(CTRL_C)
        await eye.sees_no("a draft")
        eye.type(UP)
        await eye.sees("› a draft")

    sit(doing)

    assert backend.messages() == []


def test_ctrl_d_on_an_empty_line_leaves(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        eye.type("a city\r")
        await eye.sees("The sunset is ready.")
        await eye.rests()
        eye.type(CTRL_D)
        await eye.sees("To go on: reeltalk --resume")

    sit(doing)

    assert backend.messages() == ["a city"]


def test_an_order_there_is_not_is_never_sent_and_enter_takes_its_neighbour(
    backend: Backend,
) -> None:
    async def doing(eye: Terminal) -> None:
        eye.type("/credist\r")
        await eye.sees("Did you mean /credits?")
        eye.type("\r")
        await eye.sees("100 credits available")

    sit(doing)

    assert backend.messages() == []


def test_a_wish_may_have_several_rows(backend: Backend) -> None:
    keys = ["\x1b\r", "\n", "\x1b[27;2;13~", "\x1b[13;2u"]

    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        for number, key in enumerate(keys):
            eye.type(f"{number}{key}two\r")
        await until(lambda: len(backend.messages()) == len(keys))

    sit(doing)

    assert backend.messages() == [f"{number}\ntwo" for number in range(len(keys))]


def test_a_paste_of_many_rows_is_one_wish(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        eye.type("\x1b[200~one\r\ntwo\r\nthree\r\n\x1b[201~\r")
        await eye.sees("The sunset is ready.")

    sit(doing)

    assert backend.messages() == ["one\ntwo\nthree"]


def test_nothing_a_backend_sends_acts_on_the_terminal(backend: Backend) -> None:
    backend.frames = [event("red \x1b[31m\x1b]0;owned\x07 \u202e done")]

    async def doing(eye: Terminal) -> None:
        eye.type("a city\r")
        await eye.sees("red ␛[31m␛]0;owned␇")

    eye = sit(doing)

    assert "\x1b]0;owned" not in eye.pen.all
    assert "\u202e" not in eye.pen.all


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_wide_letters_fit_at_every_width(backend: Backend, columns: int) -> None:
    backend.frames = [
        event("视频已经准备好了，时长十五秒，配有舒缓的背景音乐，标题显示在开头三秒。" * 3)
    ]

    async def doing(eye: Terminal) -> None:
        eye.type("一个城市\r")
        await eye.sees("积分")
        await eye.sees("视频已经准备好了")

    eye = sit(doing, columns, lang="zh")

    assert "  " not in eye.seen.replace("\n", "").strip().rstrip("›").split("视频")[1][:30]


def test_a_window_that_grows_narrow_stays_readable(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        eye.type("a city\r")
        await eye.sees("The sunset is ready.")
        eye.screen.resize(30, 40)
        eye.table.session.app._on_resize()
        eye.type("more")
        await eye.sees("› more")
        await eye.sees("100 credits")

    sit(doing)

    assert backend.messages() == ["a city"]


def test_the_keys_may_be_those_of_vi(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        eye.type("/keys vi\r")
        await eye.sees("Keys as in vi.")
        eye.type("cityx\x1b")
        await eye.sees("› cityx")
        eye.type("xIa \x1b")
        await eye.sees("› a city")

    sit(doing)

    assert backend.messages() == []


def test_the_theme_paints_everything_and_may_be_changed(backend: Backend) -> None:
    backend.after = CITY

    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        assert "\x1b[1;35m› " in eye.pen.all.replace("\x1b[0;35;1m", "\x1b[1;35m")
        eye.type("/theme contrast\r")
        await eye.sees("The theme is contrast now.")
        eye.type("a city\r")
        await eye.sees("+ Video city 0-10s")

    eye = sit(doing, theme="default")

    assert "\x1b[1;30;102m+\x1b[0m Video city" in eye.pen.all
    assert backend.messages() == ["a city"]


_WAKES: Final = """
import sys
from agent import cli
from agent.surfaces.repl import first_paint, terminal_app
heavy = ["httpx", "yaml", "rapidfuzz", "sqlite3", "argparse", "intents.library", "agent.flows",
         "agent.core", "agent.world", "agent.speech.words", "studio"]
print([name for name in heavy if name in sys.modules])
"""


def test_nothing_heavy_is_woken_before_the_prompt() -> None:
    root = str(Path(__file__).parents[4])

    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", _WAKES], capture_output=True, text=True, cwd=root, check=True
    )

    assert told.stdout == "[]\n"


def test_a_picture_stands_above_the_prompt_and_leaves_no_second_one(backend: Backend) -> None:
    Path("a.mp4").write_bytes(backend.film)

    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        eye.type("/preview a.mp4\r")
        await eye.sees("The video:")
        await eye.sees("› /preview a.mp4")
        assert sum(row == "›" for row in eye.seen.split("\n")) == 1

    sit(doing)
    assert backend.messages() == []


def test_a_line_that_cannot_be_done_leaves_room_for_the_next(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        eye.type("/delete zzz\r")
        await eye.sees("zzz. See")
        eye.type("a city\r")
        await eye.sees("The sunset is ready.")

    sit(doing)

    assert backend.messages() == ["a city"]
