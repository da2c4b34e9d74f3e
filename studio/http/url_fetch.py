"""Uploads by URL: from allowed hosts, at public addresses, without redirects, up to a size.

The name is resolved once, every address is checked, and the connection goes to the one that was
checked: a name that resolves differently the second time gains nothing (DNS rebinding).
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, unquote, urlsplit

from studio.http.allowed_hosts import is_public
from studio.media.uploaded_file import (
    ACCEPTED,
    ALIASES,
    UploadedFile,
    display_name,
    extension,
)
from studio.wire.envelopes import RefusalError

if TYPE_CHECKING:
    from pathlib import Path

    from studio.http.allowed_hosts import AllowedHosts

SOCKET_TIMEOUT_S: Final = 30.0  # of silence
DOWNLOAD_TIMEOUT_S: Final = 600.0  # for a file in all, however slowly it comes
CHUNK: Final = 256 * 1024
LONGEST_URL: Final = 2000  # letters, about what browsers and servers take
# Content types that tell the ending of a file whose address has none.
ENDINGS: Final = {
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/x-matroska": "mkv",
    "video/x-msvideo": "avi",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
}


def fetch(url: str, folder: Path, hosts: AllowedHosts) -> UploadedFile:
    """Download a file into the folder. Blocks."""
    parts = _checked_url(url, hosts)
    connection = _connection(parts, _checked_address(parts, hosts))
    with closing(connection):
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(
                "GET", target, headers={"Accept": "*/*", "User-Agent": "reeltalk-studio"}
            )
            answer = connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            raise RefusalError(400, "the address could not be fetched") from error
        # An answer that ends with its line takes the socket over: it has to be closed as well.
        with closing(answer):
            return _saved(answer, parts, folder, hosts.most_bytes)


def _checked_url(url: str, hosts: AllowedHosts) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
        parts = urlsplit("")
    if not host or parts.scheme not in ("http", "https") or len(url) > LONGEST_URL:
        raise RefusalError(400, "not an address of a file")
    # Characters that parsers read differently, and names with a password, are refused.
    if not (url.isascii() and url.isprintable()) or " " in url or parts.username is not None:
        raise RefusalError(400, "not an address of a file")
    if not hosts.allow(host):
        raise RefusalError(403, f"files are not fetched from {host[:80]}")
    return parts


def _checked_address(parts: SplitResult, hosts: AllowedHosts) -> str:
    """The first address of the host; refused if any of them is private."""
    try:
        found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RefusalError(400, "the host of this address is not known") from error
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not hosts.are_private and not all(map(is_public, addresses)):
        raise RefusalError(403, "files are not fetched from private addresses")
    return addresses[0]


def _connection(parts: SplitResult, address: str) -> http.client.HTTPConnection:
    """A connection to that address which still sends and verifies the host's name."""
    host = parts.hostname or ""
    if parts.scheme == "http":
        connection = http.client.HTTPConnection(host, _port(parts), timeout=SOCKET_TIMEOUT_S)
    else:
        secure = ssl.create_default_context()
        connection = http.client.HTTPSConnection(
            host, _port(parts), timeout=SOCKET_TIMEOUT_S, context=secure
        )
    # The seam that http.client itself goes through to open its socket.
    connection._create_connection = lambda _, *rest: socket.create_connection(  # type: ignore[attr-defined]  # noqa: SLF001  see above
        (address, _port(parts)), *rest
    )
    return connection


def _saved(
    answer: http.client.HTTPResponse, parts: SplitResult, folder: Path, most_bytes: int
) -> UploadedFile:
    if answer.status != http.HTTPStatus.OK:
        raise RefusalError(400, f"the address answered {answer.status}; redirects are not followed")
    if (answer.length or 0) > most_bytes:
        raise RefusalError(4002)
    promised = answer.length
    name = _file_name(parts, answer.headers.get_content_type())
    file = UploadedFile.fresh(folder, name, extension(name))
    try:
        size = _copy(answer, file.path, most_bytes)
    except BaseException:
        file.path.unlink(missing_ok=True)
        raise
    if promised not in (None, size):
        file.path.unlink(missing_ok=True)
        raise RefusalError(400, "the file broke off")
    return UploadedFile(file.path, name, size)


def _copy(answer: http.client.HTTPResponse, path: Path, most_bytes: int) -> int:
    size = 0
    until = time.monotonic() + DOWNLOAD_TIMEOUT_S
    try:
        with path.open("xb") as file:
            while piece := answer.read1(CHUNK):
                size += len(piece)
                if size > most_bytes:
                    raise RefusalError(4002)
                if time.monotonic() > until:
                    raise RefusalError(400, "the file took too long")
                file.write(piece)
    except (http.client.HTTPException, TimeoutError, ConnectionError) as error:
        raise RefusalError(400, "the file broke off") from error
    return size


def _file_name(parts: SplitResult, content_type: str) -> str:
    name = display_name(unquote(parts.path)) or "file"
    ending = ENDINGS.get(content_type)
    is_known = name.rpartition(".")[2].lower() in (*ACCEPTED, *ALIASES)
    return name if is_known or ending is None else f"{name}.{ending}"


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)
