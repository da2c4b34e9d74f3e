from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from studio.render import fonts, typesetting
from studio.render.caption_layer import CaptionLayer, karaoke_letters
from studio.render.film import Film, SpokenWord
from studio.render.typesetting import Style
from tests.studio.render.film_samples import (
    FILM,
    TALL,
    backed,
    bounds,
    changed,
    contrast,
    rgb,
    said,
    shown,
)

GREYS = [0, 90, 140, 200, 255]
TIMES = (SpokenWord("one", 0, 10), SpokenWord("two", 20, 30), SpokenWord("three", 30, 50))


def caption(
    text: str = "one two three", film: Film = FILM, color: Any = (0, 0, 0), **more: Any
) -> CaptionLayer:
    return CaptionLayer(said(text, "caption", **more), film, backed(color, film))


def yellow(frame: Any) -> Any:
    pixels = rgb(frame)
    return (pixels[..., 0] > 170) & (pixels[..., 2] < 130)


def test_a_caption_stands_low_and_in_the_middle() -> None:
    left, top, right, bottom = bounds(changed(shown(caption(), 30), by=60))

    assert abs((left + right) / 2 - 160) < 4
    assert top > 120
    assert bottom <= 180 * 0.96


def test_in_an_upright_film_it_stands_above_the_buttons_of_the_apps() -> None:
    assert bounds(changed(shown(caption(film=TALL), 30, film=TALL), by=60))[3] <= 320 * 0.82


@pytest.mark.parametrize("pos", ["top", "center", (0.5, 0.5)])
def test_a_caption_may_stand_elsewhere(pos: Any) -> None:
    assert bounds(changed(shown(caption(pos=pos), 30), by=60))[3] < 120


@pytest.mark.parametrize("grey", GREYS)
@pytest.mark.parametrize("background", ["", "white", "#203040", "outline"])
def test_a_caption_reads_on_every_ground(grey: int, background: str) -> None:
    outline = background == "outline"
    one = caption(
        "ILLUMINED", color=(grey,) * 3, background="" if outline else background, outline=outline
    )

    pixels = rgb(shown(one, 30, (grey,) * 3))

    x, y, block = round(one.x), round(one.y), one.block
    assert contrast(pixels[y : y + int(block.height), x : x + int(block.width)]) >= 4.5


def test_long_captions_take_two_lines_and_stay_inside() -> None:
    one = caption("and then we went down to the harbour where the boats were lying " * 2)

    left, _, right, bottom = bounds(changed(shown(one, 30), by=60))

    assert len(one.block.lines) <= 2 or one.block.size < 20
    assert 320 * 0.04 < left < right < 320 * 0.96
    assert bottom <= 180 * 0.96


def test_karaoke_colours_the_word_that_is_sung() -> None:
    one = caption(spoken=TIMES)

    frames = {at: yellow(shown(one, at)) for at in (5, 15, 29, 52)}

    ends = [bounds(mask)[2] for mask in frames.values()]
    words = _ends(one)
    assert ends[0] < words[0] + 3
    assert abs(ends[1] - words[0]) <= 3
    assert abs(ends[2] - words[1]) <= 3
    assert abs(ends[3] - words[2]) <= 4


def _ends(one: CaptionLayer) -> list[float]:
    """Where each word of a caption of one line ends, in pixels of the film."""
    letters = one.block.lines[0].letters
    return [
        one.x + max(letter.x + letter.wide for letter in letters if letter.word == word)
        for word in range(3)
    ]


def test_what_has_not_been_sung_has_the_other_colour() -> None:
    one = caption(spoken=TIMES)

    assert not yellow(shown(one, 15))[:, round(_ends(one)[0]) + 4 :].any()


def test_without_karaoke_nothing_is_coloured() -> None:
    assert not yellow(shown(caption(), 30)).any()


def test_the_second_line_waits_for_the_first() -> None:
    one = caption("一二三四五六七八九十" * 4, karaoke=True)
    middle_ = one.y + one.block.height / 2

    early, late = (yellow(shown(one, at)) for at in (20, 54))

    assert not early[round(middle_) + 2 :].any()
    assert late[round(middle_) + 2 :].any()


def test_letters_are_timed_one_after_the_other() -> None:
    block = typesetting.block("one two three", Style(fonts.SANS, 20), 400)

    sung = karaoke_letters(block, said("one two three", spoken=TIMES))

    assert [round(one.first) for one in sung[:3]] == [0, 3, 7]
    assert sung[3].first == 20
    assert all(a.last <= b.first + 1e-6 for a, b in pairwise(sung))


def test_times_that_do_not_fit_the_letters_are_spread_evenly() -> None:
    block = typesetting.block("ab", Style(fonts.SANS, 20), 400)

    sung = karaoke_letters(block, said("ab", spoken=(SpokenWord("something else", 0, 10),)))

    assert [one.first for one in sung] == pytest.approx([0, 28.2])


def test_a_caption_fades_in_and_out() -> None:
    one = caption()

    light = [int(shown(one, frame).y.max()) for frame in (0, 30, 59)]

    assert light[0] < light[1]
    assert light[2] < light[1] * 0.6


def test_words_alone_make_a_text() -> None:
    spoken, written = caption("", spoken=TIMES), caption("one two three")

    assert [line.width for line in spoken.block.lines] == [
        line.width for line in written.block.lines
    ]


def test_a_yellow_caption_is_sung_in_another_colour() -> None:
    words = said("one two three", "caption", karaoke=True, color="#ffc44d")
    one = CaptionLayer(words, FILM, backed())

    before, after = (shown(one, at) for at in (4, 54))

    blue = [rgb(frame)[changed(frame, by=110)][:, 2].mean() for frame in (before, after)]
    assert blue[1] > blue[0] + 40
