"""Splits a line into wishes; a cut is kept only where both parts mean something alone.

A stretch that some template accepts to the last word is that wish. Otherwise the words that join
two wishes ("and then", 然后, てから) are tried as places to cut, and what no template accepts stays
content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from intents import match, spans, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.library import RouterTables, Template
    from intents.text import Line

CONTENT: Final = "content"
EDIT: Final = "edit"
FILE: Final = "file"
CONTEXT: Final = "context"
ORDERS: Final = "orders"
_BULLET: Final = re.compile(r"\s*(?:[-*•+·]\s|\d{1,2}[.)、．]\s?\D)")
_MEDIA: Final = frozenset({spans.Kind.FILE, spans.Kind.MEDIA_URL})
_LONGEST_MISSPELT: Final = 10  # words
_MOST_CUTS: Final = 40  # places at which a stretch may come apart; what has more is a script
_UNSPACED: Final = frozenset({"zh", "ja"})
_NEAR: Final = 4  # so many words before a file may say what it is for


@dataclass(frozen=True, slots=True)
class Joiner:
    """The implications of a joining word for the stretches on its two sides."""

    belongs_left: bool = False
    makes_leg: bool = True  # what stands to the left is a wish of its own, whatever it looks like
    needs_order: bool = False  # it joins two wishes only where both look like orders
    may_open: bool = True  # the left side may be a route and the right side content


# Kinds of joining words in the phrase files, and what each implies.
JOINERS: Final = {
    "then": Joiner(),
    "after": Joiner(),
    "te": Joiner(belongs_left=True),
    "and": Joiner(makes_leg=False, needs_order=True),
    "weak": Joiner(belongs_left=True, makes_leg=False, needs_order=True, may_open=False),
    "reason": Joiner(belongs_left=True, makes_leg=False, may_open=False),
    "pause": Joiner(makes_leg=False, needs_order=True, may_open=False),
    "restart": Joiner(makes_leg=False, needs_order=True, may_open=False),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch and its kind; `sequel` if what stands before it comes first."""

    kind: str
    low: int
    high: int
    template: Template | None = None
    mended: tuple[tuple[str, str], ...] = ()
    sequel: bool = False

    @property
    def is_order(self) -> bool:
        """True if it may stand beside other wishes."""
        return self.template is not None and self.template.strength == ORDERS


@dataclass(frozen=True, slots=True)
class _Cut:
    left: int
    right: int
    kind: str


