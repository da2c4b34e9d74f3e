"""Describes a backend's tool by the words in its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.speech.words import Words

_NAME_PARTS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# Words in the names of tools, and the topic each speaks of.
_TOPICS: Final[Mapping[str, str]] = {
    "music": "audio",
    "bgm": "audio",
    "audio": "audio",
    "sound": "audio",
    "voice": "audio",
    "voiceover": "audio",
    "volume": "audio",
    "speech": "audio",
    "tts": "audio",
    "title": "text",
    "text": "text",
    "caption": "text",
    "captions": "text",
    "subtitle": "text",
    "subtitles": "text",
    "generate": "media",
    "storyboard": "media",
    "create": "media",
    "make": "media",
    "video": "video",
    "clip": "video",
    "trim": "video",
    "cut": "video",
    "image": "video",
    "filter": "video",
    "transition": "video",
    "crop": "video",
    "speed": "video",
    "scene": "video",
    "get": "project",
    "read": "project",
    "list": "project",
    "query": "project",
    "state": "project",
    "timeline": "project",
    "search": "project",
}


def activity(name: str, words: Words) -> str:
    """A sentence about what a tool does, as far as its name tells."""
    parts = [part.lower() for part in _NAME_PARTS.findall(name[:80])]
    abouts = [_TOPICS[part] for part in parts if part in _TOPICS]
    # Of several topics the first in this order counts.
    order = ("audio", "text", "media", "video", "project")
    about = next((one for one in order if one in abouts), "other")
    return words.say(f"tool.{about}")
