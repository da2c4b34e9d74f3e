"""Whether an order accounts for everything that was said: what is left over is asked about.

A frame is satisfied by the words it knows; the words it does not know may turn the order into
another one. So every content word must be explained: by a concept, a value, a quotation, a name, or
by the plain words of the language (`plain.yaml`). And the things an order names must be things its
operation is about (`concerns.yaml`): nobody who says "music" wants a clip to be deleted.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from studio.understand import frames
from studio.understand.lazy_pattern import LazyPattern
from studio.understand.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studio.understand.order import Order
    from studio.understand.reading import Reading, Token

# Orders which take words for what they show, say or sound like.
_FREE: Final = frozenset({
    "generate", "storyboard", "add_scene", "voiceover", "caption", "lower_third", "end_card",
    "title", "edit_text", "sticker", "slideshow", "music", "sfx", "highlight", "chroma_key",
})  # fmt: skip
# Operations told by generic words: what is to be removed or moved decides. Every other operation is
# asked for by a word (blur, brighter, 9:16) that nothing else is asked for by.
_GENERIC: Final = frozenset({
    "cut", "cut_edge", "delete", "trim", "remove_text", "reset", "text_style", "insert", "replace",
    "logo", "pip", "move", "swap", "split", "fade", "mute", "unmute", "duration", "crop", "freeze",
    "replace_audio", "duplicate", "merge", "rotate", "loop", "fade_audio",
})  # fmt: skip
# What a clip, a place or a value is asked with says nothing of what is to be done.
_NEUTRAL: Final = frozenset({
    "clip", "whole", "it", "clip_noun", "photo_noun", "scene_noun", "tail", "place", "pos", "side",
    "first_word", "last_word", "edge", "first", "background_word", "of", "with", "slight",
})  # fmt: skip
_UNMISTAKABLE: Final = frozenset({"ratio", "lines", "fps", "db", "dims", "hex"})
_DOES: Final = (
    "remove", "cut", "no_more", "drop_word", "trim", "mute", "keep", "make", "change", "set",
    "turn", "adjust_up", "adjust_down", "add", "raise", "lower",
)  # fmt: skip
# Operations on the whole picture: no face alone is made brighter, no sky more dramatic.
_WHOLE: Final = frozenset({"adjust", "filter"})
_MOODS: Final = ("genre", "mood_word", "filter", "add", "change", "replace_verb", "with")
_TAKES: Final = ("remove", "cut", "no_more", "drop_word", "trim", "mute", "keep")
_MOST_PARTS: Final = 8  # of a longer line every part counts
_NAMES: Final = (
    "clip", "clip_noun", "scene_noun", "video_noun", "photo_noun", "edged", "edge", "music",
    "sound", "title_noun", "text_noun", "caption_noun", "whole", "voice", "logo_noun",
    "transition_noun", "range", "time", "filter_noun", "volume_noun", "sound_orig",
    "denoise", "silence_noun",
)  # fmt: skip
_WORD: Final = LazyPattern(r"[a-z]")
_IDEOGRAPH: Final = LazyPattern(r"[\u4e00-\u9fff]")
_KATAKANA: Final = LazyPattern(r"[ァ-ヺー]{2}")
_KANA: Final = LazyPattern("[ぁ-ゖー]{3,}")
_JA_OBJECT: Final = LazyPattern("を|だけを?|も")
_LINKS: Final = frozenset({"的", "の", "な", "い", "た"})


def about(reading: Reading, order: Order, parts: Sequence[Reading]) -> str:
    """The words of a line which its order does not explain, as they were said; else nothing."""
    ops = {str(one["op"]) for one in order.args["ops"]} if order.op == "batch" else {order.op}
    if order.op == "music":
        return _no_mood(reading, order)
    if not order.acts or ops & (_FREE | {"ask"}):
        return ""
    mattering = list(parts)
    if 1 < len(parts) <= _MOST_PARTS:
        mattering = [one for one in parts if _matters(reading, one)] or [reading]
    return next(
        (said for part in mattering if (said := _strange(part, ops) or _foreign(part, ops))),
        "",
    )


def _no_mood(reading: Reading, order: Order) -> str:
    """把音乐停在20秒: what stands beside the music and a time is no mood, unless asked for."""
    mood = str(order.args.get("mood", ""))
    is_mood = mood == "none" or "src" in order.args or reading.has(*_MOODS)
    return mood if reading.has("time") and not is_mood else ""


def _matters(reading: Reading, part: Reading) -> bool:
    """Whether the line would mean something else without this part: a reason given need not be
    understood.
    """
    found = frames.find(part)
    if found is not None and found.order.acts:
        return True
    dropped = {id(token) for token in part.tokens}
    whole = frames.find(reading)
    rest = frames.find(reading.without(one for one in reading.tokens if id(one) in dropped))
    return (whole.order if whole else None) != (rest.order if rest else None)


def _foreign(part: Reading, ops: Iterable[str]) -> str:
    """A thing that none of the operations is about."""
    concerns = lexicon().concerns
    allowed: set[str] = set()
    for op in ops:
        if op not in concerns["of"]:
            return ""
        allowed |= set(str(concerns["of"][op]).split())
    things = set(concerns["things"].split())
    for token in part.tokens:
        meant = things & {token.kind, *token.concepts}
        if meant and not meant & allowed:
            return part.slice(token.low, token.high)
    return ""


def _strange(part: Reading, ops: set[str]) -> str:
    """A word without a meaning: the verb, where no other is there, or what the verb is about."""
    is_told = _is_told(part, ops)
    verbs = _TAKES if ops <= _GENERIC else _DOES if ops <= _WHOLE else ()
    if ops <= _GENERIC and part.language == "en" and _is_led_by_strange(part):
        is_told = False
    for low, high in _unknown(part):
        if (left := _bare(part, low, high)) and (
            not is_told or (verbs and _is_object(part, low, high, verbs))
        ):
            return left
    return ""


def _is_told(part: Reading, ops: set[str]) -> bool:
    """Whether a word, not only a value or a clip, asks for one of the operations."""
    return any(
        (one.kind == "word" and any(one.concepts.keys() & _evidence(op) for op in ops))
        or (one.kind in _UNMISTAKABLE and any(one.kind in _evidence(op) for op in ops))
        for one in part.tokens
    )


@cache
def _evidence(op: str) -> frozenset[str]:
    """The concepts that ask for an operation."""
    needs = (need for frame in frames.frames() if frame.op == op for need in frame.needs)
    return frozenset().union(*needs) - _NEUTRAL


def _is_led_by_strange(part: Reading) -> bool:
    """“flurb the third clip”: it begins with a word nobody knows, and no verb is near."""
    first = next((one for one in part.tokens if one.kind != "stop" and not one.has("lead")), None)
    return (
        first is not None
        and _is_unknown(part, first)
        and bool(_bare(part, first.low, first.high))
        and not part.has(*_TAKES)
    )


def _is_object(part: Reading, low: int, high: int, verbs: Sequence[str]) -> bool:
    """“remove the plate in clip 3”, 把X去掉, Xを消して: what is to go is not known."""
    if not part.has(*verbs):
        return False
    if part.language == "ja":
        return bool(_JA_OBJECT.match(part.folded, high))
    before = [one for one in part.tokens if one.high <= low]
    if part.language == "zh":
        after = next((one for one in part.tokens if one.low >= high), None)
        is_whole = not part.has("edged", "range", "clip")
        return is_whole and (
            bool(before and part.folded[before[-1].low : before[-1].high] in {"把", "将"})
            or bool(after and after.has(*verbs))
        )
    while before and before[-1].has("the", "stop_word", "all") and not before[-1].has(*verbs):
        before.pop()
    return bool(before) and before[-1].has(*verbs) and not part.has("edged")


def _unknown(part: Reading) -> list[tuple[int, int]]:
    """Stretches of words without a meaning, but for those that only describe what follows them."""
    stretches: list[tuple[int, int]] = []
    tokens = part.tokens
    here = 0
    while here < len(tokens):
        there = here
        while there < len(tokens) and _is_unknown(part, tokens[there]):
            there += 1
        if there > here and not _describes(part, here, there):
            stretches.append((tokens[here].low, tokens[there - 1].high))
        here = max(there, here + 1)
    return stretches


def _is_unknown(part: Reading, token: Token) -> bool:
    if token.kind != "word" or token.concepts:
        return False
    letters = part.folded[token.low : token.high]
    return part.language == "ja" or bool(_WORD.match(letters) or _IDEOGRAPH.match(letters))


def _describes(part: Reading, here: int, there: int) -> bool:
    """“the drone footage”, 晃动的开头: a word in front of a thing of ours, behind "of"."""
    before = part.folded[part.tokens[here - 1].low : part.tokens[here - 1].high] if here else ""
    behind = part.tokens[there : there + 2]
    if part.language == "en":
        is_led = here > 0 and not part.tokens[here - 1].has("lead")
        return before == "of" or (is_led and bool(behind) and behind[0].has(*_NAMES))
    links = [part.folded[one.low : one.high] in _LINKS for one in behind]
    return bool(behind) and len(behind) > 1 and links[0] and behind[1].has(*_NAMES)


def _bare(part: Reading, low: int, high: int) -> str:
    """What is left of a stretch without its plain words, in the person's own letters."""
    while part.language == "ja" and low and _KATAKANA.match(part.said, low - 1):
        low -= 1  # カ|メラ: a particle was seen in the head of a word
    letters = part.folded[low:high]
    if part.language == "en":
        words = re.findall(r"[a-z']+", letters)
        left = [one for one in words if len(one) > 1 and one not in _plain("en")]
        return part.slice(low, high) if left else ""
    rest = _plain_pattern(part.language).sub(" ", letters)
    is_content = _IDEOGRAPH.search(rest) or (part.language == "ja" and _KANA.search(rest))
    return part.slice(low, high) if is_content else ""


@cache
def _plain(language: str) -> frozenset[str]:
    return frozenset(lexicon().plain[language])


@cache
def _plain_pattern(language: str) -> re.Pattern[str]:
    words = sorted(lexicon().plain[language], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
