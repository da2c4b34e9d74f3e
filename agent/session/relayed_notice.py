"""A notice as one process relays it to another, through the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agent.session import result
from agent.speech import notice_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agent.core.notices import Notice
    from agent.speech.words import Words


@dataclass(frozen=True, slots=True)
class RelayedNotice:
    """A notice in its two written forms: an event for programs, rows for people."""

    event: Mapping[str, Any]
    rows: Sequence[str]  # in the language of whoever asked first
    is_passing: bool  # it tells what goes on right now, and is gone with the next one
    number: int = 0  # among those of its wish, from 1; none while it is not written down

    def to_facts(self) -> dict[str, Any]:
        """As it is written down."""
        return {"said": self.event, "rows": self.rows, "passing": self.is_passing}


def of(notice: Notice, words: Words) -> RelayedNotice:
    """A notice of this process, for others."""
    rows = notice_text.rows(notice, words)
    return RelayedNotice(
        result.to_object(notice), rows, isinstance(notice, notice_text.PROGRESS_NOTICES)
    )


def read(facts: Mapping[str, Any], number: int = 0) -> RelayedNotice:
    """As it was written down."""
    return RelayedNotice(facts["said"], facts["rows"], facts["passing"], number)
