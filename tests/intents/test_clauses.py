from __future__ import annotations

import pytest

from intents import library, text
from intents.clauses import CONTENT, CONTEXT, EDIT, FILE, Item, LineReader
from intents.library import Template


def reader(said: str) -> LineReader:
    tables = library.router_tables()
    return LineReader(tables, text.read(said, tables.file_cut, tables.simple))


def taken(said: str) -> list[tuple[str, str]]:
    """What each stretch of a line was taken for, and its words."""
    one = reader(said)
    return [(item.kind, one.line.slice(item.low, item.high)) for item in one.items()]


@pytest.mark.parametrize(
    ("said", "items"),
    [
        ("export the video", [("export", "export the video")]),
        ("make it purple", [(EDIT, "make it purple")]),
        ("the sky is purple", [(CONTENT, "the sky is purple")]),
        ("add music and then export it", [(EDIT, "add music"), ("export", "export it")]),
        ("add music, export it", [(EDIT, "add music"), ("export", "export it")]),
        ("export it and then add music", [("export", "export it"), (EDIT, "add music")]),
        ("把标题放大然后导出", [(EDIT, "把标题放大"), ("export", "导出")]),
        ("音楽を足してから書き出して", [(EDIT, "音楽を足してから"), ("export", "書き出して")]),
        ("put ./a.png in the corner", [(FILE, "put ./a.png in the corner")]),
        ("upload ./a.png", [("upload", "upload ./a.png")]),
        ("", []),
        ("!?,", []),
    ],
)
def test_a_line_comes_apart_where_wishes_are_joined(
    said: str, items: list[tuple[str, str]]
) -> None:
    found = [(kind, words) for kind, words in taken(said) if words not in ("!", "?")]

    assert found == items


def test_the_items_of_a_list_are_content() -> None:
    found = taken("here it comes:\n- export\n2. status\n• credits")

    assert {kind for kind, _ in found} == {CONTENT}


def test_what_somebody_says_in_the_film_is_content() -> None:
    assert "export" not in {kind for kind, _ in taken("export, she said")}


def test_a_misspelt_word_is_told() -> None:
    (item,) = reader("exprot the vidoe").items()

    assert item.kind == "export"
    assert item.mended == (("exprot", "export"), ("vidoe", "video"))


def test_what_gives_a_reason_is_context() -> None:
    found = dict(taken("締め切りなので書き出して"))

    assert CONTEXT in found
    assert "export" in found


def test_a_sequel_knows_that_something_comes_before_it() -> None:
    first, second = reader("add music and then export it").items()

    assert not first.sequel
    assert second.sequel


@pytest.mark.parametrize(
    ("said", "is_edit"),
    [
        ("make it purple", True),
        ("please just make it purple", True),
        ("the sky is purple", False),
        ("把天空变紫", True),
        ("", False),
    ],
)
def test_an_order_to_change_something_is_an_edit(said: str, *, is_edit: bool) -> None:
    one = reader(said)

    assert one.is_edit(0, len(one.line.words)) is is_edit


@pytest.mark.parametrize(
    ("said", "head"),
    [("the export button", "export"), ("no credits left", "credits"), ("purple", ""), ("", "")],
)
def test_a_head_names_its_route(said: str, head: str) -> None:
    one = reader(said)

    assert one.head(0, len(one.line.words)) == head


def test_a_denied_order_is_negated() -> None:
    denied, asked, other = reader("do not export"), reader("export"), reader("not purple")

    assert denied.is_negated(0, 3)
    assert not asked.is_negated(0, 1)
    assert not other.is_negated(0, 2)


def test_marks_outside_the_stretch_do_not_count() -> None:
    one = reader("not this and not that")

    assert one.has("negation", 0, 1)
    assert not one.has("negation", 1, 3)
    assert not one.has("no such mark", 0, 5)


def test_the_files_of_a_stretch_are_found() -> None:
    one = reader("add a.mp4 and https://x.example/b.mov and https://x.example/ and /home/ana/c")

    values = [span.value for span in one.files(0, len(one.line.words))]

    assert values == ["a.mp4", "https://x.example/b.mov", "/home/ana/c"]


@pytest.mark.parametrize(
    "said",
    [
        "don't use ./a.png",
        "we cut ./a.png out, I uploaded ./a.png yesterday",
        "the sky looks like https://x.example/a.png",
        "the sign says “a.png”",
        "the notes are in notes.srt",
    ],
)
def test_a_file_that_is_only_named_is_not_handed_over(said: str) -> None:
    assert FILE not in {kind for kind, _ in taken(said)}


def test_an_item_is_an_order_by_its_template() -> None:
    strong = Template("export", "orders", "en", "export")
    weak = Template("export", "alone", "en", "video")

    assert Item("export", 0, 1, strong).is_order
    assert not Item("export", 0, 1, weak).is_order
    assert not Item(CONTENT, 0, 1).is_order


@pytest.mark.parametrize(
    "unit", ["导出视频然后", "書き出してから", "export and then ", "导出 视频 "]
)
def test_a_stretch_with_too_many_joiners_is_a_script(unit: str) -> None:
    one = reader(unit * 300)

    items = one.items()

    assert len(items) <= 2
