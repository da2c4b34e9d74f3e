"""Streaming multipart parser: files go to disk as they arrive, none is ever held in memory."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from studio.media.uploaded_file import UploadedFile, display_name, extension
from studio.wire.envelopes import RefusalError, WrongShapeError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

FIELDS: Final = frozenset({b"files", b"file", b"files[]"})  # names that clients were seen to use
MOST_FILES: Final = 20
MOST_HEADER: Final = 8192  # bytes of one header, as nginx allows
# A refused body is read on for this long before the answer: a client that still sends when the line
# is closed would never see it.
DRAIN_BYTES: Final = 64 * 1024 * 1024


@dataclass(slots=True)
class _OpenFile:
    """The part being received, if it is a file."""

    name: str
    path: Path
    file: BinaryIO
    size: int = 0


class MultipartReceiver:
    """Receives a multipart body chunk by chunk; `files` are those that are whole."""

    def __init__(self, content_type: str, folder: Path, limit: int) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if kind != b"multipart/form-data" or not boundary:
            raise WrongShapeError("files", "multipart/form-data with a boundary is needed")
        self.files: list[UploadedFile] = []
        self._folder = folder
        self._limit = limit
        self._field = self._value = b""
        self._disposition = b""
        self._open: _OpenFile | None = None
        self._is_over = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_field,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_part_data": self._data,
                "on_part_end": self._end,
                "on_end": self._over,
            },
        )

    def feed(self, piece: bytes) -> None:
        try:
            self._parser.write(piece)
        except MultipartParseError as error:
            raise WrongShapeError("files", str(error)[:200]) from None

    def finish(self) -> list[UploadedFile]:
        """The files of a complete body; WrongShapeError for a truncated one."""
        if not self._is_over:
            raise WrongShapeError("files", "the multipart body ends too early")
        if not self.files:
            raise WrongShapeError("files", "Field required")
        return self.files

    def discard(self) -> None:
        """Delete everything received so far."""
        if self._open is not None:
            self._open.file.close()
            self._open.path.unlink(missing_ok=True)
            self._open = None
        for file in self.files:
            file.path.unlink(missing_ok=True)

    def _begin(self) -> None:
        self._disposition = b""

    def _header_field(self, raw: bytes, start: int, end: int) -> None:
        self._field = _extended_header(self._field, raw[start:end])

    def _header_value(self, raw: bytes, start: int, end: int) -> None:
        self._value = _extended_header(self._value, raw[start:end])

    def _header_end(self) -> None:
        if self._field.lower() == b"content-disposition":
            self._disposition = self._value
        self._field = self._value = b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        if options.get(b"name") not in FIELDS or b"filename" not in options:
            return
        name = display_name(options[b"filename"].decode("utf-8", "replace"))
        ending = extension(name)
        if len(self.files) >= MOST_FILES:
            raise RefusalError(4002, f"at most {MOST_FILES} files at once")
        file = UploadedFile.fresh(self._folder, name, ending)
        self._open = _OpenFile(name, file.path, file.path.open("xb"))

    def _data(self, raw: bytes, start: int, end: int) -> None:
        if self._open is None:
            return
        self._open.size += end - start
        if self._open.size > self._limit:
            raise RefusalError(4002)
        self._open.file.write(memoryview(raw)[start:end])

    def _end(self) -> None:
        if self._open is not None:
            self._open.file.close()
            self.files.append(UploadedFile(self._open.path, self._open.name, self._open.size))
            self._open = None

    def _over(self) -> None:
        self._is_over = True


async def receive(
    pieces: AsyncIterator[bytes], content_type: str, folder: Path, limit: int
) -> list[UploadedFile]:
    """Store all files of a body; after a refusal none of them is left."""
    intake = MultipartReceiver(content_type, folder, limit)
    try:
        async for piece in pieces:
            intake.feed(piece)
        return intake.finish()
    except (RefusalError, WrongShapeError):
        intake.discard()
        await drain(pieces)
        raise
    except BaseException:
        intake.discard()
        raise


async def drain(pieces: AsyncIterator[bytes]) -> None:
    """Read on for a while, so that a refusal reaches a client that is still sending."""
    bytes_left = DRAIN_BYTES
    with suppress(Exception):
        async for piece in pieces:
            bytes_left -= len(piece)
            if bytes_left < 0:
                return


def _extended_header(have: bytes, more: bytes) -> bytes:
    if len(have) + len(more) > MOST_HEADER:
        raise WrongShapeError("files", "a header is too long")
    return have + more
