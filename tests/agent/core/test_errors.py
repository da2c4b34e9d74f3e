"""Errors: the family, and what each knows."""

from __future__ import annotations

import pytest

from agent.core import errors
from agent.core.failure_kind import FailureKind


@pytest.mark.parametrize(
    ("child", "parent"),
    [
        (errors.UnreachableError, errors.LineError),
        (errors.LostError, errors.LineError),
        (errors.LineError, errors.ReeltalkError),
        (errors.RefusedError, errors.ReeltalkError),
        (errors.GarbledError, errors.ReeltalkError),
        (errors.LocalError, errors.ReeltalkError),
        (errors.StoppedError, errors.ReeltalkError),
    ],
)
def test_the_family_is_as_it_is_drawn(child: type[Exception], parent: type[Exception]) -> None:
    assert issubclass(child, parent)
    assert f"{child.__name__} " in f"{errors.__doc__}"


def test_nothing_is_unreachable_and_lost_at_once() -> None:
    assert not issubclass(errors.LostError, errors.UnreachableError)
    assert not issubclass(errors.UnreachableError, errors.LostError)


def test_a_refusal_knows_its_code_and_what_was_said() -> None:
    error = errors.RefusedError(1002, "gone", FailureKind.SESSION, "a.mp4")

    assert (error.code, error.message, error.kind) == (1002, "gone", "session")
    assert error.about == "a.mp4"
    assert str(error) == "1002 gone"


def test_a_mishap_on_our_own_machine_knows_what_it_is_about() -> None:
    error = errors.LocalError(FailureKind.NO_SUCH_FILE, "a.mp4")

    assert (error.kind, error.about) == ("no_such_file", "a.mp4")
