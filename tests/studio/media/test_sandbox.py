from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from studio.media import sandbox
from tests.patience import HANG_S

if TYPE_CHECKING:
    from pathlib import Path

    from tests.studio.media.conftest import Bench

ROOMY = sandbox.Limits(memory_mb=2048, cpu_s=int(HANG_S), wall_s=int(HANG_S))


def test_a_child_answers(bench: Bench) -> None:
    answer = sandbox.run_in_child("look", {"path": str(bench.picture("a.png"))}, ROOMY)

    assert answer["facts"]["kind"] == "image"


@pytest.mark.skipif(sys.platform == "win32", reason="this platform knows no such limits")
@pytest.mark.parametrize("limits", [sandbox.Limits(150, 20, 20), sandbox.Limits(2048, 20, 0)])
def test_a_child_that_needs_too_much_is_a_refusal(bench: Bench, limits: sandbox.Limits) -> None:
    path = bench.picture("a.png", (4000, 4000))

    answer = sandbox.run_in_child("look", {"path": str(path)}, limits)

    assert answer["refused"] in {"too_heavy", "damaged"}


@pytest.mark.parametrize(
    ("said", "code", "reason"),
    [(b"", 0, "damaged"), (b"[]", 0, "damaged"), (b"{}", -11, "damaged"), (b"", -9, "too_heavy")],
)
def test_a_child_that_died_is_a_refusal(said: bytes, code: int, reason: str) -> None:
    assert sandbox._answer(said, code) == {"refused": reason}


def test_a_child_knows_no_secrets(tmp_path: Path) -> None:
    os.environ["REELTALK_MEDIA_KEY"] = str(tmp_path)

    passed = sandbox._environment()

    del os.environ["REELTALK_MEDIA_KEY"]
    assert "REELTALK_MEDIA_KEY" not in passed
    assert "PYTHONPATH" in passed
