from __future__ import annotations

from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from intents import CHAT, checks, library, route
from intents.slash_words import ROUTES
from tests import pages
from tests.counting import lines_run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents import Route

LANGUAGES: Final = library.languages()
# Lines of Python for each letter of a line: the dearest takes 173.
MOST_WORK: Final = 250
ODD: Final = (
    *("export ", "导出视频然后", "書き出してから", "エクスポート", "点击导出按钮，然后", "，导出"),
    *("(「[“", "([{", "“", " “a", "'a ", '"', "`", "```", "/a b.mp4 ", "./x ", "\\\\a\\", "C:\\a "),
    *("https://a.b/(", "http://", ".mp4", "a.mp4", "\ud800", "\x00", "\u202e", "\u200b", "!?.,;"),
    *("\n", "- export\n", "and then ", "exprot ", "a", "あ", "导", " ", "\t", "🎬", "İ", "ﾄﾞ", "①"),
    *("named ", "file:///a%20", "1080p ", "0:01 ", "1.2.3", "a.b.c'd", "再", "导出 视频 "),
)


LONG: Final = ("(「[“", "/a b.mp4 ", "导出视频然后", "書き出して", "，导出")


def long(unit: str, length: int) -> str:
    """A line of one kind."""
    return (unit * (length // len(unit) + 1))[:length]


@cache
def routed(language: str) -> tuple[tuple[str, Route], ...]:
    """The lines of the test files, and the ways they go."""
    return tuple((case.said, route(case.said)) for case in checks.route_cases(language))


def ways(found: Route | None) -> Iterator[Route]:
    """All legs of a wish."""
    while found is not None:
        yield found
        found = found.then


def bare(wish: str) -> str:
    """The wish as the backend gets it: its files without their folders and quotation marks."""
    for path in route(wish).files:
        name = path.replace("\\", "/").rpartition("/")[2]
        for mark in ("'", '"', "`", ""):
            wish = wish.replace(f"{mark}{path}{mark}", name)
    return wish


def test_a_wish_goes_its_way() -> None:
    found = route("Please export the video")

    assert (found.name, found.text) == ("export", "Please export the video")
    assert found.then is None


def test_two_wishes_go_one_after_the_other() -> None:
    found = route("Add music and then export it")

    assert [(leg.name, leg.text) for leg in ways(found)] == [
        ("chat", "Add music"),
        ("export", "export it"),
    ]


@pytest.mark.untraced
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_leg_is_a_piece_of_the_wish(language: str) -> None:
    strange = [
        (said, leg.text)
        for said, found in routed(language)
        for leg in ways(found)
        if leg.text not in said and leg.text not in bare(said)
    ]

    assert strange == []


@pytest.mark.untraced
@pytest.mark.parametrize("language", LANGUAGES)
def test_why_is_never_empty_and_has_no_gap_left(language: str) -> None:
    dumb = [
        wish
        for wish, found in routed(language)
        for leg in ways(found)
        if not leg.why or "{words}" in leg.why.replace(wish, "")
    ]

    assert dumb == []


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        *(("/export", "export"), ("/credits", "credits"), ("/status", "status")),
        *(("/导出", "export"), ("/積分", "credits"), ("/积分", "credits"), ("/状态", "status")),
        *(("/書き出し", "export"), ("/クレジット", "credits"), ("/くれじっと", "credits")),
        *(("/EXPORT", "export"), ("  /export  ", "export"), ("／export", "export")),
    ],
)
def test_a_slash_command_goes_its_way(wish: str, name: str) -> None:
    found = route(wish)

    assert found.name == name
    assert found.text == wish.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slash_command_of_a_language_works(language: str) -> None:
    commands = library.data_file(language, "slash")

    wrong = [
        word
        for name, words in commands.items()
        for word in library.flat(words)
        if route(f"/{word}").name != ROUTES.get(name, CHAT)
    ]

    assert wrong == []


def test_a_slash_command_takes_its_parameters() -> None:
    found = route("/export 4k as Final.mov")

    assert found.params == {"quality": "2160p", "name": "Final.mov", "format": "mov"}


def test_a_slash_command_takes_its_files() -> None:
    found = route("/upload ./a.mp4 '/home/ana/b c.png' https://x.example/d.mov")

    assert found.files == ("./a.mp4", "/home/ana/b c.png", "https://x.example/d.mov")


def test_the_reason_for_a_slash_command_names_it_as_it_was_typed() -> None:
    assert "/クレジット" in route("/クレジット").why


@pytest.mark.parametrize(("wish", "hint"), [("/exprot", "export"), ("/credtis", "credits")])
def test_a_misspelt_slash_command_goes_nowhere_by_itself(wish: str, hint: str) -> None:
    found = route(wish)

    assert (found.name, found.hint) == (CHAT, hint)


@pytest.mark.parametrize("wish", ["/", "//", "/home/ana", "/help", "/ export it", "/导"])
def test_not_every_slash_is_a_command(wish: str) -> None:
    assert "/" not in route(wish).hint
    assert route(wish).name in (CHAT, "export")


def test_a_path_is_no_slash_command() -> None:
    found = route("/srv/a.webm")

    assert (found.name, found.files) == ("upload", ("/srv/a.webm",))


