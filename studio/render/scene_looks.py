"""How a scene is to look, chosen by the words that ask for it, in three languages."""

from __future__ import annotations

import colorsys
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intents import table_cache, yaml_file
from studio.render.colour import Rgb, contrast, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COUNTRY, OUTDOORS = {"field"}, {"street", "skyline", "forest", "sea"}
PACES = {"slow": 0.55, "calm": 0.6, "medium": 1.0, "normal": 1.0, "fast": 1.7}
UNKNOWN = ("candy", "sunset", "ocean", "neon", "golden", "aurora", "pastel", "dawn")
HUES = {
    "red": 0.99,
    "orange": 0.07,
    "yellow": 0.13,
    "green": 0.38,
    "teal": 0.49,
    "blue": 0.6,
    "purple": 0.75,
    "pink": 0.92,
}


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a look, each 0..255."""

    name: str
    sky: tuple[Rgb, ...]
    light: Rgb
    far: Rgb
    near: Rgb
    ground: Rgb
    accent: Rgb
    accent2: Rgb
    night: bool

    @property
    def ink(self) -> Rgb:
        """White or nearly black, whichever reads on the sky."""
        middle = self.sky[len(self.sky) // 2]
        white = (255.0, 255.0, 255.0)
        return white if contrast(middle, white) >= contrast(middle, self.near) else self.near


@dataclass(frozen=True, slots=True)
class Look:
    """All that a scene is drawn from."""

    family: str
    palette: Palette
    weather: str
    pace: float
    mood: str
    props: frozenset[str]
    seed: int
    prompt: str
    known: bool


@cache
def page() -> Mapping[str, Any]:
    """The data."""
    source = Path(__file__).parent / "looks.yaml"
    return table_cache.tables(source.with_name("looks.kept.json"), [source], lambda: _read(source))


def _read(source: Path) -> dict[str, Any]:
    """The page as JSON has it: the names of rows are texts."""
    read = yaml_file.read(source)
    return {name: {str(key): row for key, row in rows.items()} for name, rows in read.items()}


def seed_of(prompt: str) -> int:
    """The same words give the same number, everywhere and always."""
    return int.from_bytes(hashlib.sha256(prompt.strip().lower().encode()).digest()[:7], "big")


def choose(prompt: str, seed: int | None = None, look: Mapping[str, Any] | None = None) -> Look:
    """The look of a prompt; what `look` names outright wins over the words."""
    asked, said, words = look or {}, prompt.lower(), page()
    chosen = seed_of(prompt) if seed is None else seed
    family = _named(asked.get("family"), words["families"]) or _best(
        said, {name: row["words"] for name, row in words["families"].items()}
    )
    weather = str(asked.get("weather") or "") or _best(said, words["weather"])
    if not asked.get("family") and _length(said, words["snowed"]["in"]):
        family, weather = _snowed_in(family, weather)
    mood = str(asked.get("mood") or "") or _best(said, words["mood"])
    found = _palette(str(asked.get("palette") or ""), said, family, chosen)
    return Look(
        family=family or "abstract",
        palette=found,
        weather=weather,
        pace=_pace(asked.get("pace"), said),
        mood=mood,
        props=frozenset(name for name, row in words["props"].items() if _length(said, row)),
        seed=chosen,
        prompt=prompt,
        known=bool(family),
    )


def _snowed_in(family: str, weather: str) -> tuple[str, str]:
    """Where snow is named the country lies under it, and on other places it falls."""
    if family in COUNTRY:
        return "snow", weather
    return family, weather or ("snow" if family in OUTDOORS else "")


def _named(name: object, among: Iterable[str]) -> str:
    return str(name) if str(name or "") in set(among) else ""


def _best(said: str, among: Mapping[str, Iterable[str]]) -> str:
    """The name whose words match at the greatest length; the first of equals."""
    lengths = {name: _length(said, row) for name, row in among.items()}
    name = max(lengths, key=lambda one: lengths[one], default="")
    return name if lengths.get(name) else ""


def _length(said: str, words: Iterable[str]) -> float:
    return max((_weight(said, str(word)) for word in words), default=0.0)


def _weight(said: str, word: str) -> float:
    """How much a word says when it is there: its letters, an eastern one counting for four."""
    word = word.lower()
    if word not in said:
        return 0.0
    if not word.isascii() and "é" not in word:
        place = said.find(word)
        return 4.0 * len(word) - place / 1000 if place >= 0 else 0.0
    found = re.search(rf"(?<![a-z]){re.escape(word)}(?:e?s)?(?![a-z])", said)
    # What comes first in a sentence is mostly what it is about.
    return len(word) + 1 - found.start() / 1000 if found else 0.0


def _pace(asked: object, said: str) -> float:
    if isinstance(asked, int | float):
        return min(3.0, max(0.2, float(asked)))
    if str(asked or "").lower() in PACES:
        return PACES[str(asked).lower()]
    return float(_best(said, {str(pace): row for pace, row in page()["pace"].items()}) or 1.0)


def _palette(asked: str, said: str, family: str, seed: int) -> Palette:
    words = page()
    if asked.lower() in words["palettes"]:
        return palette(asked.lower())
    by_time = _best(said, words["palette_words"])
    hue = _best(said, words["hues"])
    if asked and (color := named(asked)) is not None:
        return tinted(colorsys.rgb_to_hsv(*(part / 255 for part in color))[0], asked)
    if hue and family in {"", "abstract", "quote", "product"}:
        return tinted(HUES[hue], hue)
    if by_time:
        return palette(by_time)
    if family:
        return palette(str(words["families"][family]["palette"]))
    return palette(UNKNOWN[seed % len(UNKNOWN)])


@cache
def palette(name: str) -> Palette:
    """A palette by its name."""
    row = page()["palettes"][name]
    one = {key: _hex(value) for key, value in row.items() if isinstance(value, str)}
    return Palette(
        name=name, sky=tuple(_hex(part) for part in row["sky"]), night=bool(row["night"]), **one
    )


def tinted(hue: float, name: str) -> Palette:
    """A palette around one hue."""

    def of(turn: float, saturation: float, value: float) -> Rgb:
        red, green, blue = colorsys.hsv_to_rgb((hue + turn) % 1, saturation, value)
        return red * 255, green * 255, blue * 255

    return Palette(
        name=name,
        sky=(of(-0.04, 0.85, 0.22), of(-0.02, 0.8, 0.45), of(0, 0.72, 0.78), of(0.04, 0.4, 0.98)),
        light=of(0.06, 0.12, 1),
        far=of(0.01, 0.6, 0.6),
        near=of(-0.05, 0.8, 0.13),
        ground=of(-0.03, 0.7, 0.3),
        accent=of(0.09, 0.75, 1),
        accent2=of(-0.12, 0.6, 1),
        night=False,
    )


def _hex(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
