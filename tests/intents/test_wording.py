"""Sentences in several languages, flat, read again when a page has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents import wording

if TYPE_CHECKING:
    from pathlib import Path


def test_keys_are_flat_and_values_are_text(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("done:\n  trim: Trimmed {name}.\n  count: 3\nword: 'on'\n")
    (tmp_path / "ja.yaml").write_text("done: {trim: 切りました。}\n")

    found = wording.tables(tmp_path, ("en", "ja"))

    assert found["en"] == {"done.trim": "Trimmed {name}.", "done.count": "3", "word": "on"}
    assert found["ja"] == {"done.trim": "切りました。"}


def test_no_word_is_anything_but_a_word(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("talk:\n  no: Fine.\n  yes: on\n  1.50: 1.50\n")

    found = wording.tables(tmp_path, ("en",))

    assert found["en"] == {"talk.no": "Fine.", "talk.yes": "on", "talk.1.50": "1.50"}


def test_a_page_that_has_changed_is_read_again(tmp_path: Path) -> None:
    page = tmp_path / "en.yaml"
    page.write_text("hello: Hello\n")
    first = wording.tables(tmp_path, ("en",))
    page.write_text("hello: Good day\n")

    second = wording.tables(tmp_path, ("en",))

    assert (first["en"], second["en"]) == ({"hello": "Hello"}, {"hello": "Good day"})
    assert (tmp_path / "words.kept.json").is_file()
