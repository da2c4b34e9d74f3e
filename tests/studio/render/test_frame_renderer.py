from __future__ import annotations

from typing import Any

import numpy as np

from tests.studio.render.bench import colored, draft, seen


def test_fades_begin_and_end_in_their_colour() -> None:
    made = draft(colored("white", fade_in=500, fade_out=500, fade_color="black"))

    first, amid, last = (seen(made, at).mean() for at in (0, 1000, 1966))

    assert first < 20
    assert amid > 250
    assert last < 20


def test_a_progress_bar_grows() -> None:
    made = draft(colored("navy"), progress_bar={"color": "#ff0000", "height": 0.05})

    red = [int((seen(made, at)[-2, :, 0] > 200).sum()) for at in (0, 1000, 1966)]

    assert red[0] < red[1] < red[2]
    assert abs(red[1] - 99) < 4


def test_beyond_the_last_shot_it_is_black() -> None:
    made = {**draft(colored("white", d=1000)), "d": 2000}

    assert seen(made, 1500).max() < 8


def test_a_logo_stands_in_its_corner_and_a_window_in_its_own(uploads: dict[str, Any]) -> None:
    over = [
        {"d": 2000, "m": {"kind": "photo", "src": "logo", "role": "logo", "start": 0}},
        {
            "d": 2000,
            "m": {"kind": "clip", "src": "clip", "role": "pip", "pos": "bottom-left", "start": 0},
        },
    ]

    shown = seen(draft(colored("black"), over=over), 1000, uploads)

    assert shown[12:30, -30:-8, 0].mean() > 150
    assert shown[85, 30].mean() > 60
    assert shown[50, 96].max() < 8


def test_a_split_screen_has_two_halves(uploads: dict[str, Any]) -> None:
    over = [
        {
            "d": 2000,
            "m": {"kind": "photo", "src": "photo", "role": "split", "pos": "right", "start": 0},
        }
    ]

    shown = seen(draft(colored("black"), over=over), 1000, uploads)

    assert shown[:, :90].max() < 8
    assert shown[:, 104:].max(axis=2).mean() > 100


def test_frames_may_be_asked_for_in_any_order() -> None:
    made = draft(colored("red", d=1000), colored("blue", d=1000))

    there, back = seen(made, 1500), seen(made, 200)

    assert np.abs(there - back).mean() > 50
