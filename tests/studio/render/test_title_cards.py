from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from studio.render import fonts, title_cards
from studio.render.title_cards import EndCard, LowerThird, Title
from tests.studio.render.film_samples import (
    FILM,
    TALL,
    backed,
    bounds,
    changed,
    contrast,
    middle,
    rgb,
    said,
    shown,
)

if TYPE_CHECKING:
    from studio.render.film import Film

PLACES = [
    "center", "top", "bottom", "left", "right", "top-left", "top-right", "bottom-left",
    "bottom-right", "lower-third", "upper-third", (0.0, 0.0), (1.0, 1.0), (0.3, 0.9), "nowhere",
]  # fmt: skip


def title(text: str = "Harbour", film: Film = FILM, color: Any = (0, 0, 0), **more: Any) -> Title:
    return Title(said(text, **{"anim": "none", **more}), film, backed(color, film))


@pytest.mark.parametrize("film", [FILM, TALL], ids=["wide", "tall"])
@pytest.mark.parametrize("pos", PLACES)
def test_every_place_keeps_off_the_edges(pos: Any, film: Film) -> None:
    x, y = title_cards.anchored(pos, (100, 40), film)

    assert film.width * 0.044 <= x <= film.width * 0.956 - 100
    assert film.height * 0.044 <= y <= film.height * 0.956 - 40


@pytest.mark.parametrize("film", [FILM, TALL], ids=["wide", "tall"])
@pytest.mark.parametrize("pos", ["center", "top-left", "bottom-right", (0.9, 0.1)])
def test_a_title_stays_inside_the_safe_area(pos: Any, film: Film) -> None:
    one = title("A rather long title for so small a film", film, pos=pos)

    left, top, right, bottom = bounds(changed(shown(one, 30, film=film), by=60))

    assert film.width * 0.04 <= left < right <= film.width * 0.96
    assert film.height * 0.04 <= top < bottom <= film.height * 0.96


@pytest.mark.parametrize(
    "color", [(255, 255, 255), (128, 128, 128), (250, 214, 90), (40, 90, 200), (0, 0, 0)]
)
def test_a_title_reads_on_every_ground(color: Any) -> None:
    pixels = rgb(shown(title(color=color), 30, color))

    assert contrast(pixels[78:102, 120:200]) >= 4.5


def test_a_title_with_words_below_sets_them_smaller_and_lower() -> None:
    bare, more = (shown(title(sub=sub, pos="top"), 50) for sub in ("", "a few words more"))

    assert bounds(changed(more, by=60))[3] > bounds(changed(bare, by=60))[3] + 4


@pytest.mark.parametrize("anim", ["rise", "type", "slide", "pop", "fade", ""])
def test_a_title_arrives_stands_and_leaves(anim: str) -> None:
    one = title("Harbour", anim=anim)

    ink = [int(changed(shown(one, frame), by=60).sum()) for frame in (0, 30, 40, 59)]

    assert ink[0] < ink[1] * 0.8
    assert ink[1] == ink[2]
    assert ink[3] < ink[1] * 0.2


def test_letters_are_typed_one_after_the_other() -> None:
    one = title("Harbour", anim="type")

    right = [bounds(changed(shown(one, frame), by=60))[2] for frame in (2, 6, 12)]

    assert right == sorted(set(right))


@pytest.mark.parametrize("kind", [Title, LowerThird, EndCard])
def test_letters_that_no_font_has_spoil_no_film(kind: Any) -> None:
    words = said("\ue000", sub="\U0010fffe")

    one = kind(words, FILM, backed()) if kind is Title else kind(words, FILM)

    assert shown(one, 30).size == (320, 180)


def test_a_wished_colour_and_background_are_taken() -> None:
    pixels = rgb(shown(title(color=(0, 0, 0), background="#1020c0"), 30))

    assert np.median(pixels[70:110, 110:210].reshape(-1, 3), axis=0)[2] > 130
    assert contrast(pixels[78:102, 120:200]) >= 4.5


@pytest.mark.parametrize(("name", "more"), [("small", 1.0), ("medium", 1.3), ("huge", 1.3)])
def test_sizes_by_name_grow(name: str, more: float) -> None:
    before = {"small": "tiny", "medium": "small", "huge": "large"}[name]

    sizes = [title_cards.font_size(said("a", size=one), FILM, 100) for one in (before, name)]

    assert sizes[1] > sizes[0] * min(more, 1.2)


def test_a_size_may_be_a_share_of_the_height() -> None:
    assert title_cards.font_size(said("a", size=0.2), FILM, 100) == 36
    assert title_cards.font_size(said("a", size=0.0001), FILM, 100) == 8


@pytest.mark.parametrize(
    ("font", "face"),
    [("serif", fonts.SERIF), ("sans-serif", fonts.SANS), ("Georgia".lower(), fonts.SERIF),
     ("../../etc/passwd", fonts.DISPLAY)],
)  # fmt: skip
def test_a_font_by_name_is_one_of_ours(font: str, face: str) -> None:
    assert title_cards.font_name(said("a", font=font), fonts.DISPLAY) == face


def test_a_lower_third_slides_in_at_the_lower_left() -> None:
    one = LowerThird(said("Ada Lovelace", "lower_third", sub="mathematician"), FILM)

    early, still = (middle(changed(shown(one, frame, (90,) * 3), (90,) * 3)) for frame in (1, 30))

    assert early[0] < still[0] < 160
    assert still[1] > 90


def test_a_lower_third_reads_on_its_panel() -> None:
    one = LowerThird(said("Ada Lovelace", "lower_third", background="white"), FILM)
    frame = shown(one, 30, (120, 120, 120))

    left, top, right, bottom = bounds(changed(frame, (120,) * 3, 40))

    assert contrast(rgb(frame)[top + 4 : bottom - 4, left + 8 : right - 4]) >= 4.5


def test_a_lower_third_may_stand_at_the_right() -> None:
    one = LowerThird(said("Ada", "lower_third", pos="bottom-right"), FILM)

    assert bounds(changed(shown(one, 30, (90,) * 3), (90,) * 3))[0] > 160


def test_an_end_card_covers_the_film_and_stays_to_the_end() -> None:
    one = EndCard(said("Thank you", "end_card", sub="see you"), FILM)

    first, last = (shown(one, frame, (255, 255, 255)) for frame in (0, 59))

    assert last.y[:20].max() < first.y[:20].min() - 60
    assert changed(last, by=150)[60:120, 80:240].mean() > 0.02


def test_a_panel_has_round_corners() -> None:
    sheet = title_cards.panel_sheet((60, 30), 10, (255, 255, 255), 0.8)

    assert sheet.a[2, 2] < 20
    assert sheet.a[sheet.height // 2, sheet.width // 2] == pytest.approx(204, abs=2)


def test_an_outline_stands_out_from_its_letters() -> None:
    assert title_cards.letter_ink(said("a", outline=True), (20, 20, 20)).outline_color == (
        255,
        255,
        255,
    )
    assert title_cards.letter_ink(said("a", outline=True), (240, 240, 240)).outline_color == (
        0,
        0,
        0,
    )
