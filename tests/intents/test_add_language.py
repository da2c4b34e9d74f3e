from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from intents import add_language, library
from tests import pages

if TYPE_CHECKING:
    from pathlib import Path

    from tests.intents.conftest import Copy


def read(path: Path) -> Any:
    return pages.load(path.read_text("utf-8"))


def test_a_new_language_has_the_files_of_the_others(tmp_path: Path) -> None:
    folder = add_language.add("fr", "Français", tmp_path)

    assert folder == tmp_path / "fr"
    made = {path.name for path in folder.iterdir()}
    english = {path.name for path in (library.DATA / "en").glob("*.yaml")}
    assert made == english


def test_its_pages_bear_its_code_and_its_name(tmp_path: Path) -> None:
    folder = add_language.add("pt-BR", "Português", tmp_path)

    router = read(folder / "router.yaml")
    assert (router["language"], router["name"]) == ("pt-BR", "Português")
    assert read(folder / "gui.yaml")["language"] == "pt-BR"


def test_its_reasons_start_out_in_english(tmp_path: Path) -> None:
    folder = add_language.add("fr", "Français", tmp_path)

    assert read(folder / "router.yaml")["why"] == library.data_file("en", "router")["why"]


def test_it_has_every_route_and_no_phrase(tmp_path: Path) -> None:
    folder = add_language.add("fr", "Français", tmp_path)

    routes = read(folder / "router.yaml")["routes"]
    assert routes.keys() == set(library.shared_file("routes")["routes"])
    assert all(kinds == {"orders": [], "alone": []} for kinds in routes.values())


@pytest.mark.parametrize(
    "code", ["", "f", "FR", "fr_FR", "../fr", "fr/..", "fr\n", "français", "/"]
)
def test_what_is_no_language_code_is_refused(code: str, tmp_path: Path) -> None:
    with pytest.raises(library.DataError, match="is no language code"):
        add_language.add(code, "Français", tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()

    with pytest.raises(library.DataError, match="there is a folder for 'fr' already"):
        add_language.add("fr", "Français", tmp_path)

    assert list((tmp_path / "fr").iterdir()) == []


def test_the_phrases_are_right_with_it_and_without_it(copy: Copy) -> None:
    copy.run("add-language", "fr", "Français")

    told = copy.faults()

    assert (copy.data / "fr").is_dir()
    assert told.strip() == ""
