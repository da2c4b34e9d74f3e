"""Builds requests: a method for each endpoint, and the headers every request carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Fixed parts of the vendor's paths.
APP: Final = "nemo_agent"
USER: Final = "me"
STREAM_HEAD_WITHIN_S: Final = 60.0  # until a stream begins; what follows is watched by the flow
WHOLE_WITHIN_S: Final = 60.0  # for a whole reply
UPLOAD_WITHIN_S: Final = 3600.0  # files have up to 500 MB, and lines are slow
LONGEST_TOKEN: Final = 8000  # servers take headers of 8 or 16 KiB in all


def is_token(said: str) -> bool:
    """Whether it can travel in a header: visible ASCII without blanks, and not without end."""
    return (
        0 < len(said) <= LONGEST_TOKEN and said.isascii() and said.isprintable() and " " not in said
    )


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; `is_safe` allows repeating it."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    json: Any = None
    file: str = ""  # a path whose bytes are sent as the multipart field `files`
    file_name: str = ""
    is_safe: bool = False
    within_s: float = WHOLE_WITHIN_S


@dataclass(frozen=True, slots=True)
class Caller:
    """The backend's address, the token, and the attribution of the caller."""

    base: str
    token: str = field(repr=False)
    source: str
    version: str
    platform: str

    def headers(self) -> dict[str, str]:
        said = {
            "X-Skill-Source": _header(self.source),
            "X-Skill-Version": _header(self.version),
            "X-Skill-Platform": self.platform,
        }
        return said | ({"Authorization": f"Bearer {self.token}"} if self.token else {})

    def _request(self, method: str, path: str, **more: Any) -> Request:
        headers = self.headers() | more.pop("headers", {})
        return Request(method, self.base.rstrip("/") + path, headers, **more)

    def new_token(self, client_id: str) -> Request:
        """Ask for a free starter token; the only request without one."""
        made = self._request(
            "POST", "/api/auth/anonymous-token", headers={"X-Client-Id": client_id}
        )
        headers = {name: said for name, said in made.headers.items() if name != "Authorization"}
        return Request(made.method, made.url, headers)

    def new_session(self, language: str) -> Request:
        """Open a session in a language."""
        body = {"task_name": "project", "language": language}
        return self._request("POST", f"/api/tasks/me/with-session/{APP}", json=body)

    def claim(self, task: str, session: str) -> Request:
        """Ask for a link under which people see the project."""
        body = {"task_id": task, "session_id": session}
        return self._request("POST", "/api/auth/claim-token", json=body)

    def message(self, session: str, said: str, key: str) -> Request:
        """Send a message, answered by a stream; a backend that knows the key does it once."""
        body = {
            "app_name": APP,
            "user_id": USER,
            "session_id": session,
            "new_message": {"role": "user", "parts": [{"text": said}]},
        }
        headers = {"Accept": "text/event-stream", "Idempotency-Key": key}
        return self._request(
            "POST", "/run_sse", json=body, headers=headers, within_s=STREAM_HEAD_WITHIN_S
        )

    def upload_file(self, session: str, path: str, name: str) -> Request:
        """Upload a local file."""
        where = f"/api/upload-video/{APP}/{USER}/{_part(session)}"
        return self._request("POST", where, file=path, file_name=name, within_s=UPLOAD_WITHIN_S)

    def upload_urls(self, session: str, urls: Sequence[str]) -> Request:
        """Upload files that the backend fetches itself."""
        where = f"/api/upload-video/{APP}/{USER}/{_part(session)}"
        body = {"urls": list(urls), "source_type": "url"}
        return self._request("POST", where, json=body, within_s=UPLOAD_WITHIN_S)

    def credits(self) -> Request:
        return self._request("GET", "/api/credits/balance/simple", is_safe=True)

    def state(self, session: str) -> Request:
        """Read the session: draft, media, canvas."""
        where = f"/api/state/{APP}/{USER}/{_part(session)}/latest"
        return self._request("GET", where, is_safe=True)

    def render(self, render_id: str, session: str, draft: Any, quality: str) -> Request:
        """Export a draft."""
        body = {
            "id": render_id,
            "sessionId": session,
            "draft": draft,
            "output": {"format": "mp4", "quality": quality},
        }
        return self._request("POST", "/api/render/proxy/lambda", json=body)

    def poll(self, render_id: str) -> Request:
        """Ask for the state of a render."""
        return self._request("GET", f"/api/render/proxy/lambda/{_part(render_id)}", is_safe=True)

    def download_url(self, render_id: str) -> str:
        """The usual URL of a rendered file, for replies that name none."""
        return f"{self.base.rstrip('/')}/api/render/proxy/{_part(render_id)}/download"


def _header(said: str) -> str:
    """A name as headers can bear it; somebody else's SKILL.md may be called anything."""
    return said if said.isascii() and said.isprintable() else quote(said, safe=" /")


def _part(said: str) -> str:
    """Quote an id as one segment of a path; dots alone would climb."""
    return quote(said, safe="") if said.strip(".") else "-"
