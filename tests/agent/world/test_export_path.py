"""Where exports go: as asked for, never over a file of somebody else, short enough for the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from agent.core.effects import ChoosePath, ChosenPath
from agent.core.errors import LocalError
from agent.world import export_path

if TYPE_CHECKING:
    from pathlib import Path


def chosen(folder: Path, to: str = "", name: str = "", **more: Any) -> ChosenPath:
    """What is chosen in a folder, for a film with the title "sunset"."""
    return export_path.choose(ChoosePath(to, name, "sunset", **more), folder)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("a sunset over the city", "a-sunset-over-the-city.mp4"),
        ("日落，城市。15秒！", "日落-城市-15秒.mp4"),
        ("film.mp4", "film.mp4"),
        ("Film.MP4", "Film.mp4"),
        ("", "video.mp4"),
        ("...", "video.mp4"),
        ("../../etc/passwd", "passwd.mp4"),
        ("..\\..\\boot.ini", "boot-ini.mp4"),
        (".bashrc", "bashrc.mp4"),
        ("-rf", "rf.mp4"),
        ("CON", "video-CON.mp4"),
        ("nul.mp4", "video-nul.mp4"),
        ("LPT1", "video-LPT1.mp4"),
        ("a\x00b\x1b[31mc\nd", "a-b-[31mc-d.mp4"),
        ("gpj.\u202emovie", "gpj-movie.mp4"),
        ('a<b>:"|?*c', "a-b-c.mp4"),
        ("\ud800x", "x.mp4"),
        ("word " * 40, "-".join(["word"] * 12) + ".mp4"),
        ("字" * 200, "字" * 60 + ".mp4"),
        ("~", "~.mp4"),
    ],
)
def test_a_name_is_safe_whatever_somebody_said(said: str, name: str) -> None:
    found = export_path.file_name(said)

    assert found == name
    assert len(found.encode()) < 200


def test_a_name_of_ours_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "sunset.mp4").touch()
    (tmp_path / "sunset-2.mp4").touch()

    assert chosen(tmp_path) == ChosenPath(str(tmp_path / "sunset-3.mp4"))


def test_a_name_of_ours_in_a_folder_of_theirs_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "films").mkdir()
    (tmp_path / "films/sunset.mp4").touch()

    assert chosen(tmp_path, "films") == ChosenPath(str(tmp_path / "films/sunset-2.mp4"))


@pytest.mark.parametrize(
    ("to", "found"), [("out.mp4", "here/out.mp4"), ("sub/out.mp4", "here/sub/out.mp4")]
)
def test_a_path_that_was_asked_for_is_taken_as_it_is(tmp_path: Path, to: str, found: str) -> None:
    assert chosen(tmp_path / "here", to) == ChosenPath(str(tmp_path / found))
    assert chosen(tmp_path / "here", str(tmp_path / to)) == ChosenPath(str(tmp_path / to))


def test_a_path_may_begin_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    assert chosen(tmp_path / "x", "~/out.mp4").path == str(tmp_path / "out.mp4")


@pytest.mark.parametrize("asked", [{"to": "out.mp4"}, {"name": "out"}, {"name": "out.mp4"}])
def test_an_export_onto_a_file_gets_another_name_and_says_so(
    tmp_path: Path, asked: dict[str, str]
) -> None:
    out = tmp_path / "out.mp4"
    out.touch()

    assert chosen(tmp_path, **asked) == ChosenPath(str(tmp_path / "out-2.mp4"), str(out), True)  # noqa: FBT003 - as it is printed


def test_who_wants_a_file_overwritten_has_it_overwritten(tmp_path: Path) -> None:
    (tmp_path / "out.mp4").touch()

    assert chosen(tmp_path, "out.mp4", overwrites=True) == ChosenPath(str(tmp_path / "out.mp4"))


@pytest.mark.parametrize("stem", ["x" * 300, "海" * 150, "é" * 200])
def test_a_name_that_is_too_long_for_the_disk_is_cut_and_that_is_told(
    tmp_path: Path, stem: str
) -> None:
    found = chosen(tmp_path, f"{stem}.mp4")

    name = found.path.removeprefix(f"{tmp_path}/")
    assert (found.other_than, found.is_taken) == (str(tmp_path / f"{stem}.mp4"), False)
    assert name.endswith(".mp4")
    assert stem.startswith(name.removesuffix(".mp4"))
    (tmp_path / f".{name}.part").touch()  # the disk takes it, with what is put around it


def test_names_that_are_cut_alike_do_not_overwrite_each_other(tmp_path: Path) -> None:
    first = chosen(tmp_path, "x" * 300 + ".mp4").path
    with open(first, "wb"):  # noqa: PTH123 - a string already
        pass

    second = chosen(tmp_path, "x" * 301 + ".mp4")

    assert second.path not in ("", first)
    assert second.is_taken
    with open(second.path, "wb"):  # noqa: PTH123 - as above
        pass


@pytest.mark.parametrize("to", ["x" * 300 + "/out.mp4", "a\x00b.mp4", "d/" * 3000 + "out.mp4"])
def test_a_path_that_no_disk_takes_is_told(tmp_path: Path, to: str) -> None:
    with pytest.raises(LocalError) as caught:
        chosen(tmp_path, to)

    assert caught.value.kind == "disk"


def test_an_ending_that_is_no_ending_is_cut_too(tmp_path: Path) -> None:
    (tmp_path / chosen(tmp_path, "a." + "x" * 300).path).touch()
