from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studio.state.turns import HOLD_S, TurnRequest
from studio.wire.envelopes import RefusalError, WrongShapeError
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.studio.conftest import Bench

SAY_TEN = """
import pathlib, sys
sys.path.insert(0, sys.argv[1])
from conftest import Bench
from studio.state.turns import TurnRequest
bench = Bench(pathlib.Path(sys.argv[2]))
for number in range(10):
    title = f"title {sys.argv[5]}{number}"
    bench.backend.turns.carry_out(TurnRequest(sys.argv[3], sys.argv[4], title))
bench.backend.close()
"""


@pytest.fixture
def wish(bench: Bench) -> Callable[..., TurnRequest]:
    owner = bench.backend.sessions.read(bench.session_id).user_id

    def make(message: str, key: str | None = None) -> TurnRequest:
        return TurnRequest(bench.session_id, owner, message, key)

    return make


def test_a_message_changes_the_timeline_and_is_counted(
    bench: Bench, wish: Callable[..., TurnRequest]
) -> None:
    told = bench.backend.turns.carry_out(wish("title Hi"))

    assert (told.is_new, len(told.frames)) == (True, 3)
    assert len(bench.state()["draft"]["t"]) == 1
    assert bench.backend.store.count("executed") == 1


def test_the_same_key_is_carried_out_once_and_told_again(
    bench: Bench, wish: Callable[..., TurnRequest]
) -> None:
    first = bench.backend.turns.carry_out(wish("title Hi", "key"))

    second = bench.backend.turns.carry_out(wish("title Hi", "key"))

    assert second.frames == first.frames
    assert not second.is_new
    assert bench.backend.store.count("executed") == 1


def test_the_same_key_for_other_words_is_refused(
    bench: Bench, wish: Callable[..., TurnRequest]
) -> None:
    bench.backend.turns.carry_out(wish("title Hi", "key"))

    with pytest.raises(WrongShapeError):
        bench.backend.turns.carry_out(wish("title Ho", "key"))


def test_a_session_that_is_always_overtaken_is_busy(
    bench: Bench, wish: Callable[..., TurnRequest]
) -> None:
    answer = bench.services.answer

    def overtaken(*given: Any) -> Any:
        bench.backend.sessions.change(bench.session_id, lambda session: session.project)
        return answer(*given)

    bench.services.answer = overtaken

    with pytest.raises(RefusalError) as caught:
        bench.backend.turns.carry_out(wish("title Hi"))

    assert caught.value.code == 429


def test_without_a_key_the_same_words_are_said_twice(
    bench: Bench, wish: Callable[..., TurnRequest]
) -> None:
    for _ in range(2):
        bench.backend.turns.carry_out(wish("title Hi"))

    assert bench.backend.store.count("executed") == 2


def test_a_price_that_is_not_there_changes_nothing(
    bench: Bench, wish: Callable[..., TurnRequest]
) -> None:
    for _ in range(5):
        bench.backend.turns.carry_out(wish("scene a city"))

    with pytest.raises(RefusalError) as caught:
        bench.backend.turns.carry_out(wish("scene a sea"))

    assert caught.value.code == 2001
    assert bench.backend.store.count("executed") == 5
    assert len(bench.state()["draft"]["t"]) == 5


def test_credits_are_frozen_while_a_turn_runs(
    bench: Bench, wish: Callable[..., TurnRequest]
) -> None:
    told = bench.backend.turns.carry_out(wish("scene a city"))
    during = bench.credits()

    bench.backend.accounts.settle(told.turn_id)

    assert during == {"available": 80, "frozen": 20, "total": 100}
    assert bench.credits() == {"available": 80, "frozen": 0, "total": 80}


def test_what_a_dead_process_held_is_let_go(bench: Bench, wish: Callable[..., TurnRequest]) -> None:
    bench.backend.turns.carry_out(wish("scene a city"))

    bench.time += HOLD_S + 1

    assert bench.credits() == {"available": 80, "frozen": 0, "total": 80}


def test_threads_in_one_session_lose_no_edit(
    bench: Bench, wish: Callable[..., TurnRequest]
) -> None:
    wishes = [wish(f"title {number}") for number in range(12)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(bench.backend.turns.carry_out, wishes))

    assert len(bench.state()["draft"]["t"]) == 12


def test_one_key_from_many_threads_is_carried_out_once(
    bench: Bench, wish: Callable[..., TurnRequest]
) -> None:
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(bench.backend.turns.carry_out, [wish("title Hi", "key")] * 8))

    assert bench.backend.store.count("executed") == 1
    assert len({one.frames for one in told}) == 1


def test_two_processes_in_one_session_lose_no_edit(
    bench: Bench, wish: Callable[..., TurnRequest], request: pytest.FixtureRequest
) -> None:
    here = str(request.path.parents[1])
    folder = str(bench.backend.store.folder)
    owner = wish("").user_id
    runs = [
        subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-c", SAY_TEN, here, folder, bench.session_id, owner, who]
        )
        for who in ("a", "b")
    ]

    ends = [run.wait(HANG_S) for run in runs]

    assert ends == [0, 0]
    assert len(bench.state()["draft"]["t"]) == 20
    assert bench.backend.store.count("executed") == 20


def test_files_that_were_made_belong_to_the_session(
    bench: Bench, wish: Callable[..., TurnRequest]
) -> None:
    bench.backend.turns.carry_out(wish("shoot kite.mp4"))

    [(media_id, facts)] = bench.backend.sessions.media(bench.session_id).items()
    assert (media_id, facts["name"]) == ("m_toy", "kite.mp4")
    assert Path(facts["path"]).read_bytes() == b"film"
