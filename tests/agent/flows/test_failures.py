"""What went wrong, told: its kind, what helps, and whether trying again does."""

from __future__ import annotations

from typing import Any

import pytest

from agent.core import errors
from agent.core.errors import RefusedError
from agent.core.failure_kind import FailureKind
from agent.core.notices import Failed
from agent.flows import failures
from agent.wire import codes
from tests.agent.playbook import conversation

REGISTER = "https://web.example/?bind=u-1"
MEDIA = ("mp4", "jpg")


def refused(code: int, message: str = "") -> RefusedError:
    """As the flows raise it."""
    return RefusedError(code, message, FailureKind(codes.kind(code, message)), "a.avi")


@pytest.mark.parametrize(
    ("code", "more", "notice"),
    [
        (1001, {}, Failed(FailureKind.TOKEN, 1001, retry=True)),
        (1001, {"has_own_token": True}, Failed(FailureKind.OWN_TOKEN, 1001)),
        (1002, {}, Failed(FailureKind.SESSION, 1002, retry=True)),
        (2001, {}, Failed(FailureKind.CREDITS, 2001, link=REGISTER)),
        (2001, {"bind": ""}, Failed(FailureKind.CREDITS, 2001, link="https://web.example")),
        (
            2001,
            {"has_own_token": True},
            Failed(FailureKind.TOP_UP, 2001, link="https://web.example"),
        ),
        (402, {}, Failed(FailureKind.PLAN, 402, link=REGISTER)),
        (4001, {}, Failed(FailureKind.FORMAT, 4001, accepted=MEDIA)),
        (4002, {}, Failed(FailureKind.TOO_LARGE, 4002, message="200 MB")),
        (429, {}, Failed(FailureKind.BUSY, 429, retry=True)),
        (503, {}, Failed(FailureKind.BROKEN, 503, retry=True)),
        (403, {}, Failed(FailureKind.REFUSED, 403)),
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
        (
            errors.UnreachableError("dns"),
            Failed(FailureKind.UNREACHABLE, about="cloud", retry=True),
        ),
        (errors.LostError("cut"), Failed(FailureKind.LOST, retry=True)),
        (errors.GarbledError("odd"), Failed(FailureKind.GARBLED, message="odd", retry=True)),
        (
            errors.LocalError(FailureKind.FORMAT, "a.avi"),
            Failed(FailureKind.FORMAT, about="a.avi", accepted=(*MEDIA, "txt", "pdf")),
        ),
        (
            errors.LocalError(FailureKind.TOO_LARGE, "a.mp4"),
            Failed(FailureKind.TOO_LARGE, about="a.mp4", message="200 MB"),
        ),
        (errors.LocalError(FailureKind.DISK, "full"), Failed(FailureKind.DISK, about="full")),
        (errors.ReeltalkError("odd"), Failed(FailureKind.BROKEN, message="odd", retry=True)),
    ],
)
def test_every_mishap_has_its_notice(error: errors.ReeltalkError, notice: Failed) -> None:
    assert failures.as_notice(error, conversation()) == notice
