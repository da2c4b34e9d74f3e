"""All templates at once, in a single walk over the words of a line.

The elements of all templates together are the bits of one integer. A state is the set of elements
reached so far, a word is the set of elements that accept it, and a step is a shift and an "and"
(the extended shift-and of Navarro and Raffinot, "Flexible Pattern Matching in Strings", chapter
4.2). So the cost grows with the length of the line, never with the number of templates or the way
they nest, and a line whose first word opens no template is done after that word.

Chinese and Japanese are written without spaces: wherever several words of the lexicon begin, the
walk follows each of them, so that no cut between words has to be guessed beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from intents import text
from intents.template import ANY, ANY_ONE, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from intents.template import Form

    Mend: TypeAlias = Callable[[str], Sequence[str]]

_MOST_MENDED: Final = 2  # words of a stretch; more corrections would make any text a wish


@dataclass(frozen=True, slots=True)
class Automaton:
    """The templates as bit sets.

    `edges` has the elements that accept a phrase, `counts` how many words a phrase that begins with
    these two may have, `owners` the template whose last element a bit is.
    """

    edges: Mapping[str, int]
    counts: Mapping[str, Sequence[int]]
    start: int
    optional: int
    repeated: int
    anything: int
    final: int
    owners: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Walk:
    """The templates that accepted a stretch, and the words corrected or skipped for it."""

    owners: tuple[int, ...]
    mended: tuple[tuple[str, str], ...] = ()
    skipped: tuple[str, ...] = ()


def key(words: Sequence[str]) -> str:
    """The form under which the lexicon knows a phrase."""
    return words[0] if len(words) == 1 else (" " if words[0].isascii() else "").join(words)


def build(
    templates: Sequence[Sequence[Form]],
    lists: Mapping[str, Iterable[str]],
    slips: Mapping[str, Iterable[str]],
) -> Automaton:
    """Lay all forms of all templates out as bits; the index of a template is its owner number."""
    start = optional = repeated = anything = final = 0
    owners: dict[int, int] = {}
    listed: dict[str, int] = {}
    literal: dict[str, int] = {}
    bit = 1
    for owner, forms in enumerate(templates):
        for form in forms:
            start |= bit
            for element in form:
                bit <<= 1
                optional |= bit if element.optional else 0
                repeated |= bit if element.repeated else 0
                for name in element.lists:
                    listed[name] = listed.get(name, 0) | bit
                for word in element.phrases:
                    if word in (ANY, ANY_ONE):
                        anything |= bit
                    else:
                        literal[word] = literal.get(word, 0) | bit
            final |= bit
            owners[bit.bit_length()] = owner
            bit <<= 1
    edges, counts = _lexicon(listed, literal, lists, slips)
    return Automaton(edges, counts, start, optional, repeated, anything, final, owners)


def freeze(automaton: Automaton) -> dict[str, Any]:
    """The automaton as plain JSON; each set of bits is stored once, as most words share theirs."""
    groups: dict[int, list[str]] = {}
    for phrase, bits in automaton.edges.items():
        groups.setdefault(bits, []).append(phrase)
    return {
        "bits": [f"{bits:x}" for bits in groups],
        "phrases": ["\n".join(phrases) for phrases in groups.values()],
        "counts": automaton.counts,
        "whole": [
            f"{bits:x}"
            for bits in (
                automaton.start,
                automaton.optional,
                automaton.repeated,
                automaton.anything,
                automaton.final,
            )
        ],
        "owners": list(automaton.owners.items()),
    }


def thaw(frozen: Mapping[str, Any]) -> Automaton:
    """The automaton of its JSON form."""
    edges: dict[str, int] = {}
    for bits, phrases in zip(frozen["bits"], frozen["phrases"], strict=True):
        edges.update(dict.fromkeys(phrases.split("\n"), int(bits, 16)))
    start, optional, repeated, anything, final = (int(bits, 16) for bits in frozen["whole"])
    owners = dict(frozen["owners"])
    return Automaton(edges, frozen["counts"], start, optional, repeated, anything, final, owners)


def _lexicon(
    listed: Mapping[str, int],
    literal: Mapping[str, int],
    lists: Mapping[str, Iterable[str]],
    slips: Mapping[str, Iterable[str]],
) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    edges: dict[str, int] = {}
    counts: dict[str, set[int]] = {}

    def accept(phrase: str, bits: int) -> None:
        words = text.words(phrase)
        if not words:
            raise TemplateError(f"{phrase!r} has no words that could be said")
        known = key(words)
        edges[known] = edges.get(known, 0) | bits
        if len(words) > 1:
            counts.setdefault(key(words[:2]), set()).add(len(words))

    for name, bits in listed.items():
        for phrase in lists[name]:
            accept(phrase, bits)
    for phrase, bits in literal.items():
        accept(phrase, bits)
    for word, some in slips.items():
        for slip in some:
            if slip not in edges and (bits := edges.get(word, 0)):
                accept(slip, bits)
    return edges, {first: tuple(sorted(some)) for first, some in counts.items()}


def walk(
    automaton: Automaton,
    words: Sequence[str],
    low: int,
    high: int,
    *,
    mend: Mend | None = None,
    leaps: int = 0,
) -> Walk | None:
    """Match `words[low:high]` against all templates; None if none accepts it to the last word.

    `mend` may name words of the lexicon that a misspelt one stands for. With `leaps` one unknown
    word may be jumped over, which in a script without spaces is as many as `leaps` characters in a
    row.
    """
    states = [0] * (high - low + 1)
    states[0] = automaton.start
    reached = low
    mended: list[tuple[str, str]] = []
    skipped: list[str] = []
    leapt = low  # the last word jumped over
    for here in range(low, high):
        state = states[here - low]
        if not state:
            continue
        ready = _ready_elements(automaton, state)
        known = False
        for count, step in _steps(automaton, ready, words, here, high):
            states[here + count - low] |= step
            reached = max(reached, here + count)
            known = True
        step = ready & automaton.anything
        # No phrase takes this word, nor does one that began before it reach beyond it.
        if not known and reached <= here:
            step |= _mended_step(automaton, ready, words[here], mend, mended)
            if not step and low < here and _is_key_slip(words[here - 1], words[here]):
                step = state  # the letter counts as not typed
            if leaps and (
                not skipped
                or (here == leapt + 1 and not words[here].isascii() and len(skipped) < leaps)
            ):
                skipped.append(words[here])
                leapt = here
                step |= state
            if not step:
                return None
        if step:
            states[here + 1 - low] |= step
            reached = max(reached, here + 1)
    owners = _owners(automaton, states[-1])
    return Walk(owners, tuple(mended), tuple(skipped)) if owners else None


def _ready_elements(automaton: Automaton, state: int) -> int:
    """The elements that may take the next word.

    An optional element behind a reached one counts as reached: adding to a run of optional bits
    carries through to its end, so the bits that the sum lost are the ones that can be passed over.
    """
    optional = automaton.optional
    passed = (state << 1) & optional
    state |= passed | (optional & ~(optional + passed))
    return (state << 1) | (state & automaton.repeated)


def _steps(
    automaton: Automaton, ready: int, words: Sequence[str], here: int, high: int
) -> Iterator[tuple[int, int]]:
    first = words[here]
    edges = automaton.edges
    if (known := edges.get(first)) and (step := ready & known):
        yield 1, step
    if here + 1 < high:
        for count in automaton.counts.get(key(words[here : here + 2]), ()):
            if here + count <= high and (
                step := ready & edges.get(key(words[here : here + count]), 0)
            ):
                yield count, step
    if first[0].isdigit() and text.is_number(first) and (step := ready & edges.get(text.NUMBER, 0)):
        yield 1, step


def _mended_step(
    automaton: Automaton, ready: int, word: str, mend: Mend | None, mended: list[tuple[str, str]]
) -> int:
    if mend is not None and len(mended) < _MOST_MENDED:
        for near in mend(word):
            if step := ready & automaton.edges.get(near, 0):
                mended.append((word, near))
                return step
    return 0


def _is_key_slip(before: str, word: str) -> bool:
    """True for a letter behind kana: a key the input method did not take (書き出しお願いしmす)."""
    return len(word) == 1 and "a" <= word <= "z" and "\u3041" <= before[-1] <= "\u30fc"


def _owners(automaton: Automaton, state: int) -> tuple[int, ...]:
    """The templates that end here, those that win first."""
    optional = automaton.optional
    passed = (state << 1) & optional
    ended = (state | passed | (optional & ~(optional + passed))) & automaton.final
    found = []
    while ended:
        lowest = ended & -ended
        found.append(automaton.owners[lowest.bit_length()])
        ended ^= lowest
    return tuple(dict.fromkeys(found))
