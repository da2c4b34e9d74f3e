"""Translates a reply for people without buttons into actions, offers and the remaining text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Self

from intents import gui_instructions, library, reply_rows, text
from intents.phrase_marks import Marks
from intents.reply_part import CONDITION, LOCATED, PLACE, PURPOSE, TAIL, Part
from intents.request_verbs import CONDITIONAL, NEGATED, OPTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from intents.library import ReplyTables
    from intents.text import Line

LONGEST: Final = 12_000  # characters; a longer reply is a document, and shown as it is
# Kinds of clauses that go with the instruction beside them.
_ATTACHED: Final = frozenset({CONDITION, PURPOSE, PLACE, TAIL})


class Action(str):
    """An action by name; an edit carries its request to the backend."""

    __slots__ = ("request",)

    request: str

    def __new__(cls, name: str, request: str = "") -> Self:
        made = super().__new__(cls, name)
        made.request = request
        return made


@dataclass(frozen=True, slots=True)
class Translation:
    """The text to read, the actions to take at once, and those to offer."""

    text: str
    actions: tuple[Action, ...] = ()
    offers: tuple[Action, ...] = ()


def translate(reply: str) -> Translation:
    """Take the talk of buttons out of a whole reply; a translated text stays as it is."""
    tables = library.reply_tables()
    if len(reply) > LONGEST or not tables.trigger.search(text.fold(reply).translate(tables.simple)):
        return Translation(reply)
    line = text.read(reply, None, tables.simple)
    parts = gui_instructions.parts(tables, line)
    if not any(part.action for part in parts):
        return Translation(reply)
    cut = _cut(tables, line, parts)
    actions, offers = _actions_and_offers(tables, line, parts)
    return Translation(_text_without(line, parts, cut), actions, offers)


def is_hiccup(message: str) -> bool:
    """A message reports a failure that did not happen: nothing is lost without it where other
    messages came before.
    """
    return bool(library.reply_tables().hiccup.match(message))


def _actions_and_offers(
    tables: ReplyTables, line: Line, parts: Sequence[Part]
) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """Actions and offers: steps merge into the action they lead to, repetitions into one."""
    marks = Marks(tables, line)
    actions: list[Action] = []
    offers: list[Action] = []
    places: dict[tuple[str, int], list[Part]] = {}
    for part in parts:
        if part.action and NEGATED not in part.moods:
            places.setdefault(part.place, []).append(part)
    for asked in places.values():
        for part in _without_steps(tables, asked):
            group = offers if _is_offer(tables, part) else actions
            request = _request(marks, part) if part.action == "edit" else ""
            if group and group[-1] == part.action:
                if request:
                    group[-1] = Action(part.action, f"{group[-1].request}; {request}")
            else:
                group.append(Action(part.action, request))
    return tuple(actions), tuple(dict.fromkeys(offer for offer in offers if offer not in actions))


def _request(marks: Marks, part: Part) -> str:
    """An edit in the words of the reply, without a leading "and" or "you can"."""
    low = part.low
    while low < part.high:
        count, tags = marks.at.get(low, (1, frozenset[str]()))
        if not tags & {"joiner", OPTIONAL} or low + count >= part.high:
            break
        low += count
    return marks.line.slice(low, part.high)


def _without_steps(tables: ReplyTables, asked: Sequence[Part]) -> Iterator[Part]:
    """The instructions of a sentence or list without those that only lead to another."""
    asked = list(_export_from_panel(asked, tables.own_edit))
    goals = {"export"} & {part.action for part in asked}
    kept: list[Part] = []
    for part in reversed(asked):
        own = (
            part.verbs & tables.own_edit and "choose" not in part.verbs
            if part.action == "edit"
            else part.has_purpose and part.action == "state"
        )
        if own or not any(
            part.action in tables.steps.get(goal, ()) for goal in goals - {part.action}
        ):
            kept.append(part)
        goals.add(part.action)
    return reversed(kept)


def _export_from_panel(asked: Sequence[Part], own_edit: frozenset[str]) -> Iterator[Part]:
    """A button pressed in an opened Export panel exports, whatever it is called."""
    opened = False
    for part in asked:
        opened = opened or (part.action == "state" and "export" in part.things)
        is_pressed = opened and part.action == "edit" and not part.verbs & own_edit
        yield replace(part, action="export") if is_pressed else part


def _is_offer(tables: ReplyTables, part: Part) -> bool:
    if part.kind == LOCATED or CONDITIONAL in part.moods:
        return True
    return OPTIONAL in part.moods and part.action not in tables.reads


def _cut(tables: ReplyTables, line: Line, parts: Sequence[Part]) -> set[int]:
    """The numbers of the parts to remove: instructions and what goes with them."""
    cut = {number for number, part in enumerate(parts) if part.action}
    for step in (1, -1):
        order = range(len(parts)) if step == 1 else range(len(parts) - 1, -1, -1)
        for number in order:
            beside = number - step
            if (
                parts[number].kind in _ATTACHED
                and beside in cut
                and parts[beside].sentence == parts[number].sentence
            ):
                cut.add(number)
    for number, part in enumerate(parts[:-1]):
        following = parts[number + 1]
        if (
            following.block >= 0
            and number + 1 in cut
            and part.block != following.block
            and _is_header(tables, line, part)
        ):
            cut.add(number)
    return cut


def _is_header(tables: ReplyTables, line: Line, part: Part) -> bool:
    behind = line.text[line.ends[part.high - 1] :].lstrip(" *_")
    if not behind.startswith((":", "：")):
        return False
    return Marks(tables, line).is_all(frozenset({"header", "lead"}), part.low, part.high)


def _text_without(line: Line, parts: Sequence[Part], cut: set[int]) -> str:
    """The reply without the removed parts, every other letter as it was."""
    gaps: list[tuple[int, int]] = []
    sentences: dict[int, list[int]] = {}
    for number, part in enumerate(parts):
        sentences.setdefault(part.sentence, []).append(number)
    for numbers in sentences.values():
        if all(number in cut for number in numbers):
            gaps.append(_sentence_span(line, parts, numbers))
        else:
            gaps += _gaps_in_sentence(line, parts, numbers, cut)
    left, position = [], 0
    for start, end in sorted(gaps):
        left.append(line.text[position : max(position, start)])
        position = max(position, end)
    left.append(line.text[position:])
    return _without_empty_rows(line.text, "".join(left))


def _sentence_span(line: Line, parts: Sequence[Part], numbers: Sequence[int]) -> tuple[int, int]:
    """Start and end of a sentence with its bullet or mark, its stop and the blanks behind it."""
    first, last = parts[numbers[0]], parts[numbers[-1]]
    before = line.ends[first.low - 1] if first.low else 0
    behind = _BEHIND.match(line.text, before)
    start = behind.end() if behind and before else before
    line_start = line.text.rfind("\n", 0, line.starts[first.low]) + 1
    start = max(start, line_start)  # the row before keeps its own end
    end = line.ends[last.high - 1]
    behind = _BEHIND.match(line.text, end)
    end = behind.end() if behind else end
    return start, end


def _gaps_in_sentence(
    line: Line, parts: Sequence[Part], numbers: Sequence[int], cut: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield the gaps in a sentence of which something stays."""
    kept = [number for number in numbers if number not in cut]
    first, last = kept[0], kept[-1]
    if numbers[0] < first:
        start, _ = _sentence_span(line, parts, numbers[: numbers.index(first)])
        yield start, _clause_start(line, parts[first].low)
    for left, right in pairwise(kept):
        if right - left > 1:
            yield _clause_start(line, parts[left + 1].low), _clause_start(line, parts[right].low)
    if last < numbers[-1]:
        start = line.ends[parts[last].high - 1]
        closing = _CLOSING.match(line.text, start)
        yield (closing.end() if closing else start), line.ends[parts[numbers[-1]].high - 1]


