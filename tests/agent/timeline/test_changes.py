"""What differs between two timelines: added, removed, changed, and never a change that is none."""

from __future__ import annotations

import pytest

from agent.timeline import changes
from agent.timeline.changes import Change
from agent.timeline.draft import EMPTY, Segment, Timeline, Track


def video(*segments: Segment) -> Timeline:
    """A timeline of one track."""
    return Timeline((Track("video", "", segments),))


CITY = Segment("city", 0, 3000)
SEA = Segment("sea", 3000, 2000)


def told(before: Timeline, after: Timeline) -> list[str]:
    """The changes, each as a short line."""
    return [
        " ".join(filter(None, [one.sign, one.name, one.field, one.before, one.after]))
        for one in changes.between(before, after)
    ]


@pytest.mark.parametrize(
    "timeline", [EMPTY, video(), video(CITY), video(CITY, SEA), video(SEA, SEA)]
)
def test_a_timeline_does_not_differ_from_itself(timeline: Timeline) -> None:
    assert told(timeline, timeline) == []


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (EMPTY, video(CITY), ["+ city"]),
        (video(CITY), EMPTY, ["- city"]),
        (video(CITY), video(CITY, SEA), ["+ sea"]),
        (video(CITY, SEA), video(SEA), ["- city"]),
        (video(SEA, SEA), video(SEA), ["- sea"]),
        (video(CITY), video(Segment("city", 0, 2500)), ["~ city time 0-3s 0-2.5s"]),
        (video(CITY), video(Segment("town", 0, 3000)), ["~ town name city town"]),
        (video(CITY), video(Segment("town", 1, 9)), ["- city", "+ town"]),
        (
            video(Segment("a", 0, 1, volume=0.5)),
            video(Segment("a", 0, 1, volume=0.35)),
            ["~ a volume 50% 35%"],
        ),
        (video(Segment("a", 0, 1)), video(Segment("a", 0, 1, volume=1)), ["~ a volume 100%"]),
        (
            video(Segment("a", 0, 1, facts={"speed": "1", "same": "z", "gone": "x"})),
            video(Segment("a", 0, 1, facts={"speed": "2", "same": "z", "new": "y"})),
            ["~ a speed 1 2", "~ a gone x", "~ a new y"],
        ),
    ],
)
def test_a_change_is_told(before: Timeline, after: Timeline, lines: list[str]) -> None:
    assert told(before, after) == lines


def test_an_id_says_what_has_become_what() -> None:
    before = video(Segment("a", 0, 1, id="1"), Segment("b", 1, 1, id="2"))
    after = video(Segment("b", 0, 1, id="1"), Segment("a", 1, 1, id="2"))

    assert told(before, after) == ["~ b name a b", "~ a name b a"]


def test_different_ids_are_different_things() -> None:
    before, after = video(Segment("a", 0, 1, id="1")), video(Segment("a", 0, 1, id="2"))

    assert told(before, after) == ["- a", "+ a"]


def test_kinds_are_held_apart() -> None:
    before = Timeline((Track("audio", "", (CITY,)),))

    assert [(one.sign, one.kind) for one in changes.between(before, video(CITY))] == [
        ("-", "audio"),
        ("+", "video"),
    ]


@pytest.mark.parametrize(
    ("ms", "said"), [(0, "0"), (3000, "3"), (2500, "2.5"), (40, "0.04"), (4, "0"), (100_000, "100")]
)
def test_seconds_bear_no_idle_zeros(ms: int, said: str) -> None:
    assert changes.seconds(ms) == said


def test_a_volume_that_is_not_known_is_not_told() -> None:
    assert changes.percent(None) == ""
    assert changes.percent(0.0) == "0%"


def test_what_is_taken_back_is_told_the_other_way_round() -> None:
    found = (
        Change("+", "video", "city", 0, 1000),
        Change("-", "text", "Dawn", 0, 500),
        Change("~", "audio", "lo-fi", 0, 1000, "volume", "50%", "35%"),
        Change("~", "text", "Dusk", 0, 500, "name", "Dawn", "Dusk"),
    )

    assert changes.inverted(found) == (
        Change("-", "video", "city", 0, 1000),
        Change("+", "text", "Dawn", 0, 500),
        Change("~", "audio", "lo-fi", 0, 1000, "volume", "35%", "50%"),
        Change("~", "text", "Dawn", 0, 500, "name", "Dusk", "Dawn"),
    )
    assert changes.inverted(changes.inverted(found)) == found
