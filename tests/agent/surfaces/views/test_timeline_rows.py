"""The tracks as they are seen: to scale, aligned, told apart, marked, within the window."""

from __future__ import annotations

from random import Random

import pytest
from prompt_toolkit.utils import get_cwidth

from agent.speech import words
from agent.surfaces import themes
from agent.surfaces.views import timeline_rows as view
from agent.timeline.changes import Change
from agent.timeline.draft import EMPTY, Segment, Timeline, Track

ENGLISH = words.words("en")
CITY = Segment("city timelapse", 0, 10_000)
DAWN = Segment("sea at dawn", 10_000, 10_000)
FILM = Timeline(
    (
        Track("video", "", (CITY, DAWN)),
        Track("audio", "", (Segment("calm piano", 0, 20_000, volume=0.35),)),
        Track("text", "", (Segment("Urban Dreams", 0, 3000), Segment("完", 17_000, 3000))),
    )
)
CHANGES = (
    Change("+", "video", "sea at dawn", 10_000, 20_000),
    Change("~", "audio", "calm piano", 0, 20_000, "volume", "50%", "35%"),
    Change("-", "text", "Old title", 0, 2000),
)


def seen(
    film: Timeline = FILM,
    width: int = 50,
    language: str = "en",
    changes: tuple[Change, ...] = (),
    encoding: str = "utf-8",
) -> list[str]:
    """The rows without their paint."""
    rows = view.rows(film, width, words.words(language), changes, encoding=encoding)
    return ["".join(text for _, text in row) for row in rows]


def some_film(dice: Random) -> Timeline:
    """A film of any tracks, its names of any letters."""
    letters = "ab cd霞城わ한👍é\u0301\x1b\u202e"
    tracks = []
    for _ in range(dice.randrange(6)):
        segments = [
            Segment(
                "".join(dice.choices(letters, k=dice.randrange(20))),
                dice.randrange(30_000),
                dice.choice([0, 40, 900, 20_000]),
                volume=dice.choice([None, 0.3, 1.0]),
            )
            for _ in range(dice.randrange(8))
        ]
        kind = dice.choice(["video", "audio", "text", "other", "odd"])
        tracks.append(Track(kind, "", tuple(segments)))
    return Timeline(tuple(tracks))


def some_changes(film: Timeline, dice: Random) -> tuple[Change, ...]:
    return tuple(
        Change(dice.choice("+-~"), track.kind, one.name, one.start_ms, one.end_ms)
        for track in film.tracks
        for one in track.segments
        if dice.random() < 0.3
    )


def test_the_tracks_are_drawn_to_scale() -> None:
    assert seen(changes=CHANGES) == [
        "       0s         5s         10s       15s     20s",
        "       ┬──────────┬──────────┬─────────┬─────────┐",
        "Video  ▐city timelapse ▒▒▒▒▒▌▐+sea at dawn ▒▒▒▒▒▒▌",
        "Audio  ├~calm piano 35% ─────────────────────────┤",
        "Text   ┊····┊ Urban Dreams                  ┊完 ·┊",
        "+ new  ~ changed  - removed: Old title",
    ]


def test_the_words_are_those_of_the_person() -> None:
    assert seen(width=42, language="ja", changes=CHANGES) == [
        "          0s      5s      10s     15s  20s",
        "          ┬───────┬───────┬───────┬──────┐",
        "映像      ▐city timelapse▌▐+sea at dawn ▒▌",
        "音声      ├~calm piano 35% ──────────────┤",
        "テキスト  ┊···┊ Urban Dreams         ┊完 ┊",
        "+ 追加  ~ 変更  - 削除: Old title",
    ]


def test_a_stream_without_box_glyphs_gets_ascii() -> None:
    assert seen(language="zh", changes=CHANGES, encoding="ascii") == [
        "       0s         5s         10s       15s     20s",
        "       +----------+----------+---------+---------+",
        "Video  [city timelapse =====][+sea at dawn ======]",
        "Audio  (~calm piano 35% -------------------------)",
        "Text   |....| Urban Dreams                  |? ..|",
        "+ new  ~ changed  - removed: Old title",
    ]