def _clause_start(line: Line, low: int) -> int:
    """The start of a clause, with the brackets, quotation marks and stars that open it."""
    start = line.starts[low]
    floor = line.ends[low - 1] if low else 0
    while start > floor and line.text[start - 1] in _OPENS:
        start -= 1
    return start


_BEHIND: Final = re.compile(
    r"[\"'”’」』)）\]*_~`]*[.!?。！？…:：,，;；]*[\"'”’」』)）\]*_~`]*[^\S\n]*(?:[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+[^\S\n]*)?"
)
_CLOSING: Final = re.compile(r"[\"'”’」』)）\]*_~`]+")
_OPENS: Final = frozenset("\"'“‘「『(（[*_~`")
_EMPTY_ROW: Final = re.compile(r"[\s\-*+•▪#>→👉✨_~`.,:;!?。，：；！？\d()（）\[\]|]*")
_BLANK_ROWS: Final = re.compile(r"\n{3,}")


def _without_empty_rows(before: str, after: str) -> str:
    """Drop rows of which only marks are left, and repeated blank rows."""
    had = set(before.split("\n"))
    rows = [row.rstrip() for row in after.split("\n") if row in had or not _is_empty_row(row)]
    joined = "\n".join(rows).strip()
    return _BLANK_ROWS.sub("\n\n", joined) if _EMPTY_ROW.fullmatch(joined) is None else ""


def _is_empty_row(row: str) -> bool:
    """True if nothing but a bullet and marks is left of a row."""
    bullet = reply_rows.BULLET.match(row)
    return _EMPTY_ROW.fullmatch(row[bullet.end() :] if bullet else row) is not None
