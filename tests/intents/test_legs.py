from __future__ import annotations

import pytest

from intents import legs, library, text
from intents.clauses import Item, LineReader
from intents.legs import Leg


def found(said: str) -> list[tuple[str, str]]:
    """The legs of a line and their words."""
    tables = library.router_tables()
    line = text.read(said, tables.file_cut, tables.simple)
    reader = LineReader(tables, line)
    return [(leg.name, line.slice(leg.low, leg.high)) for leg in legs.legs(reader, reader.items())]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("export it", [("export", "export it")]),
        ("add music, export it", [("chat", "add music"), ("export", "export it")]),
        ("looks great, export it", [("export", "export it")]),
        ("export it, please", [("export", "export it, please")]),
        ("export failed, try again", [("export", "try again")]),
        ("upload a.mp4, show credits", [("upload", "upload a.mp4"), ("credits", "show credits")]),
        ("export it, export it in 4k", [("export", "export it, export it in 4k")]),
        (
            "put ./a.png in the corner, put ./b.png behind it",
            [
                ("upload", "put ./a.png in the corner, put ./b.png behind it"),
                ("chat", "put ./a.png in the corner, put ./b.png behind it"),
            ],
        ),
    ],
)
def test_wishes_are_put_in_their_order(said: str, wanted: list[tuple[str, str]]) -> None:
    assert found(said) == wanted


@pytest.mark.parametrize(
    "said",
    [
        "make it purple",
        "try again",
        "it failed",
        "if the colours are right, export it",
        "don't show the title, export it",
        "a dog runs over the meadow and a cat sits in the tree and watches it all day, export it",
    ],
)
def test_a_line_with_no_wish_of_its_own_has_no_legs(said: str) -> None:
    wishes = [name for name, _ in found(said)]

    assert wishes in ([], ["chat", "export"])
    assert wishes != ["export"]


def test_more_than_four_wishes_are_a_script() -> None:
    said = "upload a.mp4, show credits, export it, show status, show credits, export it"

    assert found(said) == []


def test_a_leg_reaches_from_its_first_to_its_last_item() -> None:
    leg = Leg("export", (Item("export", 4, 6), Item("export", 1, 2)))

    assert (leg.low, leg.high) == (1, 6)
