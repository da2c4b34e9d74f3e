"""Finds the verb by which a clause asks for something on a screen.

English and Chinese open with it, behind words such as "please" or "you can" (`opening_verb`).
Chinese may name the place or the thing before it (`later_verb`) or put the topic in front
(`topical_verb`). Japanese ends in it (`final_verb`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from intents.phrase_marks import SKIPPED

if TYPE_CHECKING:
    from intents.phrase_marks import Marks

# Kinds of verbs of using a screen; a phrase tagged `v_press` may be a press.
VERBS: Final = ("press", "choose", "go", "refresh", "drag", "view", "slide")

# Moods: how something is asked for.
NEGATED: Final = "negation"
OPTIONAL: Final = "optional"
CONDITIONAL: Final = "condition"
CHAIN: Final = "chain"  # only leads to the next verb of the sentence
TOPICAL: Final = "topical"  # a step, if anything
REPORTED: Final = "told"  # somebody else does it, or it was done

ENDINGS: Final = {
    "ending": "",
    "ending_optional": OPTIONAL,
    "ending_negated": NEGATED,
    CHAIN: CHAIN,
}
_BEFORE_VERB: Final = frozenset({"lead", "joiner", OPTIONAL, NEGATED})
# What a Japanese verb ends in when another one follows.
_CONTINUED: Final = frozenset("しりきみびいちぎえけせてめれべ")


@dataclass(frozen=True, slots=True)
class RequestVerb:
    """A verb of using a screen: its place, its possible kinds, its moods."""

    at: int
    verbs: frozenset[str]
    moods: frozenset[str]


def verbs_of(tags: frozenset[str]) -> frozenset[str]:
    """The kinds of verb that a phrase may be."""
    return frozenset(verb for verb in VERBS if f"v_{verb}" in tags)


def opening_verb(marks: Marks, low: int, high: int) -> RequestVerb | None:
    """A verb with nothing before it but words that may stand there."""
    here = low
    moods: frozenset[str] = frozenset()
    while here < high:
        count, tags = marks.at.get(here, (1, frozenset[str]()))
        moods |= tags & {NEGATED, OPTIONAL}
        if verbs := verbs_of(tags):
            return RequestVerb(here, verbs, moods)
        if "aside" in tags:
            moods |= {OPTIONAL}
        elif not tags & _BEFORE_VERB and marks.line.words[here] not in SKIPPED:
            return None
        here += count
    return None


def later_verb(marks: Marks, low: int, high: int) -> RequestVerb | None:
    """A verb behind an opener (在时间轴…预览, 把…拖到, …请…点击), with nothing done yet."""
    moods: frozenset[str] = frozenset()
    is_open = taken = placed = named = False
    found: RequestVerb | None = None
    behind_place = -1
    for here, count, tags in marks.over(low, high):
        if here == behind_place and marks.line.words[here].isascii():
            continue  # "with the preview" names a thing
        behind_place = here + count if "place" in tags else -1
        moods |= tags & {NEGATED, OPTIONAL}
        is_object, taken = taken, "opener" in tags
        if REPORTED in tags and not is_object:
            return None
        if CONDITIONAL in tags or ("condition_close" in tags and here > low):
            is_open = True
            moods |= {CONDITIONAL}
        elif not is_open:
            placed = placed or ("place" in tags and here == low)
            named = named or any(tag.startswith("o_") for tag in tags)
            is_open = bool(tags & {"opener", NEGATED}) or (placed and named)
            continue
        if found is not None and marks.line.words[here].isascii():
            break
        verbs = verbs_of(tags)
        if verbs and "done" not in marks.tags(here, high):
            found = (
                RequestVerb(found.at, found.verbs | verbs, moods)
                if found
                else RequestVerb(here, verbs, moods)
            )
    return found


def topical_verb(marks: Marks, low: int, high: int) -> RequestVerb | None:
    """A step with its topic in front: 画质选“高”. It counts only beside another one."""
    for here, _, tags in marks.over(low, high):
        if tags & {REPORTED, "done"}:
            return None
        if TOPICAL in tags and (verbs := verbs_of(tags)):
            return RequestVerb(here, verbs, frozenset({TOPICAL}))
    return None


def final_verb(marks: Marks, low: int, high: int, *, in_list: bool) -> RequestVerb | None:
    """A verb at the end, as Japanese has it: …を押してください, …を押して保存してください."""
    stack = list(marks.over(low, high))
    end = high
    moods: frozenset[str] = frozenset()
    asked = False
    while stack and stack[-1][0] + stack[-1][1] == end:
        here, _, tags = stack.pop()
        verbs = verbs_of(tags)
        if tags & ENDINGS.keys() and not (verbs and asked):
            asked = True
            moods |= {ENDINGS[tag] for tag in tags & ENDINGS.keys()} - {""}
            end = here
            continue
        is_whole = asked or in_list or "final" in tags
        if verbs and (is_whole or marks.line.words[end - 1] in _CONTINUED):
            before = [told for _, _, told in stack]
            moods |= _moods_before(before)
            return RequestVerb(here, verbs, moods if is_whole else moods | {CHAIN})
        break
    if not asked:
        is_continued = marks.line.words[high - 1] in _CONTINUED
        return _chained_verb(marks, low, high, frozenset({CHAIN})) if is_continued else None
    return None if CHAIN in moods else _chained_verb(marks, low, end, moods)


def _moods_before(before: list[frozenset[str]]) -> frozenset[str]:
    moods: set[str] = set()
    for tags in before:
        moods |= tags & {NEGATED, OPTIONAL}
        if "aside" in tags:
            moods.add(OPTIONAL)
        elif "condition_close" in tags:
            moods.add(CONDITIONAL)
    return frozenset(moods)


def _chained_verb(marks: Marks, low: int, high: int, moods: frozenset[str]) -> RequestVerb | None:
    """A verb that leads to what is asked at the end: "press it and take the file"."""
    for (here, count, tags), (behind, _, following) in pairwise(marks.over(low, high)):
        if here + count == behind and CHAIN in following and (verbs := verbs_of(tags)):
            return RequestVerb(here, verbs, moods)
    return None
