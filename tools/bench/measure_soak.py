"""Two hundred edits and twenty exports on one session of the studio: does it stay flat?"""

from __future__ import annotations

import asyncio
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

EDITS = 200
EXPORTS = 20
WISHES = (
    "add a title 'Take {n}'",
    "make the music quieter",
    "make it warmer",
    "change the title to 'Cut {n}'",
    "make the music louder",
    "undo that",
    "remove the title",
    "add lo-fi music",
)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_soak(Path(folder)))


async def _soak(folder: Path) -> None:
    from agent.world.asgi import AsgiTransport
    from studio.http.app import app

    transport = AsgiTransport(app(folder, manners="plain", credits_given=10**6))
    headers = {"X-Skill-Source": "s", "X-Skill-Version": "1.0.0", "X-Skill-Platform": "unknown"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://studio", headers=headers, timeout=600
    ) as http:
        reply = await http.post("/api/auth/anonymous-token", headers={"X-Client-Id": "soak"})
        http.headers["Authorization"] = f"Bearer {reply.json()['data']['token']}"
        where = "/api/tasks/me/with-session/nemo_agent"
        body = {"task_name": "project", "language": "en"}
        session = (await http.post(where, json=body)).json()["data"]["session_id"]
        await _say(http, session, "a 2-second clip of waves at dawn with calm music")
        took, rendered, memory, disk = [], [], [], []
        for number in range(EDITS):
            start = time.perf_counter()
            await _say(http, session, WISHES[number % len(WISHES)].format(n=number))
            took.append(time.perf_counter() - start)
            if number % (EDITS // EXPORTS) == EDITS // EXPORTS - 1:
                start = time.perf_counter()
                await _export(http, session, number)
                rendered.append(time.perf_counter() - start)
                memory.append(_resident_mb())
                disk.append(sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()))
    half = EDITS // 2
    early, late = (statistics.median(some) * 1e3 for some in (took[:half], took[half:]))
    print(f"an edit: median {early:.0f} ms in the first half, {late:.0f} ms in the second;")
    half = EXPORTS // 2
    early, late = (statistics.median(some) for some in (rendered[:half], rendered[half:]))
    print(f"an export of 2 s: {early:.1f} s, then {late:.1f} s;")
    print(f"memory {memory[0]} MB after the first export, {memory[-1]} MB after the last;")
    print(f"disk {disk[0] / 1e6:.1f} MB, then {disk[-1] / 1e6:.1f} MB")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"the renderer's peak: {peak} MB")


def _resident_mb() -> int:
    for row in Path("/proc/self/status").read_text().splitlines():
        if row.startswith("VmRSS:"):
            return int(row.split()[1]) // 1024
    return 0


async def _say(http: httpx.AsyncClient, session: str, said: str) -> None:
    body = {
        "app_name": "nemo_agent",
        "user_id": "me",
        "session_id": session,
        "new_message": {"parts": [{"text": said}]},
    }
    reply = await http.post("/run_sse", json=body)
    assert reply.status_code == httpx.codes.OK, reply.text


async def _export(http: httpx.AsyncClient, session: str, number: int) -> None:
    found = (await http.get(f"/api/state/nemo_agent/me/{session}/latest")).json()["data"]["state"]
    render = f"render_{number}"
    body: dict[str, Any] = {"id": render, "sessionId": session, "draft": found["draft"]}
    body["output"] = {"format": "mp4", "quality": "high"}
    await http.post("/api/render/proxy/lambda", json=body)
    while True:
        told = (await http.get(f"/api/render/proxy/lambda/{render}")).json()
        status = told.get("status") or told.get("data", {}).get("status")
        assert status != "failed", told
        if status == "completed":
            return
        await asyncio.sleep(0.2)
