from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from studio.http.heartbeats import HEARTBEAT, Heartbeats
from studio.wire.envelopes import RefusalError
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    import httpx

    from tests.studio.conftest import Bench

    Told = Callable[[httpx.Response], list[dict[str, Any]]]

T = TypeVar("T")


def test_a_message_is_answered_with_events(bench: Bench, told: Told) -> None:
    answer = bench.say("title Hi")

    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert [event["content"]["role"] for event in told(answer)] == ["model", "user", "model"]


def test_the_same_key_is_answered_with_the_recorded_events(bench: Bench) -> None:
    first, second = (bench.say("title Hi", **{"Idempotency-Key": "key"}) for _ in range(2))

    assert second.content == first.content
    assert bench.credits()["available"] == 98


def test_a_lost_answer_was_carried_out_once_and_can_be_asked_for_again(bench: Bench) -> None:
    lost = bench.raw("title Hi", {"idempotency-key": "key", "x-studio-fault": "lost-answer"})

    answer = bench.say("title Hi", **{"Idempotency-Key": "key"})

    assert (lost.status, lost.is_whole) == (0, False)
    assert answer.status_code == 200
    assert bench.backend.store.count("executed") == 1


def test_a_late_502_was_carried_out(bench: Bench) -> None:
    answer = bench.say("title Hi", **{"X-Studio-Fault": "late-502"})

    assert answer.status_code == 502
    assert bench.backend.store.count("executed") == 1
    assert bench.credits()["frozen"] == 0


def test_a_refusal_can_come_as_a_frame(bench: Bench, told: Told) -> None:
    answer = bench.say("title Hi", **{"X-Studio-Fault": "refusal-frame=1002"})

    assert told(answer) == [{"code": 1002, "message": "session not found"}]
    assert bench.backend.store.count("executed") == 0


def test_streaming_is_done_when_asked_for(bench: Bench, told: Told) -> None:
    body = bench.message("title Hi") | {"streaming": True}

    answer = bench.ask("POST", "/run_sse", json=body)

    assert any(event.get("partial") for event in told(answer))


def test_an_unknown_session_is_refused_before_any_event(bench: Bench) -> None:
    bench.session_id = "unknown"

    answer = bench.say("title Hi")

    assert (answer.status_code, answer.json()["code"]) == (404, 1002)


def test_credits_that_are_not_there_are_refused_with_2001(bench: Bench) -> None:
    for _ in range(5):
        bench.say("scene a city")

    answer = bench.say("scene a sea")

    assert answer.json()["code"] == 2001
    assert answer.headers["content-type"] == "application/json"


WRONG: list[dict[str, Any]] = [
    {},
    {"user_id": "me"},
    {"user_id": "me", "session_id": "s"},
    {"user_id": "me", "session_id": 7, "new_message": {"parts": []}},
    {"user_id": "me", "session_id": "s", "new_message": {"parts": "text"}},
    {"user_id": "me", "session_id": "s", "new_message": {"parts": [{"text": "x" * 200_001}]}},
]


@pytest.mark.parametrize("body", WRONG, ids=range(len(WRONG)))
def test_a_message_of_the_wrong_shape_is_told_what_is_wrong(
    bench: Bench, body: dict[str, Any]
) -> None:
    answer = bench.ask("POST", "/run_sse", json=body)

    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][0] == "body"


def test_texts_of_several_parts_are_one_message(bench: Bench) -> None:
    body = bench.message("") | {"new_message": {"parts": [{"text": "one"}, {"text": "x\ud800"}]}}

    bench.ask("POST", "/run_sse", content=json.dumps(body))

    kept = bench.backend.store.row("SELECT message FROM turn")
    assert kept is not None
    assert kept["message"] == "one\nx?"


def test_hostile_words_come_back_whole(bench: Bench, told: Told) -> None:
    words = 'a\u2028b\u0085"}\n\ndata: {"x":1}\x1b[31m'

    events = told(bench.say(f"title {words}"))

    assert events[-1]["content"]["parts"] == [{"text": f"Added {words}."}]


def test_real_manners_keep_about_three_in_ten_silent(benches: Callable[..., Bench]) -> None:
    bench = benches(manners="real", seed=3).enter()

    answers = [bench.say(f"title {number}") for number in range(40)]

    silent = [answer for answer in answers if '"text":"Added' not in answer.text]
    assert 5 <= len(silent) <= 20
    assert len(bench.state()["draft"]["t"]) == 40


class Slow(Heartbeats):
    """Nothing is over soon."""

    async def finishes_soon(self, work: Future[T]) -> bool:
        """Not even this."""
        return work.cancelled()


def test_what_takes_long_is_begun_with_signs_of_life(benches: Callable[..., Bench]) -> None:
    plain, slow = benches().enter(), benches(heartbeats=Slow(every_s=0.01)).enter("two")

    soon, late = plain.say("scene kite"), slow.say("scene kite")

    assert late.content.startswith(HEARTBEAT)
    assert late.content.replace(HEARTBEAT, b"").count(b"data:") == soon.content.count(b"data:")
    assert slow.credits() == {**slow.credits(), "available": 80, "frozen": 0}


def test_a_refusal_after_a_sign_of_life_comes_as_a_frame(
    benches: Callable[..., Bench], told: Told
) -> None:
    bench = benches(heartbeats=Slow(every_s=0.01)).enter()
    for _ in range(5):
        bench.say("scene kite")

    refused = told(bench.say("scene kite"))

    assert (refused[0]["code"], refused[0]["message"]) == (2001, str(RefusalError(2001)))


def test_who_leaves_early_leaves_the_work_to_its_end(benches: Callable[..., Bench]) -> None:
    bench = benches(heartbeats=Slow(every_s=0.01)).enter()

    left = bench.raw("wait", leave_after=2)
    bench.services.goes_on.set()
    again = bench.say("title Hi")

    assert left.pieces == [HEARTBEAT, HEARTBEAT]
    assert again.status_code == 200
    until(lambda: bench.backend.store.count("executed") == 2)


def until(holds: Callable[[], bool]) -> None:
    """Wait for another thread."""
    waiting = threading.Event()
    assert any(holds() or waiting.wait(0.02) for _ in range(int(HANG_S / 0.02)))
