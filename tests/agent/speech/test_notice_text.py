"""Every notice has words in three languages, and they say what the notice holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

import pytest

from agent.core import notices
from agent.core.conversation import Action
from agent.core.failure_kind import FailureKind
from agent.speech import notice_text
from agent.speech.words import words
from agent.timeline.changes import Change
from agent.timeline.draft import EMPTY, Segment, Timeline, Track

if TYPE_CHECKING:
    from agent.core.notices import Notice
    from agent.speech.words import Words

ENGLISH: Final = words("en")
# Kinds that come with a notice of their own, and its words.
ELSEWHERE: Final = {
    FailureKind.USAGE: "help.misused",
    FailureKind.UNCERTAIN: "notice.uncertain",
    FailureKind.LONG_WORDS: "notice.long",
}
FILM: Final = Timeline(
    (
        Track("video", "", (Segment("city timelapse", 0, 10_000),)),
        Track("audio", "", (Segment("Lo-fi", 0, 10_000, volume=0.35),)),
        Track("text", "", (Segment("Urban Dreams", 0, 3_000),)),
    )
)
TITLE: Final = Change("+", "text", "Urban Dreams", 0, 3_000)
SAID: Final[list[tuple[Notice, str]]] = [
    (notices.Connecting("Connecting to the studio..."), "Connecting to the studio..."),
    (notices.WentLocal(), "studio"),
    (notices.Working("add_music"), "editing the sound..."),
    (notices.StillWorking(125), "⏳ Still working... (2 min 5 s)"),
    (notices.Reply("one\n\ntwo"), "one||||two"),
    (notices.CutShort("SAFETY"), "SAFETY"),
    (notices.Changed((TITLE,), FILM), '+ Text "Urban Dreams" 0-3s'),
    (notices.NothingChanged(), "the timeline hasn't changed"),
    (notices.Looking(), "Nothing is sent twice"),
    (notices.AlreadyUploaded("a.mov"), "Already uploaded: a.mov"),
    (notices.Renamed("/v/a.mp4", "/v/a-2.mp4", is_taken=True), "a.mp4 already exists"),
    (notices.Uncertain(), "reeltalk status"),
    (notices.Tracks(EMPTY), "The timeline is empty."),
    (notices.Balance(87.5, 10, 100), "87.5 credits available, 10 reserved"),
    (notices.Balance(87), "87 credits available"),
    (notices.Balance(None), "doesn't report"),
    (notices.Free(), "Free: the studio runs"),
    (notices.Spent(50, 49.5), "-50 credits, 49.5 left"),
    (notices.Spent(2.5, None), "-2.5 credits"),
    (notices.Spent(1, 49), "-1 credit, 49 left"),
    (notices.Spent(1, None), "-1 credit"),
    (notices.Rendering(12), "exporting... 12 s"),
    (notices.Rendering(12, 0.456), "exporting... 46%, 12 s"),
    (notices.RenderedAgain(), "once more"),
    (notices.OnlyMp4("gif"), "not GIF"),
    (notices.Fetching(1_500_000, 3_000_000), "1.5 MB of 3.0 MB"),
    (notices.Fetching(1_500, 0), "downloading... 1.5 kB"),
    (notices.Delivered("/f.mp4", 3_000_000, 1920, 1080, 15_000), "3.0 MB, 1920x1080, 15 s"),
    (notices.Delivered("/f.mp4", 3, 1, 1, 1, "https://x/claim"), "browser: https://x/claim"),
    (notices.StillRendering(300), "5 min 0 s"),
    (notices.Uploading("a.mov", 25, 100), "uploading a.mov... 25%"),
    (notices.Uploading("a.mov", 5, 0), "100%"),
    (notices.Uploaded("a.mov"), "a.mov"),
    (notices.Understood("a.txt", "Once", 400), "“Once…”"),
    (notices.Understood("a.txt", "Once", 4), "along (4 characters): “Once”"),
    (notices.Understood("a.txt", "Once", 70_000, 60_000), "the first 60000 of 70000 characters"),
    (notices.Long("a.txt", "Once\nupon", 4_000), "a.txt is long: 4000 characters."),
    (notices.Offered((Action("export"),)), "Say “yes” and I'll export the video."),
    (notices.OfferDeclined(), "left as it is"),
    (notices.StartedAnew(), "new one"),
    (notices.Waiting(30), "30 s"),
    (notices.Failed(FailureKind.BUSY), "still busy"),
    (notices.Stopped(), "Stopped"),
]
SILENT: Final = (notices.Ready, notices.Routed)


def row(notice: Notice, spoken: Words = ENGLISH) -> str:
    """What is said, its rows joined."""
    return "||".join(notice_text.rows(notice, spoken))


@pytest.mark.parametrize(("notice", "part"), SAID, ids=lambda one: type(one).__name__)
def test_a_notice_says_what_it_holds(notice: Notice, part: str) -> None:
    assert part in row(notice)


@pytest.mark.parametrize("kind", get_args(notices.Notice))
def test_every_notice_is_either_told_or_meant_for_programs(kind: type[Any]) -> None:
    told = {type(notice) for notice, _ in SAID}

    assert (kind in told) != (kind in SILENT)


@pytest.mark.parametrize(("notice", "_"), SAID, ids=lambda one: type(one).__name__)
def test_every_notice_has_words_in_three_languages(
    notice: Notice, _: str, each_language: Words
) -> None:
    told = notice_text.rows(notice, each_language)

    assert any(told)
    assert "{" not in "".join(told)


@pytest.mark.parametrize("notice", [notices.Ready("s", "cloud"), notices.Routed(())])
def test_what_programs_alone_need_is_not_told(notice: Notice) -> None:
    assert notice_text.rows(notice, ENGLISH) == []


def test_a_timeline_has_the_form_of_the_documents() -> None:
    told = " ".join(one.strip() for one in notice_text.timeline(FILM, ENGLISH))

    assert told == (
        "Timeline (3 tracks, 10 s): 1. Video: city timelapse (0-10s)"
        ' 2. Audio: Lo-fi (0-10s, 35%) 3. Text: "Urban Dreams" (0-3s)'
    )


def test_one_track_is_no_tracks() -> None:
    found = Timeline((FILM.tracks[0], Track("text", "", ())))

    assert notice_text.timeline(found, ENGLISH)[0] == "Timeline (1 track, 10 s):"


@pytest.mark.parametrize(
    ("language", "first"),
    [("zh", "时间线（3 条轨道，10 秒）："), ("ja", "タイムライン（3トラック、10秒）：")],
)
def test_a_timeline_is_told_in_the_language(language: str, first: str) -> None:
    told = notice_text.timeline(FILM, words(language))

    assert (told[0], len(told)) == (first, 4)


@pytest.mark.parametrize("action", ["export", "state", "tracks", "credits", "edit"])
def test_every_offer_has_words(action: str, each_language: Words) -> None:
    (told,) = notice_text.offers((Action(action, "fade it out"),), each_language)

    assert each_language.say(f"offer.{action}", request="fade it out") in told


@pytest.mark.parametrize("kind", sorted(set(FailureKind) - ELSEWHERE.keys()))
def test_every_failure_has_words(kind: FailureKind, each_language: Words) -> None:
    failed = notices.Failed(kind, 1, "why", "x.mov", "https://x", accepted=("mp4", "mov"))

    assert each_language.knows(f"failed.{kind}")
    assert "{" not in row(failed, each_language)


def test_there_are_words_of_no_other_failure(each_language: Words) -> None:
    keys = {key.removeprefix("failed.") for key in each_language.texts if key[:7] == "failed."}

    assert keys == set(FailureKind) - ELSEWHERE.keys()


@pytest.mark.parametrize("key", ELSEWHERE.values())
def test_a_failure_that_is_another_notice_has_its_words(key: str, each_language: Words) -> None:
    assert each_language.knows(key)


def test_a_failure_that_nothing_is_known_about_says_what_the_backend_said() -> None:
    told = row(notices.Failed(FailureKind.REFUSED, message="no moons left"))

    assert told == "The backend refused: no moons left"


@pytest.mark.parametrize("passing", notice_text.PROGRESS_NOTICES)
def test_what_passes_is_one_row(passing: type[Any]) -> None:
    samples = [notice for notice, _ in SAID if type(notice) is passing]

    assert samples
    assert all(len(notice_text.rows(one, ENGLISH)) == 1 for one in samples)


def test_what_happened_to_several_segments_alike_is_said_once() -> None:
    warm = Change("~", "video", "rain", 0, 5_000, "filter", "", "warm")
    other = Change("~", "video", "rain", 5_000, 9_000, "filter", "", "warm")

    assert row(notices.Changed((warm, other), FILM)) == "~ 2 clips: filter warm"


def test_of_a_reply_that_nobody_could_read_the_beginning_is_shown(each_language: Words) -> None:
    lines = notice_text.rows(notices.Reply("\n".join(["row"] * 100_000)), each_language)

    assert lines[:1000] == ["row"] * 1000
    assert len(lines) == 1001
    assert "99000" in lines[-1].replace(",", "")
