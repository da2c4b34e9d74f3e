"""Resolves clauses by their context: the sentence, the list, what was named before."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from intents.reply_part import ASK, CONDITION, CONTENT, LOCATED, MAYBE, PLACE, TAIL, Part
from intents.request_verbs import CHAIN, CONDITIONAL, NEGATED, OPTIONAL, REPORTED, TOPICAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from intents.library import ReplyTables

# Moods a clause has by itself, and those it takes over from a clause it is joined to.
_OWN_MOODS: Final = frozenset({NEGATED, OPTIONAL})
_SHARED_MOODS: Final = frozenset({NEGATED, OPTIONAL, CONDITIONAL})
_NAMED_BEFORE: Final = frozenset({"export", "account", "timeline", "slider"})
# Objects of a film as much as of a screen.
_AMBIGUOUS: Final = frozenset({"name", "quote", "clip", "it", "spot"})
_BESIDE_PLACE: Final = frozenset({"spot", "button", "panel"})


def resolve(tables: ReplyTables, found: Sequence[Part]) -> list[Part]:
    """The parts with their actions; those that only looked like instructions become content."""
    parts: list[Part] = []
    for _, sentence in groupby(found, key=lambda part: part.sentence):
        parts += _in_sentences(tables, list(sentence))
    parts = list(_with_conditions(parts))
    last = {
        part.place: tables.step for part in parts if part.kind == PLACE and "panel" in part.things
    }
    last |= {part.place: part.action for part in parts if part.action}
    parts = list(
        _with_appositions(
            [_beside_instruction(tables, part, last.get(part.place, "")) for part in parts]
        )
    )
    return list(_lists_as_a_whole(parts))


def _in_sentences(tables: ReplyTables, clauses: Sequence[Part]) -> list[Part]:
    earlier: list[Part] = []
    for index, part in enumerate(clauses):
        earlier.append(_in_sentence(tables, part, earlier, clauses[index + 1 :]))
    return earlier


def _in_sentence(
    tables: ReplyTables, part: Part, earlier: Sequence[Part], later: Sequence[Part]
) -> Part:
    """A clause as the others of its sentence change it, with its action."""
    if CHAIN in part.moods and not _reaches_a_request(later):
        part = replace(part, kind=CONTENT)
    if earlier and part.bare and not part.moods & _OWN_MOODS:
        shared = _SHARED_MOODS if part.joined else {NEGATED}
        part = replace(part, moods=part.moods | (earlier[-1].moods & shared))
    if part.kind == ASK and _is_report(part, earlier):
        return replace(part, kind=CONTENT)
    if part.kind == ASK and part.things == {"it"}:
        named = {thing for other in earlier for thing in other.things}
        part = replace(part, things=part.things | (named & _NAMED_BEFORE))
    return replace(part, action=_action(tables, part)) if part.kind in (ASK, LOCATED) else part


def _reaches_a_request(later: Sequence[Part]) -> bool:
    """True if a chain of verbs ends in a request in the same sentence."""
    return any(
        other.requests or (other.kind == ASK and CHAIN not in other.moods) for other in later
    )


def _is_report(part: Part, earlier: Sequence[Part]) -> bool:
    """True if a sentence begun as a report goes on: "I cut the intro and put the title last"."""
    if any(other.kind in (ASK, MAYBE) for other in earlier) or not any(
        other.kind == CONTENT for other in earlier
    ):
        return False
    if part.led:
        return any(REPORTED in other.moods for other in earlier)
    return part.things <= _AMBIGUOUS and not part.by_hand


def _action(tables: ReplyTables, part: Part) -> str:
    """The action of the first rule that fits."""
    if TOPICAL in part.moods:
        return ""
    verbs = {"located"} if part.kind == LOCATED else part.verbs
    for rule in tables.rules:
        if verbs & rule.verbs and (not rule.things or part.things & rule.things):
            return rule.action
    return ""


def _with_conditions(parts: Sequence[Part]) -> Iterator[Part]:
    """A clause before can make one conditional: "once it is done, click Export"."""
    sentence, moods = -1, frozenset[str]()
    for part in parts:
        if part.sentence != sentence:
            sentence, moods = part.sentence, frozenset()
        if part.kind == CONDITION:
            moods |= part.moods & {OPTIONAL} or {CONDITIONAL}
        yield replace(part, moods=part.moods | moods) if part.kind in (ASK, MAYBE) else part


def _beside_instruction(tables: ReplyTables, part: Part, last: str) -> Part:
    """Choosing 1080p is a step only beside an instruction, whose action is `last`; else content."""
    if part.kind not in (ASK, LOCATED, MAYBE) or part.action:
        return part
    may_be_step = part.verbs & {"choose", "press", "view"} or "spot" in part.things
    if part.kind != LOCATED and last and may_be_step:
        looks = part.verbs & {"view", "go"} and not part.verbs & {"choose", "press"}
        return replace(part, kind=ASK, action=last if looks else tables.step)
    return replace(part, kind=CONTENT)


def _with_appositions(parts: Sequence[Part]) -> Iterator[Part]:
    """More about an object's place, and a request behind a chain of verbs, join their clause."""
    before: Part | None = None
    for part in parts:
        now = part
        if before is not None and before.sentence == part.sentence and part.kind == CONTENT:
            names_place = before.kind in (LOCATED, TAIL) and part.things & _BESIDE_PLACE
            if names_place or (before.kind == ASK and CHAIN in before.moods and part.requests):
                now = replace(part, kind=TAIL)
        before = now
        yield now


def _lists_as_a_whole(parts: Sequence[Part]) -> Iterator[Part]:
    """A list is one of instructions if two thirds of its items are; else none of them counts."""
    blocks: dict[int, dict[int, bool]] = {}
    for part in parts:
        items = blocks.setdefault(part.block, {})
        items[part.row] = items.get(part.row, False) or bool(part.action)
    told = {block: not _is_of_instructions(list(items.values())) for block, items in blocks.items()}
    for part in parts:
        if part.block < 0:
            yield part
        elif told[part.block]:
            yield replace(part, kind=CONTENT, action="")
        else:
            yield part if blocks[part.block][part.row] else replace(part, kind=TAIL)


def _is_of_instructions(items: Sequence[bool]) -> bool:
    asked = sum(items)
    return asked * 3 >= len(items) * 2 and not (asked == 1 and len(items) > 1)
