"""Names and places of files that came from outside."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from studio.wire.envelopes import RefusalError

if TYPE_CHECKING:
    from pathlib import Path

# Extensions as the vendor's documents list them, and other spellings.
ACCEPTED: Final = (
    *("mp4", "mov", "avi", "webm", "mkv"),
    *("jpg", "png", "gif", "webp"),
    *("mp3", "wav", "m4a", "aac"),
)
ALIASES: Final = {"jpeg": "jpg"}
MOST_BYTES: Final = 500 * 1024 * 1024  # as the vendor allows
LONGEST_NAME: Final = 120  # letters, for display


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A whole file under a name of ours; `name` is for display only."""

    path: Path
    name: str
    size: int = 0

    @property
    def media_id(self) -> str:
        """The id by which drafts refer to the file."""
        return self.path.stem

    @classmethod
    def fresh(cls, folder: Path, name: str, ending: str) -> Self:
        """A random path for a file that is about to arrive."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(folder / f"m_{secrets.token_hex(8)}.{ending}", name)


def extension(name: str) -> str:
    """The accepted extension of a name; 4001 for any other."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    ending = ALIASES.get(ending, ending)
    if ending not in ACCEPTED:
        raise RefusalError(4001, f"unsupported file type; accepted: {', '.join(ACCEPTED)}")
    return ending


def display_name(name: str) -> str:
    """The last part of a name, without control characters, of bounded length."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    stem, dot, ending = kept.rpartition(".")
    if dot and len(kept) > LONGEST_NAME:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"[:LONGEST_NAME]
    return kept[:LONGEST_NAME]
