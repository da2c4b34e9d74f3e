"""What is left of a line when everything that is known has been taken away: a mood, a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from studio.understand.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from studio.understand.reading import Reading, Token

# Concepts a mood never consists of.
_FUNCTION: Final = frozenset({
    "add", "put", "music", "stop_word", "lead", "the", "of", "with", "and", "background_word",
    "for_word",
    "about", "make", "change", "replace_verb", "whole", "it", "from", "use", "set", "want",
    "first_word", "last_word", "particle", "background", "video_noun", "lower", "quieter",
    "volume_noun", "one",
    "tail_word", "show", "slight", "all", "instead", "measure", "range_to",
    "rest", "sound",
    "insert_verb", "turn", "much", "limit", "vol_word", "factor", "start_stop", "raise", "louder",
    "each", "keep", "fade_in", "fade_out", "fade",
})  # fmt: skip
# Kinds of tokens that end a mood: values, masks, signs.
_STRICT: Final = frozenset(
    {
        "quote",
        "time",
        "percent",
        "range",
        "edged",
        "file",
        "url",
        "db",
        "stop",
        "clip",
        "factor",
        "ratio",
        "number",
    }
)


# 静かなピアノの曲 has it before the noun, 曲をもっと静かなものに変えて behind. Japanese is
# searched by patterns, for its words have no blanks to be counted by.
_JA_BEFORE: Final = LazyPattern(
    r"(?:^|[、。,\s]|(?:背景|後ろ|バック|全体|動画|最後|最初|冒頭|うしろ|ここ)(?:に"
    r"|で)(?:は)?|(?:もっと|もう少し|少し|何か|なにか|適当に|それと|あと|じゃあ|では|まず"
    r"|ちょっと)|して|けて|せて|って|いて|んで)"
    r"(?P<m>[^、。,\sをはに]{1,24}?)(?:な|の|な感じの|感じの|っぽい|系の|風の|みたいな|雰囲気の)?"
    r"(?:背景音楽|BGM|bgm|音楽|楽曲|曲|ミュージック|サウンドトラック|サウンド|メロディー?|音源)"
)
_JA_BEHIND: Final = LazyPattern(
    r"(?:BGM|bgm|音楽|楽曲|曲|ミュージック|曲調)(?:を|は|も)(?:もっと|もう少し|少し|ちょっと"
    r"|別の)?(?P<m>[^、。]{1,24}?)(?:な|の|っぽい|系の|風の|みたいな)?"
    r"(?:もの|感じのもの|感じの曲|感じ|やつ|曲|雰囲気|曲調|テイスト|系|音楽|風)?(?:に(?:変"
    r"|し|差|替|チェンジ|切り替)|を(?:使|付|流|入)|で(?:お願い)?)"
)


def _mood_ja(reading: Reading) -> str:
    for pattern in (_JA_BEFORE, _JA_BEHIND):
        found = pattern.search(reading.said, reading.low, reading.high)
        if found and not _is_known(reading, *found.span("m")):
            return re.sub("^(?:もっと|もう少し|少し|ちょっと|別の|違う)", "", found["m"].strip())
    return ""


def _is_known(reading: Reading, low: int, high: int) -> bool:
    """Whether a stretch holds nothing but words a mood never consists of."""
    inner = [token for token in reading.tokens if token.low < high and token.high > low]
    return all(not _is_mood(token) for token in inner)


def mood(reading: Reading) -> str:
    """The words around the music that say what it is like, in their own letters."""
    if reading.language == "ja":
        genre = reading.first("genre")
        return _mood_ja(reading) or (reading.slice(genre.low, genre.high) if genre else "")
    place = next((n for n, one in enumerate(reading.tokens) if one.has("music")), None)
    named = reading.first("genre")
    runs = _runs(reading, _is_mood)
    # A genre alone is a mood ("jazz"); words around it belong to it ("calm piano music").
    if named and not any(_spans(run, named) for run in runs):
        return reading.slice(named.low, named.high)
    if named and reading.language == "zh":
        return _led_by(reading, named)
    if place is None and named:
        return next((_joined(reading, run) for run in runs if _spans(run, named)), "")
    if not runs or place is None:
        return ""
    anchor = reading.tokens[place]
    behind = [run for run in runs if run[0].low >= anchor.high]
    before = [run for run in runs if run[-1].high <= anchor.low]
    # In front of the noun is surer than behind: "calm piano music", then "music, calm".
    best = (before[-1:] or behind[:1] or runs[:1])[0]
    return _joined(reading, best)


def _led_by(reading: Reading, named: Token) -> str:
    """A genre with the words in front of it: 悲伤的钢琴曲."""
    here = reading.tokens.index(named)
    low = here
    while low and (
        _is_mood(reading.tokens[low - 1])
        or (low < here and reading.tokens[low - 1].has("tail_word"))
        or (low == here and reading.tokens[low - 1].has("tail_word"))
    ):
        low -= 1
    return reading.slice(reading.tokens[low].low, named.high).strip(" 的")


def effect(reading: Reading) -> str:
    """The name of a sound effect: what stands in front of "sound", or the noun itself."""
    names = [token for token in reading.all("sfx_noun") if not token.has("sfx_word")]
    if names:
        return reading.slice(names[0].low, names[0].high)
    runs = _runs(reading, _is_mood)
    return _joined(reading, runs[0]) if runs else ""


def words(reading: Reading, dropped: Collection[str]) -> str:
    """The longest stretch without any of these concepts."""
    runs = _runs(reading, lambda token: not token.has(*dropped) and token.kind not in _STRICT)
    return _joined(reading, max(runs, key=lambda run: run[-1].high - run[0].low)) if runs else ""


def _is_mood(token: Token) -> bool:
    if token.kind in _STRICT:
        return False
    if token.kind != "word":
        return False
    return "genre" in token.concepts or not (_FUNCTION & token.concepts.keys())


def _spans(run: list[Token], token: Token) -> bool:
    return run[0].low <= token.low < run[-1].high


def _runs(reading: Reading, wanted: Callable[[Token], bool]) -> list[list[Token]]:
    runs: list[list[Token]] = []
    is_open = False
    for token in reading.tokens:
        if wanted(token):
            if not is_open:
                runs.append([])
            runs[-1].append(token)
            is_open = True
        else:
            is_open = False
    return runs


def _joined(reading: Reading, run: list[Token]) -> str:
    found = reading.slice(run[0].low, run[-1].high)
    return found.strip(" -,.!?'\"、。")
