"""The skill that is asked for: by name, by path, and as a conversation keeps it."""

from __future__ import annotations

import json
import os
from contextlib import chdir
from typing import TYPE_CHECKING

import pytest

from agent.skill import lookup, profile, skill_md
from tests.agent.skill.test_skill_md import BEACH

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def beach(tmp_path: Path) -> Path:
    at = tmp_path / "beach" / "SKILL.md"
    at.parent.mkdir()
    at.write_text(BEACH)
    return at


@pytest.mark.parametrize("name", ["", "video-prompt"])
def test_ours_is_found_by_its_name(name: str) -> None:
    assert lookup.find(name) is profile.product().profile(name)


def test_another_is_found_by_its_path(beach: Path) -> None:
    with chdir(beach.parent.parent):
        some = [lookup.find(one) for one in ("beach", "./beach", "beach/SKILL.md", str(beach))]

    assert {(one.name, one.key) for one in some} == {("beach-clips", os.path.realpath(beach))}


def test_ours_goes_before_a_folder_of_its_name(beach: Path) -> None:
    beach.parent.rename(beach.parent.parent / "video-prompt")

    with chdir(beach.parent.parent):
        found = lookup.find("video-prompt")

    assert found.path == ""


def test_a_name_that_is_neither_names_those_there_are() -> None:
    with pytest.raises(KeyError, match="video-prompt"):
        lookup.find("no-such-skill")


@pytest.mark.parametrize("asked", ["no/such.md", "~nobody-of-that-name/SKILL.md", "a\0b/"])
def test_a_path_that_leads_nowhere_is_told(asked: str) -> None:
    with pytest.raises(skill_md.SkillFileError) as caught:
        lookup.find(asked)

    assert caught.value.kind in ("skill_away", "skill_unreadable")


def test_what_a_conversation_keeps_is_enough_to_go_on(beach: Path) -> None:
    skill = lookup.find(str(beach))

    found = lookup.from_facts(json.loads(json.dumps(lookup.to_facts(skill))))

    for one in ("name", "version", "title", "greeting", "samples", "media", "max_mb", "path"):
        assert getattr(found, one) == getattr(skill, one)
