from __future__ import annotations

import numpy as np
import pytest

from studio.render import colour, planes, scrim
from studio.render.scrim import TextBackground
from studio.render.sheet import lay
from tests.studio.render.film_samples import backed, contrast

GREYS = range(0, 256, 15)


def lit(grey: float) -> float:
    return colour.luminance((grey, grey, grey))


@pytest.mark.parametrize("grey", GREYS)
@pytest.mark.parametrize("color", [scrim.WHITE, scrim.DARK, (255, 214, 10)])
def test_with_its_shade_a_colour_reads_on_any_grey(grey: int, color: planes.Rgb) -> None:
    tone, strength = scrim.scrim_for(color, lit(grey), lit(grey))

    under = colour.between((grey, grey, grey), tone, strength)

    assert colour.contrast(color, under) >= 4.5


def test_what_reads_already_needs_no_shade() -> None:
    assert scrim.scrim_for(scrim.WHITE, 0.0, 0.02)[1] == 0
    assert scrim.scrim_for(scrim.DARK, 0.9, 1.0)[1] == 0


def test_the_worst_place_decides() -> None:
    calm, spotted = (scrim.scrim_for(scrim.WHITE, 0.0, high)[1] for high in (0.2, 0.9))

    assert spotted > calm > 0


@pytest.mark.parametrize(
    ("grey", "color"), [(0, scrim.WHITE), (110, scrim.WHITE), (250, scrim.DARK)]
)
def test_words_are_white_but_on_what_is_light(grey: int, color: planes.Rgb) -> None:
    assert scrim.text_color(None, lit(grey), lit(grey)) == color


def test_a_colour_that_was_wished_is_kept() -> None:
    assert scrim.text_color((1, 2, 3), 0.0, 0.0) == (1, 2, 3)


def test_what_lies_behind_is_measured_in_the_box_alone() -> None:
    frame = planes.blank(160, 90)
    frame.y[20:60, 40:120] = 235
    backing = TextBackground(lambda _: frame)

    inside, outside = backing.tones((40, 20, 120, 60)), backing.tones((0, 62, 160, 90))

    assert inside.low == pytest.approx(1.0, abs=0.02)
    assert outside.high == pytest.approx(0.0, abs=0.02)


def test_all_of_the_time_counts() -> None:
    backing = TextBackground(lambda share: planes.blank(160, 90, (255 * (share > 0.8),) * 3))

    behind = backing.tones((20, 20, 90, 60))

    assert behind.low < 0.02
    assert behind.high > 0.98


def test_the_shade_is_of_the_colour_behind_and_dark() -> None:
    behind = backed((30, 60, 220)).tones((20, 20, 90, 60))

    assert behind.shade[2] > behind.shade[1] > behind.shade[0]
    assert colour.luminance(behind.shade) < 0.05


@pytest.mark.parametrize("box", [(500, 500, 600, 600), (-50, -50, -10, -10), (20, 20, 20, 20)])
def test_a_box_beyond_the_frame_has_nothing_behind(box: tuple[float, float, float, float]) -> None:
    behind = backed((255, 255, 255)).tones(box)

    assert (behind.low, behind.high) == (0.0, 0.0)


def test_a_shade_is_strongest_in_its_middle_and_ends_softly() -> None:
    sheet = scrim.soft_scrim((80, 30), 8, scrim.DARK, 0.7)

    row = sheet.a[sheet.height // 2].astype(int)

    assert row[len(row) // 2] == pytest.approx(0.7 * 255, abs=8)
    assert row[0] < 12
    assert np.abs(np.diff(row)).max() < 20


def test_white_upon_its_shade_reads_on_white() -> None:
    frame = planes.blank(200, 120, (255, 255, 255))
    tone, strength = scrim.scrim_for(scrim.WHITE, 1.0, 1.0)
    sheet = scrim.soft_scrim((80, 30), 8, tone, strength)

    lay(frame, sheet, 100 - sheet.width / 2, 60 - sheet.height / 2)
    frame.y[58:62, 90:110] = 235

    assert contrast(np.asarray(planes.to_image(frame))[50:70, 80:120]) >= 4.5
