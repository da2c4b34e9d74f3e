from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intents import yaml_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_page_is_what_it_says(tmp_path: Path) -> None:
    page = tmp_path / "page.yaml"
    page.write_text("雪: [snow, 1]\n", "utf-8")

    assert yaml_file.read(page) == {"雪": ["snow", 1]}


def test_a_page_builds_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.yaml"
    page.write_text("!!python/object/apply:os.getcwd []\n", "utf-8")

    with pytest.raises(yaml_file.YamlError):
        yaml_file.read(page)


def test_as_text_a_no_stays_a_no(tmp_path: Path) -> None:
    page = tmp_path / "page.yaml"
    page.write_text("no: [no, 1, null]\n", "utf-8")

    assert yaml_file.read(page, as_text=True) == {"no": ["no", "1", "null"]}


@pytest.mark.parametrize("as_text", [False, True])
def test_what_is_no_yaml_is_told_with_its_line(tmp_path: Path, *, as_text: bool) -> None:
    page = tmp_path / "page.yaml"
    page.write_text("a: 1\nb: [\n", "utf-8")

    with pytest.raises(yaml_file.YamlError, match="line 3"):
        yaml_file.read(page, as_text=as_text)
