"""Text extraction from TXT, MD, SRT, DOCX and PDF, within limits."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.skill import installation
from intents.language import has_hiragana

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

LONGEST: Final = 200_000  # letters
_MOST_BYTES: Final = 64 * 1024 * 1024
_MOST_RATIO: Final = 200
_MOST_ENTRIES: Final = 10_000
_PDF_WITHIN_S: Final = 30
_JAPANESE: Final = "cp932"
_ENCODINGS: Final = ("utf-8-sig", _JAPANESE, "gb18030", "cp1252")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MANY_LINES: Final = re.compile(r"\n{3,}")


def words(path: Path) -> str:
    """The text of a document as a person would read it. Raises LocalError."""
    ending = path.suffix.lower().lstrip(".")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise LocalError(FailureKind.TOO_LARGE, path.name)
        if ending == "docx":
            found = _docx(path)
        elif ending == "pdf":
            found = _pdf(path)
        else:
            found = _plain(path)
    except OSError as error:
        raise LocalError(FailureKind.NOT_READABLE, path.name) from error
    found = _MANY_LINES.sub("\n\n", found.replace("\0", "").strip())[:LONGEST]
    if not found:
        raise LocalError(FailureKind.NO_WORDS, path.name)
    return found


def _plain(path: Path) -> str:
    raw = path.read_bytes()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    for encoding in _ENCODINGS:
        try:
            found = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Chinese bytes read as Japanese have none; the other way round there is always something.
        if encoding != _JAPANESE or has_hiragana(found):
            return found
    return raw.decode("utf-8", "replace")


def _docx(path: Path) -> str:
    """The paragraphs of a Word file; nothing outside of it is ever opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > _MOST_ENTRIES:
                raise LocalError(FailureKind.NOT_READABLE, path.name)
            entry = archive.getinfo("word/document.xml")
            if entry.file_size > min(_MOST_BYTES, max(entry.compress_size, 1) * _MOST_RATIO):
                raise LocalError(FailureKind.NOT_READABLE, path.name)
            with archive.open(entry) as file:
                body = file.read(_MOST_BYTES)
        flat = body.replace(b"\0", b"")  # UTF-16 is XML as well
        if b"<!DOCTYPE" in flat[:4096] or b"<!ENTITY" in flat:
            raise LocalError(FailureKind.NOT_READABLE, path.name)
        tree = ET.iterparse(io.BytesIO(body))  # noqa: S314 - documents with entities were refused
        return "\n".join(_paragraphs(tree))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        ET.ParseError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise LocalError(FailureKind.NOT_READABLE, path.name) from error


def _paragraphs(tree: Iterable[tuple[str, Element]]) -> Iterator[str]:
    pieces: list[str] = []
    for _, element in tree:
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in (f"{_W}tab", f"{_W}br"):
            pieces.append("\t" if element.tag.endswith("tab") else "\n")
        elif element.tag == f"{_W}p":
            yield "".join(pieces)
            pieces.clear()
            element.clear()


def _pdf(path: Path) -> str:
    """Extract in a child process: a PDF may be made to take all memory and time."""
    if installation.missing(installation.DOCUMENTS):
        raise LocalError(FailureKind.NO_DOCUMENTS, path.name)
    try:
        with path.open("rb") as file:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "agent.world.pdf"],  # -P: not what lies in this folder
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                stdin=file,
                capture_output=True,
                timeout=_PDF_WITHIN_S,
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise LocalError(FailureKind.NOT_READABLE, path.name) from error
    if done.returncode:
        raise LocalError(FailureKind.NOT_READABLE, path.name)
    return done.stdout.decode("utf-8", "replace")
