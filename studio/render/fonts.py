"""Font fallback: bundled fonts first, then the system's; letters that none has are reported."""

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
# Zero-width spaces and joiners, variation selectors, word joiner, byte order mark, soft hyphen.
INVISIBLE = {"\u200b", "\u200c", "\u200d", "\ufe0e", "\ufe0f", "\u2060", "\ufeff", "\u00ad"}
FOLDERS = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts",),
}
# Parts of file names, best first: wide coverage and a look near our own fonts.
PREFERRED = (
    "noto",
    "sourcehan",
    "hiragino",
    "malgun",
    "applegothic",
    "dejavusans",
    "arial",
    "segoe",
)
EVEN_SIZES_FROM = 36  # from this size on even sizes do: fewer fonts are held open
MOST_SYSTEM_FONTS = 240  # opened in the search for a letter; some machines have thousands
UNASSIGNED = "\U0010fffe"  # no font has it: what is drawn for it is the box we never show


@dataclass(frozen=True, slots=True)
class Face:
    """A font file by name."""

    name: str
    path: str

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        """The font in a size of pixels, from a small cache."""
        return _font(
            self.path, max(4, round(size) if size < EVEN_SIZES_FROM else round(size / 2) * 2)
        )


@lru_cache(maxsize=12)  # each holds three megabytes
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@cache
def _letter_ranges(name: str) -> tuple[list[int], list[int]]:
    rows = [row.split("-") for row in (HERE / f"{name}.letters.txt").read_text("ascii").split()]
    return [int(row[0], 16) for row in rows], [int(row[-1], 16) for row in rows]


@cache
def bundled(name: str) -> Face:
    return Face(name, str(HERE / f"{name}.woff2"))


def has(name: str, letter: str) -> bool:
    """True if a bundled font has a letter, by its table of code points."""
    lows, highs = _letter_ranges(name)
    at = bisect_right(lows, ord(letter)) - 1
    return at >= 0 and ord(letter) <= highs[at]


@cache
def _system_fonts() -> tuple[str, ...]:
    found: list[Path] = []
    for folder in FOLDERS.get(sys.platform, FOLDERS["linux"]):
        base = Path(folder).expanduser()
        if base.is_dir():
            found.extend(
                path for path in base.rglob("*") if path.suffix.lower() in {".ttf", ".otf", ".ttc"}
            )

    def rank(path: Path) -> tuple[int, bool, str]:
        said = path.name.lower().replace("-", "").replace(" ", "")
        place = next((at for at, word in enumerate(PREFERRED) if word in said), len(PREFERRED))
        return place, "bold" not in said, said

    usable = [path for path in found if "emoji" not in path.name.lower()]
    return tuple(str(path) for path in sorted(usable, key=rank)[:MOST_SYSTEM_FONTS])


@cache
def _system_face(letter: str) -> Face | None:
    for path in _system_fonts():
        try:
            font = _font(path, 24)
            drawn = bytes(font.getmask(letter))
            if any(drawn) and drawn != bytes(font.getmask(UNASSIGNED)):
                return Face(path, path)
        except (OSError, ValueError):
            continue
    return None


def face_of(letter: str, asked: str) -> Face | None:
    """The first face that has a letter: the asked one, our sans, our emoji, a system font."""
    for name in (asked, SANS, EMOJI):
        if has(name, letter):
            return bundled(name)
    return _system_face(letter)


def cleaned(text: str) -> str:
    """The text as it will be set: composed, without control characters and unsettable letters."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if letter == "\n" or _is_settable(letter))


def _is_settable(letter: str) -> bool:
    if letter in INVISIBLE or unicodedata.category(letter) in {"Cc", "Cs", "Co"}:
        return False
    return letter.isspace() or face_of(letter, SANS) is not None


def missing(text: str) -> str:
    """The letters of a text that no font has, each once; the reply names them."""
    composed = unicodedata.normalize("NFC", text)
    lost = [
        letter
        for letter in composed
        if not letter.isspace() and letter not in INVISIBLE and not _is_settable(letter)
    ]
    return "".join(dict.fromkeys(lost))
