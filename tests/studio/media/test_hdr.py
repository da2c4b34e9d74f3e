from __future__ import annotations

import numpy as np
import pytest

from studio.media import hdr

RAMP = np.arange(64, 941, dtype=np.uint16)[None, :]


@pytest.mark.parametrize("transfer", ["pq", "hlg", ""])
def test_light_rises_from_black_to_white(transfer: str) -> None:
    shown = hdr.luma(RAMP, transfer)[0].astype(int)

    assert shown[0] == 16
    assert shown[-1] == 235
    assert (np.diff(shown) >= 0).all()


@pytest.mark.parametrize(("transfer", "code"), [("pq", 573), ("hlg", 721)])
def test_the_white_of_a_page_is_bright_but_not_the_brightest(transfer: str, code: int) -> None:
    """573 is 203 nits in PQ, 721 three quarters of HLG: reference white in both."""
    shown = int(hdr.luma(np.array([[code]], np.uint16), transfer)[0, 0])

    assert 190 <= shown <= 232


def test_light_of_a_usual_screen_is_not_changed() -> None:
    shown = hdr.luma(RAMP, "")[0]

    assert shown.astype(float) == pytest.approx(RAMP[0] / 4, abs=0.51)


def test_grey_stays_grey_and_colour_becomes_stronger() -> None:
    plane = np.array([[512, 600]], np.uint16)

    grey, colour = hdr.chroma(plane, "pq")[0]

    assert grey == 128
    assert colour > 150
