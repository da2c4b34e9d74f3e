from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from studio.http.multipart import MultipartReceiver, receive
from studio.wire.envelopes import RefusalError, WrongShapeError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from studio.media.uploaded_file import UploadedFile

TYPE = "multipart/form-data; boundary=cut"


def part(name: str, held: bytes, field: str = "files") -> bytes:
    head = f'--cut\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return head.encode() + held + b"\r\n"


def taken(
    folder: Path, body: bytes, *, limit: int = 10_000, step: int = 7, kind: str = TYPE
) -> list[UploadedFile]:
    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(body), step):
            yield body[at : at + step]

    return asyncio.run(receive(pieces(), kind, folder, limit))


@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_files_arrive_whole_in_pieces_of_any_size(tmp_path: Path, step: int) -> None:
    held = b"\r\n--cu\r\n--cut-not\x00\xff" * 40
    body = part("a.mp4", held) + part("夏.jpg", b"photo") + b"--cut--\r\n"

    first, second = taken(tmp_path, body, step=step)

    assert (first.name, first.size, first.path.read_bytes()) == ("a.mp4", len(held), held)
    assert (second.name, second.path.suffix) == ("夏.jpg", ".jpg")


def test_other_fields_are_passed_over(tmp_path: Path) -> None:
    note = b'--cut\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n'

    arrivals = taken(tmp_path, note + part("a.mp4", b"film") + b"--cut--\r\n")

    assert [arrival.name for arrival in arrivals] == ["a.mp4"]


def test_a_type_that_is_not_accepted_is_refused_before_its_bytes(tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as caught:
        taken(tmp_path, part("a.mp4", b"film") + part("b.exe", b"x") + b"--cut--\r\n")

    assert caught.value.code == 4001
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_too_large_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as caught:
        taken(tmp_path, part("a.mp4", b"x" * 11_000) + b"--cut--\r\n")

    assert caught.value.code == 4002
    assert list(tmp_path.iterdir()) == []


WRONG = [
    b"",
    b"no multipart at all",
    b"--cut--\r\n",
    part("a.mp4", b"film"),
    b"--cut\r\n" + b"X-Long: " + b"x" * 9000 + b"\r\n\r\n\r\n--cut--\r\n",
]


@pytest.mark.parametrize("body", WRONG, ids=range(len(WRONG)))
def test_a_body_that_is_not_whole_leaves_nothing(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(WrongShapeError):
        taken(tmp_path, body)

    assert list(tmp_path.iterdir()) == []


def test_a_line_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield part("a.mp4", b"film" * 100)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        asyncio.run(receive(pieces(), TYPE, tmp_path, 10_000))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["multipart/form-data", "text/plain; boundary=cut", ""])
def test_a_body_without_a_boundary_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(WrongShapeError):
        MultipartReceiver(kind, tmp_path, 100)


def test_so_many_files_at_once_are_refused(tmp_path: Path) -> None:
    body = b"".join(part(f"{n}.mp4", b"film") for n in range(21))

    with pytest.raises(RefusalError):
        taken(tmp_path, body + b"--cut--\r\n", step=10_000)

    assert list(tmp_path.iterdir()) == []
