"""One version in one place: skill.yaml has it, and the changelog tells what is in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from agent.skill import version

ROOT: Final = Path(__file__).resolve().parent.parent
HEADING: Final = re.compile(
    r"^## \[(?P<name>[^]]+)\](?: - (?P<day>\d{4}-\d\d-\d\d))?$", re.MULTILINE
)
NEXT: Final = re.compile(r"^To be released as (\d+\.\d+\.\d+)\b", re.MULTILINE)


def changelog() -> dict[str, str]:
    """What stands under each heading, the newest first."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    found = list(HEADING.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    return {one["name"]: text[one.end() : end] for one, end in zip(found, ends, strict=True)}


def test_the_changelog_tells_of_the_version_that_this_is() -> None:
    sections = changelog()
    unreleased = sections.pop("Unreleased")

    coming = NEXT.findall(unreleased)

    newest = coming or list(sections)[:1]
    assert newest == [version.version()]


def test_what_is_not_released_says_what_it_will_be() -> None:
    unreleased = changelog()["Unreleased"]

    assert bool(NEXT.search(unreleased)) == ("\n- " in unreleased)


def test_what_is_released_has_its_day() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")

    dateless = [one["name"] for one in HEADING.finditer(text) if not one["day"]]

    assert dateless == ["Unreleased"]


def test_type_checkers_read_every_package() -> None:
    unmarked = [
        one for one in ("agent", "intents", "studio") if not (ROOT / one / "py.typed").is_file()
    ]

    assert unmarked == []
