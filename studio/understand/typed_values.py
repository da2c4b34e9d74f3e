"""Typed values in a folded line: times, percentages, factors, decibels, ratios, sizes, turns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from studio.understand.numbers import CJK, DIGITS, ENGLISH, NUMBER, ORDINAL, ORDINALS, value, whole

if TYPE_CHECKING:
    from collections.abc import Callable

# All times are milliseconds, as in the draft.
_HOUR, _MINUTE, _SECOND = 3_600_000, 60_000, 1000
_SIXTY: Final = (1, 60, 3600)
_N: Final = NUMBER
_END: Final = r"(?![a-z])"
# What may not follow: 分 is a minute but not in 分之, 分镜, 分屏, 分割 ...; 間 not in 間隔.
_SEC: Final = rf"(?:[ -]?(?:seconds?|secs?|s){_END}| ?秒(?:钟|鐘|間(?!隔))?)"
_MIN: Final = rf"(?:[ -]?(?:minutes?|mins?|m){_END}| ?分(?:钟|鐘|間)?(?![之镜屏割享离成析辨]))"
_HRS: Final = rf"(?:[ -]?(?:hours?|hrs?|h){_END}| ?(?:个?小时|時間))"
_MS: Final = rf"(?:[ -]?(?:milliseconds?|millisecs?|millis|ms){_END}| ?(?:毫秒|みり秒))"
_FRAMES: Final = rf"(?:[ -]?(?:frames?|fr){_END}| ?(?:帧|幀|ふれーむ|こま))"
# 1 minute, and 20 seconds.
_AND: Final = r"(?:,? (?:and )?)?"
_UNIT: Final = rf"(?:second|sec|minute|min|hour){_END}"


def _scale(unit: str) -> int:
    return {"s": _SECOND, "m": _MINUTE, "h": _HOUR, "秒": _SECOND, "分": _MINUTE}[unit[0]]


def _clock(found: re.Match[str]) -> int:
    parts = found[0].replace(",", ".").split(":")
    seconds: float = sum(float(part) * _SIXTY[place] for place, part in enumerate(reversed(parts)))
    return round(seconds * 1000)


def _long(found: re.Match[str]) -> int:
    """1h 2m 3s, 1分20秒, 1分半, one minute and twenty seconds."""
    part = found.groupdict()
    total = sum(
        value(part[name]) * size
        for name, size in (("h", _HOUR), ("m", _MINUTE), ("s", _SECOND))
        if part.get(name)
    )
    if part.get("half"):
        total += (_MINUTE if part.get("m") else _HOUR) / 2
    return round(total)


def _short(found: re.Match[str]) -> int:
    return round(value(found["n"]) * _SECOND + (_SECOND / 2 if found["half"] else 0))


def _and_a_half(found: re.Match[str]) -> int:
    count = value(found["n"]) if found["n"] not in {"a", "an"} else 1
    return round((count + 0.5) * _scale(found["u"]))


def _one_and_a_half(found: re.Match[str]) -> int:
    """“the first second and a half”."""
    return round(1.5 * _scale(found["u"]))


def _half(found: re.Match[str]) -> int:
    return _scale(found["u"]) // 2


def _degrees(found: re.Match[str]) -> float | int:
    return whole(value(found["n"]))


def _share(found: re.Match[str]) -> float | int:
    return whole(value(found["n"]) / 100)


def _tenths(found: re.Match[str]) -> float | int:
    return whole(value(found["n"]) / 10)


def _number(found: re.Match[str]) -> float | int:
    return whole(value(found["n"]))


# The shapes that video has. Any other pair of numbers ("10:30") is a time, "1:2" neither.
_RATIOS: Final = (
    r"16[:x/比]9|9[:x/比]16|21[:x/比]9|1[:x/比]1|4[:x/比]5|5[:x/比]4|4[:x/比]3|3[:x/比]4"
    r"|2[:x/比]3|3[:x/比]2|2\.35[:x/比]1|2\.39[:x/比]1|1\.85[:x/比]1|2[:x/比]1|18[:x/比]9"
)
# Lines by the names of shops; 2k is 1440 there, not half of 4k.
_NAMED_LINES: Final = {
    "4k": 2160,
    "uhd": 2160,
    "2k": 1440,
    "qhd": 1440,
    "fhd": 1080,
    "8k": 4320,
    "ふるhd": 1080,
    "ふるはいびじょん": 1080,
    "全高清": 1080,
    "full hd": 1080,
}


def _ratio(found: re.Match[str]) -> str:
    return re.sub(r"\s*[:x/比]\s*", ":", found[0])


def _lines(found: re.Match[str]) -> int:
    return _NAMED_LINES.get(found[0]) or int(found["n"])


def _size(found: re.Match[str]) -> tuple[int, int]:
    return int(found["w"]), int(found["h"])


def _hex(found: re.Match[str]) -> str:
    return found[0]


def _ordinal(found: re.Match[str]) -> int:
    return ORDINALS[found[0]]


def _counted(found: re.Match[str]) -> int:
    count = int(value(found["n"]))
    return -count if found[0].startswith(("倒数", "後ろから", "最後から", "倒數")) else count


def _seconds(found: re.Match[str]) -> tuple[int, int]:
    return round(value(found["a"]) * 1000), round(value(found["b"]) * 1000)


# 1080p, 4k, full hd; "720" alone is any number.
_LINES: Final = (
    r"(?P<n>\d{3,4})p(?![a-z0-9])|(?<![a-z0-9])(?:[248]k|uhd|q?fhd|qhd|full hd)(?![a-z0-9])"
    r"|ふるhd(?![a-z0-9])|ふるはいびじょん|全高清"
)
_HOURS: Final = (
    rf"(?:(?P<h>{_N}){_HRS}{_AND})(?:(?P<m>{_N}){_MIN}{_AND})?(?:(?P<s>{_N}){_SEC}|(?P<half>半))?"
)
# "seconds 3 to 8": the unit stands first. "seconds 3 to 8:20" is no such list.
_LISTED: Final = (
    rf"(?:seconds?|secs?) (?P<a>{_N}) ?(?:to|through|until|and|-|–) ?(?P<b>{_N})(?![\d:%])"
)
# "2x" plays twice as fast, "2 times" twice over; 倍速 and "times as fast" are a pace.
_FACTOR: Final = rf"(?P<n>{_N}) ?(?:x(?![a-z0-9])|×|倍)"
_PACE: Final = (
    rf"(?P<n>{_N}) ?(?:倍速|times (?:as |the )?(?:faster|fast|speed|quicker|normal speed){_END})"
)


@dataclass(frozen=True, slots=True)
class ValueRule:
    """How a kind of value is written; nothing is compiled before a line hints at it.

    The patterns are long and few lines need more than four: compiling all of them cost a first
    message fifty milliseconds.
    """

    kind: str
    hint: str
    pattern: str
    convert: Callable[[re.Match[str]], Any]

    def is_hinted(self, folded: str) -> bool:
        """Whether a line can have such a value at all."""
        return not self.hint or bool(re.search(self.hint, folded))

    def match(self, folded: str, position: int) -> re.Match[str] | None:
        """The value that begins there."""
        return _compiled(self.pattern).match(folded, position)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=8)
def _hinted(folded: str) -> tuple[ValueRule, ...]:
    # Eight lines are remembered: a line is read anew for each correction of a slip, and each part
    # of it asks for the same rules.
    return tuple(rule for rule in _RULES if rule.is_hinted(folded))


# Kind, hint, pattern, conversion. Of all that fit at a place the longest wins, of equals the first:
# a ratio before a clock, a clock before a plain number.
def _rules() -> list[ValueRule]:
    rows: list[tuple[str, str, str, Callable[[re.Match[str]], Any]]] = [
        ("ratio", "[:x/比]",
         rf"(?<![\d.])(?:{_RATIOS.replace('[:x/比]', ' ?[:x/比] ?')})(?![\d.])", _ratio),
        ("dims", "[x×*]|by", r"(?P<w>\d{3,4}) ?(?:x|×|\*|by) ?(?P<h>\d{3,4})(?!\d)", _size),
        ("time", ":", r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.]\d{1,3})?(?!\d)", _clock),
        ("time", "and a half",
         rf"(?P<n>{_N}|an?)(?P<u> {_UNIT}) and a half", _and_a_half_of),
        ("time", "and a half",
         rf"(?P<n>{_N}) and a half (?P<u>{_UNIT[:-len(_END)]})s?{_END}", _and_a_half),
        ("time", "and a half",
         r"(?<![a-z])(?P<n>)(?P<u>second|minute) and a half(?![a-z])", _one_and_a_half),
        ("time", "half", rf"(?:a |one )?half(?: an?| of an?)?[ -](?P<u>{_UNIT})", _half),
        ("time", "three",
         rf"three[- ]quarters of an? (?P<u>{_UNIT})", lambda m: _half(m) * 3 // 2),
        ("range", "sec", _LISTED, _seconds),
        ("time", "quarter",
         rf"(?:a )?quarter(?: of)?(?: an?)?[ -](?P<u>{_UNIT})", lambda m: _half(m) // 2),
        ("time", "半", r"半(?P<u>秒|分)(?:钟|鐘|間)?", _half),
        ("time", r"\dh|hour|hr| h\b|小时|時間", _HOURS, _long),
        ("time", "m|分",
         rf"(?P<m>{_N}){_MIN}(?:(?P<half>半)|{_AND}(?P<s>{_N})(?:{_SEC}|(?![\d.:%])))?",
         _long),
        ("time", "", rf"(?:第|こんま)?(?P<n>{_N}){_SEC}(?P<half>半)?", _short),
        ("time", "m|毫|みり", rf"(?P<n>{_N}){_MS}", _number),
        ("time", "sec", r"(?<![a-z])(?:an? )(?:second|sec)(?![a-z])", lambda _: _SECOND),
        ("time", "min", r"(?<![a-z])(?:an? )(?:minute|min)(?![a-z])", lambda _: _MINUTE),
        ("frames", "f|帧|幀|ふれーむ|こま", rf"(?P<n>{_N}){_FRAMES}", _number),
        ("fps", "f|帧|ふれ|こま|幀",
         rf"(?P<n>{DIGITS})[ -]?(?:fps|frames? (?:per|a) second|帧每秒|frames?/s)", _number),
        ("fps", "f|帧|ふれ|こま|幀", rf"(?:每秒|毎秒)(?P<n>{_N})(?:帧|幀|ふれーむ|こま)", _number),
        ("lines", r"\dp|[248]k|hd|ふるは|全高",
         _LINES,
         _lines),
        ("percent", "%|per|pct|ぱー",
         rf"(?P<n>{_N}) ?(?:%|percent{_END}|per cent{_END}|pct{_END}|ぱーせんと)",
         _share),
        ("percent", "百分之", rf"百分之(?P<n>{_N})", _share),
        ("percent", "成|割", rf"(?P<n>{_N})(?:成(?![为是了功品片])|割(?![りっ]))", _tenths),
        ("db", "db|deci|分贝|でし",
         rf"(?P<n>[+\-−]?{DIGITS}) ?(?:db|decibels?|分贝|でしべる){_END}",
         lambda m: whole(float(m["n"].replace("−", "-")))),
        ("db", "db|deci|分贝|でし",
         rf"(?P<n>{ENGLISH}|{CJK}) ?(?:db|decibels?|分贝){_END}", _number),
        ("degrees", "deg|°|度",
         rf"(?P<n>-?{DIGITS}|{ENGLISH}|{CJK}) ?(?:degrees?|deg|°|度(?!假))", _degrees),
        ("pace", "倍速|times", _PACE, _number),
        ("factor", "x|×|倍", _FACTOR, _number),
        ("factor", "x|×|倍", rf"(?<![a-z0-9])[x×] ?(?P<n>{DIGITS})(?![\d:])", _number),
        ("times", "times|次|遍|回|周",
         rf"(?P<n>{_N}) ?(?:times{_END}|次|遍|回(?![忆到])|周(?![围末]))", _number),
        ("hex", "#", r"#[0-9a-f]{6}(?![0-9a-z])|#[0-9a-f]{3}(?![0-9a-z])", _hex),
        ("nth", "第", rf"(?:倒数|倒數|後ろから|最後から)?第(?P<n>{_N})", _counted),
        ("nth", "番|つ目|個目|本目|枚目|号",
         rf"(?:倒数|倒數|後ろから|最後から)?(?P<n>{_N})(?:番目|つ目|個目|本目|枚目|号)",
        _counted),
        ("ordinal", "", ORDINAL, _ordinal),
        ("number", "", rf"(?P<n>{DIGITS}|{ENGLISH}|{CJK})", _number),
    ]  # fmt: skip
    return [ValueRule(kind, hint, pattern, convert) for kind, hint, pattern, convert in rows]


def _and_a_half_of(found: re.Match[str]) -> int:
    count = 1.0 if found["n"] in {"a", "an"} else value(found["n"])
    return round((count + 0.5) * _scale(found["u"].strip()))


_RULES: Final = _rules()
_STARTS: Final = re.compile(
    r"[\d.#+\-−x×]|[a-z]|[零〇一二两兩三四五六七八九十百第半倒後最每毎こふ全]"
)


def at(folded: str, position: int) -> tuple[str, Any, int] | None:
    """The longest typed value which begins there: its kind, its value, where it ends."""
    # What no value begins with (most signs of Chinese and Japanese) is done at one look.
    if not _STARTS.match(folded, position):
        return None
    best: tuple[str, Any, int] | None = None
    for rule in _hinted(folded):
        found = rule.match(folded, position)
        if found and found.end() > position and (best is None or found.end() > best[2]):
            best = (rule.kind, rule.convert(found), found.end())
    return best
