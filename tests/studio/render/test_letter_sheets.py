from __future__ import annotations

import numpy as np
import pytest

from studio.render import fonts, letter_sheets, planes, typesetting
from studio.render.letter_sheets import Ink, LetterSheet
from studio.render.sheet import lay
from studio.render.typesetting import Block, Style
from tests.studio.render.film_samples import bounds, changed, middle

WHITE = Ink((255, 255, 255))


def block(text: str = "Harbour light", limit: float = 400) -> Block:
    return typesetting.block(text, Style(fonts.DISPLAY, 40), limit)


def drawn(*cuts: LetterSheet, color: tuple[int, int, int] = (0, 0, 0)) -> planes.Planes:
    onto = planes.blank(480, 200, color)
    for cut in cuts:
        lay(onto, cut.sheet, 40 + cut.x, 40 + cut.y)
    return onto


@pytest.mark.parametrize("text", ["Harbour light", "海边的 下午", "two lines\nof it"])
def test_letters_one_by_one_are_the_whole(text: str) -> None:
    cuts = letter_sheets.letters(block(text), WHITE)

    one, many = drawn(letter_sheets.block_sheet(block(text), WHITE)).y, drawn(*cuts).y

    assert int(one.sum()) == pytest.approx(int(many.sum()), rel=0.01)
    assert np.corrcoef(one.ravel(), many.ravel())[0, 1] > 0.98


def test_every_letter_knows_its_word_and_its_line() -> None:
    cuts = letter_sheets.letters(block("ab cd\nef"), WHITE)

    assert [(cut.word, cut.line) for cut in cuts] == [
        (0, 0),
        (0, 0),
        (1, 0),
        (1, 0),
        (2, 1),
        (2, 1),
    ]


@pytest.mark.parametrize("text", ["Harbour", "漢字かな", "gjpqy ÅÉ"])
def test_nothing_of_a_block_is_cut_off(text: str) -> None:
    sheet = letter_sheets.block_sheet(
        block(text), Ink((255, 255, 255), outline=0.06, shadow=0.7)
    ).sheet

    edges = (sheet.a[0], sheet.a[-1], sheet.a[:, 0], sheet.a[:, -1])

    assert max(int(edge.max()) for edge in edges) < 40


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_a_short_line_stands_where_it_is_told(align: str, share: float) -> None:
    set_ = block("a long first line\nb")

    free = set_.width - set_.lines[1].width

    assert letter_sheets.line_left(set_, 1, align) == pytest.approx(free * share)


def test_ink_is_of_its_colour() -> None:
    frame = drawn(letter_sheets.block_sheet(block("HHH"), Ink((255, 40, 40), bold=0.05)))

    red = np.asarray(planes.to_image(frame)).astype(int)[changed(frame, by=40)]

    assert np.percentile(red[:, 0], 80) > 220
    assert np.median(red[:, 1]) < 70


def test_an_outline_and_boldness_make_letters_wider() -> None:
    plain, bold, outlined = (
        changed(
            drawn(letter_sheets.block_sheet(block(), ink), color=(90, 90, 90)), (90, 90, 90)
        ).sum()
        for ink in (WHITE, Ink((255,) * 3, bold=0.06), Ink((255,) * 3, outline=0.08))
    )

    assert bold > plain * 1.15
    assert outlined > plain * 1.15


def test_a_shadow_lies_below_its_letters() -> None:
    frame = drawn(
        letter_sheets.block_sheet(block(), Ink((255, 255, 255), shadow=0.9)), color=(120,) * 3
    )

    dark, light = frame.y < 90, frame.y > 200

    assert middle(dark)[1] > middle(light)[1]


def test_italics_lean_to_the_right() -> None:
    ink = changed(drawn(letter_sheets.block_sheet(block("IIII"), Ink((255,) * 3, italic=True))))
    left, top, right, bottom = bounds(ink)

    upper, lower = ink[top : top + 8], ink[bottom - 8 : bottom]

    assert right > left
    assert middle(upper)[0] > middle(lower)[0] + 3
