"""Which font sets a letter: ours first, then one of the system's, and none at all is told."""

from __future__ import annotations

import sys
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

HERE = Path(__file__).parent / "fonts"
SANS, DISPLAY, SERIF, EMOJI = "sans", "display", "serif", "emoji"
SILENT = {"\u200b", "\u200c", "\u200d", "\ufe0e", "\ufe0f", "\u2060", "\ufeff", "\u00ad"}
FOLDERS = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts",),
}
FAVOURED = (
    "noto",
    "sourcehan",
    "hiragino",
    "malgun",
    "applegothic",
    "dejavusans",
    "arial",
    "segoe",
)
COARSE = 36  # from this size on even sizes do: fewer fonts are held open
MOST = 240  # system fonts looked into
NOBODY = "\U0010fffe"  # no font has it: what is drawn for it is the box we never show


@dataclass(frozen=True, slots=True)
class Face:
    """A font's file and what of the picture of a letter can be told from it."""

    name: str
    path: str

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        """The font in a size of pixels."""
        return _sized(self.path, max(4, round(size) if size < COARSE else round(size / 2) * 2))


@lru_cache(maxsize=12)  # each holds three megabytes
def _sized(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@cache
def _runs(name: str) -> tuple[list[int], list[int]]:
    rows = [row.split("-") for row in (HERE / f"{name}.letters.txt").read_text("ascii").split()]
    return [int(row[0], 16) for row in rows], [int(row[-1], 16) for row in rows]


def ours(name: str) -> Face:
    """One of the fonts that come with the studio."""
    return Face(name, str(HERE / f"{name}.woff2"))


def has(name: str, letter: str) -> bool:
    """Whether one of our fonts has a letter."""
    lows, highs = _runs(name)
    at = bisect_right(lows, ord(letter)) - 1
    return at >= 0 and ord(letter) <= highs[at]


@cache
def _others() -> tuple[str, ...]:
    found: list[Path] = []
    for folder in FOLDERS.get(sys.platform, FOLDERS["linux"]):
        base = Path(folder).expanduser()
        if base.is_dir():
            found.extend(
                path for path in base.rglob("*") if path.suffix.lower() in {".ttf", ".otf", ".ttc"}
            )

    def rank(path: Path) -> tuple[int, bool, str]:
        said = path.name.lower().replace("-", "").replace(" ", "")
        place = next((at for at, word in enumerate(FAVOURED) if word in said), len(FAVOURED))
        return place, "bold" not in said, said

    usable = [path for path in found if "emoji" not in path.name.lower()]
    return tuple(str(path) for path in sorted(usable, key=rank)[:MOST])


@cache
def _other(letter: str) -> Face | None:
    for path in _others():
        try:
            font = _sized(path, 24)
            drawn = bytes(font.getmask(letter))
            if any(drawn) and drawn != bytes(font.getmask(NOBODY)):
                return Face(path, path)
        except (OSError, ValueError):
            continue
    return None


def face_of(letter: str, wished: str) -> Face | None:
    """The face that sets a letter: the wished one, our sans, a system's, or none."""
    for name in (wished, SANS, EMOJI):
        if has(name, letter):
            return ours(name)
    return _other(letter)


def cleaned(text: str) -> str:
    """The text as it will be set: composed, without what has no picture or no font."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if letter == "\n" or _settable(letter))


def _settable(letter: str) -> bool:
    if letter in SILENT or unicodedata.category(letter) in {"Cc", "Cs", "Co"}:
        return False
    return letter.isspace() or face_of(letter, SANS) is not None


def missing(text: str) -> str:
    """The letters of a text that no font has, each once, for telling."""
    composed = unicodedata.normalize("NFC", text)
    lost = [
        letter
        for letter in composed
        if not letter.isspace() and letter not in SILENT and not _settable(letter)
    ]
    return "".join(dict.fromkeys(lost))