@pytest.mark.parametrize("encoding", ["latin-1", "cp437", "gbk", "cp932", "no such", "utf-16"])
def test_every_encoding_gets_letters_that_it_has(encoding: str) -> None:
    known = "ascii" if encoding == "no such" else encoding

    rows = seen(language="zh", changes=CHANGES, encoding=encoding)

    assert [row.encode(known).decode(known) for row in rows] == rows


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("film", [EMPTY, Timeline((Track("video", "", ()),))])
def test_an_empty_timeline_is_told_in_words(film: Timeline, language: str) -> None:
    rows = seen(film, 24, language)

    told = words.words(language).say("notice.empty")
    assert "".join(rows).replace(" ", "") == told.replace(" ", "")


def test_tracks_of_a_kind_are_numbered() -> None:
    rows = seen(Timeline((Track("audio", "", (CITY,)), Track("audio", "", (CITY,)))))

    assert [row[:7] for row in rows[2:]] == ["Audio 1", "Audio 2"]


def test_what_overlaps_stands_in_lanes() -> None:
    rain, thunder = Segment("rain", 0, 8000), Segment("thunder", 5000, 5000)

    rows = seen(Timeline((Track("audio", "", (rain, thunder)),)), 30)

    assert rows[2:] == ["Audio  ├rain ───────────┤", "                   ├thunder ─┤"]


def test_a_segment_without_a_name_has_that_of_its_track() -> None:
    rows = seen(Timeline((Track("audio", "Music", (Segment("", 0, 5000),)),)), 30)

    assert rows[2] == "Audio  ├Music ───────────────┤"


def test_a_short_segment_has_its_name_beside_it() -> None:
    segments = (Segment("Hello", 0, 100), Segment("晚霞", 9000, 1000))

    rows = seen(Timeline((Track("text", "", segments),)), 40)

    assert rows[2] == "Text  ┊ Hello" + " " * 24 + "┊2┊"
    assert rows[3] == "2 9-10s 晚霞"


@pytest.mark.parametrize(
    ("shots", "lane"),
    [
        (2, ["▐opening aerial▌▐opening aeri…▌"]),
        (4, ["▐1▒▒▒▒▒▌▐2▒▒▒▒▒▌▐3▒▒▒▒▌▐4▒▒▒▒▒▌"]),
        (10, ["▐1▌▐2▌▐3▌▐4▌▐5▒▌▐6▌▐7▌▐8▌▐9▌▐10"]),
        (15, ["1 2   4   6   8    10  12  14", "▐▌▐▌▐▌▐▌▐▌▐▌▐▌▐▒▌▐▌▐▌▐▌▐▌▐▌▐▌▐▌"]),
        (31, ["1   5    10   15   20   25   30", "▐" * 31]),
    ],
)
def test_where_names_do_not_fit_the_shots_are_numbered_and_named_below(
    shots: int, lane: list[str]
) -> None:
    segments = tuple(Segment("opening aerial", at * 1000, 1000) for at in range(shots))

    rows = seen(Timeline((Track("video", "", segments),)), 38)

    assert [row[7:] for row in rows[2 : 2 + len(lane)]] == lane
    below = rows[2 + len(lane) :]
    assert len(below) == (shots if shots > 2 else 0)
    if below:
        assert below[-1].split() == [str(shots), f"{shots - 1}-{shots}s", "opening", "aerial"]


def twenty(*changes: Change, width: int = 80) -> list[str]:
    """A film of twenty shots, some with wide letters."""
    names = ["city", "海边日落", "a forest in the fog", "夜晚的城市灯光", "x"]
    shots = tuple(Segment(f"{names[at % 5]} {at}", at * 3000, 3000) for at in range(20))
    return seen(Timeline((Track("video", "", shots),)), width, changes=changes)


