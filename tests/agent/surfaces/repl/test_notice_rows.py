"""Notices as painted rows."""

from __future__ import annotations

import pytest

from agent.core import notices
from agent.speech import words
from agent.surfaces.repl import notice_rows
from agent.timeline import changes, draft

CITY = draft.parse({"t": [{"tt": 0, "sg": [{"d": 10_000, "m": {"name": "city"}}]}]})


@pytest.mark.parametrize(
    ("notice", "painted"),
    [
        (notices.Reply("**a**"), [[("bold", "a")]]),
        (notices.Stopped(), [[("note", "Stopped. Changes already made are kept.")]]),
        (notices.Working("add_music"), []),
        (notices.Ready("s", "b"), []),
        (
            notices.Changed(changes.between(draft.EMPTY, CITY), CITY),
            [[("add", "+"), ("", " Video city 0-10s")]],
        ),
    ],
)
def test_a_notice_has_its_rows(notice: notices.Notice, painted: list[object]) -> None:
    assert notice_rows.rows(notice, words.words("en"), 80) == painted


def test_a_file_that_is_there_is_a_link() -> None:
    (head, at, tail), facts = notice_rows.rows(
        notices.Delivered("/a b.mp4", 1000, 1920, 1080, 5000), words.words("en"), 80
    )

    assert (head, at, tail) == (("good", "Saved: "), ("link", "/a b.mp4"), ("good", ""))
    assert facts == [("note", "  1.0 kB, 1920x1080, 5 s")]


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize(
    ("notice", "part"),
    [
        (notices.Rendering(4, 0.42), "42%"),
        (notices.Rendering(4), "4"),
        (notices.Fetching(1, 2), "50%"),
        (notices.Uploading("a.mp4", 1, 4), "25%"),
        (None, ""),
    ],
)
def test_what_runs_beside_is_told_in_a_word(
    notice: notices.Notice | None, part: str, language: str
) -> None:
    said = notice_rows.share(notice, words.words(language))

    assert said
    assert part in said


def test_what_goes_on_is_always_something() -> None:
    said = words.words("en")

    assert notice_rows.passing(None, said) == "thinking..."
    assert notice_rows.passing(notices.Working("add_music"), said) == "editing the sound..."
