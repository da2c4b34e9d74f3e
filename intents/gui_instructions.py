"""Parses a reply: which clauses tell a person to do something on a screen, and which action that
is.

Whether it is then done, offered or left alone is for `translator` to decide. A clause asks for
something when it has a verb of using a screen (`request_verbs`) and an object of the screen
(`screen_objects`); everything else is content, or goes with what is asked: a condition, a purpose,
a
place. What cannot be told from a clause alone is for `sentence_context`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from intents import reply_rows, request_verbs, screen_objects, sentence_context
from intents.language import has_hiragana
from intents.phrase_marks import Marks
from intents.reply_part import (
    ASK,
    CONDITION,
    CONTENT,
    LOCATED,
    MAYBE,
    PLACE,
    PURPOSE,
    TAIL,
    Part,
)
from intents.request_verbs import CONDITIONAL, NEGATED, OPTIONAL, REPORTED, RequestVerb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.library import ReplyTables
    from intents.text import Line

# Punctuation that ends a clause but no sentence.
_CLAUSE_ENDS: Final = frozenset({",", ";", "、", ":", "—", "|", "←", "–", "--"})
_LONGEST_SENTENCE: Final = 400  # words; nobody asks for a click in so many
_SHORT_TAIL: Final = 3  # words behind "and" that go with an instruction whatever they are
# Tags of what may follow an "and" within one instruction: keys, the word export, closing words.
_KEY_TAGS: Final = frozenset({"o_key", "o_export", "tail"})
_TAIL_TAGS: Final = frozenset({"tail", "lead"})


def parts(tables: ReplyTables, line: Line) -> list[Part]:
    """All clauses of a reply, in order, each with its action."""
    marks = Marks(tables, line)
    found: list[Part] = []
    sentence = 0
    for number, row in enumerate(reply_rows.rows(line)):
        reader = _ClauseReader(marks, in_list=row.block >= 0)
        for one in reply_rows.sentences(line, row):
            sentence += 1
            if row.is_content or one.is_question or one.high - one.low > _LONGEST_SENTENCE:
                clauses = [Part(one.low, one.high)]
            else:
                clauses = reader.clauses(one.low, one.high)
            found += [
                replace(part, sentence=sentence, block=row.block, row=number) for part in clauses
            ]
    return sentence_context.resolve(tables, found)


@dataclass(frozen=True, slots=True)
class _ClauseReader:
    """Splits a sentence into clauses; `in_list` where plain verbs are instructions."""

    marks: Marks
    in_list: bool

    @property
    def line(self) -> Line:
        return self.marks.line

    def clauses(self, low: int, high: int) -> list[Part]:
        """The clauses of a sentence; a joiner parts two only where something is asked behind it."""
        found: list[Part] = []
        for start, end, joined in self._stretches(low, high):
            part = replace(self._part(start, end), joined=joined)
            if (
                found
                and found[-1].kind == ASK
                and screen_objects.is_label(self.line, self.marks, start, end)
            ):
                part = self._next_label(found[-1], part)
            if not (found and joined and self._melts(found, part)):
                found.append(part)
        return found

    def _stretches(self, low: int, high: int) -> Iterator[tuple[int, int, bool]]:
        """Yield the stretches between commas and joiners, and if a joiner stands before each."""
        start, here, joined = low, low, False
        while here < high:
            count, tags = self.marks.at.get(here, (1, frozenset[str]()))
            is_stop = self.line.words[here] in _CLAUSE_ENDS and self._word(here) != "/"
            joins = (
                bool(tags & {"joiner", "joiner_behind"}) and start < here and here + count < high
            )
            if is_stop or joins:
                end = here + count if "joiner_behind" in tags else here
                if start < end:
                    yield start, end, joined
                start, joined = here + count, joins
            here += count
        if start < high:
            yield start, high, joined

    def _word(self, here: int) -> str:
        return self.line.text[self.line.starts[here] : self.line.ends[here]].strip()

    def _next_label(self, before: Part, part: Part) -> Part:
        """Another label for the same verb: click the dots, then “Download”."""
        if "press" not in before.verbs:
            return part
        inside = frozenset(screen_objects.objects_named(self.marks, part.low, part.high))
        return replace(part, kind=ASK, verbs=before.verbs, things=inside)

    def _melts(self, found: list[Part], part: Part) -> bool:
        """Join a stretch that was no clause of its own to the one before; True if done."""
        before = found[-1]
        if part.kind == CONTENT and before.kind in (ASK, TAIL):
            if part.high - part.low <= _SHORT_TAIL or self.marks.is_all(
                _KEY_TAGS, part.low, part.high
            ):
                found.append(replace(part, kind=TAIL))
                return True
            return False
        whole = replace(self._part(before.low, part.high), joined=before.joined)
        is_one = part.kind == CONTENT and before.kind != MAYBE
        if is_one or (part.kind == MAYBE and before.kind == CONTENT and whole.kind == ASK):
            found[-1] = whole
            return True
        return False

    def _part(self, low: int, high: int) -> Part:
        seen = self.marks.tags(low, high)
        asked, is_led = self._asked(low, high)
        placed = (
            screen_objects.objects_located(self.marks, low, high)
            if seen & {"located", "place"}
            else set()
        )
        names_itself = asked is not None and asked.at == low and "o_export" in self.marks.at[low][1]
        if placed and (asked is None or names_itself):
            return Part(low, high, kind=LOCATED, things=frozenset(placed))
        named = screen_objects.objects_named(
            self.marks, low, high, -1 if asked is None or is_led else asked.at
        )
        if asked is not None:
            part = self._ask(low, high, asked, named, is_led=is_led and "polite" not in seen)
            if part.kind == ASK or self._attached(low, high, named) != CONDITION:
                return part
        if "passive" in seen and "export" in named:
            moods = frozenset[str]() if "must" in seen else frozenset({OPTIONAL})
            return Part(
                low,
                high,
                kind=ASK,
                verbs=frozenset({"press"}),
                things=frozenset(named),
                moods=moods,
            )
        return Part(
            low,
            high,
            kind=self._attached(low, high, named),
            things=frozenset(named),
            moods=frozenset(
                seen & {OPTIONAL, REPORTED} | ({OPTIONAL} if "aside" in seen else set())
            ),
            requests=self._requests(low, high),
        )

    def _asked(self, low: int, high: int) -> tuple[RequestVerb | None, bool]:
        """The verb by which the clause asks, and if it stands behind its object."""
        if has_hiragana("".join(self.line.words[low:high])):
            return request_verbs.final_verb(self.marks, low, high, in_list=self.in_list), False
        opened = request_verbs.opening_verb(self.marks, low, high)
        if opened is not None:
            return opened, False
        led = request_verbs.later_verb(self.marks, low, high)
        return (
            (led, True)
            if led is not None
            else (request_verbs.topical_verb(self.marks, low, high), False)
        )

    def _ask(
        self, low: int, high: int, asked: RequestVerb, named: set[str], *, is_led: bool
    ) -> Part:
        here = self.marks.at[asked.at][1]
        behind = self.marks.behind(asked.at, high)
        moods = asked.moods | (behind & {OPTIONAL})
        if "condition_behind" in behind or ("after_behind" in behind and "v_press" in here):
            moods |= {CONDITIONAL}
        if NEGATED in moods and "hand" in here | behind:
            named = named | {"hand"}
        return Part(
            low,
            high,
            kind=ASK if named or "refresh" in asked.verbs else MAYBE,
            verbs=asked.verbs,
            things=frozenset(named),
            moods=frozenset(moods),
            has_purpose="purpose" in behind,
            bare=asked.at == low,
            by_hand="hand" in here or "polite" in self.marks.tags(low, high),
            led=is_led,
            requests=self._requests(low, high),
        )

    def _requests(self, low: int, high: int) -> bool:
        return bool(
            self.marks.last(low, high) & request_verbs.ENDINGS.keys() - {request_verbs.CHAIN}
        )

    def _attached(self, low: int, high: int, named: set[str]) -> str:
        """The kind of a clause that asks for nothing itself, beside one that does."""
        opening, closing = self.marks.first(low, high), self.marks.last(low, high)
        if opening & {CONDITIONAL, "aside"} or "condition_close" in closing:
            return CONDITION
        if "tail" in opening and self.marks.is_all(_TAIL_TAGS, low, high):
            return TAIL
        if NEGATED in opening and named:
            return TAIL
        if "purpose" in opening or "purpose_close" in closing:
            return PURPOSE
        return PLACE if "place" in opening and named else CONTENT
