"""Guards of frames: what a line says besides its words for an operation, which makes it another.

Each is a concept by its name in `combined_concepts`; a frame is barred by it (`!rest_stays`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from studio.understand.concept_sets import ADDED_TEXTS, ADDED_THINGS, NOT_ADDING
from studio.understand.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.understand.reading import Reading, Token

_DRESSES: Final = frozenset({"outline", "shadow", "background"})  # styles that are things


def adds_text(reading: Reading, _: set[str]) -> bool:
    """“add a title that stays for 3 seconds”: one of its own, while “the title” is there."""
    return _adds(reading, ADDED_TEXTS)


def adds_music(reading: Reading, _: set[str]) -> bool:
    """“add music at 30%”: what is told besides is how the new music is."""
    return _adds(reading, ("music",))


def _adds(reading: Reading, nouns: tuple[str, ...]) -> bool:
    tokens = reading.tokens
    is_japanese = reading.language == "ja"
    for place, token in enumerate(tokens):
        if not token.has("add") or token.has(*NOT_ADDING, "swap") or _lasts(tokens, place):
            continue
        beside = reversed(tokens[:place]) if is_japanese else tokens[place + 1 :]
        thing = next((one for one in beside if _is_thing(one, is_japanese=is_japanese)), None)
        if thing is not None and thing.has(*nouns) and not _is_there(reading, thing):
            return True
    return False


def _lasts(tokens: Sequence[Token], place: int) -> bool:
    """2秒かけて: a time that is taken, nothing that is put on."""
    is_taken = str(tokens[place].value).startswith("かけ")
    return is_taken and place > 0 and tokens[place - 1].kind == "time"


def _is_thing(token: Token, *, is_japanese: bool) -> bool:
    if is_japanese and token.has("fade_in", "fade_out", "fade"):
        return False  # フェードインで追加: how, not what
    return token.has(*ADDED_THINGS) or token.concepts.get("style") in _DRESSES


def _is_there(reading: Reading, thing: Token) -> bool:
    """“the title”, “to music”, 音楽に: it is there already, and something is done to it."""
    if reading.language == "ja":
        return reading.folded[thing.high : thing.high + 1] == "に"
    return bool(_KNOWN.search(reading.folded, reading.low, thing.low))


def is_missed(reading: Reading, _: set[str]) -> bool:
    """“the music is no longer loud enough”: a “no longer” that asks for more of it."""
    return bool(_MISSED.search(reading.folded, reading.low, reading.high))


def dropped_at(reading: Reading, plain: set[str]) -> bool:
    """“drop clip 3 behind clip 1”: let go where it shall be, not thrown away."""
    return "clip" in plain and bool(_DROPPED.search(reading.folded, reading.low, reading.high))


def removes_only(reading: Reading, plain: set[str]) -> bool:
    """最初の3秒だけ削除: the "only" of what goes is no "keep only"."""
    return "except" not in plain and bool(_ONLY.search(reading.folded, reading.low, reading.high))


def rest_stays(reading: Reading, plain: set[str]) -> bool:
    """“remove 0:05-0:10 and keep the rest”: what is kept is not what is named."""
    return bool(plain & {"remove", "cut", "drop_word"}) and bool(
        _REST_STAYS.search(reading.folded, reading.low, reading.high)
    )


def music_part(reading: Reading, _: set[str]) -> bool:
    """“music without drums”, “take the drums out of it”: the music stays."""
    said = reading.folded, reading.low, reading.high
    return bool(_WITHOUT_PART.search(*said)) or takes_part_out(reading)


def takes_part_out(reading: Reading) -> bool:
    """“remove the drums from the music”: no other music is wanted, either."""
    return bool(_PART_OUT.search(reading.folded, reading.low, reading.high))


def green_cast(reading: Reading, _: set[str]) -> bool:
    """“remove the green tint”: a look that goes, no colour that is keyed out."""
    return bool(_CAST.search(reading.folded, reading.low, reading.high))


def stopped_at(_: Reading, plain: set[str]) -> bool:
    """音楽を10秒で止めて: it is heard until then."""
    return {"stop_verb", "time"} <= plain


_KNOWN: Final = LazyPattern(
    r"(?:\b(?:the|my|our|this|that|its|to|on|onto|in|into)|[这那该给]个?) ?$"
)
_DROPPED: Final = LazyPattern(
    r"\b(?:drop|dropping)\s+(?:the\s+)?(?:[\w-]+\s+){1,3}?(?:right\s+|just\s+|down\s+|back\s+)?"
    r"(?:in front of|behind|between|after|before"
    r"|at the (?:very\s+)?(?:end|start|beginning|front))\b"
)
_ONLY: Final = LazyPattern(
    r"(?:只|仅|光)(?:要|需要?|是)?(?:把|将)?(?:剪|删|切|去|裁|砍|截|减)(?:掉|去|除)"
    r"|(?:だけ|のみ)(?:を)?(?:削除|消|削|かっと|切り取|切り捨|切って|取り除|捨)"
)
_REST_STAYS: Final = LazyPattern(
    r"\b(?:keep|keeping|leave|leaving)\s+(?:all\s+)?(?:(?:of\s+)?the\s+(?:rest|others?|remainder)"
    r"|everything else|all else|what remains)\b"
    r"|(?:其[他它余]|别的|剩下|剩余|余下)(?:的)?(?:部分|片段|内容|地方)?(?:就|都|全|全部|要|则)*"
    r"(?:保留|留着|留下|不动|不变|别动|不要动)"
    r"|(?:残り|あと|その他|ほか|他|それ以外)(?:の部分)?(?:は|を|も)?(?:全部|すべて|全て)?"
    r"(?:残し|残す|そのまま|きーぷ|保持|維持)"
)
_INSTRUMENT: Final = (
    r"(?:drums?|drum ?beat|percussion|guitars?|bass(?: ?line)?|piano|strings|violins?|trumpets?"
    r"|vocals?|singing|singer|lyrics|synths?|cymbals?|hi-?hats?)"
)
_WITHOUT_PART: Final = LazyPattern(rf"\b(?:without|no more|no)\s+(?:the\s+|any\s+)?{_INSTRUMENT}\b")
_PART_OUT: Final = LazyPattern(
    rf"\b(?:remove|take|cut|drop|lose|mute|get rid of|kill|strip)\s+(?:out\s+)?"
    rf"(?:the\s+|any\s+|all\s+)?{_INSTRUMENT}\b(?! (?:music|track|song|piece|tune|solo)\b)"
    r"|(?:鼓点?声|吉他声?|贝斯声?|钢琴声|弦乐声?|小提琴声?|歌声|人声|唱歌声?)(?:部分)?(?:都|给)?"
    r"(?:去|删|关|拿|消|不要)"
    r"|(?:どらむ|ぎたー|べーす|ぴあの|ばいおりん|すとりんぐす|ぼーかる|歌声)(?:の音)?"
    r"(?:を|は|だけ)(?:消|削|外|なく|抜|取|いら|みゅーと|かっと)"
)
_CAST: Final = LazyPattern(
    r"\bremove the green(?:ish)? (?:filter|tint|tone|look|cast|hue|grade|lut|preset|colou?r)\b"
)
_MISSED: Final = LazyPattern(r"\bno longer (?:\w+ )?(?:loud|audible|heard|hearable|strong|enough)")
