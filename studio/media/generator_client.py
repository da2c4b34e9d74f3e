"""Client of real generators: any server that speaks the shape of OpenAI's media endpoints.

    REELTALK_MEDIA_URL     where it is, such as http://127.0.0.1:8188/v1
    REELTALK_MEDIA_KEY     its key, if it wants one
    REELTALK_IMAGE_MODEL, REELTALK_VIDEO_MODEL, REELTALK_SPEECH_MODEL, REELTALK_SPEECH_VOICE

What comes back is probed like any upload. Nothing here raises for a server's fault: there is a
file, or a reason with words in `words.yaml`, and the scene is drawn by ourselves.
"""

from __future__ import annotations

import base64
import binascii
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urljoin, urlsplit

from studio.media.probe import Media, UnusableMediaError, probe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import httpx

_VIDEO_TIMEOUT_S: Final = 600.0  # for a clip in all: a turn may be silent for ten minutes
_REQUEST_TIMEOUT_S: Final = 120.0  # for one answer; pictures are made while one waits
_POLL_S: Final = 3.0  # between two looks at a clip
_MOST_BYTES: Final = 512 * 1024 * 1024  # about as many as an upload may have
_MOST_PROMPT: Final = 4000  # letters, about what OpenAI's endpoints take
_REFUSED: Final = 400
_WANTS_JSON: Final = {400, 415, 422}  # a server that wants JSON where others want a form
# States of a job as the servers spell them; any other means it goes on.
_DONE: Final = {"completed", "succeeded", "success"}
_FAILED: Final = {"failed", "cancelled", "canceled", "error", "expired"}
_SIZE: Final = "1280x720"


@dataclass(frozen=True, slots=True)
class GeneratorServer:
    """Address, key, models and timeouts of a generator server."""

    url: str
    key: str = ""
    image_model: str = "gpt-image-1"
    video_model: str = "sora-2"
    speech_model: str = "gpt-4o-mini-tts"
    voice: str = "alloy"
    pause_s: float = _POLL_S
    patience_s: float = _VIDEO_TIMEOUT_S


@dataclass(frozen=True, slots=True)
class GeneratorReply:
    """The file a generator made, or the reason why there is none."""

    media: Media | None
    reason: str = ""


