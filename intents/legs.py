"""Orders the wishes of one line as they are carried out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from intents.clauses import CONTENT, CONTEXT, EDIT, FILE, Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from intents.clauses import LineReader

CHAT: Final = "chat"
_MOST: Final = 4  # legs; a line with more is a script
_BRIEF_WORDS: Final = 14  # words; content that long before an order is a wish, not small talk
_SMALL_TALK_WORDS: Final = 12  # words; more before an order are not dropped silently
_LIST_WORDS: Final = frozenset({"<file>", "<media>", "and", "&"})
_IGNORED: Final = frozenset({"filler", "approval", CONTEXT})


@dataclass(frozen=True, slots=True)
class Leg:
    """A wish and the stretches of the line it is made of."""

    name: str
    items: tuple[Item, ...]

    @property
    def low(self) -> int:
        """Its first word."""
        return min(item.low for item in self.items)

    @property
    def high(self) -> int:
        """The word behind its last one."""
        return max(item.high for item in self.items)


def legs(reader: LineReader, items: Sequence[Item]) -> list[Leg]:
    """The wishes in order; none when all of the line goes to the backend as it is."""
    routes = reader.tables.routes
    retried = _retried(items)
    wishes = list(_one_list(reader, [item for item in retried if item.kind not in _IGNORED]))
    if not any(item.kind in routes or item.kind == FILE for item in wishes):
        return []
    line = _LegBuilder(reader)
    for item in wishes:
        if item.kind == FILE:
            line.hand_over(item)
        if item.kind not in routes:
            line.pending.append(item)
        elif not line.order(item):
            return []
    return [_with_tail(leg, retried) for leg in line.legs] if line.is_closed() else []


@dataclass(slots=True)
class _LegBuilder:
    """The legs so far, and the content that is not yet known to be one."""

    reader: LineReader
    legs: list[Leg] = field(default_factory=list)
    pending: list[Item] = field(default_factory=list)
    has_lone: bool = False  # an order that may not stand beside content

    def order(self, item: Item) -> bool:
        """Add an order; False when it cannot be told from the content before it."""
        before = _is_leg(self.reader, self.pending, item)
        if before is None:
            return False
        self.has_lone = self.has_lone or not (item.is_order or item.sequel)
        if before:
            self.legs.append(Leg(CHAT, tuple(self.pending)))
        self.pending = []
        if self.legs and self.legs[-1].name == item.kind:
            self.legs[-1] = replace(self.legs[-1], items=(*self.legs[-1].items, item))
        else:
            self.legs.append(Leg(item.kind, (item,)))
        return True

    def hand_over(self, item: Item) -> None:
        """Put a file named in an edit first: it is uploaded before anything else is done."""
        if self.legs and self.legs[0].name == "upload":
            self.legs[0] = replace(self.legs[0], items=(*self.legs[0].items, item))
        else:
            self.legs.insert(0, Leg("upload", (item,)))

    def is_closed(self) -> bool:
        """Take in what stands last; False when the line as a whole is content after all."""
        behind = _is_leg(self.reader, self.pending, None)
        if behind is None and self.legs[-1].name != "upload":
            return False
        if self.pending and behind is not False:
            self.legs.append(Leg(CHAT, tuple(self.pending)))
        chats = any(leg.name == CHAT for leg in self.legs)
        return len(self.legs) <= _MOST and not (self.has_lone and chats)


def _one_list(reader: LineReader, wishes: Sequence[Item]) -> Iterator[Item]:
    """More files behind an edit that names one belong to it: "from a.jpg, b.jpg"."""
    kind = ""
    for item in wishes:
        words = reader.line.words[item.low : item.high]
        if kind == FILE and item.kind == "upload" and _LIST_WORDS.issuperset(words):
            yield replace(item, kind=FILE)
        else:
            kind = item.kind
            yield item


def _with_tail(leg: Leg, items: Sequence[Item]) -> Leg:
    """Filler behind an order belongs to it: "export it, 4k, high quality, please"."""
    if leg.name == CHAT:
        return leg
    tail = items[items.index(leg.items[-1]) + 1 :] if leg.items[-1] in items else ()
    said = takewhile(lambda item: item.kind == "filler", tail)
    return replace(leg, items=(*leg.items, *said))


def _retried(items: Sequence[Item]) -> list[Item]:
    """A complaint about a failed export and "try again" are one order; alone they are talk."""
    failed = any(item.kind == "failure" for item in items)
    asked = any(item.kind in ("again", "export") for item in items)
    kept = []
    for item in items:
        if item.kind == "again":
            kept.append(replace(item, kind="export" if failed else CONTENT))
        elif item.kind != "failure":
            kept.append(item)
        elif not asked:
            kept.append(replace(item, kind=CONTENT))
    return kept


def _is_leg(reader: LineReader, pending: Sequence[Item], following: Item | None) -> bool | None:
    """True if content beside an order is a wish too, False if small talk, None if unclear."""
    if not pending:
        return False
    if any(reader.is_negated(item.low, item.high) for item in pending):
        return None
    if any(reader.has("condition", item.low, min(item.low + 2, item.high)) for item in pending):
        return None
    if any(item.kind in (EDIT, FILE) for item in pending):
        return True
    words = sum(item.high - item.low for item in pending)
    if following is not None and (following.sequel or words >= _BRIEF_WORDS):
        return True
    harmless = following is not None and following.is_order and following.kind != "export"
    is_talk = harmless or all(reader.has("context", item.low, item.high) for item in pending)
    return False if is_talk and words <= _SMALL_TALK_WORDS else None
