"""Assembles messages from a stream's events, each piece of text once, and judges how the turn
ended.

Texts come up to three times: in pieces as they are made, whole at the end, and sometimes with
something left out. What was announced in pieces (`partial`) is pending until the whole event
comes; then one of the two is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from agent.wire.codes import TOO_LONG
from agent.wire.events import CUT_SHORT, NORMAL_ENDS, Event, Failure, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agent.wire.events import Frame, TextPiece, ToolCall

Source = tuple[str, str, str]

# The text that is kept of one turn, in characters. What a person reads of a turn is a few thousand;
# what is longer than this only fills the memory of whoever listens. Pieces are bounded apart, each
# with what it takes beside its text: some servers say all of a text again with every piece.
LONGEST_TEXT: Final = 1_000_000
LONGEST_PENDING: Final = 8_000_000
_COST_OF_PIECE: Final = 64


@dataclass(slots=True)
class MessageAssembly:
    """Everything one turn has said so far."""

    messages: list[str] = field(default_factory=list)
    failure: str | None = None
    refusal: Refusal | None = None
    cut_short: str = ""  # why a text is not whole: SAFETY, MAX_TOKENS, TOO_LONG
    draft: Any = None  # as a state delta had it
    tools: list[ToolCall] = field(default_factory=list)
    has_thoughts: bool = False
    events: int = 0
    _pending: dict[Source, list[TextPiece]] = field(default_factory=dict)
    _open: set[tuple[str, str]] = field(default_factory=set)
    _met: set[str] = field(default_factory=set)
    _called: set[tuple[str, str]] = field(default_factory=set)
    _last: Event | None = None
    _said: int = 0  # characters of the messages
    _waiting: int = 0  # what the pending pieces cost
    _dropped: set[Source] = field(default_factory=set)  # whose pieces are not all pending

    def add(self, frame: Frame) -> list[str]:
        """Take in a frame; returns the messages it completes."""
        if isinstance(frame, Event):
            self.events += 1
            return [] if self._is_known(frame) else self._event(frame)
        if isinstance(frame, Failure):
            self.failure = self.failure or frame.message
        else:
            self.refusal = frame
        return self.end()

    def _is_known(self, event: Event) -> bool:
        """True for a whole event that came before: some servers send the last one again."""
        if event.is_partial or not event.id:
            return False
        was = event.id in self._met
        self._met.add(event.id)
        return was

    def end(self) -> list[str]:
        """Complete what is still pending at the end of the stream, a message for each author."""
        texts = [_spoken(pieces) for pieces in self._pending.values()]
        if self._dropped:
            self.cut_short = self.cut_short or TOO_LONG
        self._pending.clear()
        self._dropped.clear()
        self._waiting = 0
        return [message for text in texts for message in self._commit(text)]

    def preview(self) -> str:
        """The text that is still pending."""
        return "".join(_spoken(pieces) for pieces in self._pending.values())

    @property
    def is_silent(self) -> bool:
        """True if nothing was said and nothing went wrong."""
        return not self.messages and self.failure is None and self.refusal is None

    @property
    def is_whole(self) -> bool:
        """True if the stream also ended where a turn ends: no open tool, no pending text."""
        last = self._last
        if self._open or last is None or self.preview():
            return False
        if last.is_partial and last.has_parts:
            return False
        is_bare_answer = bool(last.answers) and not last.shown()
        return not is_bare_answer or last.skips_summary or self._awaits_nothing(last)

    def _awaits_nothing(self, last: Event) -> bool:
        return all(call.id in last.long_running for call in last.answers)

    def _event(self, event: Event) -> list[str]:
        self._last = event
        if event.draft is not None:
            self.draft = event.draft
        pieces = event.shown()
        for one in event.pieces:
            self.has_thoughts = self.has_thoughts or one.is_thought
        if event.is_partial:
            self._await(event.source, pieces)
            self._judge_piece(event)
            return []
        self._tools(event)
        text = _visible(pieces)
        self._judge(event, text)
        if not text:
            return []
        pending = self._pending.pop(event.source, [])
        self._waiting -= _cost(pending)
        self._dropped.discard(event.source)
        return self._commit(_reconciled(pending, text))

    def _await(self, source: Source, pieces: Sequence[TextPiece]) -> None:
        """Keep pieces until the whole comes, as far as there is room for them."""
        if not pieces:
            return
        waiting = self._pending.setdefault(source, [])
        size = _cost(pieces)
        is_full = self._waiting + size > LONGEST_PENDING
        if is_full and _says_all_again(waiting, pieces):
            self._waiting -= _cost(waiting)
            waiting.clear()
            is_full = self._waiting + size > LONGEST_PENDING
        if is_full:
            self._dropped.add(source)
            return
        self._waiting += size
        waiting.extend(pieces)

    def _tools(self, event: Event) -> None:
        for call in event.calls:
            if call.key not in self._called:  # some releases let only the answer come whole
                self._called.add(call.key)
                self.tools.append(call._replace(args=None))  # what it was given is never asked for
                if not (call.is_answer or call.id in event.long_running):
                    self._open.add(call.key)
            elif call.is_answer:
                self._open.discard(call.key)

    def _judge(self, event: Event, text: str) -> None:
        has_text = bool(text.strip())
        if event.error and event.error not in NORMAL_ENDS:
            if has_text or (event.error in CUT_SHORT and self._has_said(event)):
                self.cut_short = event.error
            else:
                self.failure = self.failure or event.error_text or event.error
        elif event.finish and event.finish not in NORMAL_ENDS:
            if has_text or (event.finish in CUT_SHORT and self._has_said(event)):
                self.cut_short = event.finish
            elif event.finish in CUT_SHORT and not event.calls:
                self.failure = self.failure or event.error_text or event.finish

    def _judge_piece(self, event: Event) -> None:
        """Why the text ends here, if a piece says so; a failure is told by the whole."""
        reason = event.error or event.finish
        if reason in CUT_SHORT and self._has_said(event):
            self.cut_short = reason

    def _has_said(self, event: Event) -> bool:
        return bool(self.messages or self._pending.get(event.source))

    def _commit(self, text: str) -> list[str]:
        if not text.strip():
            return []
        room = LONGEST_TEXT - self._said
        if len(text) > room:
            self.cut_short = self.cut_short or TOO_LONG
            text = text[:room]
            if not text.strip():
                return []
        self._said += len(text)
        self.messages.append(text)
        return [text]


def _cost(pieces: Sequence[TextPiece]) -> int:
    return sum(len(one.text) + _COST_OF_PIECE for one in pieces)


def _shown(pieces: Sequence[TextPiece]) -> list[str]:
    return [one.text for one in pieces if not one.is_thought]


def _visible(pieces: Sequence[TextPiece]) -> str:
    return "".join(_shown(pieces))


def _spoken(pieces: Sequence[TextPiece]) -> str:
    """The text so far; some servers repeat all of it with every piece."""
    shown = _shown(pieces)
    return shown[-1] if _is_cumulative(shown) else "".join(shown)


def _is_cumulative(pieces: Sequence[str]) -> bool:
    grows = all(b.startswith(a) and b != a for a, b in pairwise(pieces))
    return len(pieces) > 1 and grows


def _says_all_again(waiting: Sequence[TextPiece], pieces: Sequence[TextPiece]) -> bool:
    if not waiting or not _is_cumulative([waiting[-1].text, pieces[0].text]):
        return False  # nearly always, and at once
    return _is_cumulative(_shown([*waiting, *pieces]))


def _reconciled(pending: Sequence[TextPiece], whole: str) -> str:
    """Choose between the pieces of a text and the whole that came after them."""
    came = _visible(pending)
    if not came or came == whole:
        return whole
    if whole == "".join(one.text for one in pending):
        return came  # the mark of a thought got lost
    pieces = _shown(pending)
    if len(whole) < len(came) and not _is_cumulative(pieces) and _is_made_of(whole, pieces):
        return came  # the whole lost some of its pieces
    return whole


def _is_made_of(whole: str, pieces: Sequence[str]) -> bool:
    """True if a text is some of the pieces in their order."""
    return len(whole) in set(_prefix_ends(whole, pieces))


def _prefix_ends(whole: str, pieces: Sequence[str]) -> Iterator[int]:
    places = {0}
    for piece in pieces:
        places |= {at + len(piece) for at in places if whole.startswith(piece, at)}
    yield from places
