"""What a tool does, as its name tells."""

from __future__ import annotations

import pytest

from agent.speech import tool_text
from agent.speech.words import words


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("add_background_music", "audio"),
        ("addBGM", "audio"),
        ("GenerateVideo", "media"),
        ("trim_clip", "video"),
        ("setCaptionStyle", "text"),
        ("get_project_state", "project"),
        ("generate_voiceover", "audio"),
        ("videoCrop2", "video"),
        ("frobnicate", "other"),
        ("", "other"),
        ("音乐", "other"),
        ("\x1b[31m" * 1000, "other"),
    ],
)
def test_a_tool_is_told_by_the_parts_of_its_name(name: str, about: str) -> None:
    told = tool_text.activity(name, words("en"))

    assert told == words("en").say(f"tool.{about}")


def test_only_the_beginning_of_a_name_is_read() -> None:
    told = tool_text.activity("x" * 80 + "_music", words("en"))

    assert told == words("en").say("tool.other")
