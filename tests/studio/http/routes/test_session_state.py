from __future__ import annotations

from typing import TYPE_CHECKING

from tests.patience import HANG_S

if TYPE_CHECKING:
    from tests.studio.conftest import Bench

SESSION = "/api/tasks/me/with-session/nemo_agent"


def test_a_session_has_its_ids(bench: Bench) -> None:
    begun = bench.ask("POST", SESSION, json={"task_name": "project", "language": "zh"}).json()

    assert begun["data"]["session_id"] != bench.session_id
    assert begun["data"]["task_id"]
    assert begun["data"]["user_id"]


def test_the_desk_wakes_when_a_session_begins(bench: Bench) -> None:
    assert bench.services.is_awake.wait(HANG_S)


def test_the_desk_wakes_when_a_session_is_looked_at_again(bench: Bench) -> None:
    assert bench.services.is_awake.wait(HANG_S)
    bench.services.is_awake.clear()

    bench.state()

    assert not bench.services.is_awake.is_set()  # once is enough


def test_a_session_with_a_name_that_is_no_text_is_refused(bench: Bench) -> None:
    answer = bench.ask("POST", SESSION, json={"task_name": 7})

    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", "task_name"]


def test_a_new_session_has_an_empty_timeline(bench: Bench) -> None:
    state = bench.state()

    assert state["draft"]["t"] == []
    assert (state["video_infos"], state["generated_media"]) == ([], [])
    assert state["canvas_config"] == {"ratio": "16:9", "width": 1280, "height": 720}


def test_what_was_made_is_in_the_state(bench: Bench) -> None:
    bench.say("scene a city")

    made = bench.state()["generated_media"]

    assert made == [{"id": "v1", "type": "video", "prompt": "a city", "duration": 3000}]


def test_an_unknown_session_is_refused_with_1002(bench: Bench) -> None:
    answer = bench.ask("GET", "/api/state/nemo_agent/me/unknown/latest")

    assert (answer.status_code, answer.json()["code"]) == (404, 1002)


def test_a_session_of_somebody_else_is_refused_with_1002(bench: Bench) -> None:
    mine = bench.session_id

    answer = bench.enter("another").ask("GET", f"/api/state/nemo_agent/me/{mine}/latest")

    assert answer.json()["code"] == 1002


def test_generations_and_edits_are_paid_and_questions_are_free(bench: Bench) -> None:
    left = []
    for words in ("hello", "title Hi", "scene a city"):
        bench.say(words)
        left.append(bench.credits()["available"])

    assert left == [100, 98, 78]


def test_how_often_something_was_carried_out_can_be_asked(bench: Bench) -> None:
    for _ in range(3):
        bench.say("title Hi", **{"Idempotency-Key": "key"})

    answer = bench.ask("GET", f"/api/studio/executed/{bench.session_id}")

    assert answer.json()["data"] == {"executed": 1}
