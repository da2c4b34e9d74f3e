from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from studio.render import colour, fonts
from tests.studio.render.bench import colored, draft, scene, seen, words

KINDS = ("title", "lower_third", "caption", "end_card", "countdown", "sticker_text")
WIDE = {"width": 480, "height": 270}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_words_is_to_be_seen(kind: str) -> None:
    shot = scene("misty mountains")

    bare, said = seen(draft(shot)), seen(draft(shot, texts=[words("Hello 世界", kind=kind)]))

    assert (np.abs(bare - said).max(axis=2) > 40).mean() > 0.004


@pytest.mark.parametrize("text", ["Harbour", "海边的下午", "山小屋の夜"])
def test_a_title_shows_the_letters_it_was_given(text: str) -> None:
    made = draft(colored("#101018"), texts=[words(text, kind="title", anim="none")], **WIDE)
    shown = seen(made)[..., 1] / 255

    face = fonts.DISPLAY if text.isascii() else fonts.SANS
    assert _likeness(shown, text, face) > 0.8
    assert _likeness(shown, text[::-1], face) < _likeness(shown, text, face) - 0.1


def _likeness(shown: Any, text: str, face: str) -> float:
    """How well the drawn glyphs fit what is shown, both cut to their ink and made one size."""
    image = Image.new("L", (900, 200))
    ImageDraw.Draw(image).text((20, 140), text, 255, fonts.bundled(face).at(80), anchor="ls")
    both = [_cut(np.asarray(image) / 255), _cut(shown)]
    return float(np.corrcoef(both[0].ravel(), both[1].ravel())[0, 1])


def _cut(light: Any) -> Any:
    rows, columns = np.where(light > 0.5)
    part = light[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return np.asarray(Image.fromarray((part * 255).astype(np.uint8)).resize((200, 40)), float)


@pytest.mark.parametrize(
    "prompt", ["snow field at noon", "a city at night", "desert at sunset", "poem"]
)
def test_words_read_well_on_whatever_lies_behind(prompt: str) -> None:
    shot = scene(prompt, d=4000)
    said = draft(shot, texts=[words("Hello", d=4000, kind="title", anim="none")], **WIDE)
    letters = seen(said, 2000)[110:160, 160:320].reshape(-1, 3)

    lights = sorted(colour.luminance(tuple(pixel)) for pixel in letters)
    dark, bright = lights[len(lights) // 20], lights[-len(lights) // 20]
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_a_title_stays_inside_the_safe_area() -> None:
    text = words("A rather long title that needs more than one line", kind="title", anim="none")

    shown = seen(draft(colored("black"), texts=[text], **WIDE)).max(axis=2)

    rows, columns = np.where(shown > 60)
    assert columns.min() >= 480 * 0.05
    assert columns.max() <= 480 * 0.95
    assert rows.min() >= 270 * 0.05


def test_karaoke_colours_what_has_been_sung() -> None:
    said = words("一二三四五六七八", d=2000, kind="caption", karaoke=True, background="black")
    made = draft(colored("black"), texts=[said], **WIDE)

    early, late = (_yellow(seen(made, at)) for at in (500, 1500))

    assert 0 < early < late


def _yellow(shown: Any) -> int:
    return int(((shown[..., 0] > 180) & (shown[..., 2] < 140)).sum())


def test_letters_without_a_font_are_left_out_and_not_drawn_as_boxes() -> None:
    plain = draft(colored(), texts=[words("Hi", kind="title")])
    odd = draft(colored(), texts=[words("Hi\U0010fffe\ue000", kind="title")])

    assert np.array_equal(seen(plain), seen(odd))


def test_a_countdown_counts() -> None:
    made = draft(colored(d=3000), texts=[words("", d=3000, kind="countdown")])

    images = [seen(made, at) for at in (700, 1700)]

    middle = [image[40:68, 80:112] for image in images]
    assert np.abs(middle[0] - middle[1]).mean() > 4


def test_faint_words_let_the_film_through() -> None:
    shot = colored("black")

    full, faint = (
        seen(draft(shot, texts=[words("Hello", kind="title", anim="none", opacity=opacity)])).max()
        for opacity in (1, 0.4)
    )

    assert faint == pytest.approx(0.4 * full, abs=14)
