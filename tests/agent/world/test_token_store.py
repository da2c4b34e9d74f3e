"""Tokens and the client id on disk."""

from __future__ import annotations

import stat
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest

from agent.world import token_store

if TYPE_CHECKING:
    from pathlib import Path

BASE: Final = "https://backend.example"
DAY: Final = 24 * 3600


def only(folder: Path) -> Path:
    """The one file in a folder."""
    (file,) = folder.iterdir()
    return file


def test_a_token_is_kept_for_the_person_alone(tmp_path: Path) -> None:
    folder = tmp_path / "state"

    token_store.keep_token(folder, BASE, "secret", now=1000)

    assert token_store.kept_token(folder, BASE) == "secret"
    assert stat.S_IMODE(only(folder).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("born", [30, -8 * DAY, 10**12], ids=["to come", "a week ago", "an era"])
def test_a_token_is_kept_until_it_is_refused_whatever_the_clock_says(
    tmp_path: Path, born: float
) -> None:
    now = datetime.now(tz=UTC).timestamp()
    token_store.keep_token(tmp_path, BASE, "secret", now=now + born)

    assert token_store.kept_token(tmp_path, BASE) == "secret"


def test_a_token_is_for_its_own_backend(tmp_path: Path) -> None:
    token_store.keep_token(tmp_path, BASE, "secret", now=0)

    assert token_store.kept_token(tmp_path, "https://other.example") == ""


def test_a_token_of_another_backend_under_our_name_is_none(tmp_path: Path) -> None:
    token_store.keep_token(tmp_path, BASE, "secret", now=0)
    file = only(tmp_path)
    file.write_text(file.read_text("utf-8").replace(BASE, "https://other.example"), "utf-8")

    assert token_store.kept_token(tmp_path, BASE) == ""


def test_an_empty_token_is_forgotten(tmp_path: Path) -> None:
    token_store.keep_token(tmp_path, BASE, "secret", now=0)

    token_store.keep_token(tmp_path, BASE, "", now=0)
    token_store.keep_token(tmp_path, BASE, "", now=0)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "written",
    [
        "",
        "{",
        "[]",
        "null",
        '{"token": "t"}',
        f'{{"base": "{BASE}", "token": 1}}',
        f'{{"base": "{BASE}"}}',
        f'{{"base": "{BASE}", "token": "a b"}}',
    ],
)
def test_a_file_that_makes_no_sense_is_no_token(tmp_path: Path, written: str) -> None:
    token_store.keep_token(tmp_path, BASE, "secret", now=0)
    only(tmp_path).write_text(written, "utf-8")

    assert token_store.kept_token(tmp_path, BASE) == ""


def test_a_file_of_no_letters_is_no_token(tmp_path: Path) -> None:
    token_store.keep_token(tmp_path, BASE, "secret", now=0)
    only(tmp_path).write_bytes(b"\xff\xfe\x00")

    assert token_store.kept_token(tmp_path, BASE) == ""


def test_the_client_id_is_made_once(tmp_path: Path) -> None:
    made = token_store.client_id(tmp_path)

    assert token_store.client_id(tmp_path) == made
    assert str(uuid.UUID(made)) == made


def test_the_client_id_is_shared_with_the_vendors_skills(tmp_path: Path) -> None:
    theirs = tmp_path / ".config/nemovideo/client_id"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("6ba7b810-9dad-11d1-80b4-00c04fd430c8\n", "utf-8")

    assert token_store.client_id(tmp_path) == "6ba7b810-9dad-11d1-80b4-00c04fd430c8"


@pytest.mark.parametrize("written", [b"", b"no id", b"\xff\xfe", b"x" * 10_000])
def test_what_is_no_client_id_is_replaced(tmp_path: Path, written: bytes) -> None:
    file = tmp_path / ".config/nemovideo/client_id"
    file.parent.mkdir(parents=True)
    file.write_bytes(written)

    made = token_store.client_id(tmp_path)

    assert file.read_text("utf-8") == made


def test_another_client_id_is_made_when_the_backend_does_not_take_it(tmp_path: Path) -> None:
    first = token_store.client_id(tmp_path)

    second = token_store.client_id(tmp_path, anew=True)

    assert first != second
    assert token_store.client_id(tmp_path) == second


def test_a_client_id_is_given_where_none_can_be_kept(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()

    assert uuid.UUID(token_store.client_id(file)).version == 4


def test_what_a_crash_left_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    token_store.write(tmp_path / "one", "first")
    for part in tmp_path.glob(".one.*"):
        part.touch()

    token_store.write(tmp_path / "one", "second")

    assert [file.name for file in tmp_path.iterdir()] == ["one"]
    assert (tmp_path / "one").read_text("utf-8") == "second"


def test_a_link_laid_in_the_way_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious", "utf-8")
    (tmp_path / "one").symlink_to(victim)

    token_store.write(tmp_path / "one", "ours")

    assert victim.read_text("utf-8") == "precious"
    assert not (tmp_path / "one").is_symlink()
