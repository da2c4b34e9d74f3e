"""Which operation a stretch of a line asks for: the first frame whose concepts are all there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from studio.understand import arguments, combined_concepts
from studio.understand.lexicon import lexicon
from studio.understand.order import Order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from studio.understand.reading import Reading


@dataclass(frozen=True, slots=True)
class Frame:
    """An operation and the concepts that ask for it."""

    op: str
    needs: Sequence[frozenset[str]]
    bars: frozenset[str]
    args: Mapping[str, Any]
    take: Sequence[str]
    must: tuple[str, ...]
    weak: bool

    def fits(self, concepts: frozenset[str]) -> bool:
        """Whether all that it needs is there and nothing that bars it."""
        # The bars first: one look at them rules out most of the 170 frames.
        return not (self.bars & concepts) and all(need & concepts for need in self.needs)


@dataclass(frozen=True, slots=True)
class FrameMatch:
    """An order and whether it can stand alone in a line of several."""

    order: Order
    weak: bool


@cache
def frames() -> tuple[Frame, ...]:
    """All frames, the first that fits wins."""
    return tuple(map(_frame, lexicon().frames))


def _frame(row: Mapping[str, Any]) -> Frame:
    terms = str(row["if"]).split()
    return Frame(
        row["op"],
        [frozenset(term.split("|")) for term in terms if not term.startswith("!")],
        frozenset(term[1:] for term in terms if term.startswith("!")),
        row.get("args", {}),
        row.get("take", []),
        tuple(filter(None, str(row.get("must", "")).split("|"))),
        bool(row.get("weak")),
    )


def find(reading: Reading) -> FrameMatch | None:
    """The order of a stretch, or nothing; worked out once for the same tokens of a line."""
    key = tuple(map(id, reading.tokens))
    if key not in reading.found:
        # The tokens are kept with the answer: as long as they live, nobody else has their ids.
        reading.found[key] = reading.tokens, _first_fit(reading)
    match: FrameMatch | None = reading.found[key][1]
    return match


def _first_fit(reading: Reading) -> FrameMatch | None:
    concepts = combined_concepts.concepts(reading)
    for frame in frames():
        if frame.fits(concepts):
            # What the frame says itself (`args: {x: 0.5}` for half speed) wins over what is found.
            args = {**arguments.taken(frame.take, reading), **frame.args}
            # The words are there, what they need is not: it is asked for, not guessed. A question
            # cannot stand as a part of its own, or every half-understood piece would ask one.
            if frame.must and not set(frame.must) & args.keys():
                about = frame.must[0]
                asked = {"about": about, "op": frame.op} | ({"args": args} if args else {})
                return FrameMatch(Order("ask", asked, reading.language), weak=True)
            return FrameMatch(
                Order(frame.op, args, reading.language), weak=frame.weak or frame.op == "ask"
            )
    return None
