"""What stands around the line one types in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agent.core import notices
from agent.session.queue import Wish
from agent.speech import words
from agent.surfaces.repl import line_folding, live_area
from tests.agent.backend import CITY
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def shown(chat: Harness, columns: int, question: str = "") -> list[str]:
    """The rows over the line."""
    rows = live_area.above(chat.state, columns, question)
    return ["".join(text for _, text in row) for row in rows]


@pytest.mark.parametrize(
    ("usual_s", "passing", "told"),
    [
        (0.0, None, " 12 s"),
        (0.4, None, " 12 s"),
        (5.0, None, " 12 s (usually 5 s)"),
        (5.0, notices.Rendering(12), ""),
    ],
)
def test_a_line_has_one_clock(usual_s: float, passing: notices.Notice | None, told: str) -> None:
    assert live_area.clock(12, usual_s, passing, words.words("en")) == told


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_everything_fits_at_every_width(backend: Backend, language: str) -> None:
    backend.after = CITY

    async def doing(chat: Harness) -> None:
        await chat.say("一座城市的延时摄影，配上舒缓的音乐")
        for number in range(5):
            long = f"第{number}个愿望，比窗口还要长得多得多得多"
            chat.state.queue.add(Wish(long, is_held=True))
        for columns in (20, 40, 80, 160):
            rows = [*shown(chat, columns), live_area.below(chat.state, columns)]
            assert all(line_folding.width(row) <= columns for row in rows)
            assert len(rows) == 6
        chat.state.queue.waiting.clear()

    talk(doing, language)


def test_the_bottom_line_keeps_what_matters_most(backend: Backend) -> None:
    backend.after = CITY

    async def doing(chat: Harness) -> None:
        await chat.say("a city")
        await chat.until(lambda: chat.conversation.chat.credits is not None)
        host = backend.base.partition("://")[2]
        wide = live_area.below(chat.state, 120)
        assert wide == f"Video Prompt · {host} · a city · 100 credits · 10 s, 1 track"
        assert live_area.below(chat.state, 30) == "100 credits · 10 s, 1 track"
        assert live_area.below(chat.state, 16) == "10 s, 1 track"

    talk(doing)


def test_a_question_stands_first(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        assert shown(chat, 40, "Stop?") == ["Stop?"]
        assert shown(chat, 40) == []
        chat.state.connecting = "Connecting..."
        assert shown(chat, 40) == ["Connecting..."]

    talk(doing)
    assert backend.messages() == []


def test_where_nothing_costs_no_credits_are_shown(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        chat.conversation.chat.credits = 1_000_000
        assert "1000000 credits" in live_area.below(chat.state, 120)
        chat.conversation.chat.backend = "studio"
        assert live_area.below(chat.state, 120) == "Video Prompt · studio · free"

    talk(doing)
    assert backend.messages() == []
