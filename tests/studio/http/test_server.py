from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from studio.http.server import main
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ATTRIBUTION = {"X-Skill-Source": "t", "X-Skill-Version": "1.0.0", "X-Skill-Platform": "unknown"}
# The server, with the crew of the bench in place of the desk.
SERVED = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from conftest import Toy
import studio.http.app
studio.http.app.DefaultServices = Toy
from studio.http.server import main
sys.exit(main())
"""


@pytest.fixture
def serve(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Starts servers on free ports; the answer is a client that has a token, and the process."""
    started: list[tuple[httpx.Client, subprocess.Popen[str]]] = []

    def start(*options: str) -> tuple[httpx.Client, subprocess.Popen[str]]:
        command = [sys.executable, "-c", SERVED, str(request.path.parents[1])]
        command += ["--port", "0", "--folder", str(tmp_path), "--manners", "plain", *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own program
        assert process.stdout is not None
        found = re.search(r"http://[\d.:]+", process.stdout.readline())
        assert found is not None
        client = httpx.Client(
            base_url=found[0], headers=ATTRIBUTION, trust_env=False, timeout=HANG_S
        )
        started.append((client, process))
        return client, process

    yield start
    for client, process in started:
        client.close()
        process.kill()
        process.communicate()


def enter(client: httpx.Client) -> dict[str, Any]:
    """Get a token and a session; the answer is the body of a message."""
    granted = client.post("/api/auth/anonymous-token", headers={"X-Client-Id": "c"}).json()
    client.headers["Authorization"] = f"Bearer {granted['data']['token']}"
    begun = client.post("/api/tasks/me/with-session/nemo_agent", json={}).json()
    message = {"parts": [{"text": "scene a city"}]}
    return {"user_id": "me", "session_id": begun["data"]["session_id"], "new_message": message}


def test_a_film_is_made_over_a_real_line(serve: Callable[..., Any]) -> None:
    client, _ = serve()
    body = enter(client)
    files = {"files": ("a.mp4", b"x" * 3_000_000)}
    uploaded = client.post(f"/api/upload-video/nemo_agent/me/{body['session_id']}", files=files)

    with client.stream("POST", "/run_sse", json=body) as answer:
        events = [json.loads(line[6:]) for line in answer.iter_lines() if line]
    draft = events[1]["actions"]["stateDelta"]["draft"]
    order = {"id": "render_1", "sessionId": body["session_id"], "draft": draft, "output": {}}
    client.post("/api/render/proxy/lambda", json=order)
    told: dict[str, Any] = {"status": ""}
    while told["status"] != "completed":
        told = client.get("/api/render/proxy/lambda/render_1").json()["data"]

    assert uploaded.status_code == 200
    assert client.get(told["output"]["url"]).content.startswith(b"film of 1280")


def test_a_line_that_is_cut_is_seen_as_cut(serve: Callable[..., Any]) -> None:
    client, _ = serve()
    body = enter(client)

    with (
        pytest.raises(httpx.RemoteProtocolError),
        client.stream(
            "POST", "/run_sse", json=body, headers={"X-Studio-Fault": "cut-after=1"}
        ) as answer,
    ):
        answer.read()

    state = client.get(f"/api/state/nemo_agent/me/{body['session_id']}/latest").json()
    assert len(state["data"]["state"]["draft"]["t"]) == 1


def test_a_download_that_is_cut_goes_on_where_it_stopped(serve: Callable[..., Any]) -> None:
    client, _ = serve()
    body = enter(client)
    client.post("/run_sse", json=body)
    state = client.get(f"/api/state/nemo_agent/me/{body['session_id']}/latest").json()
    order = {"id": "r", "sessionId": body["session_id"], "draft": state["data"]["state"]["draft"]}
    client.post("/api/render/proxy/lambda", json=order)
    while client.get("/api/render/proxy/lambda/r").json()["data"]["status"] != "completed":
        pass
    path = "/api/render/proxy/r/download"

    with client.stream("GET", path, headers={"X-Studio-Fault": "download-cut=100"}) as answer:
        start = next(answer.iter_raw())
    rest = client.get(path, headers={"Range": f"bytes={len(start)}-"})

    assert len(start) == 100
    assert start + rest.content == client.get(path).content


def test_a_refused_upload_is_answered_before_the_line_closes(serve: Callable[..., Any]) -> None:
    client, _ = serve()
    body = enter(client)

    answer = client.post(
        f"/api/upload-video/nemo_agent/me/{body['session_id']}",
        files={"files": ("a.exe", b"x" * 5_000_000)},
    )

    assert answer.json()["code"] == 4001


def test_a_name_that_points_here_from_elsewhere_gets_nothing(serve: Callable[..., Any]) -> None:
    client, _ = serve()

    answer = client.get("/health", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400


def test_two_servers_share_a_folder(serve: Callable[..., Any]) -> None:
    first, _ = serve()
    second, _ = serve()
    body = enter(first)

    second.post("/run_sse", json=body, headers=dict(first.headers))

    executed = first.get(f"/api/studio/executed/{body['session_id']}").json()
    assert executed["data"]["executed"] == 1


def test_a_stalled_stream_does_not_keep_it_from_stopping(serve: Callable[..., Any]) -> None:
    client, process = serve("--fault", "stall=600")
    body = enter(client)

    with client.stream("POST", "/run_sse", json=body) as answer:
        next(answer.iter_raw())
        os.kill(process.pid, signal.SIGTERM)
        process.communicate(timeout=HANG_S)

    assert process.returncode is not None


def test_a_killed_server_has_lost_nothing(serve: Callable[..., Any]) -> None:
    client, process = serve()
    body = enter(client)
    client.post("/run_sse", json=body, headers={"Idempotency-Key": "key"})
    process.kill()

    again, _ = serve()
    headers = {**client.headers, "Idempotency-Key": "key"}
    headers.pop("host", None)
    answer = again.post("/run_sse", json=body, headers=headers)

    told = again.get(f"/api/studio/executed/{body['session_id']}", headers=headers)
    assert answer.status_code == 200
    assert told.json()["data"]["executed"] == 1


def test_it_stops_in_peace_when_asked_to(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "studio", "--port", "0", "--folder", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - ours
        assert server.stdout is not None
        found = re.search(r"http://[\d.:]+", server.stdout.readline())
        assert found is not None
        seen = httpx.get(f"{found[0]}/health", trust_env=False, timeout=HANG_S).status_code
        server.send_signal(signal.SIGINT)
        code = server.wait(HANG_S)

    assert (seen, code) == (200, 130)


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        code = main(["--port", str(taken.getsockname()[1]), "--folder", str(tmp_path)])

    assert code == 1
    assert "cannot listen on 127.0.0.1" in capsys.readouterr().err


MISUSED = [
    ["--host", "0.0.0.0"],  # noqa: S104  that it is refused is the test
    ["--fault", "nonsense"],
    ["--port", "70000"],
]


@pytest.mark.parametrize("options", MISUSED, ids=lambda options: options[0])
def test_a_call_that_makes_no_sense_is_told(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["--port", "0", "--folder", str(tmp_path), *options])

    assert code == 2
    assert capsys.readouterr().err != ""


def test_a_folder_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()

    code = main(["--port", "0", "--folder", str(tmp_path / "file")])

    assert code == 2
    assert "cannot be used" in capsys.readouterr().err


def test_help_shows_examples_and_every_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"], "reeltalk studio")

    told = capsys.readouterr().out
    assert "reeltalk studio --port 0 --folder ./studio" in told
    assert "NEMO_API_URL=http://127.0.0.1:7878 reeltalk" in told
    assert "render-fails-once" in told