@dataclass(slots=True)
class LineReader:
    """One line with its marked phrases; decides where it comes apart."""

    tables: RouterTables
    line: Line
    marks: dict[int, list[tuple[int, frozenset[str]]]] = field(default_factory=dict)
    joiners: dict[int, tuple[int, str]] = field(default_factory=dict)
    restarts: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        words, tables = self.line.words, self.tables.marks
        tags, counts, joiners = tables.tags, tables.counts, tables.joiners
        for here, first in enumerate(words):
            for count in counts.get(first, ()):
                if here + count > len(words):
                    continue
                known = first if count == 1 else match.key(words[here : here + count])
                found = tags.get(known)
                if found:
                    self.marks.setdefault(here, []).append((count, found))
                    if known in joiners and here not in self.joiners:
                        self.joiners[here] = count, joiners[known]
                    elif "restart" in found:
                        self.restarts.add(here)

    def items(self) -> list[Item]:
        """All stretches of the line, in order."""
        found: list[Item] = []
        sequel = False
        has_colon = ":" in self.line.words
        told = 0  # behind "lyrics:" the rest of the row is content
        for clause in text.clauses(self.line):
            if has_colon and self._is_label(clause.low):
                told = self._row_end(clause.low)
            if clause.low < told or self._is_listed(clause.low):
                found.append(Item(CONTENT, clause.low, clause.high))
                continue
            some = self._judged(clause.low, clause.high, clause.stop, sequel=sequel)
            sequel = self._ends_with("te", clause)
            if self._ends_with("reason", clause):
                some = [
                    replace(item, kind=CONTEXT) if item.template is None else item for item in some
                ]
            if found and self._tells_who(clause):
                found[-1] = replace(found[-1], kind=CONTENT, template=None)
            found += some
        return found

    def _is_listed(self, low: int) -> bool:
        """True in a row that begins with a bullet or a number: a list is content."""
        start = self.line.text.rfind("\n", 0, self.line.starts[low]) + 1
        return start > 0 and _BULLET.match(self.line.text, start) is not None

    def _tells_who(self, clause: text.Clause) -> bool:
        """True if a clause names the speaker of the one before it: "..., the kids shout"."""
        return any(
            "quoting" in tags
            for here in range(clause.low, min(clause.low + _NEAR - 1, clause.high))
            if here == clause.low or self.line.words[here].isascii()
            for _, tags in self.marks.get(here, ())
        )

    def _is_label(self, low: int) -> bool:
        """True if a clause opens with a label and a colon: "lyrics: give me the credit"."""
        words = self.line.words
        colon = next((at for at in range(low, min(low + _NEAR, len(words))) if words[at] == ":"), 0)
        return colon > low and self.has("label", low, colon)

    def _row_end(self, low: int) -> int:
        words = self.line.words
        return next((at for at in range(low, len(words)) if words[at] == "\n"), len(words))

    def has(self, tag: str, low: int, high: int) -> bool:
        """True if a phrase with this mark stands in the stretch."""
        return any(
            tag in found and here + count <= high
            for here in range(low, high)
            for count, found in self.marks.get(here, ())
        )

    def head(self, low: int, high: int) -> str:
        """The route whose head word stands in the stretch, or nothing."""
        for here in range(low, high):
            for count, found in self.marks.get(here, ()):
                for tag in found:
                    if tag.startswith("head ") and here + count <= high:
                        return tag.removeprefix("head ")
        return ""

    def is_negated(self, low: int, high: int) -> bool:
        """True if the stretch names a route and contains a negation."""
        return bool(self.head(low, high)) and self.has("negation", low, high)

    def is_edit(self, low: int, high: int) -> bool:
        """True if the stretch orders a change."""
        return self._opens_with_edit(low, high) or self.has("edit_anywhere", low, high)

    def files(self, low: int, high: int) -> Iterator[spans.Span]:
        """Yield the files, folders and media addresses in the stretch."""
        for here in range(low, high):
            span = self.line.spans.get(here)
            if span is not None and (span.kind in _MEDIA or span.kind is spans.Kind.PATH):
                yield span

    def _ends_with(self, kind: str, clause: text.Clause) -> bool:
        tag = f"join_{kind}"
        return any(
            here + count == clause.high and tag in found
            for here in range(max(clause.low, clause.high - 4), clause.high)
            for count, found in self.marks.get(here, ())
        )

    def _opens_with_edit(self, low: int, high: int) -> bool:
        here = low
        while here < high:
            some = self.marks.get(here, ())
            if any("edit_opening" in found for _, found in some):
                return True
            lead = max((count for count, found in some if "lead" in found), default=0)
            if not lead and here not in self.line.spans:
                return False
            here += lead or 1
        return False

    def _accepted(self, low: int, high: int, stop: str = "") -> Item | None:
        end = high + 1 if stop == "?" else high
        walk = match.walk(
            self.tables.automaton, self.line.words, low, end, mend=self.tables.speller.near
        )
        template = self._template(walk, low, high)
        if template is None and high - low <= _LONGEST_MISSPELT:
            walk = self._respelt(low, end)
            template = self._template(walk, low, high)
        if walk is None or template is None:
            return None
        return Item(template.group, low, high, template, walk.mended)

    def _template(self, walk: match.Walk | None, low: int, high: int) -> Template | None:
        """The template that accepts a stretch; a Chinese one needs something Chinese in it."""
        if walk is None:
            return None
        owners = [self.tables.templates[owner] for owner in walk.owners]
        if all(map(str.isascii, self.line.words[low:high])):
            owners = [owner for owner in owners if owner.language not in _UNSPACED]
        return owners[0] if owners else None

    def _respelt(self, low: int, end: int) -> match.Walk | None:
        """Match once more with every misspelt word corrected, for slips inside longer phrases."""
        words = self.line.words[low:end]
        mended = self.tables.speller.respelt(words)
        if mended is None:
            return None
        walk = match.walk(self.tables.automaton, mended, 0, len(mended))
        pairs = tuple((old, new) for old, new in zip(words, mended, strict=True) if old != new)
        return replace(walk, mended=pairs) if walk else None

    def _judged(self, low: int, high: int, stop: str, *, sequel: bool) -> list[Item]:
        sequel = sequel or any("join_then" in found for _, found in self.marks.get(low, ()))
        whole = self._accepted(low, high, stop)
        cuts = [cut for cut in self._cuts(low, high) if low < cut.left and cut.right < high]
        if whole is not None and not _swallows_a_wish(whole, cuts):
            return [replace(whole, sequel=sequel)]
        if len(cuts) > _MOST_CUTS:
            return [Item(self._unknown(low, high), low, high, sequel=sequel)]
        for cut in reversed(cuts):
            after = self._accepted(cut.right, high, stop)
            if (
                after is not None
                and after.kind in self.tables.routes
                and self._may_close(low, cut, after)
            ):
                before = self._judged(low, cut.left, "", sequel=sequel)
                if cut.kind == "reason":
                    before = [replace(item, kind=CONTEXT) for item in before]
                return [*before, replace(after, sequel=JOINERS[cut.kind].makes_leg)]
        for cut in cuts:
            opening = self._accepted(low, cut.left) if JOINERS[cut.kind].may_open else None
            if opening is not None and opening.kind in self.tables.routes and opening.is_order:
                rest = self._judged(cut.right, high, stop, sequel=JOINERS[cut.kind].makes_leg)
                if self._may_open(opening, cut, rest):
                    return [replace(opening, sequel=sequel), *rest]
        return [Item(self._unknown(low, high), low, high, sequel=sequel)]

    def _cuts(self, low: int, high: int) -> Iterator[_Cut]:
        past = low
        for here in range(low, high):
            if here < past:
                continue
            joiner = self.joiners.get(here)
            if (
                joiner is not None
                and here
                and self.line.words[here - 1] != ":"
                and not self.line.runs_on(here)
            ):
                count, kind = joiner  # behind a colon somebody else is speaking
                past = here + count
                yield _Cut(past if JOINERS[kind].belongs_left else here, past, kind)
            elif low < here and self.line.gap(here):
                yield _Cut(here, here, "pause")
            elif low < here and here in self.restarts:
                yield _Cut(here, here, "restart")

    def _may_close(self, low: int, cut: _Cut, after: Item) -> bool:
        """True if the left side of the cut and the wish to its right are two things."""
        if not JOINERS[cut.kind].needs_order:
            before = self._accepted(low, cut.left) if cut.kind == "after" else None
            return (
                before is None or before.kind not in self.tables.routes or before.kind == "upload"
            )
        if cut.kind == "restart":  # nothing parts the two: "looks great send it to me"
            quiet = not self.has("negation", low, cut.left)
            return quiet and self._accepted(low, cut.left) is not None
        if cut.kind in ("and", "pause") and self._accepted(low, cut.left):
            return True
        if cut.kind == "pause":
            return self.has("context", low, cut.left) and not self.is_edit(low, cut.left)
        words = after.high - after.low
        about = self.has("topic", low, cut.left)
        if self.is_edit(low, cut.left) or next(self.files(low, cut.left), None) is not None:
            return after.is_order and (words > 1 or not about)
        return words > 2 and not about and self.has("context", low, cut.left)  # noqa: PLR2004

    def _may_open(self, opening: Item, cut: _Cut, rest: list[Item]) -> bool:
        if opening.kind == "upload":
            return True
        if cut.kind == "after" or (cut.kind == "and" and opening.high - opening.low < 3):  # noqa: PLR2004
            return False
        return any(item.kind != CONTENT for item in rest)

    def _unknown(self, low: int, high: int) -> str:
        edit = self.is_edit(low, high)
        if any(span.kind in _MEDIA for span in self.files(low, high)) and self._takes_files(
            low, high, edit=edit
        ):
            return FILE
        return EDIT if edit else CONTENT

    def _takes_files(self, low: int, high: int, *, edit: bool) -> bool:
        """True if the files in an edit are handed over with it, not quoted or remembered."""
        if not edit and not self.has("with_file", low, high):
            return False
        if self.has("past", low, high):
            return False
        for here in range(low, high):
            span = self.line.spans.get(here)
            if span is None or span.kind not in _MEDIA:
                continue
            before = max(low, here - _NEAR)
            quoted = self.line.text[span.start] in spans.CLOSERS
            told = quoted and self.has("shown", before, here)
            kept = self.has("drops_file", max(low, here - 2), here)
            if told or kept or self.has("negation", before, here):
                return False
            if span.kind is spans.Kind.MEDIA_URL and self.has("style", before, here):
                return False
            if not edit and span.value.rpartition(".")[2].lower() in spans.DOCUMENTS:
                return False
        return True


def _swallows_a_wish(whole: Item, cuts: list[_Cut]) -> bool:
    """True if a template's "any words" took in another wish: "export it ... and then add music"."""
    is_open = whole.template is not None and " ..." in whole.template.source
    return is_open and any(cut.kind == "then" for cut in cuts)
