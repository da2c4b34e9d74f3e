"""What went wrong, told: its kind, what helps, and whether trying again does."""

from __future__ import annotations

from typing import Any

import pytest

from agent.core import errors
from agent.core.errors import RefusedError
from agent.core.notices import Failed
from agent.flows import failures
from agent.wire import codes
from agent.wire.codes import RefusalKind
from tests.agent.playbook import conversation

REGISTER = "https://web.example/?bind=u-1"
MEDIA = ("mp4", "jpg")


def refused(code: int, message: str = "") -> RefusedError:
    """As the flows raise it."""
    return RefusedError(code, message, str(codes.kind(code, message)), "a.avi")


@pytest.mark.parametrize(
    ("code", "more", "notice"),
    [
        (1001, {}, Failed("token", 1001, retry=True)),
        (1001, {"has_own_token": True}, Failed("own_token", 1001)),
        (1002, {}, Failed("session", 1002, retry=True)),
        (2001, {}, Failed("credits", 2001, link=REGISTER)),
        (2001, {"bind": ""}, Failed("credits", 2001, link="https://web.example")),
        (2001, {"has_own_token": True}, Failed("top_up", 2001, link="https://web.example")),
        (402, {}, Failed("plan", 402, link=REGISTER)),
        (4001, {}, Failed("format", 4001, accepted=MEDIA)),
        (4002, {}, Failed("too_large", 4002, message="200 MB")),
        (429, {}, Failed("busy", 429, retry=True)),
        (503, {}, Failed("broken", 503, retry=True)),
        (403, {}, Failed("refused", 403)),
    ],
)
def test_a_refusal_is_told_by_what_helps(code: int, more: dict[str, Any], notice: Failed) -> None:
    talk = conversation(**({"bind": "u-1"} | more))

    found = failures.as_notice(refused(code), talk)

    assert found.about == "a.avi"
    assert (found.kind, found.code, found.message) == (notice.kind, notice.code, notice.message)
    assert (found.link, found.retry, found.accepted) == (notice.link, notice.retry, notice.accepted)


@pytest.mark.parametrize(
    ("error", "notice"),
    [
        (errors.UnreachableError("dns"), Failed("unreachable", about="cloud", retry=True)),
        (errors.LostError("cut"), Failed("lost", retry=True)),
        (errors.GarbledError("odd"), Failed("garbled", message="odd", retry=True)),
        (
            errors.LocalError("format", "a.avi"),
            Failed("format", about="a.avi", accepted=(*MEDIA, "txt", "pdf")),
        ),
        (
            errors.LocalError("too_large", "a.mp4"),
            Failed("too_large", about="a.mp4", message="200 MB"),
        ),
        (errors.LocalError("disk", "full"), Failed("disk", about="full")),
        (errors.ReeltalkError("odd"), Failed("broken", message="odd", retry=True)),
    ],
)
def test_every_mishap_has_its_notice(error: errors.ReeltalkError, notice: Failed) -> None:
    assert failures.as_notice(error, conversation()) == notice


@pytest.mark.parametrize(
    "kind", ["own_token", "top_up", "token_wait", *map(str, (RefusalKind.PLAN,))]
)
def test_what_only_the_person_can_mend_is_known(kind: str) -> None:
    assert kind in failures.NEEDS_PERSON
