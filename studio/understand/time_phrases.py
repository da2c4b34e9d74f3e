"""Times told by several words together: where a film begins, how many frames a second has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from studio.understand.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from studio.understand.reading import Reading

# Where a film begins is a cut of what comes before; "from 12 s" alone is a range without an end.
_BEGINS: Final = LazyPattern(
    r"\b(?:start|begin|open|kick off)(?:s|ing)?\s+(?:(?:the|my|this)\s+)?(?:video|film|clip"
    r"|movie|it|edit|reel|vid)"
    r"\s+(?:at|from|there)\b"
    r"|\b(?:video|film|clip|movie|it|edit|reel|vid)\s+(?:should\s+|to\s+|can\s+|could\s+"
    r"|must\s+)?(?:start|begin)s?\s+(?:at|from)\b|(?:视频|影片"
    r"|片子)?(?:就)?从[^,。]{1,8}(?:开始(?:播|放|吧|就|$)|播起|放起)"
    r"|(?:秒|分|ところ|目|\d)から(?:始め|始ま|はじめ|すたーと)"
)
# Told by what is to be seen: "where she laughs", 他笑的那段, 彼が笑うところ. Nobody here can see
# it, so it is asked when that is.
_SEEN: Final = LazyPattern(
    r"\b(?:part|bit|moment|clip|shot|scene|section|video|it|right|just)?\s*(?:where|when"
    r"|while|before|after|until|as)"
    r"\s+(?:he|she|they|we|i|you|somebody|someone|(?:the|my|our|his|her)\s+[a-z]+)\s+[a-z]{2,}"
    r"|(?:他|她|我|他们|她们|我们|小孩|孩子|新郎|新娘|老师|狗|猫)[^,。]{1,10}?(?:的(?:部分"
    r"|地方|那段|那里|时候|镜头|画面|片段|瞬间)|那段|那里|那个镜头)"
    r"|(?:彼|彼女|私|僕|子供|子ども|犬|猫|先生|花嫁|新郎|人)(?:が|の)[^、。]{1,14}?(?:ところ"
    r"|部分|場面|しーん|瞬間|とき|箇所)"
)
# The numbers of this pattern alone: `numbers.NUMBER` also takes "a couple of", which may be
# anything beside "shorter".
_N: Final = (
    r"(?:[\d.]+|an?|one|two|three|four|five|six|seven|eight|nine|ten|half an?|a few"
    r"|[一二两三四五六七八九十半]+)"
)
# What goes ("shorten it by 3 s", 短3秒) against what is left ("shorten it to 3 s").
_BY: Final = LazyPattern(
    rf"\b(?:shorten|cut|trim|reduce|tighten)(?:ed"
    rf"|ing)?\b(?:\s+[\w']+){{0,4}}\s+by\s+(?:about\s+)?{_N}\s*-?(?:s|secs?|seconds?)\b"
    rf"|{_N}\s?-?(?:s|secs?|seconds?)\s+shorter\b"
    rf"|(?:缩短|剪短|缩减|截短|缩)(?:了|个|掉)?(?:大概|大约|约)?{_N}秒|短{_N}秒"
    rf"|{_N}秒(?:ほど|くらい|ぐらい|だけ|分)?(?:短く|縮め|短縮|詰め)"
)
# Frames a second that videos have; 40 frames are a length.
_RATES: Final = frozenset({24, 25, 30, 48, 50, 60, 120})


def length_time(reading: Reading, _: set[str]) -> bool:
    """A time that may be a length: one that is told as a moment is none."""
    return any(one.concepts.get("role") != "at" for one in reading.all("time"))


def begins_at(reading: Reading, _: set[str]) -> bool:
    """“start the video at 0:12”: what comes before that goes."""
    return bool(_BEGINS.search(reading.folded, reading.low, reading.high))


def seen(reading: Reading, plain: set[str]) -> bool:
    """“the part where she laughs”: a moment told by what is to be seen, which nobody here sees."""
    # Where one of these says when or what, the moment need not be seen.
    known = {"time", "range", "edged", "silence_noun", "duck", "filler", "spoken_over", "there",
             "image_model", "transcribe", "quote", "file", "sound", "music", "beat"}  # fmt: skip
    return not plain & known and bool(_SEEN.search(reading.folded, reading.low, reading.high))


def edge_apart(reading: Reading, plain: set[str]) -> bool:
    """“cut the black at the end, about 3 seconds”: one edge and one length, apart."""
    sides = {
        "end" if one.has("last_word") or one.concepts.get("edge") == "end" else "start"
        for one in reading.all("edge", "first_word", "last_word")
    }
    lengths = reading.all("time")
    return (
        len(sides) == 1
        and len(lengths) == 1
        and lengths[0].concepts.get("role") != "at"
        and not plain & {"edged", "range", "clip"}
    )


def by_amount(reading: Reading, _: set[str]) -> bool:
    """“cut it down by 3 seconds”: what goes is told, not what is left."""
    return bool(_BY.search(reading.folded, reading.low, reading.high))


def rate(reading: Reading, _: set[str]) -> bool:
    """“change it to 60 frames”: as many as a second has, not as many as are cut."""
    return any(one.value in _RATES for one in reading.all("frames"))
