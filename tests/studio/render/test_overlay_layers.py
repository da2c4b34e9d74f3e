from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from studio.render import overlay_layers, planes
from studio.render.clip_reader import UnreadableError
from studio.render.overlay_layers import OverlayLayer
from tests.studio.render.film_samples import FILM, TALL, bounds, rgb, shot

if TYPE_CHECKING:
    from studio.render.film import Film

Json = dict[str, Any]
CORNERS = {"top-left": (0, 0), "top-right": (1, 0), "bottom-left": (0, 1), "bottom-right": (1, 1)}


def over(uploads: Json, frame: int = 30, film: Film = FILM, **said: Any) -> planes.Planes:
    """A dark film with an overlay, at a frame."""
    onto = planes.blank(film.width, film.height, (40, 40, 40))
    OverlayLayer(
        shot(**{"kind": "photo", "src": "photo", "role": "pip", **said}), film, uploads
    ).paint(onto, frame)
    return onto


def place(frame: planes.Planes) -> tuple[int, int, int, int]:
    """Where there is colour."""
    return bounds(np.ptp(rgb(frame), axis=2) > 60)


@pytest.mark.parametrize("film", [FILM, TALL], ids=["wide", "tall"])
@pytest.mark.parametrize("pos", [*CORNERS, "center", "top", "lower-third", (0.0, 1.0), (0.9, 0.1)])
def test_an_overlay_lies_inside_the_film(pos: Any, film: Film) -> None:
    x, y = overlay_layers.top_left(pos, (80, 60), film)

    assert 0 <= x <= film.width - 80
    assert 0 <= y <= film.height - 60
    assert x % 2 == y % 2 == 0


@pytest.mark.parametrize(("pos", "side"), CORNERS.items())
def test_a_corner_by_name_is_that_corner(pos: str, side: tuple[int, int]) -> None:
    x, y = overlay_layers.top_left(pos, (80, 60), FILM)

    assert (x > 120, y > 60) == (bool(side[0]), bool(side[1]))


@pytest.mark.parametrize(("role", "share"), [("pip", 0.32), ("logo", 0.14), ("sticker", 0.24)])
def test_a_role_has_its_size(role: str, share: float, uploads: Json) -> None:
    left, _, right, _ = place(over(uploads, role=role))

    assert right - left == pytest.approx(320 * share, abs=14)


def test_a_size_of_its_own_wins(uploads: Json) -> None:
    left, _, right, _ = place(over(uploads, size=0.5))

    assert right - left == pytest.approx(160, abs=14)


def test_a_window_keeps_the_ratio_of_its_source_and_has_round_corners(uploads: Json) -> None:
    frame = over(uploads, size=0.5, pos="center")

    red = rgb(frame)[..., 0] > 150
    left, top, right, bottom = bounds(red)
    assert (right - left) * 2 == pytest.approx((bottom - top) * 2, abs=6)
    assert not red[top, left]


def test_an_overlay_is_there_only_by_its_opacity(uploads: Json) -> None:
    half, whole = (rgb(over(uploads, size=0.5, pos="center", opacity=by)) for by in (0.5, 1.0))

    assert half[90, 120, 0] == pytest.approx(
        (40 + whole[90, 120, 0]) / 2, abs=14
    )  # its shadow, too


def test_it_arrives_and_leaves_softly(uploads: Json) -> None:
    light = [int(over(uploads, frame, role="logo", src="logo").v.max()) for frame in (0, 30, 59)]

    assert light[0] < light[1] * 0.75
    assert light[2] < light[1] * 0.75


def test_a_fade_of_its_own_length_is_kept(uploads: Json) -> None:
    frames = [over(uploads, 12, role="logo", src="logo", fade_in=by).v.max() for by in (0, 40)]

    assert frames[1] < frames[0] - 20


def test_a_logo_with_transparency_shows_the_film_around_it(uploads: Json) -> None:
    frame = over(uploads, role="logo", src="logo")

    left, top, right, bottom = place(frame)

    assert left > 160
    assert bottom < 90
    assert rgb(frame)[(top + bottom) // 2, (left + right) // 2, 0] > 200


def test_a_turned_logo_takes_the_room_it_needs(uploads: Json) -> None:
    plain, turned = (place(over(uploads, role="sticker", src="photo", rotate=by)) for by in (0, 90))

    assert plain[2] - plain[0] == pytest.approx(turned[3] - turned[1], abs=4)


def test_a_colour_key_cuts_the_window_out(uploads: Json) -> None:
    frame = rgb(over(uploads, src="screen", key_color="green", size=0.6, pos="center"))

    assert frame[90, 160, 0] > 150
    assert abs(frame[60, 90] - 40).max() < 12


@pytest.mark.parametrize("kind", ["photo", "clip"])
def test_a_source_that_is_gone_is_said_by_name(kind: str) -> None:
    media = {"a": {"kind": "image" if kind == "photo" else "video", "path": "", "name": "Oslo"}}

    with pytest.raises(UnreadableError, match=r"Oslo|a clip"):
        over(media, kind=kind, src="a")


def test_a_clip_in_a_window_moves(uploads: Json) -> None:
    early, late = (
        rgb(over(uploads, at, kind="clip", src="clip", size=0.5, pos="center", end_ms=2000))
        for at in (15, 45)
    )

    assert late[90, 160, 0] > early[90, 160, 0] + 40
