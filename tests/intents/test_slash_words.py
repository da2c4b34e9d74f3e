"""One table for both readers: what a line is in the conversation, and what `say` does with it."""

from __future__ import annotations

import pytest

from intents import CHAT, library, route, slash_words
from intents.slash_words import ROUTES, Slash

# The line, the command it is in the conversation, and the route it takes elsewhere.
TABLE = [
    ("/export", "export", "export"),
    ("/download", "export", "export"),
    ("/dl a.mp4", "export", "export"),
    ("/下载", "export", "export"),
    ("/ダウンロード", "export", "export"),
    ("/tracks", "timeline", "status"),
    ("/timeline", "timeline", "status"),
    ("/轨道", "timeline", "status"),
    ("/軌道", "timeline", "status"),
    ("/トラック", "timeline", "status"),
    ("/status", "status", "status"),
    ("/進捗", "status", "status"),
    ("／状态", "status", "status"),
    ("/STATE now", "status", "status"),
    ("/points", "credits", "credits"),
    ("/積分", "credits", "credits"),
    ("/くれじっと", "credits", "credits"),
    ("/add a.mp4", "upload", "upload"),
    ("/添加 a.mp4", "upload", "upload"),
    ("/追加 a.mp4", "upload", "upload"),
    ("/theme dark", "theme", CHAT),
    ("/help", "help", CHAT),
    ("/undo", "undo", CHAT),
    ("/exprot", "", CHAT),
]


@pytest.mark.parametrize(("line", "name", "way"), TABLE)
def test_a_slash_word_means_the_same_everywhere(line: str, name: str, way: str) -> None:
    found = slash_words.read(line)

    assert found is not None
    assert found.name == name
    assert route(line).name == way == ROUTES.get(name, CHAT)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("/export  4k as a.mp4 ", Slash("/export", "export", "export", "", "4k as a.mp4")),
        ("/undo!", Slash("/undo", "undo", "undo", "!")),
        ("/why？", Slash("/why", "why", "why", "?")),
        ("/", Slash("/", "", "")),
        ("/zzz now", Slash("/zzz", "zzz", "", "", "now")),
    ],
)
def test_a_line_is_taken_apart(line: str, found: Slash) -> None:
    assert slash_words.read(line) == found


@pytest.mark.parametrize("line", ["/films/a.mp4", "/a.mp4 and go", "hello /export", "~/x", "C:/x"])
def test_a_path_or_a_sentence_is_no_command(line: str) -> None:
    assert slash_words.read(line) is None


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("exprot", "export"),
        ("cred", "credits"),
        ("credist", "credits"),
        ("re", "resume"),
        ("导处", "导出"),
        ("dwnload", "download"),
        ("zzz", ""),
    ],
)
def test_a_word_there_is_not_has_a_neighbour_or_none(word: str, near: str) -> None:
    assert slash_words.near(word) == near


@pytest.mark.parametrize(
    ("line", "hint"), [("/exprot", "export"), ("/thme", ""), ("/trakcs", "status")]
)
def test_the_neighbour_is_the_hint_where_it_is_a_wish(line: str, hint: str) -> None:
    assert (route(line).name, route(line).hint) == (CHAT, hint)


def test_a_command_is_called_by_its_first_word() -> None:
    called = [slash_words.called("export", one) for one in ("en", "zh", "ja", "xx")]

    assert called == ["export", "导出", "書き出し", "export"]


def test_every_route_is_the_way_of_a_command() -> None:
    assert set(ROUTES.values()) == library.router_tables().routes
