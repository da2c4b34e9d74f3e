from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studio.media.uploaded_file import UploadedFile
from studio.wire.envelopes import RefusalError

if TYPE_CHECKING:
    from studio.state.sessions import Session
    from tests.studio.conftest import Bench


def test_a_session_is_read_as_it_was_made(bench: Bench) -> None:
    sessions = bench.backend.sessions
    owner = sessions.read(bench.session_id).user_id

    made = sessions.make(owner, "holiday", "zh")

    found = sessions.read(made.session_id, owner)
    assert (found.name, found.language, found.version) == ("holiday", "zh", 0)


def test_a_session_of_somebody_else_is_not_found(bench: Bench) -> None:
    with pytest.raises(RefusalError) as caught:
        bench.backend.sessions.read(bench.session_id, "u_another")

    assert caught.value.code == 1002


def test_a_claim_leads_to_its_session(bench: Bench) -> None:
    sessions = bench.backend.sessions
    session = sessions.read(bench.session_id)

    claim_token = sessions.claim(session, session.task_id)

    assert claim_token.startswith("clm_")
    assert sessions.claimed(claim_token).session_id == bench.session_id


def test_a_claim_for_another_task_is_refused(bench: Bench) -> None:
    session = bench.backend.sessions.read(bench.session_id)

    with pytest.raises(RefusalError):
        bench.backend.sessions.claim(session, "task_of_somebody")


def test_an_unknown_claim_leads_nowhere(bench: Bench) -> None:
    with pytest.raises(RefusalError) as caught:
        bench.backend.sessions.claimed("clm_unknown")

    assert caught.value.code == 404


def test_media_are_kept_in_the_order_of_their_arrival(bench: Bench) -> None:
    sessions = bench.backend.sessions

    for name in ("b.mp4", "a.mp4"):
        arrival = UploadedFile(bench.backend.store.folder / "media" / f"m_{name}", name, 7)
        sessions.keep(bench.session_id, arrival, {"kind": "video"})

    found = sessions.media(bench.session_id)
    assert [facts["name"] for facts in found.values()] == ["b.mp4", "a.mp4"]
    assert found["m_b"]["path"] == str(bench.backend.store.folder / "media" / "m_b.mp4")


def test_a_change_is_worked_out_anew_when_somebody_was_faster(bench: Bench) -> None:
    sessions = bench.backend.sessions
    seen: list[int] = []

    def change(session: Session) -> dict[str, int]:
        seen.append(session.version)
        if len(seen) == 1:
            sessions.change(bench.session_id, lambda other: {**other.project, "fast": 1})
        return {**session.project, "slow": 1}

    sessions.change(bench.session_id, change)

    assert sessions.read(bench.session_id).project == {"fast": 1, "slow": 1}
    assert seen == [0, 1]
