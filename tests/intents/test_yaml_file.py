from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

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

    with pytest.raises(yaml.YAMLError):
        yaml_file.read(page)
