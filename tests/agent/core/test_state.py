"""The states of a wish: what programs are told of each, and which may follow from which."""

from __future__ import annotations

import pytest

from agent.core import state
from agent.core.state import WishState

OVER = [one for one in WishState if one.is_over]


@pytest.mark.parametrize(
    ("end", "told_as", "code"),
    [
        ("done", "done", 0),
        ("running", "running", 0),
        ("rendering", "running", 0),
        ("needs_user", "needs_user", 3),
        ("uncertain", "needs_user", 3),
        ("failed", "failed", 1),
        ("refused", "failed", 1),
        ("unreachable", "failed", 4),
        ("stopped", "failed", 130),
    ],
)
def test_programs_read_what_they_always_read(end: str, told_as: str, code: int) -> None:
    found = WishState(end)

    assert (found.told_as, found.exit_code) == (told_as, code)


@pytest.mark.parametrize("one", WishState)
def test_programs_are_told_four_words(one: WishState) -> None:
    assert one.told_as in {"done", "running", "needs_user", "failed"}
    assert one.told_as.told_as is one.told_as


@pytest.mark.parametrize("one", OVER)
def test_what_is_over_is_not_taken_up_again(one: WishState) -> None:
    assert not one.is_cut_off
    assert one.told_as is not WishState.RUNNING


@pytest.mark.parametrize("one", OVER)
def test_only_what_was_done_lets_the_wishes_behind_it_go(one: WishState) -> None:
    assert one.holds_queue == (one is not WishState.DONE)


@pytest.mark.parametrize("one", WishState)
def test_what_may_have_reached_the_backend_is_looked_for(one: WishState) -> None:
    has_left = one in {"sending", "streaming", "rendering", "fetching"}

    assert one.is_cut_off == has_left
    assert has_left or not one.is_render


def test_nobody_takes_up_what_a_newer_version_has_written() -> None:
    assert state.known("done") is WishState.DONE
    assert state.known("orbiting").is_over
