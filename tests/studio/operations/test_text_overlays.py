from __future__ import annotations

from typing import Any

import pytest

from studio.operations import text_overlays
from studio.operations.outcome import CannotApplyError, UploadShelf
from studio.project import draft as drafts

SHELF = UploadShelf({"f1": {"name": "a.srt", "lines": [{"from": 0, "to": 900, "text": "hi"}]}})


def film() -> drafts.Draft:
    draft = drafts.copy({})
    drafts.add(draft, drafts.MAIN, 10_000, kind="scene", prompt="x")
    return drafts.laid_out(draft)


def titled() -> drafts.Draft:
    return text_overlays.title(film(), {"text": "One"}, SHELF).draft


def first(draft: drafts.Draft, name: str = drafts.TITLES) -> drafts.Segment:
    return drafts.segments(draft, name)[0]


@pytest.mark.parametrize(
    ("args", "window"),
    [
        ({}, (0, 3000)),
        ({"at": "start", "d": 2000}, (0, 2000)),
        ({"from": 3000, "to": 8000}, (3000, 5000)),
        ({"at": "end", "d": 2000}, (8000, 2000)),
        ({"at": 9000, "d": 5000}, (9000, 1000)),
    ],
)
def test_a_title_stands_when_it_is_wanted(args: dict[str, Any], window: tuple[int, int]) -> None:
    segment = first(text_overlays.title(film(), {"text": "One", **args}, SHELF).draft)

    assert (drafts.start_of(segment), segment["d"]) == window


def test_a_title_can_be_restyled() -> None:
    args = {
        "size": "smaller",
        "color": "黄色",
        "pos": "lower-third",
        "weight": "bold",
        "outline": "black",
    }

    facts = first(text_overlays.text_style(titled(), args, SHELF).draft)["m"]

    assert (facts["size"], facts["color"], facts["pos"]) == ("medium", "#fdd835", "lower-third")
    assert (facts["bold"], facts["outline"]) == (True, "#000000")


def test_sizes_go_on_growing_beyond_their_names() -> None:
    draft = titled()
    for _ in range(3):
        draft = text_overlays.text_style(draft, {"size": "bigger"}, SHELF).draft

    assert 0.11 < first(draft)["m"]["size"] <= 0.4


def test_a_text_can_be_rewritten_and_removed() -> None:
    draft = text_overlays.edit_text(titled(), {"text": "Two"}, SHELF).draft

    assert first(draft)["m"]["text"] == "Two"
    assert (
        drafts.segments(
            text_overlays.remove_text(draft, {"which": "title"}, SHELF).draft, drafts.TITLES
        )
        == []
    )


def test_the_second_title_is_the_second_title() -> None:
    draft = text_overlays.title(titled(), {"text": "Two"}, SHELF).draft

    kept = text_overlays.remove_text(draft, {"which": "title", "n": 2}, SHELF).draft

    assert [one["m"]["text"] for one in drafts.segments(kept, drafts.TITLES)] == ["One"]


def test_captions_come_from_a_file_and_can_be_shifted() -> None:
    draft = text_overlays.caption(film(), {"src": "a.srt"}, SHELF).draft

    later = text_overlays.caption_shift(draft, {"by": 500}, SHELF).draft

    assert first(later, drafts.CAPTIONS)["m"]["text"] == "hi"
    assert drafts.start_of(first(later, drafts.CAPTIONS)) == 500


def test_an_end_card_stands_behind_the_film() -> None:
    draft = text_overlays.end_card(film(), {"text": "bye", "d": 2000}, SHELF).draft

    assert drafts.length(draft) == 12_000
    assert drafts.start_of(first(draft)) == 10_000


def test_a_lower_third_has_two_lines() -> None:
    facts = first(text_overlays.lower_third(film(), {"name": "Maya", "role": "chef"}, SHELF).draft)[
        "m"
    ]

    assert (facts["kind"], facts["text"], facts["sub"]) == ("lower_third", "Maya", "chef")


def test_a_countdown_and_a_progress_bar_come_and_go() -> None:
    draft = text_overlays.countdown(film(), {"d": 5000, "at": "start"}, SHELF).draft
    draft = text_overlays.progress_bar(draft, {"pos": "top"}, SHELF).draft

    assert (first(draft)["m"]["text"], draft["m"]["progress_bar"]["pos"]) == ("5", "top")
    assert "progress_bar" not in text_overlays.progress_bar(draft, {"off": True}, SHELF).draft["m"]


@pytest.mark.parametrize(
    ("op", "args", "key"),
    [
        ("edit_text", {"text": "x", "which": "caption"}, "no_text"),
        ("caption_shift", {"by": 1}, "no_captions"),
        ("caption", {"src": "b.srt"}, "no_such_file"),
    ],
)
def test_what_is_not_there_is_refused(op: str, args: dict[str, Any], key: str) -> None:
    with pytest.raises(CannotApplyError, match=key):
        text_overlays.OPS[op](film(), args, SHELF)


def test_words_to_be_sung_are_a_caption_that_lights_up() -> None:
    made = text_overlays.title(film(), {"text": "la la la", "karaoke": True}, UploadShelf({})).draft

    [caption] = drafts.segments(made, drafts.CAPTIONS)
    assert caption["m"]["karaoke"] is True
    assert caption["d"] == drafts.length(made)


def test_a_title_that_is_to_say_something_comes_where_none_stands() -> None:
    done = text_overlays.edit_text(film(), {"text": "Hello"}, SHELF)

    assert (done.key, first(done.draft)["m"]["text"]) == ("title", "Hello")


@pytest.mark.parametrize(
    ("args", "window"),
    [
        ({"d": 5000}, (0, 5000)),
        ({"at": 4000}, (4000, 3000)),
        ({"from": 1000, "to": 2000}, (1000, 1000)),
    ],
)
def test_a_text_moves_in_time(args: dict[str, Any], window: tuple[int, int]) -> None:
    done = text_overlays.text_style(titled(), args, SHELF)

    segment = first(done.draft)
    assert (drafts.start_of(segment), segment["d"]) == window
    assert done.key == "text_timed"
