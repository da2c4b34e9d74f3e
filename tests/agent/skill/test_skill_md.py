"""A SKILL.md as it is found: the four documents say of themselves what our page says of them."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from agent.skill import profile, skill_md
from tests import pages

if TYPE_CHECKING:
    from agent.skill.profile import Profile

DOCUMENTS: Final[dict[str, dict[str, Any]]] = pages.load(
    Path(__file__).with_name("documents.yaml").read_bytes()
)
# What stands in every one of them, and is no profile's own.
ERRORS: Final = "| Code | Meaning |\n|---|---|\n| 0 | Success |\n0 — success, continue normally\n"
BEACH: Final = """---
name: beach-clips
version: 2.3.1
description: Makes clips: of the beach
---
# Beach Clips — Short Videos of the Sea

Send me waves and I do the rest.

## Getting Started

> Hello! Tell me which beach.

**Try saying:**
- "a 5-second clip of waves"
- "add music"

Accepted file types: mp4, mov, jpg.
Max file size is 50MB.
"""


def written(name: str, *, has_marks: bool) -> str:
    """A document of the family, put together from what it says; with its Markdown or without."""
    said = DOCUMENTS[name]
    two, one, bold, quote = ("## ", "# ", "**", "> ") if has_marks else ("", "", "", "")
    language = {"detected": "<detected>"}.get(said["session_language"], said["session_language"])
    return "\n".join(
        [
            *([f"---\nname: {name}\nversion: 1.0.0\n---"] if has_marks else []),
            f"{two}Getting Started\n{quote}{said['greeting']}",
            f"{bold}Try saying:{bold}",
            *(f'- "{sample}"' for sample in said["samples"]),
            f'{two}Getting Connected\nShow a brief status like "{said["connecting"]}".',
            f'POST with body {{"task_name":"project","language":"{language}"}}. Then go on.',
            f"{one}{said['heading']}",
            *said["summary"][-1:],
            f"{said['example']}\nWorth noting: {said['worth_noting']}",
            f"{two}Matching Input to Actions\n{said['topics']}",
            f"{two}Cloud Render Pipeline Details\n{said['render']}",
            f"Accepted file types: {said['media']}\nX-Skill-Source: {name}",
            f"{two}Error Codes\n{ERRORS}",
            f"{two}Common Workflows",
            *(f"{bold}{row.replace(':', bold + ':', 1)}" for row in said["workflows"]),
            f"{two}Tips and Tricks",
            *said["tips"],
        ]
    )


def read(tmp_path: Path, said: str | bytes) -> Profile:
    at = tmp_path / "SKILL.md"
    at.write_bytes(said if isinstance(said, bytes) else said.encode())
    return skill_md.read(at)


@pytest.mark.parametrize("kind", ["as a file", "as a page showed it"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_says_what_our_page_says_of_it(tmp_path: Path, name: str, kind: str) -> None:
    has_marks = kind == "as a file"
    ours = asdict(profile.product().profile(name))

    found = asdict(read(tmp_path, written(name, has_marks=has_marks)))

    own = {"path", "missing", "summary"}
    assert {key: found[key] for key in found if key not in own} == {
        key: ours[key] for key in ours if key not in own
    }
    assert found["missing"] == (() if has_marks else ("version",))
    assert found["summary"] in ours["summary"]


def test_a_stranger_is_read_and_what_it_does_not_say_is_as_usual(tmp_path: Path) -> None:
    found = read(tmp_path, BEACH)

    assert (found.name, found.version, found.title) == ("beach-clips", "2.3.1", "Beach Clips")
    assert (found.greeting, found.max_mb) == ("Hello! Tell me which beach.", 50)
    assert (found.samples, found.media) == (
        ("a 5-second clip of waves", "add music"),
        ("mp4", "mov", "jpg"),
    )
    assert (found.connecting, found.missing, found.path) == (
        "Connecting...",
        (),
        str(tmp_path / "SKILL.md"),
    )


def test_what_was_not_found_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, "---\nname: bare\n---\n")

    assert found.missing == ("version", "title", "greeting", "samples", "media", "max_mb")
    assert (found.title, found.max_mb) == ("Bare", profile.product().profile().max_mb)


def test_a_folder_is_asked_for_its_skill(tmp_path: Path) -> None:
    (tmp_path / "SKILL.md").write_text(BEACH)

    assert skill_md.read(tmp_path).name == "beach-clips"


def test_nothing_in_it_acts_on_a_terminal_or_a_header(tmp_path: Path) -> None:
    said = BEACH.replace("Hello!", "\x1b[31mHel\x1b]0;title\x07lo!\u202e\x9b2J")

    assert read(tmp_path, said).greeting == "Hello!2J Tell me which beach."


def test_nothing_in_it_adds_to_a_header(tmp_path: Path) -> None:
    said = '---\nname: "beach\\r\\nX-Evil: 1"\nversion: "1\\r\\n"\n---\n'

    found = read(tmp_path, said)

    assert (found.name, found.version.isalnum()) == ("beach-x-evil-1", True)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (b"\x7fELF\x00\x01", "skill_no_text"),
        (b"text \xff\xfe", "skill_no_text"),
        (b"x" * (skill_md.MOST_BYTES + 1), "skill_too_long"),
        (b"", "skill_none"),
        (b"# A page\n\nOf something else.\n", "skill_none"),
    ],
)
def test_what_is_no_skill_is_refused(tmp_path: Path, said: bytes, kind: str) -> None:
    with pytest.raises(skill_md.SkillFileError) as caught:
        read(tmp_path, said)

    assert (caught.value.kind, caught.value.about) == (kind, str(tmp_path / "SKILL.md"))


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    kinds = []
    for name in ("away.md", "", "pipe.md", "\0.md"):
        with pytest.raises(skill_md.SkillFileError) as caught:
            skill_md.read(tmp_path / name)
        kinds.append(caught.value.kind)

    assert kinds == ["skill_away", "skill_folder", "skill_unreadable", "skill_unreadable"]


@pytest.mark.untraced
@pytest.mark.parametrize(
    "said",
    [
        "upload " * 70_000,
        ("# a" + " " * 1990 + "b\n") * 250,
        "\x1b]" * 200_000,
        '- "a"\n' * 80_000,
        "---\na: " + "[&x " * 1000 + "\n---\nname: x\n",
    ],
)
def test_a_hostile_file_is_read_or_refused(tmp_path: Path, said: str) -> None:
    try:
        found = read(tmp_path, said).name
    except skill_md.SkillFileError as error:
        found = error.kind

    assert found


VARIANT: Final = """---
name: wedding-clip-maker
version: "1.0.3"
displayName: "Wedding Clip Maker — Turn Photos & Music Into Films"
description: >
  Puts photos of a wedding together.