def test_twenty_shots_are_read_at_eighty_columns_and_the_last_change_is_marked() -> None:
    rows = twenty(
        Change("+", "video", "a forest in the fog 2", 6000, 9000),
        Change("~", "video", "海边日落 11", 33_000, 36_000),
    )

    assert rows[2:6] == [
        "Video  ▐1▒▌▐2▌▐+3▌▐4▒▌▐5▌▐6▒▌▐7▒▌▐8▌▐9▒▌▐10▌▐11▐~12▐13▐14▌▐15▌▐16▐17▌▐18▌▐19▐20▌",
        " 1  0:00-0:03 city 0                   11  0:30-0:33 city 10",
        " 2  0:03-0:06 海边日落 1               12~ 0:33-0:36 海边日落 11",
        " 3+ 0:06-0:09 a forest in the fog 2    13  0:36-0:39 a forest in the fog 12",
    ]
    assert len(rows) == 2 + 1 + 10 + 1


def test_the_list_is_as_high_as_it_must_be() -> None:
    assert [len(twenty(width=width)) for width in (40, 80, 120)] == [2 + 2 + 20, 3 + 10, 3 + 7]


def test_the_names_of_several_tracks_stand_under_their_labels() -> None:
    shots = tuple(Segment(f"a long name {at}", at * 3000, 3000) for at in range(8))

    rows = seen(Timeline((Track("video", "", shots), Track("text", "", shots))), 50)

    assert [row for row in rows if row in {"Video", "Text"}] == ["Video", "Text"]


def test_one_short_shot_among_long_ones_alone_is_told_below() -> None:
    shots = (CITY, Segment("a very short one", 10_000, 500), Segment("dawn", 10_500, 9500))

    rows = seen(Timeline((Track("video", "", shots),)), 60)

    assert rows[2].strip() == "2"
    assert "city timelapse" in rows[3]
    assert "dawn" in rows[3]
    assert rows[4:] == ["2 10-10.5s a very short one"]


def test_many_lanes_are_not_all_drawn() -> None:
    film = Timeline(tuple(Track("video", str(at), (CITY,)) for at in range(60)))

    rows = seen(film)

    assert len(rows) == 2 + 40 + 1
    assert rows[-1] == "… and 20 more tracks"


def test_a_crowd_in_one_track_is_cut_off_as_well() -> None:
    crowd = Track("text", "", tuple(Segment("x", at, 9000) for at in range(500)))

    assert len(seen(Timeline((crowd,)))) <= 44


def test_colours_can_be_left_out() -> None:
    rows = view.rows(FILM, 60, ENGLISH, CHANGES, colour=False)

    assert {paint for row in rows for paint, _ in row} == {""}


def test_every_paint_is_one_of_the_table() -> None:
    rows = view.rows(FILM, 60, ENGLISH, CHANGES)

    paints = {paint for row in rows for paint, _ in row}
    assert paints <= set(themes.TABLE)
    assert {"video", "audio", "text", "add", "change", "drop"} <= paints


@pytest.mark.untraced
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_row_is_wider_than_the_window(language: str, encoding: str) -> None:
    dice = Random(f"{language} {encoding}")  # noqa: S311 - a test that comes out the same each time
    spoken = words.words(language)

    for width in [*range(20, 201), 40, 40, 160]:
        film = some_film(dice)
        rows = view.rows(film, width, spoken, some_changes(film, dice), encoding=encoding)
        for row in ("".join(text for _, text in row) for row in rows):
            assert get_cwidth(row) <= width, row
            assert row == row.rstrip()
            assert not {"\x1b", "\n", "\u202e"} & set(row)


def test_bars_end_at_the_edge_whatever_is_written_in_them() -> None:
    names = ["city", "晚霞中的城市天际线", "おわり", "👨‍👩‍👧 family ❤️", "e\u0301te\u0301", ""]

    for width in range(20, 201):
        for name in names:
            film = Timeline((Track("video", "", (Segment(name, 0, 5000),)),))
            assert get_cwidth(seen(film, width)[2]) == width
