"""Chooses how a scene looks (family, palette, weather, pace, mood) by the words of its prompt."""

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

# Where a prompt names snow: families that become a snow scene, and families on which it falls.
SNOWED_OVER, SNOWED_ON = {"field"}, {"street", "skyline", "forest", "sea"}
# Named paces as factors of speed.
PACES = {"slow": 0.55, "calm": 0.6, "medium": 1.0, "normal": 1.0, "fast": 1.7}
# For prompts that name neither place nor colour, by their seed: the palettes that suit anything.
FALLBACK_PALETTES = ("candy", "sunset", "ocean", "neon", "golden", "aurora", "pastel", "dawn")
# Hues of 0..1, a little beside the pure ones, which glare.
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
        """White or nearly black, whichever contrasts more with the sky."""
        middle = self.sky[len(self.sky) // 2]
        white = (255.0, 255.0, 255.0)
        return white if contrast(middle, white) >= contrast(middle, self.near) else self.near


@dataclass(frozen=True, slots=True)
class Look:
    """Everything a scene is drawn from."""

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
def data() -> Mapping[str, Any]:
    """The tables of looks.yaml."""
    source = Path(__file__).parent / "looks.yaml"
    return table_cache.cached(source.with_name("looks.kept.json"), [source], lambda: _load(source))


def _load(source: Path) -> dict[str, Any]:
    """looks.yaml with text keys, as JSON would have them."""
    read = yaml_file.read(source)
    return {name: {str(key): row for key, row in rows.items()} for name, rows in read.items()}


def seed_of(prompt: str) -> int:
    """A number from a hash of the prompt: the same words make the same film everywhere."""
    return int.from_bytes(hashlib.sha256(prompt.strip().lower().encode()).digest()[:7], "big")


def choose(prompt: str, seed: int | None = None, look: Mapping[str, Any] | None = None) -> Look:
    """The look of a prompt; what `look` names outright overrules the words."""
    asked, prompt_lower, words = look or {}, prompt.lower(), data()
    chosen = seed_of(prompt) if seed is None else seed
    family = _name_among(asked.get("family"), words["families"]) or _best_match(
        prompt_lower, {name: row["words"] for name, row in words["families"].items()}
    )
    weather = str(asked.get("weather") or "") or _best_match(prompt_lower, words["weather"])
    if not asked.get("family") and _match_length(prompt_lower, words["snowed"]["in"]):
        family, weather = _snowed_in(family, weather)
    mood = str(asked.get("mood") or "") or _best_match(prompt_lower, words["mood"])
    found = _palette(str(asked.get("palette") or ""), prompt_lower, family, chosen)
    return Look(
        family=family or "abstract",
        palette=found,
        weather=weather,
        pace=_pace(asked.get("pace"), prompt_lower),
        mood=mood,
        props=frozenset(
            name for name, row in words["props"].items() if _match_length(prompt_lower, row)
        ),
        seed=chosen,
        prompt=prompt,
        known=bool(family),
    )


def _snowed_in(family: str, weather: str) -> tuple[str, str]:
    """Turn a field into a snow scene; let snow fall on the other outdoor places."""
    if family in SNOWED_OVER:
        return "snow", weather
    return family, weather or ("snow" if family in SNOWED_ON else "")


def _name_among(name: object, among: Iterable[str]) -> str:
    return str(name) if str(name or "") in set(among) else ""


def _best_match(prompt_lower: str, among: Mapping[str, Iterable[str]]) -> str:
    """The name with the longest matching word; the first of equals."""
    lengths = {name: _match_length(prompt_lower, row) for name, row in among.items()}
    name = max(lengths, key=lambda one: lengths[one], default="")
    return name if lengths.get(name) else ""


def _match_length(prompt_lower: str, words: Iterable[str]) -> float:
    return max((_word_weight(prompt_lower, str(word)) for word in words), default=0.0)


def _word_weight(prompt_lower: str, word: str) -> float:
    """The weight of a matching word: its letters, an East Asian one counting for four."""
    word = word.lower()
    if word not in prompt_lower:
        return 0.0
    if not word.isascii() and "é" not in word:
        place = prompt_lower.find(word)
        return 4.0 * len(word) - place / 1000 if place >= 0 else 0.0
    found = re.search(rf"(?<![a-z]){re.escape(word)}(?:e?s)?(?![a-z])", prompt_lower)
    # What comes first in a sentence is mostly what it is about.
    return len(word) + 1 - found.start() / 1000 if found else 0.0


def _pace(asked: object, prompt_lower: str) -> float:
    if isinstance(asked, int | float):
        return min(3.0, max(0.2, float(asked)))
    if str(asked or "").lower() in PACES:
        return PACES[str(asked).lower()]
    return float(
        _best_match(prompt_lower, {str(pace): row for pace, row in data()["pace"].items()}) or 1.0
    )


def _palette(asked: str, prompt_lower: str, family: str, seed: int) -> Palette:
    words = data()
    if asked.lower() in words["palettes"]:
        return palette(asked.lower())
    by_time = _best_match(prompt_lower, words["palette_words"])
    hue = _best_match(prompt_lower, words["hues"])
    if asked and (color := named(asked)) is not None:
        return palette_of_hue(colorsys.rgb_to_hsv(*(part / 255 for part in color))[0], asked)
    if hue and family in {"", "abstract", "quote", "product"}:
        return palette_of_hue(HUES[hue], hue)
    if by_time:
        return palette(by_time)
    if family:
        return palette(str(words["families"][family]["palette"]))
    return palette(FALLBACK_PALETTES[seed % len(FALLBACK_PALETTES)])


@cache
def palette(name: str) -> Palette:
    row = data()["palettes"][name]
    one = {key: _rgb_of_hex(value) for key, value in row.items() if isinstance(value, str)}
    return Palette(
        name=name,
        sky=tuple(_rgb_of_hex(part) for part in row["sky"]),
        night=bool(row["night"]),
        **one,
    )


def palette_of_hue(hue: float, name: str) -> Palette:

    def of(turn: float, saturation: float, value: float) -> Rgb:
        red, green, blue = colorsys.hsv_to_rgb((hue + turn) % 1, saturation, value)
        return red * 255, green * 255, blue * 255

    # Turn of hue, saturation and value of each colour; chosen by eye on docs/looks/palettes.jpg.
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


def _rgb_of_hex(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
