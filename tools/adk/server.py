"""The real API server of google-adk with the rest of the contract in front of it, on 127.0.0.1."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import uuid
from pathlib import Path
from typing import Any

import uvicorn
from google.adk.cli.fast_api import get_fast_api_app
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

HERE = Path(__file__).parent
SESSIONS = "/apps/nemo_agent/users/me/sessions"


class Front:
    """Answers what ADK does not know, hands the rest on, and cuts a stream where it is told to."""

    def __init__(self, film: Path) -> None:
        self.film = film.read_bytes()
        self.adk = get_fast_api_app(
            agents_dir=str(HERE / "agents"), web=False, session_service_uri="memory://"
        )
        self.messages: list[str] = []
        self.own = Starlette(
            routes=[
                Route("/api/auth/anonymous-token", self.token, methods=["POST"]),
                Route("/api/tasks/me/with-session/nemo_agent", self.session, methods=["POST"]),
                Route("/api/credits/balance/simple", self.credits),
                Route("/api/state/nemo_agent/me/{session}/latest", self.state),
                Route("/api/render/proxy/lambda", self.render, methods=["POST"]),
                Route("/api/render/proxy/lambda/{render}", self.poll),
                Route("/api/render/proxy/{render}/download", self.download),
                Route("/messages", self.heard),
            ]
        )
        self.routes = ("/api/", "/messages")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """A request, to whoever knows the answer."""
        if scope["type"] == "http" and scope["path"].startswith(self.routes):
            await self.own(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == "/run_sse":
            await self._run(scope, receive, send)
        else:
            await self.adk(scope, receive, send)

    async def _run(self, scope: Any, receive: Any, send: Any) -> None:
        """A turn; "stream" in it makes the server stream, "cut" makes the line break."""
        body = json.loads(await Request(scope, receive).body())
        said = body["new_message"]["parts"][0]["text"]
        self.messages.append(said)
        body["streaming"] = "stream" in said
        raw = json.dumps(body).encode()
        headers = [one for one in scope["headers"] if one[0] != b"content-length"]
        headers.append((b"content-length", str(len(raw)).encode()))
        left = 1 if "cut" in said else None
        is_asked = False

        async def give() -> Any:
            nonlocal is_asked
            if is_asked:
                await asyncio.Event().wait()
            is_asked = True
            return {"type": "http.request", "body": raw, "more_body": False}

        async def pass_on(message: Any) -> None:
            nonlocal left
            if left is not None and message["type"] == "http.response.body":
                if left == 0:
                    raise ConnectionResetError("cut as asked")
                left -= 1
            await send(message)

        await self.adk(scope | {"headers": headers}, give, pass_on)

    async def token(self, request: Request) -> Response:
        """A token for whoever says who they are."""
        if not request.headers.get("x-client-id"):
            return JSONResponse({"code": 400, "message": "missing X-Client-Id"}, 400)
        return JSONResponse({"code": 0, "data": {"token": f"anon-{uuid.uuid4().hex}"}})

    async def session(self, request: Request) -> Response:
        """A session of ADK's own."""
        reply = await self._adk("POST", SESSIONS, {})
        data = {"task_id": f"t-{reply['id']}", "session_id": reply["id"]}
        return JSONResponse({"code": 0, "data": data})

    async def credits(self, _: Request) -> Response:
        """A balance."""
        return JSONResponse({"code": 0, "data": {"available": 90, "frozen": 0, "total": 100}})

    async def state(self, request: Request) -> Response:
        """The state of ADK's session, as the vendor dresses it."""
        found = await self._adk("GET", f"{SESSIONS}/{request.path_params['session']}", None)
        return JSONResponse({"code": 0, "data": {"state": found.get("state", {})}})

    async def render(self, request: Request) -> Response:
        """A render begins."""
        return JSONResponse({"id": (await request.json())["id"], "status": "pending"})

    async def poll(self, request: Request) -> Response:
        """A render is ready at once."""
        path = f"/api/render/proxy/{request.path_params['render']}/download"
        url = str(request.base_url).rstrip("/") + path
        return JSONResponse({"status": "completed", "output": {"url": url}})

    async def download(self, _: Request) -> Response:
        """The film."""
        return Response(self.film, media_type="video/mp4")

    async def heard(self, _: Request) -> Response:
        """Every message that was carried out, in order: none may stand here twice."""
        return JSONResponse(self.messages)

    async def _adk(self, method: str, path: str, body: Any) -> Any:
        import httpx

        transport = httpx.ASGITransport(self.adk)
        async with httpx.AsyncClient(transport=transport, base_url="http://adk") as client:
            return (await client.request(method, path, json=body)).json()


def main() -> None:
    """Serve on a free port and say which."""
    film, said = Path(sys.argv[1]), Path(sys.argv[2])
    listener = socket.create_server(("127.0.0.1", 0))
    said.write_text(f"http://127.0.0.1:{listener.getsockname()[1]}")
    config = uvicorn.Config(Front(film), log_level="warning", lifespan="off")
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
