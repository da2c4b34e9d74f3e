from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.studio.conftest import Bench

HEAVY = ("av", "numpy", "PIL", "yaml", "uvicorn", "httpx", "studio.editor.reply")
GUARDED = [
    ("POST", "/api/auth/claim-token"),
    ("POST", "/api/tasks/me/with-session/nemo_agent"),
    ("POST", "/run_sse"),
    ("POST", "/api/upload-video/nemo_agent/me/s"),
    ("GET", "/api/credits/balance/simple"),
    ("GET", "/api/state/nemo_agent/me/s/latest"),
    ("POST", "/api/render/proxy/lambda"),
    ("GET", "/api/render/proxy/lambda/r"),
    ("GET", "/api/studio/executed/s"),
]


def test_nothing_heavy_is_imported(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\nfrom studio.http.app import app\napp(pathlib.Path(sys.argv[1]))\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    run = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert run.stdout == "[]\n"


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_nobody_gets_anything_without_a_token(
    benches: Callable[..., Bench], method: str, path: str
) -> None:
    body = {"user_id": "me", "session_id": "s", "new_message": {"parts": []}}

    answer = benches().ask(method, path, json=body)

    assert (answer.status_code, answer.json()["code"]) == (401, 1001)


def test_a_path_that_there_is_not_is_told_as_the_server_software_does(bench: Bench) -> None:
    answer = bench.ask("GET", "/nothing")

    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


def test_somebody_is_there(benches: Callable[..., Bench]) -> None:
    assert benches().ask("GET", "/health").json()["code"] == 0


def test_two_applications_on_one_folder_share_everything(
    bench: Bench, benches: Callable[..., Bench]
) -> None:
    other = benches()
    other.headers, other.session_id = bench.headers, bench.session_id

    other.say("title Hi")

    assert len(bench.state()["draft"]["t"]) == 1


def test_a_token_ages_by_the_clock_that_was_given(bench: Bench) -> None:
    bench.time += 7 * 24 * 3600

    answer = bench.ask("GET", "/api/credits/balance/simple")

    assert answer.json()["code"] == 1001