@pytest.mark.parametrize(
    ("wish", "files"),
    [
        ("upload ./clip.mp4 and ~/b.png", ("./clip.mp4", "~/b.png")),
        ("上传 '/Users/ana/My Clip.mov'", ("/Users/ana/My Clip.mov",)),
        ("上传holiday.mp4", ("holiday.mp4",)),
        ("upload file:///home/ana/a%20b.mp4", ("/home/ana/a b.mp4",)),
        ("upload C:\\Users\\ana\\a.mp4", ("C:\\Users\\ana\\a.mp4",)),
        ("upload a.mp4 and a.mp4", ("a.mp4",)),
        ("upload https://x.example/a.mp4", ("https://x.example/a.mp4",)),
        ("./a.mp4をアップロードして", ("./a.mp4",)),
    ],
)
def test_files_are_handed_over(wish: str, files: tuple[str, ...]) -> None:
    found = route(wish)

    assert (found.name, found.files) == ("upload", files)
    assert files[0] in found.why


def test_a_file_in_an_edit_is_handed_over_first_and_named_without_its_folder() -> None:
    first, second = ways(route("Put /srv/clips/a.png over https://x.example/b.mp4 please"))

    assert first.files == ("/srv/clips/a.png", "https://x.example/b.mp4")
    assert second.text == "Put a.png over https://x.example/b.mp4 please"


def test_an_export_to_a_file_is_no_upload() -> None:
    found = route("export as summer.mp4")

    assert (found.name, found.files) == ("export", ())
    assert found.params == {"name": "summer.mp4", "format": "mp4"}


@pytest.mark.parametrize(
    ("wish", "hint", "unknown"),
    [
        ("export blorf", "export", "blorf"),
        ("blorf credits", "credits", "blorf"),
        ("status blorf", "status", "blorf"),
        ("导出咕噜视频", "export", "咕噜"),
        ("查看咕噜积分", "credits", "咕噜"),
        ("書き出してぐるぐる", "export", "ぐるぐる"),
    ],
)
def test_a_wish_that_is_one_word_away_goes_on_with_a_hint(
    wish: str, hint: str, unknown: str
) -> None:
    found = route(wish)

    assert (found.name, found.hint) == (CHAT, hint)
    assert unknown in found.why


@pytest.mark.parametrize("wish", ["make it purple", "export the wedding somehow now", "hello"])
def test_content_has_no_hint(wish: str) -> None:
    assert route(wish).hint == ""


@pytest.mark.parametrize(
    ("wish", "part"),
    [
        ("export", "“export” asks for it"),
        ("导出视频", "因为“导出视频”"),
        ("動画を書き出して", "「動画を書き出して」による判断です"),
        ("don't export yet", "says not to"),
        ("先别导出", "是说不要"),
        ("exprot", "“exprot” was read as “export”"),
        ("export failed, try again", "it failed"),
        ("", "there is no text"),
        ("x" * 9000, "a text this long"),
        ("长" * 9000, "长"),
    ],
)
def test_why_is_told_in_the_language_of_the_wish(wish: str, part: str) -> None:
    assert part in route(wish).why


def test_why_says_again_only_the_beginning_of_a_long_wish() -> None:
    wish = "change the title to " + "a very " * 30 + "long one and then export it"

    assert len(route(wish).why) < 120
    assert "…" in route(wish).why


def test_what_stands_among_other_things_goes_on_together() -> None:
    found = route("if the colours are right, export it")

    assert (found.name, found.then) == (CHAT, None)
    assert "“export it” is mixed with other things" in found.why


@pytest.mark.parametrize(
    "wish", ["", " ", "\n\n", "\x00", "\ud800", "!?…", "🎬", "“”", "\u202e\u200b"]
)
def test_a_wish_of_no_words_goes_on_as_it_is(wish: str) -> None:
    found = route(wish)

    assert found.name == CHAT
    assert found.text == wish


@pytest.mark.untraced
def test_a_line_of_one_kind_costs_next_to_nothing() -> None:
    route("export")

    dear = {
        unit: work
        for unit in ODD
        if (work := lines_run(partial(route, long(unit, 4000)))) > MOST_WORK * 4000
    }

    assert dear == {}


@pytest.mark.parametrize("unit", ODD)
def test_a_line_without_end_costs_nothing(unit: str) -> None:
    assert lines_run(partial(route, long(unit, 200_000))) < 100


@pytest.mark.untraced
@pytest.mark.parametrize("unit", LONG)
def test_twice_as_much_text_is_twice_the_work(unit: str) -> None:
    route(long(unit, 2000))

    once, twice = (lines_run(partial(route, long(unit, length))) for length in (2000, 4000))

    assert twice <= 2.1 * once


def test_no_three_odd_things_in_a_row_make_it_fail() -> None:
    names = {*library.router_tables().routes, CHAT}

    for pieces in product(ODD[::4], repeat=3):
        assert all(leg.name in names for leg in ways(route("".join(pieces))))


def test_a_lone_surrogate_does_no_harm_to_an_order() -> None:
    assert route("\ud800 make it purple, then export it").then is not None


HELD_OUT: Final = Path(__file__).parent / "held_out"


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_for_which_no_phrase_was_written_go_the_right_way(language: str) -> None:
    page = pages.load((HELD_OUT / f"{language}_router.yaml").read_text("utf-8"))
    lines = [(str(said), way) for way, group in page.items() for said in library.flat(group)]

    wrong = [said for said, way in lines if checks.legs(said) != way]
    unasked = [said for said, way in lines if way == CHAT != checks.legs(said)]

    assert unasked == []
    assert len(wrong) < 0.08 * len(lines), wrong
