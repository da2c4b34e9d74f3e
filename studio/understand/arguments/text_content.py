"""Arguments of text: what it says, where and when it stands, how it looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from studio.understand import descriptions
from studio.understand.arguments import text_style, times
from studio.understand.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from studio.understand.reading import Reading

Args = dict[str, Any]
# “add a title that says Hello in red”: up to where the next argument begins. Only English needs
# the list, for its arguments have no sign in front of them.
_SAYS: Final = LazyPattern(
    r"\b(?:that says|which says|says|saying|say|reads|reading|read|called|named|that reads"
    r"|titled|with the (?:words?|text))\s+(?P<p>.+?)(?=$|\s+(?:for the|at the|in the|on the"
    r"|near the|across the|along the|over the|by the"
    r"|from|for \d|at \d|in (?:white|black|red|yellow|blue|green|big|large|small|bold)"
    r"|during)\b|,)",
    re.IGNORECASE,
)
# “change the title to X”, 标题改成X, タイトルをXに変えて.
_TO: Final = LazyPattern(
    r"\b(?:to|into|should (?:say|read|be)|say|read|with)\s+(?P<p>.+?)\s*$", re.IGNORECASE
)
_TO_CJK: Final = LazyPattern(
    r"(?:改成|改为|换成|换为|变成|替换成|替换为|写成|改|更新为|设为|设成"
    r"|叫)(?P<p>[^,。]+?)(?:吧|就行|好了|$)|(?:を|は)(?P<q>[^をは]+?)(?:に(?:変|し|書|直|差"
    r"|替|修|更|変更))"
)
# Public, for `combined_concepts` asks whether a line has such words at all.
SAYS_CJK: Final = (
    r"(?:(?:标题|文字|字幕|片名|题目|大字|封面字)(?:上|里|内容)?(?:就|要)?(?:写上?|写着"
    r"|叫做?|打上?|是|显示为?)"
    r"(?!个|什么|大|小|在|\d)(?P<zh>[^,。;:]+))"
    r"|(?P<ja>[^、。\s]{2,40}?)(?:と|って)(?:いう)?(?:たいとる|文字|てろっぷ|てきすと|書い"
    r"|表示し|出し|入れ)"
)
_SAID_CJK: Final = LazyPattern(SAYS_CJK)
_SEPARATORS: Final = LazyPattern(r"\s*(?:,|，|、|/|\||;|；|\s[-–—]\s|：)\s*")


# How long it stands, glued to its end: 新年快乐,持续3秒.
_STAYS: Final = LazyPattern(
    r"[\s,,]*(?:(?:保持|持续|停留|显示|展示|维持|播放)(?:时间|时长)?(?:为|大约|约)?\s*"
    r"[\d.一二两三四五六七八九十半]+\s*(?:秒钟?|分钟?)(?:左右)?"
    r"|[\d.一二三四五六七八九十]+秒間?(?:表示|保持|出)(?:して|す)?[ぁ-ん]*)[。.]?$"
)


def quoted(reading: Reading) -> list[str]:
    """All quotations."""
    return [str(token.value) for token in reading.all("quote")]


def text(reading: Reading) -> Args:
    """The words to be shown."""
    found = quoted(reading)
    if found:
        return {"text": found[0]}
    behind = descriptions.tail(reading)
    if behind:
        return {"text": _trimmed(reading, *behind)} if _trimmed(reading, *behind) else {}
    said = _SAYS.search(reading.said, reading.low, reading.high)
    if said:
        return {"text": said["p"].strip(" .,")}
    return _written_cjk(reading)


def _written_cjk(reading: Reading) -> Args:
    """“标题写新年快乐”, “ありがとうって出して”: words without a quotation mark."""
    if reading.language == "en":
        return {}
    said = _SAID_CJK.search(reading.folded, reading.low, reading.high)
    if said is None:
        return {}
    words = reading.slice(*said.span("zh" if said["zh"] else "ja"))
    words = re.sub("^.*(?:に|で|、)(?=.)", "", words) if said["ja"] else words
    return {"text": words.strip(" .,。")} if words.strip(" .,。") else {}


def _trimmed(reading: Reading, low: int, high: int) -> str:
    """The words behind a colon without the arguments at their end."""
    inner = reading.between(low, high)
    pieces = _SEPARATORS.split(reading.slice(low, high))
    # "title: Hello, red, 3 seconds": from the end, as long as a piece is nothing but arguments.
    while len(pieces) > 1 and _is_argument(inner, pieces[-1]):
        pieces.pop()
    last = reading.said.find(pieces[-1], low) + len(pieces[-1])
    found = _STAYS.sub("", reading.said[low:last].strip())
    return re.sub(
        r"\s+(?:for|at|from)\s+(?:the\s+)?(?:\d|start|beginning|end)[\w:. ]*$", "", found
    ).strip(" .。")


def _is_argument(reading: Reading, piece: str) -> bool:
    low = reading.said.rfind(piece)
    inner = reading.between(low, low + len(piece))
    # A piece is an argument if it has one of these and no other word than those of the list below.
    kinds = {
        "time",
        "range",
        "edged",
        "edge",
        "pos",
        "color",
        "size",
        "ratio",
        "percent",
        "at",
        "size_change",
        "style",
    }
    known = [token for token in inner.tokens if kinds & {token.kind, *token.concepts}]
    loose = [
        token
        for token in inner.tokens
        if token not in known
        and not token.has(
            "stop_word",
            "the",
            "of",
            "particle",
            "first_word",
            "last_word",
            "for_word",
            "from",
            "text_noun",
            "show",
            "each",
            "last_verb",
            "add",
            "put",
        )
    ]
    return bool(known) and not loose


def title(reading: Reading) -> Args:
    """Everything about a title."""
    args = text(reading)
    outside = reading
    behind = descriptions.tail(reading)
    if behind and not quoted(reading):
        outside = reading.between(reading.low, behind[0])
        rest = (
            reading.said[behind[0] :].find(str(args.get("text", "")))
            + behind[0]
            + len(str(args.get("text", "")))
        )
        args |= times.at_and_length(reading.between(rest, reading.high)) | text_style.look(
            reading.between(rest, reading.high)
        )
    return args | text_style.look(outside) | times.at_and_length(_without_position_words(outside))


def _without_position_words(reading: Reading) -> Reading:
    """“in the middle” is a place on the picture here, no moment."""
    return reading.without(
        token
        for token in reading.all("halfway")
        if token.has("pos") or not token.has("halfway_only")
    )


def new_text(reading: Reading) -> Args:
    """What a text shall say from now on; of two quotations the second."""
    found = quoted(reading)
    if len(found) > 1:
        return {"text": found[-1], "old": found[0]}
    if found:
        return {"text": found[0]}
    behind = descriptions.tail(reading)
    if behind:
        return {"text": _STAYS.sub("", reading.slice(*behind))}
    pattern = _TO if reading.language == "en" else _TO_CJK
    source = reading.said if reading.language == "en" else reading.folded
    said = pattern.search(source, reading.low, reading.high)
    if said is None:
        return {}
    name = "p" if said.groupdict().get("p") else "q"
    words = reading.slice(*said.span(name)).strip(" .,。")
    return {"text": words} if words and not _is_only_argument(reading, *said.span(name)) else {}


def _is_only_argument(reading: Reading, low: int, high: int) -> bool:
    inner = reading.between(low, high)
    return bool(inner.tokens) and all(
        token.has(
            "color",
            "pos",
            "size",
            "size_change",
            "style",
            "time",
            "range",
            "stop_word",
            "the",
            "of",
            "particle",
            "font_word",
            "edge",
            "hex",
            "slight",
            "first_word",
            "last_word",
            "text_noun",
            "title_noun",
            "caption_noun",
        )
        for token in inner.tokens
    )


def person(reading: Reading) -> Args:
    """A name and what the person is."""
    found = quoted(reading)
    if len(found) > 1:
        return {"name": found[0], "role": found[1]}
    source = found[0] if found else _after_noun(reading)
    parts = [part for part in _SEPARATORS.split(source) if part]
    # "Ann Lee, CEO, bottom left": a place is no part of a name.
    parts = [part for part in parts if not _is_argument(reading, part)]
    parts = [
        re.sub(r"\s+(?:at|from|for)\s+\S*\d.*$", "", part).strip(" .。'\"“”「」") for part in parts
    ]
    if not parts:
        return {}
    role = {"role": ", ".join(parts[1:])} if len(parts) > 1 else {}
    return {"name": parts[0]} | role


def _after_noun(reading: Reading) -> str:
    behind = descriptions.tail(reading)
    if behind:
        return reading.slice(*behind)
    noun = reading.first("lower_third_strong", "lower_third")
    if noun is None:
        return ""
    found = reading.slice(noun.high, reading.high)
    found = re.sub(
        r"^(?:\s|for|with|saying|that says|of|,|naming|introducing|写|写着|显示|:)+",
        "",
        found,
        flags=re.IGNORECASE,
    )
    if found:
        return found
    return reading.slice(reading.low, noun.low)


def lines(reading: Reading) -> Args:
    """Captions with their times, in either order."""
    quotes, ranges = reading.all("quote"), reading.all("range")
    return {
        "lines": [
            {"from": one.value[0], "to": one.value[1], "text": str(quote.value)}
            for quote, one in zip(quotes, ranges, strict=False)
        ]
    }


def spoken(reading: Reading) -> Args:
    """What a voice shall read, and where."""
    found = quoted(reading)
    behind = descriptions.tail(reading)
    if found:
        return {"text": found[0]} | times.at_or_span(reading)
    if behind:
        return {"text": reading.slice(*behind)} | times.moment(
            reading.between(reading.low, behind[0])
        )
    said = _SAYS.search(reading.said, reading.low, reading.high)
    return {"text": said["p"].strip()} if said else {}


def end_card(reading: Reading) -> Args:
    """The words at the end, their second line, how long they stand."""
    found = quoted(reading)
    args: Args = {"text": found[0]} if found else text(reading)
    if len(found) > 1:
        args["sub"] = found[1]
    if not args:
        said = _SAYS.search(reading.said, reading.low, reading.high)
        args = {"text": said["p"].strip()} if said else {}
    inner = text_style.look(reading)
    # An end card fills the picture: "at the end" is when it comes, not where.
    inner.pop("pos", None)
    return args | times.length(reading) | {key: inner[key] for key in ("color",) if key in inner}
