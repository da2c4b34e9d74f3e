"""A conversation whose patience is not shorter than that of its test."""

from __future__ import annotations

import pytest

from agent.flows import backend as flows
from agent.surfaces.repl import key_actions, wish_presenter
from tests.patience import HANG_S


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that is slow enough a second key would come too late, a look be given up."""
    monkeypatch.setattr(key_actions, "ASKED_FOR_S", HANG_S)
    monkeypatch.setattr(key_actions, "TWICE_WITHIN_S", HANG_S)
    monkeypatch.setattr(wish_presenter, "_LOOKS_WITHIN_S", HANG_S)


@pytest.fixture
def quick_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is tried again at once; the pauses between are tested where they are made."""
    monkeypatch.setattr(flows, "FIRST_PAUSE_S", 0.01)
