from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render import planes
from studio.render.chroma_mask import GREEN_SCREEN, key_mask

if TYPE_CHECKING:
    from studio.render.planes import Planes, Rgb

SKIN: Rgb = (224, 172, 140)


def screen(cloth: Rgb, thing: Rgb = SKIN) -> Planes:
    """Cloth with a thing in its middle."""
    rgb = np.full((64, 96, 3), cloth, np.float32)
    rgb[20:44, 30:66] = thing
    return planes.of_rgb(rgb)


@pytest.mark.parametrize("name", ["green", "绿幕", "グリーンバック", "", "#00c83c"])
def test_the_cloth_is_gone_and_the_thing_stays(name: str) -> None:
    kept = key_mask(screen(GREEN_SCREEN), name)

    assert kept[:14].max() == 0
    assert kept[26:38, 36:60].min() == 255


@pytest.mark.parametrize("light", [0.45, 0.7, 1.0, 1.2])
def test_shadows_and_lights_on_the_cloth_are_gone_too(light: float) -> None:
    cloth = 0.0, min(255, 200 * light), min(255, 60 * light)

    assert key_mask(screen(cloth), "green")[:14].max() < 40


@pytest.mark.parametrize("thing", [SKIN, (20, 20, 24), (240, 240, 240), (200, 40, 40)])
def test_what_is_not_of_the_colour_is_kept_whole(thing: Rgb) -> None:
    assert key_mask(screen(GREEN_SCREEN, thing), "green")[26:38, 36:60].min() > 215


def test_another_colour_may_be_the_key() -> None:
    frame = screen((30, 102, 230))

    assert key_mask(frame.copy(), "blue")[:14].max() == 0
    assert key_mask(frame, "green")[:14].min() == 255


def test_the_rim_loses_the_tint_of_the_cloth() -> None:
    mixed = tuple((a + b) / 2 for a, b in zip(GREEN_SCREEN, SKIN, strict=True))
    frame = screen(GREEN_SCREEN, (mixed[0], mixed[1], mixed[2]))
    before = np.hypot(frame.u[16, 24] - 128.0, frame.v[16, 24] - 128.0)

    key_mask(frame, "green")

    assert np.hypot(frame.u[16, 24] - 128.0, frame.v[16, 24] - 128.0) < before
    assert frame.u[2, 2] == pytest.approx(128, abs=2)


def test_the_mask_is_as_large_as_the_picture() -> None:
    assert key_mask(screen(GREEN_SCREEN), "green").shape == (64, 96)
