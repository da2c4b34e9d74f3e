"""Clips that are counted: clip 3, the first two clips, 第3段, 最後のクリップ, all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from studio.understand.reading import Reading, Token

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST: Final = 50  # clips that are counted at once


def edge_of(token: Token) -> str | None:
    """Which end a word means, if it means one."""
    if "edge" in token.concepts:
        return str(token.concepts["edge"])
    if token.kind == "ordinal" and token.value in {1, -1}:
        return "start" if token.value == 1 else "end"
    return None


def clips(reading: Reading, tokens: list[Token]) -> list[Token]:
    """The tokens with counted clips joined."""
    # The order matters: "clip 3" is tried before "the third", and "all" last, for each takes
    # words that the next would need.
    steps: tuple[Callable[[Reading, list[Token], int], tuple[Token, int] | None], ...] = (
        _clip_named, _clip_counted, _clip_all,
    )  # fmt: skip
    out: list[Token] = []
    here = 0
    while here < len(tokens):
        for step in steps:
            if found := step(reading, tokens, here):
                out.append(found[0])
                here = found[1]
                break
        else:
            out.append(tokens[here])
            here += 1
    return out


def _clip_named(reading: Reading, tokens: list[Token], here: int) -> tuple[Token, int] | None:
    """Clip 3, clips 1 and 2, clips 1 to 3, クリップ1と2, 片段2."""
    is_photo = tokens[here].has("photo_noun") and _is_count(tokens, here + 1)
    if not (tokens[here].has("clip_noun") or (is_photo and reading.language == "en")):
        return None
    numbers, end = _list_of(reading, tokens, here + 1, {"number"})
    return (_clip(tokens[here].low, tokens[end - 1].high, numbers), end) if numbers else None


def _list_of(
    reading: Reading, tokens: list[Token], here: int, kinds: set[str]
) -> tuple[list[int], int]:
    numbers: list[int] = []
    end = here
    while here < len(tokens):
        token = tokens[here]
        if token.kind in kinds:
            numbers = _lengthened(reading, tokens, here, numbers)
            end = here = here + 1
        elif (
            token.has("number_sign")
            or (token.has("clip_noun", "measure") and not numbers)
            or (numbers and here + 1 < len(tokens) and _goes_on(tokens, here))
        ):
            here += 1
        else:
            break
    return numbers, end


def _goes_on(tokens: list[Token], here: int) -> bool:
    """Whether a list of clips goes on: at a comma or "and", or at the noun before one."""
    # "clips 1, 3 and 5" goes on at a comma only before a number: "clip 1, 5 seconds" does not.
    if tokens[here].value == ",":
        return tokens[here + 1].kind == "number"
    if _joins(tokens[here]):
        return True
    return tokens[here].has("clip_noun", "measure") and _joins(tokens[here + 1])


def _lengthened(reading: Reading, tokens: list[Token], here: int, numbers: list[int]) -> list[int]:
    number = int(tokens[here].value)
    # "clips 2 to 5" are four. The sign may be a token of its own or none (2-5), so both gaps are
    # looked at.
    if numbers and 0 < number - numbers[-1] < _MOST:
        gap = reading.folded[tokens[here - 1].low : tokens[here].low].strip()
        before = (
            reading.folded[tokens[here - 2].high : tokens[here].low].strip() if here > 1 else ""
        )
        if any(
            re.fullmatch(r"(?:-|–|~|〜|to|through|到|至|から)第?", one) for one in (gap, before)
        ):
            return [*numbers, *range(numbers[-1] + 1, number + 1)]
    return [*numbers, number]


def _joins(token: Token) -> bool:
    return token.has("and", "range_to", "list_and") or token.value in {",", "、", "-", "/", "&"}


def _clip_counted(reading: Reading, tokens: list[Token], here: int) -> tuple[Token, int] | None:
    """The third clip, the first two clips, 第3段, 3番目のクリップ, 前两段, 最后一段."""
    token = tokens[here]
    if token.kind not in {"nth", "ordinal"} and not token.has("edge"):
        return None
    # "the first two clips" is a run of clips from an end, "the first clip" a place.
    if token.kind not in {"nth", "ordinal"} or _is_count(tokens, here + 1):
        return _clip_run(reading, tokens, here)
    # "the first and third clip"; 第1和3段 counts on with bare numbers, English does not.
    kinds = {"nth", "ordinal"} if token.kind == "ordinal" else {"nth", "ordinal", "number"}
    numbers, end = _list_of(reading, tokens, here, kinds)
    last = end
    while last < len(tokens) and tokens[last].has("of", "measure", "adjective"):
        last += 1
    return _counted_thing(tokens, here, last, numbers)


def _counted_thing(
    tokens: list[Token], here: int, last: int, numbers: list[int]
) -> tuple[Token, int] | None:
    """What stands behind the count: a clip, "one", or something else that is counted."""
    token = tokens[here]
    noun = tokens[last] if last < len(tokens) else None
    if noun and (
        noun.has("clip_noun")
        or (noun.has("photo_noun") and token.kind == "ordinal")
        or (token.kind == "ordinal" and noun.has("one"))
    ):
        return _clip(token.low, noun.high, numbers), last + 1
    # "the second title" counts titles; which clip is not told.
    if noun and noun.has("text_noun", "music", "take_word"):
        return Token(token.low, tokens[last - 1].high, "which", numbers[0]), last
    # 第3 alone is a clip (删掉第3), but 第3秒 is a moment: what follows decides.
    if token.kind == "nth" and (tokens[last - 1].has("measure") or not _is_other(tokens, last)):
        return _clip(token.low, tokens[last - 1].high, numbers), last
    return None


def _is_other(tokens: list[Token], here: int) -> bool:
    return here < len(tokens) and tokens[here].kind in {"time", "frames", "number"}


def _is_count(tokens: list[Token], here: int) -> bool:
    return here < len(tokens) and tokens[here].kind == "number" and not tokens[here].has("one")


def _clip_run(reading: Reading, tokens: list[Token], here: int) -> tuple[Token, int] | None:
    """The first two clips, the last one, 前两段, 最后一个镜头, 最後のクリップ."""
    side = edge_of(tokens[here])
    if side is None:
        return None
    there, count = here + 1, 1
    while there < len(tokens) and (
        tokens[there].has("of", "measure") or tokens[there].kind == "number"
    ):
        if tokens[there].kind == "number":
            count = int(tokens[there].value)
        there += 1
    if there >= len(tokens) or not tokens[there].has("clip_noun"):
        # 前两段 needs no noun, its measure word is one for clips.
        is_measured = there > here + 1 and tokens[there - 1].has("clip_measure")
        if not is_measured:
            return None
        there -= 1  # the measure word was the last of it
    if _is_count(tokens, there + 1) and reading.language == "en":
        return None  # “the end of clip 2”: an edge of a clip, no last clip
    # From the end they are counted backward: the last two clips are -2 and -1.
    numbers = list(range(1, count + 1)) if side == "start" else list(range(-count, 0))
    if not 0 < count < _MOST:
        return None
    return _clip(tokens[here].low, tokens[there].high, numbers), there + 1


def _clip_all(_: Reading, tokens: list[Token], here: int) -> tuple[Token, int] | None:
    if not tokens[here].has("all"):
        return None
    there = here + 1
    while there < len(tokens) and tokens[there].has("of", "measure", "the"):
        there += 1
    if there < len(tokens) and tokens[there].has("clip_noun", "photo_noun"):
        return Token(tokens[here].low, tokens[there].high, "clip", "all"), there + 1
    return None


def _clip(low: int, high: int, numbers: list[int]) -> Token:
    value: Any = numbers[0] if len(numbers) == 1 else numbers
    return Token(low, high, "clip", value)