metadata: {"openclaw": {"emoji": "x", "requires": {"env": ["NEMO_TOKEN"]}}}
---

## 0. First Contact

> Hey! Send me your photos.

**Try saying:**
- "Trim the clip and add a card that says 'Anna & Tom'"
- "Make it one minute long"

### Automatic Setup

Show a brief status like "Setting things up...". Body `{"task_name":"project"}`.

# Turn All Those Scattered Photos Into One Film That Is Worth Watching

Most people have hundreds of photos.

## Reference

**Upload**: POST — file or URL. Supports: mp4, mov, jpg.
| `heartbeat` | Every 2 min: "⏳ Still working..." |
- `X-Skill-Source`: `$SKILL_NAME`
body `{"task_name":"project","language":"<lang>"}`
"""


def test_another_wording_of_the_family_is_read_as_well(tmp_path: Path) -> None:
    found = read(tmp_path, VARIANT)

    assert (found.name, found.version) == ("wedding-clip-maker", "1.0.3")
    assert (found.title, found.subtitle) == (
        "Wedding Clip Maker",
        "Turn Photos & Music Into Films",
    )
    assert found.greeting == "Hey! Send me your photos."
    assert found.samples[0] == "Trim the clip and add a card that says 'Anna & Tom'"
    assert (found.connecting, found.session_language) == ("Setting things up...", "detected")
    assert (found.media, found.summary) == (
        ("mp4", "mov", "jpg"),
        "Most people have hundreds of photos.",
    )
    assert found.missing == ("max_mb",)


def test_a_heading_that_is_a_sentence_is_no_title(tmp_path: Path) -> None:
    said = VARIANT.replace("displayName", "shown")

    assert read(tmp_path, said).title == "Wedding Clip Maker"


def test_a_sign_of_life_is_not_what_is_said_while_connecting(tmp_path: Path) -> None:
    said = VARIANT.replace("Setting things up...", "ready")

    assert read(tmp_path, said).connecting == profile.product().profile().connecting
