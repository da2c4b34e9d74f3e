from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio.render import stickers
from studio.render.stickers import StickerText
from tests.studio.render.film_samples import FILM, bounds, changed, contrast, rgb, said, shown

GREY = (120, 120, 120)


def sticker(text: str, **more: Any) -> StickerText:
    return StickerText(said(text, "sticker_text", **more), FILM)


def test_a_sticker_pops_up_in_its_corner_and_leaves() -> None:
    one = sticker("Wow")

    ink = [int(changed(shown(one, frame), by=60).sum()) for frame in (0, 20, 59)]

    left, _, _, bottom = bounds(changed(shown(one, 20), by=60))
    assert ink[0] < ink[1] > ink[2]
    assert left > 160
    assert bottom < 90


@pytest.mark.parametrize("background", ["", "black", "#ffd60a", "#3060c0", "white"])
def test_words_read_on_their_label(background: str) -> None:
    frame = shown(sticker("WOW", background=background, pos="center"), 30, GREY)

    left, top, right, bottom = bounds(changed(frame, GREY, 20))
    inside = rgb(frame)[top + 8 : bottom - 8, left + 8 : right - 8]

    assert contrast(inside) >= 4.5


@pytest.mark.parametrize("text", ["🔥", "❤️", "🎉🎉", "💚 💙"])
def test_a_few_emoji_are_drawn_and_not_set(text: str) -> None:
    assert stickers.is_emoji(text)
    assert stickers.emoji_image(text, 40).mode == "RGBA"


@pytest.mark.parametrize("text", ["", "Wow", "Wow 🔥", "🔥" * 5, "\ue000"])
def test_anything_else_stands_on_a_label(text: str) -> None:
    assert not stickers.is_emoji(text)


@pytest.mark.parametrize(("text", "channel"), [("❤", 0), ("💚", 1), ("💙", 2)])
def test_a_heart_has_its_colour_and_a_white_rim(text: str, channel: int) -> None:
    rgba = np.asarray(stickers.emoji_image(text, 60)).astype(int)

    middle = rgba[rgba.shape[0] // 2, rgba.shape[1] // 2]
    white = (rgba[..., :3].min(axis=2) > 240) & (rgba[..., 3] > 240)

    assert middle[channel] == middle[:3].max()
    assert np.ptp(middle[:3]) > 60
    assert white.mean() > 0.02


def test_two_emoji_stand_beside_each_other() -> None:
    one, two = (stickers.emoji_image("🔥" * count, 40) for count in (1, 2))

    assert two.width > 1.9 * one.width
    assert two.height == one.height
