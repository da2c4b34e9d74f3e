"""Files that are dragged in or pasted: every spelling of them, and never a sentence."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from agent.surfaces.views import dropped_paths
from intents import spans, text
from tests.agent import films

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("pasted", "paths"),
    [
        # kitty, GNOME Terminal, Konsole
        ("'/home/ana/my clip.mp4' ", ["/home/ana/my clip.mp4"]),
        (r"'/home/ana/it'\''s here.mp4' ", ["/home/ana/it's here.mp4"]),
        ("'/home/ana/a b.mp4' '/home/ana/c.mov' ", ["/home/ana/a b.mp4", "/home/ana/c.mov"]),
        # Terminal.app, iTerm2
        (r"/Users/ana/My\ Clip\ \(1\).mp4 ", ["/Users/ana/My Clip (1).mp4"]),
        (r"/Users/ana/a\ b.mp4 /Users/ana/c\&d.mov", ["/Users/ana/a b.mp4", "/Users/ana/c&d.mov"]),
        ("/Users/ana/sunset.mp4", ["/Users/ana/sunset.mp4"]),
        # file managers
        ("file:///home/ana/my%20clip.mp4\r\n", ["/home/ana/my clip.mp4"]),
        ("file:///a/b.mp4\nfile:///a/%E6%99%9A.mov\n", ["/a/b.mp4", "/a/晚.mov"]),
        ("file://localhost/a/b.mp4", ["/a/b.mp4"]),
        ("file:///C:/Users/ana/my%20clip.mp4", ["C:/Users/ana/my clip.mp4"]),
        ("file:///a/b%23c?.mp4", ["/a/b#c?.mp4"]),
        ("/home/ana/my clip.mp4\n/home/ana/c.mov", ["/home/ana/my clip.mp4", "/home/ana/c.mov"]),
        # Windows
        (r"C:\Users\ana\clip.mp4", [r"C:\Users\ana\clip.mp4"]),
        (r'"C:\Users\ana\my clip.mp4"', [r"C:\Users\ana\my clip.mp4"]),
        (r"C:\Users\ana\my clip.mp4", [r"C:\Users\ana\my clip.mp4"]),
        (r"C:\a\x.mp4 D:\b\y z.mov", [r"C:\a\x.mp4", r"D:\b\y z.mov"]),
        (r'"C:\a b.mp4" "D:\c d.mov"', [r"C:\a b.mp4", r"D:\c d.mov"]),
        (r"\\server\share\my clip.mp4", [r"\\server\share\my clip.mp4"]),
        (r"& 'C:\Users\ana\my clip.mp4'", [r"C:\Users\ana\my clip.mp4"]),
        ("C:/Users/ana/clip.mp4", ["C:/Users/ana/clip.mp4"]),
        # by hand
        ("~/clip.mp4", ["~/clip.mp4"]),
        ("./my clip.mp4", ["./my clip.mp4"]),
        ("../words.srt", ["../words.srt"]),
        ("clip.mp4", ["clip.mp4"]),
        ("a.mp4 b.mov", ["a.mp4", "b.mov"]),
        ("/home/ana/a.mp4 b.mov", ["/home/ana/a.mp4", "b.mov"]),
        ("/home/ana/a.mp4, /home/ana/b.mp4", ["/home/ana/a.mp4", "/home/ana/b.mp4"]),
        ("“/home/ana/my clip.mp4”", ["/home/ana/my clip.mp4"]),
        ("/home/ana/it's.mp4", ["/home/ana/it's.mp4"]),
        ("/home/ana/晚霞 一.mp4", ["/home/ana/晚霞 一.mp4"]),
        ("/home/ana/CLIP.MP4", ["/home/ana/CLIP.MP4"]),
        # what is no media is told later
        ("/home/ana/clips", ["/home/ana/clips"]),
        ("/home/ana/project.zip", ["/home/ana/project.zip"]),
        ("/a/b.mp4\n/a/b.mp4", ["/a/b.mp4"]),
    ],
)
def test_paths_alone_are_files(pasted: str, paths: list[str]) -> None:
    assert dropped_paths.files(pasted) == (tuple(paths), "")


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "  \n",
        "make it shorter",
        "upload /home/ana/a.mp4",
        "/home/ana/a.mp4 and make it black and white",
        "my clip.mp4",
        "'my clip.mp4'",
        '"Add a title to clip.mp4"',
        "don't use /home/ana/a.mp4",
        "导出 a.mp4",
        "/home/ana/a.mp4 を短くして",
        "/export",
        "/export a.mp4",
        "/export /home/ana/a.mp4",
        "/upload '/home/ana/a b.mp4'",
        "/导出 a.mp4",
        "/undo",
        "/1",
        "and/or",
        "1/2",
        "16:9",
        "..",
        "~",
        "/",
        "https://example.org/a.mp4",
        "/home/ana/a.mp4\nmake it shorter",
        "'/home/ana/a.mp4",
        "file:///a/%00.mp4",
        "file:///a/%1B]0;x.mp4",
        "/home/ana/" + "x" * 5000 + ".mp4",
        "/a/b.mp4 " * 20_000,
        "\n".join(f"/a/{at}.mp4" for at in range(300)),
    ],
)
def test_a_sentence_is_left_alone(pasted: str) -> None:
    assert dropped_paths.files(pasted) == ((), pasted)


def test_a_path_with_blanks_is_known_when_it_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "all my old clips of the last summer at sea"
    folder.mkdir()

    assert dropped_paths.files(str(folder)) == ((str(folder),), "")
    assert dropped_paths.files(f"{folder} again") == ((), f"{folder} again")


def test_a_folder_that_is_there_ends_its_path(tmp_path: Path) -> None:
    said = f"{tmp_path} then cut b.mp4"

    assert dropped_paths.files(said) == ((), said)


PATHS = [
    "/home/ana/a.mp4",
    "/home/ana/my clip.mp4",
    "/home/ana/it's my clip.mp4",
    '/home/ana/the "best" clip.mp4',
    "/home/ana/a, b; c.mp4",
    "/home/ana/Clip (1).mp4",
    "/home/ana/晚霞 一.mp4",
    "/home/ana/日本。語.mp4",
    "/home/ana/clips",
    "/home/ana/my clips",
    "/home/ana/project.zip",
    "~/a.mp4",
    "~/My Films/a.mp4",
    r"C:\Users\ana\clip.mp4",
    r"C:\Program Files\my clip.mp4",
    r"\\server\share\my clip.mp4",
    "clip.mp4",
    "/home/ana/a.mp4.mov",
    "/home/ana/Screen Recording 2024-05-01 at 10.00.00 in the evening of that day.mov",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("line", ["{}", "upload {} please", "{} /tmp/b.mp4", "剪短 {} 并导出"])
def test_a_spelling_is_read_as_that_path(path: str, line: str) -> None:
    said = line.format(dropped_paths.spelt(path))

    found = spans.scan(text.fold(said), said)

    assert found[0].kind in {spans.Kind.FILE, spans.Kind.PATH}
    assert found[0].value == path


@pytest.mark.parametrize("path", PATHS)
def test_a_spelling_pasted_is_that_path_again(path: str) -> None:
    assert dropped_paths.files(dropped_paths.spelt(path)) == ((path,), "")


def test_a_path_with_blanks_is_quoted() -> None:
    assert dropped_paths.spelt("/home/ana/my clip.mp4") == '"/home/ana/my clip.mp4"'
    assert dropped_paths.spelt("/home/ana/clip.mp4") == "/home/ana/clip.mp4"


def test_a_path_of_no_good_letters_is_spelt_at_all() -> None:
    assert dropped_paths.spelt("x") == '"x"'


def test_random_names_survive_being_spelt() -> None:
    dice = Random(7)  # noqa: S311 - a test that comes out the same each time

    for _ in range(400):
        name = "".join(dice.choices("ab (1)'-_.,&晚霞é", k=dice.randrange(1, 20))).strip(" .'")
        path = f"/home/ana/x{name}.mp4"
        said = f"add {dropped_paths.spelt(path)} now"
        assert [one.value for one in spans.scan(text.fold(said), said)] == [path]


def test_random_text_is_never_an_error() -> None:
    dice = Random(8)  # noqa: S311 - a test that comes out the same each time
    letters = "/\\ab ~.:'\"\n mp4%&“file:é\0"

    for _ in range(3000):
        pasted = "".join(dice.choices(letters, k=dice.randrange(30)))
        paths, rest = dropped_paths.files(pasted)
        assert (rest == pasted) != bool(paths)


def test_a_file_is_shown_with_its_size(tmp_path: Path) -> None:
    file = tmp_path / "notes\x1b[31m.txt"
    file.write_bytes(bytes(12_300))

    assert dropped_paths.shown(str(file)) == "notes␛[31m.txt 12.3 kB"


def test_a_film_is_shown_with_its_length(tmp_path: Path) -> None:
    file = tmp_path / "sunset.mp4"
    file.write_bytes(films.film(14.0, octets=2000))

    assert dropped_paths.shown(str(file)).startswith("sunset.mp4 2.")
    assert dropped_paths.shown(str(file)).endswith(" kB 14 s")


@pytest.mark.parametrize("raw", [b"", b"no film", b"\0\0\0\x10ftyp" + bytes(8)])
def test_a_broken_film_is_shown_with_its_size_alone(raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    file.write_bytes(raw)

    assert dropped_paths.shown(str(file)) == f"a.mp4 {len(raw)} B"


def test_a_folder_ends_in_a_stroke(tmp_path: Path) -> None:
    (tmp_path / "clips").mkdir()

    assert dropped_paths.shown(str(tmp_path / "clips")) == "clips/"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/none/of/this.mp4", "this.mp4"),
        (r"C:\none\of this.mp4", "of this.mp4"),
        ("~no-such-person/a.mp4", "a.mp4"),
        ("a\0b", "a␀b"),
        ("", ""),
    ],
)
def test_of_what_is_not_there_the_name_is_shown(path: str, said: str) -> None:
    assert dropped_paths.shown(path) == said
