"""YAML with its line numbers: values are read as what they should be, or pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agent.skill import yaml_document

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def at(tmp_path: Path) -> Path:
    return tmp_path / "page.yaml"


def page(at: Path, said: str) -> yaml_document.YamlValue:
    at.write_text(said, "utf-8")
    return yaml_document.read(at)


def test_text_is_read_without_its_margins(at: Path) -> None:
    read = page(at, "a: '  said  '")

    assert read.need("a").text() == "said"


@pytest.mark.parametrize("said", ["no", "1.0", "null", "2026-11-21", "0x1f", "视频"])
def test_text_is_what_was_written_whatever_yaml_makes_of_it(at: Path, said: str) -> None:
    read = page(at, f"a: {said}")

    assert said == read.need("a").text()


@pytest.mark.parametrize("said", ["", "''", "'  '", "[x]", "{x: y}"])
def test_what_is_no_text_is_pointed_at(at: Path, said: str) -> None:
    read = page(at, f"b: 1\na: {said}")

    with pytest.raises(
        yaml_document.YamlDocumentError, match=r"page\.yaml, line 2: a should be text"
    ):
        read.need("a").text()


@pytest.mark.parametrize(("said", "number"), [("7", 7), ("007", 7), ("999999999", 999_999_999)])
def test_a_whole_number_is_read(at: Path, said: str, number: int) -> None:
    assert number == page(at, f"a: {said}").need("a").whole()


@pytest.mark.parametrize("said", ["0", "-1", "1.5", "1e3", "many", "٣", "²", "1 000", "9" * 5000])
def test_what_is_no_whole_number_is_pointed_at(at: Path, said: str) -> None:
    read = page(at, f"a: {said}")

    with pytest.raises(
        yaml_document.YamlDocumentError, match="line 1: a should be a whole number above zero"
    ):
        read.need("a").whole()


@pytest.mark.parametrize(("said", "truth"), [("true", True), ("false", False)])
def test_truth_is_read(at: Path, said: str, truth: bool) -> None:  # noqa: FBT001 - a table's column
    assert truth is page(at, f"a: {said}").need("a").truth()


@pytest.mark.parametrize("said", ["yes", "True", "1"])
def test_what_is_not_quite_true_is_pointed_at(at: Path, said: str) -> None:
    read = page(at, f"a: {said}")

    with pytest.raises(yaml_document.YamlDocumentError, match="line 1: a should be true or false"):
        read.need("a").truth()


def test_entries_know_their_place(at: Path) -> None:
    read = page(at, "a:\n  b:\n    - one\n    - two")

    places = [(entry.key, entry.text()) for entry in read.need("a").need("b").each()]

    assert places == [("a.b[1]", "one"), ("a.b[2]", "two")]


@pytest.mark.parametrize("said", ["x", "{x: y}", ""])
def test_what_is_no_list_is_pointed_at(at: Path, said: str) -> None:
    read = page(at, f"a: {said}")

    with pytest.raises(yaml_document.YamlDocumentError, match="line 1: a should be a list"):
        read.need("a").texts()


def test_a_list_may_be_empty(at: Path) -> None:
    assert page(at, "a: []").need("a").texts() == ()


def test_a_missing_key_is_named_where_it_is_missing(at: Path) -> None:
    read = page(at, "x: 1\na:\n  b: 1")

    with pytest.raises(yaml_document.YamlDocumentError, match=r"page\.yaml, line 3: a has no 'c'"):
        read.need("a").need("c")


def test_a_key_may_be_missing_where_there_is_a_default(at: Path) -> None:
    read = page(at, "a: 1")

    assert read.optional("a", yaml_document.YamlValue.whole, 5) == 1
    assert read.optional("b", yaml_document.YamlValue.whole, 5) == 5


@pytest.mark.parametrize("said", ["text", "[list]"])
def test_a_page_without_keys_is_pointed_at(at: Path, said: str) -> None:
    read = page(at, said)

    with pytest.raises(
        yaml_document.YamlDocumentError, match="line 1: the page should be a group of keys"
    ):
        read.get("a")
    with pytest.raises(
        yaml_document.YamlDocumentError, match="line 1: the page should be a group of keys"
    ):
        read.known(frozenset())


def test_a_key_that_nobody_reads_is_pointed_at(at: Path) -> None:
    read = page(at, "a:\n  good: 1\n  odd: 2")

    with pytest.raises(
        yaml_document.YamlDocumentError, match="line 3: a has a key that is not known: 'odd'"
    ):
        read.need("a").known(frozenset({"good"}))


def test_a_key_that_is_a_list_is_not_known(at: Path) -> None:
    read = page(at, "? [good]\n: 1")

    with pytest.raises(
        yaml_document.YamlDocumentError, match="line 1: the page has a key that is not known"
    ):
        read.known(frozenset({"good"}))


def test_a_key_that_is_there_twice_is_pointed_at(at: Path) -> None:
    read = page(at, "good: 1\ngood: 2")

    with pytest.raises(
        yaml_document.YamlDocumentError, match="line 2: the page has a key twice: 'good'"
    ):
        read.known(frozenset({"good"}))


def test_keys_that_are_known_are_no_complaint(at: Path) -> None:
    read = page(at, "good: 1")

    read.known(frozenset({"good", "other"}))

    assert read.need("good").whole() == 1


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("", ": the page is empty"),
        ("# nothing\n", ": the page is empty"),
        ("a: 1\nb: c: d\n", ", line 2: mapping values are not allowed"),
        ("a: 'open\n\n", ", line 3: found unexpected end of stream"),
        ("a: [1\nb: 2", ", line 2: did not find expected"),
        ("a: 1\n---\nb: 2", ", line 2: but found another document"),
        ("a: *nobody", ", line 1: found undefined alias"),
        ("a: \tb\n\tc: d", ", line 2: "),
        ("a: \x07", ": this is no readable YAML: unacceptable character"),
        ("[" * 100_000, ", line 1: the page is nested too deep"),
        ("[" * 60 + "]" * 60, ", line 1: the page is nested too deep"),
        ("a:\n" + "- " * 60 + "x", ", line 2: the page is nested too deep"),
        ("a:\n" + "- " * 5000 + "x", ", line 2: the page is nested too deep"),
        ("a: 1\nb: " + "{x: " * 5000, ", line 2: the page is nested too deep"),
    ],
)
def test_a_broken_page_is_pointed_at(at: Path, said: str, complaint: str) -> None:
    with pytest.raises(yaml_document.YamlDocumentError) as caught:
        page(at, said)

    assert str(caught.value).startswith(f"{at}{complaint}")


def test_a_page_that_eats_its_tail_is_no_text(at: Path) -> None:
    read = page(at, "a: &a [*a]")

    with pytest.raises(yaml_document.YamlDocumentError, match=r"line 1: a\[1\] should be text"):
        read.need("a").texts()


def test_bytes_that_are_no_text_are_pointed_at(at: Path) -> None:
    at.write_bytes(b"a: 1\nb: ok\nc: caf\xe9\n")

    with pytest.raises(yaml_document.YamlDocumentError) as caught:
        yaml_document.read(at)

    assert f"{at}, line 3: this is no UTF-8" == str(caught.value)


def test_a_mark_of_the_byte_order_is_no_part_of_the_first_key(at: Path) -> None:
    at.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")

    assert yaml_document.read(at).need("a").whole() == 1


def test_a_page_that_is_not_there_is_named(at: Path) -> None:
    with pytest.raises(yaml_document.YamlDocumentError) as caught:
        yaml_document.read(at)

    assert f"{at}: No such file or directory" == str(caught.value)


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(yaml_document.YamlDocumentError, match=f"{tmp_path}: Is a directory"):
        yaml_document.read(tmp_path)


def test_a_tag_makes_nothing_happen(at: Path) -> None:
    read = page(at, "a: !!python/object/apply:os.getcwd []")

    assert read.need("a").texts() == ()
