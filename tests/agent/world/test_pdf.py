"""The words of a PDF, read in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from agent.core.errors import LocalError
from agent.world import documents

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pypdf")

FRAME: Final = "/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"


def pdf(*pages: str) -> bytes:
    """A PDF made by hand, each page with one line."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    rows = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        stream = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET"
        rows += [
            f"<< /Type /Page /Parent 2 0 R {FRAME} /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, row in enumerate(rows, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{row}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(rows) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    out += f"trailer\n<< /Size {len(rows) + 1} /Root 1 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def test_the_words_of_all_pages_are_read(tmp_path: Path) -> None:
    file = tmp_path / "script.pdf"
    file.write_bytes(pdf("Scene one: sunset", "Scene two: night"))

    read = documents.words(file)

    assert read == "Scene one: sunset\nScene two: night"


def test_only_so_many_letters_are_read() -> None:
    long = pdf(*["word " * 25_000] * 4)

    done = subprocess.run(
        [sys.executable, "-m", "agent.world.pdf"], input=long, capture_output=True, check=True
    )

    assert 199_000 < len(done.stdout) < 200_010


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.4\nnot really", b"", pdf("x")[:200]], ids=["fake", "empty", "half"]
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "script.pdf"
    file.write_bytes(raw)

    with pytest.raises(LocalError) as caught:
        documents.words(file)

    assert caught.value.kind in {"not_readable", "no_words"}


def test_what_lies_in_the_folder_is_not_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "agent").mkdir()
    (tmp_path / "agent/__init__.py").write_text("raise SystemExit(9)", "utf-8")
    (tmp_path / "script.pdf").write_bytes(pdf("Scene one"))
    monkeypatch.chdir(tmp_path)

    read = documents.words(tmp_path / "script.pdf")

    assert read == "Scene one"


def test_a_pdf_that_takes_for_ever_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "script.pdf"
    file.write_bytes(pdf("Scene one"))
    monkeypatch.setattr(documents, "_PDF_WITHIN_S", 0.001)

    with pytest.raises(LocalError, match="not_readable"):
        documents.words(file)


def test_without_the_package_it_says_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "script.pdf"
    file.write_bytes(pdf("Scene one"))
    for name in [one for one in sys.modules if one.partition(".")[0] == "pypdf"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "path", [])
    sys.path_importer_cache.clear()

    with pytest.raises(LocalError, match="no_documents"):
        documents.words(file)
