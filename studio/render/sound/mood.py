"""Moods: finds the music a wish asks for, by words in three languages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from intents import yaml_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA: Final = Path(__file__).parent / "moods.yaml"
_MOOD_WEIGHT: Final = 3  # a word of the mood counts for so many of the prompt
NEUTRAL: Final = "corporate"  # offends nobody
# Semitones of each scale above its root.
SCALES: Final = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
}


@dataclass(frozen=True, slots=True)
class Player:
    """One player of a band; `moods.yaml` explains each field."""

    part: str
    voice: str
    level: float
    enters: float
    centre: int
    rhythm: tuple[str, ...]
    figure: tuple[int, ...]
    pan: float
    wet: float
    pumps: bool


@dataclass(frozen=True, slots=True)
class Mood:
    """A style of music: tempo, keys, chords, players."""

    name: str
    tempo: tuple[float, float]
    scale: tuple[int, ...]
    keys: tuple[int, ...]
    chords: tuple[tuple[int, ...], ...]
    tones: int
    room: float
    bright: float
    level: float
    swing: float
    players: tuple[Player, ...]


def find(mood: str, prompt: str = "") -> Mood:
    """The mood for a wish: its mood field counts three times as much as its prompt."""
    moods = _moods()
    scores = {
        name: _MOOD_WEIGHT * _hits(mood, words) + _hits(prompt, words)
        for name, (words, _) in moods.items()
    }
    best = max(scores, key=lambda name: scores[name])
    return moods[best if scores[best] else NEUTRAL][1]


def names() -> list[str]:
    return list(_moods())


def _hits(text: str, words: re.Pattern[str]) -> int:
    """The score of a text: the letters of the words that name the mood, East Asian ones double."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return sum(2 + len(word) * (1 + (word > "\u2fff")) for word in words.findall(plain))


@cache
def _moods() -> dict[str, tuple[re.Pattern[str], Mood]]:
    page = yaml_file.read(_DATA)
    return {name: (_pattern(entry["words"]), _mood(name, entry)) for name, entry in page.items()}


def _pattern(words: Mapping[str, list[str]]) -> re.Pattern[str]:
    """One pattern of all words: English ones whole, Chinese and Japanese ones anywhere."""
    spaced = [rf"(?<![a-z]){re.escape(word)}(?![a-z])" for word in _longest_first(words["en"])]
    others = [re.escape(word) for word in _longest_first([*words["zh"], *words["ja"]])]
    return re.compile("|".join([*spaced, *others]))


def _longest_first(words: list[str]) -> list[str]:
    plain = {unicodedata.normalize("NFKC", word).casefold() for word in words}
    return sorted(plain, key=lambda word: (-len(word), word))


def _mood(name: str, entry: Mapping[str, Any]) -> Mood:
    return Mood(
        name=name,
        tempo=(float(entry["tempo"][0]), float(entry["tempo"][1])),
        scale=SCALES[entry["scale"]],
        keys=tuple(entry["keys"]),
        chords=tuple(tuple(row) for row in entry["chords"]),
        tones=entry["tones"],
        room=float(entry["room"]),
        bright=float(entry["bright"]),
        level=float(entry["level"]),
        swing=float(entry.get("swing", 0.0)),
        players=tuple(_player(player, float(entry["wet"])) for player in entry["players"]),
    )


def _player(entry: Mapping[str, Any], wet: float) -> Player:
    return Player(
        part=entry["part"],
        voice=entry["voice"],
        level=float(entry["level"]),
        enters=float(entry["from"]),
        centre=int(entry.get("centre", 60)),
        rhythm=tuple(entry["rhythm"]),
        figure=tuple(entry.get("figure", (1,))),
        pan=float(entry.get("pan", 0.0)),
        wet=float(entry.get("wet", wet)),
        pumps=bool(entry.get("pump", False)),
    )
