"""Probes an upload: what a file is, judged by its content, or why it is refused."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from intents import yaml_file
from studio.media import sandbox

UNSUPPORTED: Final = 4001
TOO_LARGE: Final = 4002
_SENTENCES: Final = Path(__file__).parent / "words.yaml"
# Reasons that more room would cure; all others are of the file's own.
_TOO_LARGE_REASONS: Final = {"picture_too_large", "film_too_large", "too_long", "too_heavy"}
_LIMITS: Final = sandbox.Limits(memory_mb=2048, cpu_s=20, wall_s=30)


class UnusableMediaError(Exception):
    """An upload that cannot be used: a code of the wire, and a reason with words."""

    def __init__(self, reason: str) -> None:
        super().__init__(sentence(reason, "en"))
        self.reason = reason
        self.code = TOO_LARGE if reason in _TOO_LARGE_REASONS else UNSUPPORTED

    def say(self, language: str) -> str:
        return sentence(self.reason, language)


@dataclass(frozen=True, slots=True)
class Media:
    """The facts of an upload. Width and height are as displayed: rotated, with square pixels."""

    path: str
    kind: str  # video, image, audio
    name: str
    format: str
    duration_ms: int = 0
    width: int = 0
    height: int = 0
    fps: float = 0.0
    has_audio: bool = False
    rotation: int = 0  # degrees clockwise that a frame must be turned to stand upright
    channels: int = 0
    is_variable: bool = False  # its frames last differently long
    is_animated: bool = False  # a GIF or WebP that moves
    transfer: str = ""  # pq or hlg: its light is not that of a usual screen
    silences: tuple[tuple[int, int], ...] = ()  # from and to, ms: where its sound is still
    must_settle: bool = False  # see `normal.settle`

    def facts(self) -> dict[str, Any]:
        """All facts as JSON, for the store."""
        return asdict(self)


def probe(path: Path, name: str) -> Media:
    """Inspect a file; UnusableMediaError if it cannot be used."""
    try:
        if path.stat().st_size == 0:
            raise UnusableMediaError("empty")
    except OSError as cause:
        raise UnusableMediaError("damaged") from cause
    facts = facts_of(sandbox.run_in_child("look", {"path": str(path)}, _LIMITS))
    return Media(**facts, path=str(path), name=name[:255])


def facts_of(answer: dict[str, Any]) -> dict[str, Any]:
    """The facts in a child's answer; UnusableMediaError if it refused the file."""
    if reason := answer.get("refused"):
        raise UnusableMediaError(str(reason))
    facts: dict[str, Any] = answer["facts"]
    return facts


def sentence(reason: str, language: str) -> str:
    words = _sentences()[reason]
    return words.get(language, words["en"])


@cache
def _sentences() -> dict[str, dict[str, str]]:
    sentences: dict[str, dict[str, str]] = yaml_file.read(_SENTENCES)
    return sentences
