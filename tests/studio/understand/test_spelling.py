from __future__ import annotations

import pytest

from studio.understand import reading, spelling, token_merging


def mended(said: str) -> str | None:
    return spelling.mended(token_merging.merged(reading.read(said)))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("titel at the start: Sarah and Tom", "title at the start: Sarah and Tom"),
        ("add captoins from a.srt", "add captions from a.srt"),
        ("vertcal please", "vertical please"),
    ],
)
def test_slips_are_mended(said: str, meant: str) -> None:
    assert mended(said) == meant


@pytest.mark.parametrize(
    "said",
    ["something's missing", "the bride walks in", "title: Titel", '"captoins"', "标题放大"],
)
def test_what_is_no_slip_or_somebodys_own_text_stays(said: str) -> None:
    assert mended(said) is None
