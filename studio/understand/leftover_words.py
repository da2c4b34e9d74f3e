"""Whether an order accounts for everything that was said: what is left over is asked about.

A frame is satisfied by the words it knows; the words it does not know may turn the order into
another one. So every content word must be explained: by a concept, a value, a quotation, a name, or
by the plain words of the language (`plain.yaml`). And the things an order names must be things its
operation is about (`Operation.concerns`): nobody who says "music" wants a clip to be deleted.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from studio import catalogue
from studio.understand import semantic_frames
from studio.understand.concept_sets import (
    ASKING_FOR_A_MOOD,
    CONCERNED_THINGS,
    DESCRIBED_THINGS,
    DOING_VERBS,
    NO_EVIDENCE,
    TAKING_VERBS,
    UNMISTAKABLE_VALUES,
)
from studio.understand.lazy_pattern import LazyPattern
from studio.understand.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studio.understand.order import Order
    from studio.understand.reading import Reading, Token

_MOST_PARTS: Final = 8  # of a longer line every part counts
# Letters that make content: "5" and "!" left over say nothing.
_WORD: Final = LazyPattern(r"[a-z]")
_IDEOGRAPH: Final = LazyPattern(r"[\u4e00-\u9fff]")
_KATAKANA: Final = LazyPattern(r"[ァ-ヺー]{2}")
_KANA: Final = LazyPattern("[ぁ-ゖー]{3,}")
# Xを消して, Xだけ消して, Xも消して: X is what the verb is about.
_JA_OBJECT: Final = LazyPattern("を|だけを?|も")
# What joins a description to its thing: 晃动的开头, 最初のカット.
_LINKS: Final = frozenset({"的", "の", "な", "い", "た"})


def about(reading: Reading, order: Order, parts: Sequence[Reading]) -> str:
    """The words of a line which its order does not explain, as they were said; else nothing."""
    ops = {str(one["op"]) for one in order.args["ops"]} if order.op == "batch" else {order.op}
    # Any word may be a mood, so of music only this is asked.
    if order.op == "music":
        return _no_mood(reading, order)
    if not order.acts or "ask" in ops or any(catalogue.of(op).free_words for op in ops):
        return ""
    # "it's too long, trim the end": a reason need not be understood, if the order is the same
    # without it. Of a long line every part counts; asking about each would take too long.
    mattering = list(parts)
    if 1 < len(parts) <= _MOST_PARTS:
        mattering = [one for one in parts if _matters(reading, one)] or [reading]
    return next(
        (
            said
            for part in mattering
            if (said := _unexplained_word(part, ops) or _unconcerned_thing(part, ops))
        ),
        "",
    )


def _no_mood(reading: Reading, order: Order) -> str:
    """把音乐停在20秒: what stands beside the music and a time is no mood, unless asked for."""
    mood = str(order.args.get("mood", ""))
    is_mood = mood == "none" or "src" in order.args or reading.has(*ASKING_FOR_A_MOOD)
    return mood if reading.has("time") and not is_mood else ""


def _matters(reading: Reading, part: Reading) -> bool:
    """Whether the line would mean something else without this part: a reason given need not be
    understood.
    """
    found = semantic_frames.find(part)
    if found is not None and found.order.acts:
        return True
    dropped = {id(token) for token in part.tokens}
    whole = semantic_frames.find(reading)
    rest = semantic_frames.find(
        reading.without(one for one in reading.tokens if id(one) in dropped)
    )
    return (whole.order if whole else None) != (rest.order if rest else None)


def _unconcerned_thing(part: Reading, ops: Iterable[str]) -> str:
    """A thing that none of the operations is about."""
    allowed: set[str] = set()
    for op in ops:
        concerns = catalogue.of(op).concerns
        # One of the orders may be about anything, and which part belongs to it is not known.
        if concerns is None:
            return ""
        allowed |= concerns
    for token in part.tokens:
        meant = CONCERNED_THINGS & {token.kind, *token.concepts}
        if meant and not meant & allowed:
            return part.slice(token.low, token.high)
    return ""


def _unexplained_word(part: Reading, ops: set[str]) -> str:
    """A word without a meaning: the verb, where no other is there, or what the verb is about."""
    # A word that asks for the operation, or only a clip and a value? "flurb clip 3" has no verb.
    is_told = _is_told(part, ops)
    is_generic = all(catalogue.of(op).is_generic for op in ops)
    is_of_whole = all(catalogue.of(op).is_of_whole_picture for op in ops)
    verbs = TAKING_VERBS if is_generic else DOING_VERBS if is_of_whole else ()
    if is_generic and part.language == "en" and _is_led_by_strange(part):
        is_told = False
    for low, high in _unknown(part):
        if (left := _content_of(part, low, high)) and (
            not is_told or (verbs and _is_object(part, low, high, verbs))
        ):
            return left
    return ""


def _is_told(part: Reading, ops: set[str]) -> bool:
    """Whether a word, not only a value or a clip, asks for one of the operations."""
    return any(
        (one.kind == "word" and any(one.concepts.keys() & _evidence(op) for op in ops))
        or (one.kind in UNMISTAKABLE_VALUES and any(one.kind in _evidence(op) for op in ops))
        for one in part.tokens
    )


@cache
def _evidence(op: str) -> frozenset[str]:
    """The concepts that ask for an operation."""
    needs = (need for frame in semantic_frames.frames() if frame.op == op for need in frame.needs)
    return frozenset().union(*needs) - NO_EVIDENCE


def _is_led_by_strange(part: Reading) -> bool:
    """“flurb the third clip”: it begins with a word nobody knows, and no verb is near."""
    first = next((one for one in part.tokens if one.kind != "stop" and not one.has("lead")), None)
    return (
        first is not None
        and _is_unknown(part, first)
        and bool(_content_of(part, first.low, first.high))
        and not part.has(*TAKING_VERBS)
    )


def _is_object(part: Reading, low: int, high: int, verbs: Sequence[str]) -> bool:
    """“remove the plate in clip 3”, 把X去掉, Xを消して: what is to go is not known."""
    if not part.has(*verbs):
        return False
    # Word order: Japanese marks the object, Chinese has it between 把 and the verb or right before
    # it, English right behind the verb and its article.
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
    # "remove all the ...": what stands between the verb and its object.
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
        # "the drone footage", but not "please footage": a word behind "please" is its verb.
        is_led = here > 0 and not part.tokens[here - 1].has("lead")
        return before == "of" or (is_led and bool(behind) and behind[0].has(*DESCRIBED_THINGS))
    links = [part.folded[one.low : one.high] in _LINKS for one in behind]
    return bool(behind) and len(behind) > 1 and links[0] and behind[1].has(*DESCRIBED_THINGS)


def _content_of(part: Reading, low: int, high: int) -> str:
    """What is left of a stretch without its plain words, in the person's own letters."""
    while part.language == "ja" and low and _KATAKANA.match(part.said, low - 1):
        low -= 1  # カ|メラ: a particle was seen in the head of a word
    letters = part.folded[low:high]
    if part.language == "en":
        # A single letter is a slip or a name of a clip.
        words = re.findall(r"[a-z']+", letters)
        left = [one for one in words if len(one) > 1 and one not in _plain_words("en")]
        return part.slice(low, high) if left else ""
    rest = _plain_words_pattern(part.language).sub(" ", letters)
    is_content = _IDEOGRAPH.search(rest) or (part.language == "ja" and _KANA.search(rest))
    return part.slice(low, high) if is_content else ""


@cache
def _plain_words(language: str) -> frozenset[str]:
    return frozenset(lexicon().plain[language])


@cache
def _plain_words_pattern(language: str) -> re.Pattern[str]:
    words = sorted(lexicon().plain[language], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
