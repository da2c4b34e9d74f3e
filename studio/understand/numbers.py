"""Numbers as people write them: digits, English words, Chinese and Japanese numerals."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
# "fourty" is a slip that many write, and no other word.
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
# A few are taken for three.
_LOOSE: Final = {"a couple of": 2, "couple of": 2, "a couple": 2, "couple": 2, "a few": 3, "few": 3}
# 壱 stands on forms, 〇 in years; 两 and 兩 are the two of counting.
_CJK: Final = {
    "零": 0, "〇": 0, "一": 1, "壱": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_CJK_TENS: Final = {"十": 10, "百": 100}
_KANA: Final = {"ひとつ": 1, "ふたつ": 2, "みっつ": 3, "よっつ": 4, "いつつ": 5}
# Counted from the end below zero. "opening", "closing" and "final" count clips as "first" and
# "last" do; beside a time they are edges (`token_merging`).
ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
    "6th": 6, "7th": 7, "8th": 8, "9th": 9, "10th": 10, "opening": 1,
    "last": -1, "final": -1, "closing": -1, "penultimate": -2, "second to last": -2,
    "second-to-last": -2, "next to last": -2, "next-to-last": -2, "second last": -2,
    "third to last": -3, "third-to-last": -3,
}  # fmt: skip


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, map(str, words)), key=len, reverse=True))  # type: ignore[call-overload]


# Longest first (`_any`): "twenty" must not end "twenty five", nor "two" begin "twofold".
ENGLISH: Final = (
    rf"(?<![a-z])(?:(?:{_any(_TENS)})[ -](?:{_any(list(_UNITS)[1:10])})"
    rf"|{_any([*_UNITS, *_TENS, *_LOOSE])})(?![a-z])"
)
CJK: Final = r"(?:[零〇一二两兩三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?)"
DIGITS: Final = r"(?:\d+(?:\.\d+)?|\.\d+)"
# Any of them; a stretch that it matched is read by `value`.
NUMBER: Final = rf"(?:{DIGITS}|{ENGLISH}|{CJK})"
ORDINAL: Final = rf"(?<![a-z0-9])(?:{_any(ORDINALS)})(?![a-z0-9])"


def value(text: str) -> float:
    """What a stretch that `NUMBER` matched stands for."""
    text = text.strip()
    if text[0].isdigit() or text[0] == ".":
        return float(text)
    if text in _LOOSE:
        return float(_LOOSE[text])
    if text.isascii():
        return float(sum(_TENS.get(part, _UNITS.get(part, 0)) for part in re.split("[ -]", text)))
    return _cjk(text)


def _cjk(text: str) -> float:
    if text in _KANA:
        return float(_KANA[text])
    whole, _, behind = text.partition("点")
    # 一点五: the digits behind the point are read one by one.
    share = int("".join(str(_CJK.get(char, 0)) for char in behind) or "0") / float(
        "1" + "0" * len(behind)
    )
    # 二零二四 is read sign by sign, 二十四 by its tens.
    if not any(char in _CJK_TENS for char in whole):
        return int("".join(str(_CJK.get(char, 0)) for char in whole) or "0") + share
    total = current = 0
    for char in whole:
        if char in _CJK_TENS:
            total += (current or 1) * _CJK_TENS[char]
            current = 0
        else:
            current = _CJK.get(char, 0)
    return total + current + share


def whole(number: float) -> float | int:
    """The same as an int where nothing stands behind the point."""
    # 0.1 + 0.2: what is told back to people has no 0.30000000000000004.
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded
