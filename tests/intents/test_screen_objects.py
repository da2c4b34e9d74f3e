from __future__ import annotations

import pytest

from intents import library, screen_objects, text
from intents.phrase_marks import Marks


def marks(said: str) -> tuple[Marks, int, int]:
    tables = library.reply_tables()
    line = text.read(said, None, tables.simple)
    return Marks(tables, line), 0, len(line.words)


@pytest.mark.parametrize(
    ("said", "thing"),
    [
        ("the export button", "export"),
        ("导出按钮", "export"),
        ("書き出しボタン", "export"),
        ("the slider", "slider"),
        ("the timeline", "timeline"),
        ("the billing page", "account"),
        ("click Render Queue", "name"),
        ("click “Go”", "quote"),
        ("“Export video”", "export"),
        ("Settings > Layout", "path"),
        ("File → Export", "path_export"),
        ("“File > Export”", "path_export"),
        ("“File / Save”", "path"),
    ],
)
def test_the_things_of_a_screen_are_known(said: str, thing: str) -> None:
    assert thing in screen_objects.objects_named(
        *marks(said), 0 if said.startswith("click") else -1
    )


def test_a_clause_without_one_names_none() -> None:
    assert screen_objects.objects_named(*marks("the wedding was lovely")) == set()
    assert screen_objects.objects_named(*marks("")) == set()


def test_a_long_quotation_is_no_label() -> None:
    said = "“" + "and so we export it " * 8 + "”"

    assert screen_objects.objects_named(*marks(said)) == {"quote"}


def test_a_panel_in_a_quotation_is_a_label() -> None:
    assert "panel" not in screen_objects.objects_named(*marks("“Panel”"))


@pytest.mark.parametrize(
    ("said", "thing"),
    [
        ("the export button is in the top right corner", "export"),
        ("you'll find the export button on the right", "export"),
        ("导出按钮在右上角", "export"),
    ],
)
def test_what_is_said_to_be_somewhere_is_located(said: str, thing: str) -> None:
    assert thing in screen_objects.objects_located(*marks(said))


@pytest.mark.parametrize(
    "said",
    [
        "the dog is in the corner",
        "the music is in",
        "our export is in 4k",
        "我把导出按钮放在右上角",
        "click export",
    ],
)
def test_what_is_no_button_is_not_located(said: str) -> None:
    assert screen_objects.objects_located(*marks(said)) == set()


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("“Download”", True),
        ("then “Download”", True),
        ("“A” “B”", False),
        ("it", False),
        ("wedding “B”", False),
    ],
)
def test_a_quoted_label_alone_is_one(said: str, *, wanted: bool) -> None:
    one, low, high = marks(said)

    assert screen_objects.is_label(one.line, one, low, high) is wanted