class _GenerationFailed(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def from_environment(environ: Mapping[str, str]) -> GeneratorServer | None:
    """The server that the environment names; None without one."""
    url = environ.get("REELTALK_MEDIA_URL", "").strip()
    if urlsplit(url).scheme not in {"http", "https"}:
        return None
    bare = url.rstrip("/").removesuffix("/v1")
    usual = GeneratorServer(f"{bare}/v1")
    return replace(
        usual,
        key=environ.get("REELTALK_MEDIA_KEY", ""),
        image_model=environ.get("REELTALK_IMAGE_MODEL") or usual.image_model,
        video_model=environ.get("REELTALK_VIDEO_MODEL") or usual.video_model,
        speech_model=environ.get("REELTALK_SPEECH_MODEL") or usual.speech_model,
        voice=environ.get("REELTALK_SPEECH_VOICE") or usual.voice,
    )


def image(
    at: GeneratorServer | None, prompt: str, target: Path, size: str = _SIZE
) -> GeneratorReply:
    return _generate(at, target, partial(_image, prompt=prompt[:_MOST_PROMPT], size=size))


def video(
    at: GeneratorServer | None, prompt: str, target: Path, seconds: int = 4, size: str = _SIZE
) -> GeneratorReply:
    """Generate a clip; polls for minutes."""
    wish = {"prompt": prompt[:_MOST_PROMPT], "seconds": str(seconds), "size": size}
    return _generate(at, target, partial(_video, wish=wish))


def speech(at: GeneratorServer | None, text: str, target: Path) -> GeneratorReply:
    return _generate(at, target, partial(_speech, text=text[:_MOST_PROMPT]))


def _generate(at: GeneratorServer | None, target: Path, make: Any) -> GeneratorReply:
    if at is None:
        return GeneratorReply(None, "server_unset")
    import httpx  # 126 ms, for those who have a generator

    headers = {"Authorization": f"Bearer {at.key}"} if at.key else {}
    part = target.with_name(target.name + ".part")
    try:
        with httpx.Client(
            headers=headers, timeout=_REQUEST_TIMEOUT_S, follow_redirects=False
        ) as client:
            make(client, at, part)
        part.replace(target)
        return GeneratorReply(probe(target, target.name))
    except _GenerationFailed as failed:
        return GeneratorReply(None, failed.reason)
    except httpx.TimeoutException:
        return GeneratorReply(None, "server_slow")
    except (httpx.HTTPError, httpx.InvalidURL):
        return GeneratorReply(None, "server_unreachable")
    except (UnusableMediaError, OSError):
        target.unlink(missing_ok=True)
        return GeneratorReply(None, "server_strange")
    finally:
        part.unlink(missing_ok=True)


def _image(client: httpx.Client, at: GeneratorServer, part: Path, prompt: str, size: str) -> None:
    wish = {"model": at.image_model, "prompt": prompt, "n": 1, "size": size}
    answer = _json(client.post(f"{at.url}/images/generations", json=wish))
    rows = answer.get("data")
    first = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    if encoded := first.get("b64_json"):
        part.write_bytes(_decoded(encoded))
    elif isinstance(url := first.get("url"), str):
        _fetch(client, at, urljoin(f"{at.url}/", url), part)
    else:
        raise _GenerationFailed("server_strange")


def _decoded(encoded: object) -> bytes:
    try:
        return base64.b64decode(str(encoded), validate=False)
    except (binascii.Error, ValueError) as cause:
        raise _GenerationFailed("server_strange") from cause


def _video(client: httpx.Client, at: GeneratorServer, part: Path, wish: dict[str, str]) -> None:
    order = {"model": at.video_model, **wish}
    until = time.monotonic() + at.patience_s
    answer = client.post(f"{at.url}/videos", files={k: (None, v) for k, v in order.items()})
    if answer.status_code in _WANTS_JSON:
        answer = client.post(f"{at.url}/videos", json=order)
    job = _json(answer)
    number = quote(str(job.get("id", "")), safe="")
    if not number:
        raise _GenerationFailed("server_strange")
    while str(job.get("status", "")).lower() not in _DONE:
        if str(job.get("status", "")).lower() in _FAILED:
            raise _GenerationFailed("server_failed")
        if time.monotonic() > until:
            raise _GenerationFailed("server_slow")
        time.sleep(at.pause_s)
        job = _json(client.get(f"{at.url}/videos/{number}"))
    _fetch(client, at, f"{at.url}/videos/{number}/content", part)


def _speech(client: httpx.Client, at: GeneratorServer, part: Path, text: str) -> None:
    wish = {"model": at.speech_model, "input": text, "voice": at.voice, "response_format": "mp3"}
    with client.stream("POST", f"{at.url}/audio/speech", json=wish) as answer:
        _save(answer, part)


def _fetch(client: httpx.Client, at: GeneratorServer, url: str, part: Path) -> None:
    """Download a result; the key is sent to the server's own host only."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise _GenerationFailed("server_strange")
    with _download(client, url, is_own=urlsplit(url).netloc == urlsplit(at.url).netloc) as answer:
        _save(answer, part)


@contextmanager
def _download(client: httpx.Client, url: str, *, is_own: bool) -> Iterator[httpx.Response]:
    if is_own:
        with client.stream("GET", url) as answer:
            yield answer
        return
    # A client of its own, without the headers that hold the key.
    bare = type(client)(timeout=_REQUEST_TIMEOUT_S, follow_redirects=False)
    with bare, bare.stream("GET", url) as answer:
        yield answer


def _save(answer: httpx.Response, part: Path) -> None:
    if answer.status_code >= _REFUSED:
        raise _GenerationFailed("server_refused")
    size = 0
    with part.open("wb") as file:
        for piece in answer.iter_bytes():
            size += len(piece)
            if size > _MOST_BYTES:
                raise _GenerationFailed("server_strange")
            file.write(piece)


def _json(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code >= _REFUSED:
        raise _GenerationFailed("server_refused")
    try:
        page = answer.json()
    except ValueError as cause:
        raise _GenerationFailed("server_strange") from cause
    if not isinstance(page, dict):
        raise _GenerationFailed("server_strange")
    return page
