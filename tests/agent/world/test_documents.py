"""The words of documents, and documents that were made to do harm."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Final

import pytest

from agent.core.errors import LocalError
from agent.world import documents

if TYPE_CHECKING:
    from pathlib import Path

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def page(*paragraphs: str) -> str:
    """The body of a Word file."""
    inside = "".join(f"<w:p>{one}</w:p>" for one in paragraphs)
    return f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def word(path: Path, body: str | bytes, name: str = "word/document.xml") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return path


def refused(path: Path) -> str:
    """The kind of a refusal."""
    with pytest.raises(LocalError) as caught:
        documents.words(path)
    assert caught.value.about == path.name
    return caught.value.kind


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("a café\n".encode(), "a café"),
        ("\ufeff日落".encode(), "日落"),
        ("日落".encode("utf-16"), "日落"),
        ("日落".encode("utf-16-be").join([b"\xfe\xff", b""]), "日落"),
        ("镜头一：海边的日落".encode("gb18030"), "镜头一：海边的日落"),
        ("夕日の海を10秒で見せてください".encode("shift_jis"), "夕日の海を10秒で見せてください"),
        ("a caf\xe9, please".encode("cp1252"), "a café, please"),
        (b"a\x00b", "ab"),
        (b"\xff\x81 x", "�� x"),
        (b"one\n\n\n\n\ntwo\n", "one\n\ntwo"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "gb", "sjis", "cp1252", "nul", "none", "lines"],
)
def test_plain_words_are_read_in_the_encoding_they_have(
    tmp_path: Path, raw: bytes, read: str
) -> None:
    file = tmp_path / "script.txt"
    file.write_bytes(raw)

    assert documents.words(file) == read


def test_only_so_many_letters_are_read(tmp_path: Path) -> None:
    file = tmp_path / "long.md"
    file.write_text("x" * (documents.LONGEST + 5), "utf-8")

    assert len(documents.words(file)) == documents.LONGEST


def test_a_file_of_gigabytes_is_not_begun(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    with file.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)

    assert refused(file) == "too_large"


@pytest.mark.parametrize("raw", [b"", b" \n\n ", b"\x00"])
def test_where_no_words_are_it_says_so(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "empty.srt"
    file.write_bytes(raw)

    assert refused(file) == "no_words"


def test_a_document_that_is_gone_cannot_be_read(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.txt") == "not_readable"


def test_the_paragraphs_of_a_word_file_are_its_lines(tmp_path: Path) -> None:
    body = page(
        "<w:r><w:t>Scene 1</w:t><w:tab/><w:t>sunset</w:t></w:r>", "<w:r><w:t>a</w:t><w:br/></w:r>"
    )

    read = documents.words(word(tmp_path / "script.docx", body))

    assert read == "Scene 1\tsunset\na"


def test_a_word_file_in_another_encoding_is_read(tmp_path: Path) -> None:
    body = '<?xml version="1.0" encoding="utf-16"?>' + page("<w:r><w:t>日落</w:t></w:r>")

    read = documents.words(word(tmp_path / "script.docx", body.encode("utf-16")))

    assert read == "日落"


BOMB: Final = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + page("<w:t>&b;</w:t>")
FOREIGN: Final = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page("<w:t>&x;</w:t>")


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        FOREIGN,
        '<?xml version="1.0" encoding="utf-16"?>' + BOMB,
        f'<!DOCTYPE d SYSTEM "http://127.0.0.1/x.dtd">{page("<w:t>x</w:t>")}',
        "<w:document",
        "",
        page("<w:t>x</w:t>") + " " * 2_000_000,
    ],
    ids=["entities", "a file", "utf-16", "a dtd", "torn", "empty", "a bomb of blanks"],
)
def test_a_word_file_that_was_made_to_do_harm_is_refused(tmp_path: Path, body: str) -> None:
    raw = body.encode("utf-16") if "utf-16" in body else body.encode()

    assert refused(word(tmp_path / "evil.docx", raw)) == "not_readable"


def test_a_word_file_of_ten_thousand_parts_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "many.docx"
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}", b"")

    assert refused(file) == "not_readable"


def test_a_zip_without_a_page_is_no_word_file(tmp_path: Path) -> None:
    assert refused(word(tmp_path / "other.docx", "x", name="readme.txt")) == "not_readable"


def test_what_is_no_zip_is_no_word_file(tmp_path: Path) -> None:
    file = tmp_path / "fake.docx"
    file.write_bytes(b"PK\x03\x04 not really")

    assert refused(file) == "not_readable"


@pytest.mark.parametrize("at", [0.3, 0.5, 0.7])
def test_a_word_file_with_a_scratch_is_refused(tmp_path: Path, at: float) -> None:
    file = word(tmp_path / "old.docx", page(*[f"<w:t>{n * 7919}</w:t>" for n in range(500)]))
    raw = bytearray(file.read_bytes())
    where = round(len(raw) * at)
    raw[where : where + 40] = b"\xff" * 40
    file.write_bytes(raw)

    assert refused(file) == "not_readable"


def test_a_word_file_that_is_locked_is_refused(tmp_path: Path) -> None:
    file = word(tmp_path / "locked.docx", page("<w:t>x</w:t>"))
    raw = bytearray(file.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + flags] |= 1
    file.write_bytes(raw)

    assert refused(file) == "not_readable"
