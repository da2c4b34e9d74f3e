from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render import frame_fitting, planes
from studio.render.film import Zoom
from tests.studio.render.film_samples import bounds

if TYPE_CHECKING:
    from studio.render.planes import Planes

GOALS = [(160, 90), (90, 160), (128, 128)]
SOURCES = [(240.0, 120.0), (120.0, 240.0), (64.0, 64.0), (1921.0, 37.0)]


def marked(size: tuple[int, int] = (160, 90)) -> Planes:
    """Dark, with a light block in its upper left corner."""
    frame = planes.blank(*size, (40, 40, 40))
    frame.y[: size[1] // 2, : size[0] // 2] = 220
    return frame


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("source", SOURCES)
def test_cropping_fills_the_frame(source: tuple[float, float], goal: tuple[int, int]) -> None:
    where = frame_fitting.placement(source, None, goal, "crop")

    assert where.cut[2:] == goal
    assert where.at == (0, 0)


@pytest.mark.parametrize("fit", ["crop", "pad", "blur"])
@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("source", SOURCES)
def test_what_is_cut_lies_inside_the_picture(
    source: tuple[float, float], goal: tuple[int, int], fit: str
) -> None:
    where = frame_fitting.placement(source, (0.7, 0.6, 0.3, 0.4), goal, fit)

    left, top, width, height = where.cut
    assert left >= 0
    assert top >= 0
    assert left + width <= where.scaled[0]
    assert top + height <= where.scaled[1]
    assert not any(part % 2 for part in (*where.cut, *where.at, *where.scaled))


def test_padding_shows_all_of_it_in_the_middle() -> None:
    where = frame_fitting.placement((100, 100), None, (160, 90), "pad")

    assert where.cut == (0, 0, 90, 90)
    assert where.at == (34, 0)


def test_a_quarter_turn_brings_the_corner_to_the_right() -> None:
    frame = frame_fitting.rotated(marked(), 90)

    assert frame.size == (90, 160)
    assert frame.y[2, -3] == 220
    assert frame.y[2, 2] < 60


@pytest.mark.parametrize(("flip", "corner"), [("h", (2, -3)), ("v", (-3, 2)), ("", (2, 2))])
def test_a_mirror_moves_the_corner(flip: str, corner: tuple[int, int]) -> None:
    frame = frame_fitting.rotated(marked(), 0, flip)

    assert frame.y[corner] == 220
    assert (frame.y == 220).mean() == pytest.approx(0.25, abs=0.01)


def test_four_quarters_are_a_whole_turn() -> None:
    frame = marked()

    for _ in range(4):
        frame = frame_fitting.rotated(frame, 90)

    assert np.array_equal(frame.y, marked().y)


def test_a_cut_shares_its_pixels_and_put_brings_them_elsewhere() -> None:
    frame, onto = marked(), planes.blank(160, 90)

    frame_fitting.paste(onto, frame_fitting.crop_view(frame, (0, 0, 40, 20)), (100, 60))

    assert bounds(onto.y == 220) == (100, 60, 140, 80)
    assert np.shares_memory(frame_fitting.crop_view(frame, (0, 0, 40, 20)).y, frame.y)


def test_bars_are_black_and_a_backdrop_is_the_darker_picture() -> None:
    part = planes.blank(90, 90, (200, 40, 40))
    where = frame_fitting.placement((90, 90), None, (160, 90), "pad")

    bars, soft = (frame_fitting.fill_frame(part, where, (160, 90), fit) for fit in ("pad", "blur"))

    assert bars.y[:, :30].max() == 16
    assert 16 < soft.y[40, 10] < part.y[40, 40]
    assert soft.v[20, 5] > 140
    assert np.array_equal(soft.y[:, 36:120], part.y[:, :84])


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("middle", [(0.0, 0.0), (1.0, 1.0), (0.5, 0.2)])
def test_a_move_stays_inside_the_picture(share: float, middle: tuple[float, float]) -> None:
    zoom = Zoom(1.0, 3.0, *middle, 1 - middle[0], 1 - middle[1])
    white = planes.blank(160, 90, (255, 255, 255))

    assert frame_fitting.ken_burns(white, zoom, share, (80, 46)).y.min() == 235


def test_a_zoom_comes_closer_and_never_goes_farther_than_the_whole() -> None:
    closer = [_light(Zoom(1.0, 2.0, 0, 0, 0, 0), share) for share in (0.0, 0.5, 1.0)]

    assert closer[0] == pytest.approx(0.25, abs=0.01)
    assert closer[0] < closer[1] < closer[2]
    assert _light(Zoom(0.1, 0.1, 0.5, 0.5, 0.5, 0.5), 0.5) == pytest.approx(0.25, abs=0.01)


def _light(zoom: Zoom, share: float) -> float:
    return float((frame_fitting.ken_burns(marked(), zoom, share, (160, 90)).y > 130).mean())


@pytest.mark.parametrize(("value", "whole"), [(0, 2), (2.9, 2), (3.1, 4), (17, 16), (1079.9, 1080)])
def test_sides_are_even_and_at_least_two(value: float, whole: int) -> None:
    assert frame_fitting.even(value) == whole
