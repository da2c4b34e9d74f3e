from __future__ import annotations

import asyncio
import threading

import pytest

from studio.http.heartbeats import HEARTBEAT, Heartbeats, start_in_thread
from tests.patience import HANG_S


def test_what_is_over_soon_is_spared() -> None:
    assert asyncio.run(Heartbeats(soon_s=HANG_S).finishes_soon(start_in_thread(lambda: 7)))


def test_there_are_signs_of_life_until_the_work_is_over() -> None:
    goes_on = threading.Event()

    async def heard() -> tuple[int, bool]:
        work = start_in_thread(lambda: goes_on.wait(HANG_S))
        assert not await Heartbeats(soon_s=0.01).finishes_soon(work)
        count = 0
        async for beat in Heartbeats(every_s=0.01).while_running(work):
            assert beat == HEARTBEAT
            count += 1
            if count == 3:
                goes_on.set()
        return count, work.result()

    count, was_set = asyncio.run(heard())

    assert count >= 3
    assert was_set


def test_what_goes_wrong_is_raised_where_the_result_is_asked_for() -> None:
    def fails() -> None:
        raise KeyError("no")

    with pytest.raises(KeyError):
        start_in_thread(fails).result(HANG_S)
