from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from studio.http.allowed_hosts import AllowedHosts
from studio.http.url_fetch import fetch
from studio.wire.envelopes import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HERE = AllowedHosts(("127.0.0.1", "localhost"), are_private=True, most_bytes=1000)
FILM = b"film" * 50


class Shelf(BaseHTTPRequestHandler):
    """Has a few files, good and bad."""

    def do_GET(self) -> None:
        """Hand out what the path names."""
        status, headers, held = {
            "/clip.mp4": (200, {}, FILM),
            "/%E5%A4%8F.mp4": (200, {}, FILM),
            "/watch?v=1": (200, {"Content-Type": "video/webm"}, FILM),
            "/page.html": (200, {"Content-Type": "text/html"}, b"<html>"),
            "/large.mp4": (200, {}, b"x" * 2000),
            "/long.mp4": (200, {"Content-Length": ""}, b"x" * 2000),
            "/short.mp4": (200, {"Content-Length": "400"}, FILM),
            "/moved.mp4": (302, {"Location": "/clip.mp4"}, b""),
        }.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(held))} | headers).items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(held)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def shelf() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Shelf) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def refused(url: str, folder: Path, hosts: AllowedHosts = HERE) -> int:
    with pytest.raises(RefusalError) as caught:
        fetch(url, folder, hosts)
    return caught.value.code


@pytest.mark.parametrize(
    ("path", "name"),
    [("/clip.mp4", "clip.mp4"), ("/%E5%A4%8F.mp4", "夏.mp4"), ("/watch?v=1", "watch.webm")],
)
def test_a_file_is_fetched(tmp_path: Path, shelf: str, path: str, name: str) -> None:
    arrival = fetch(shelf + path, tmp_path, HERE)

    assert (arrival.name, arrival.size) == (name, len(FILM))
    assert arrival.path.read_bytes() == FILM


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/page.html", 4001),
        ("/large.mp4", 4002),
        ("/long.mp4", 4002),
        ("/short.mp4", 400),
        ("/moved.mp4", 400),
        ("/nothing.mp4", 400),
    ],
)
def test_what_is_no_good_leaves_nothing(tmp_path: Path, shelf: str, path: str, code: int) -> None:
    assert refused(shelf + path, tmp_path) == code
    assert list(tmp_path.iterdir()) == []


def test_a_private_address_is_refused_unless_allowed(tmp_path: Path, shelf: str) -> None:
    hosts = AllowedHosts(("127.0.0.1",))

    assert refused(f"{shelf}/clip.mp4", tmp_path, hosts) == 403


def test_a_name_of_a_private_address_is_refused_too(tmp_path: Path) -> None:
    assert refused("http://localhost/clip.mp4", tmp_path, AllowedHosts(("localhost",))) == 403


def test_a_host_that_is_not_allowed_is_refused(tmp_path: Path, shelf: str) -> None:
    assert (
        refused(f"{shelf}/clip.mp4", tmp_path, AllowedHosts(("example.org",), are_private=True))
        == 403
    )


NO_ADDRESSES = [
    *("", "clip.mp4", "ftp://127.0.0.1/a.mp4", "file:///etc/passwd", "http://", "http://[::1"),
    *("http://user:word@127.0.0.1/a.mp4", "http://127.0.0.1/a b.mp4", "http://127.0.0.1:x/a.mp4"),
    *("http://127.0.0.1/a\r\nX: y", "http://127.0.0.1/" + "x" * 3000, "http://127.0.0.1/夏.mp4"),
]


@pytest.mark.parametrize("url", NO_ADDRESSES, ids=range(len(NO_ADDRESSES)))
def test_what_is_no_address_is_refused(tmp_path: Path, url: str) -> None:
    assert refused(url, tmp_path) == 400


def test_nobody_listening_is_told(tmp_path: Path) -> None:
    assert refused("http://127.0.0.1:1/a.mp4", tmp_path) == 400
