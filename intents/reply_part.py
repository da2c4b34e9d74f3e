"""A clause of a reply and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ASK: Final = "ask"
MAYBE: Final = "maybe"  # it has the verb of an instruction and no thing of the screen
LOCATED: Final = "located"
CONTENT: Final = "content"
# What goes with an instruction.
CONDITION: Final = "condition"
PURPOSE: Final = "purpose"
PLACE: Final = "place"
TAIL: Final = "tail"


@dataclass(frozen=True, slots=True)
class Part:
    """The words `low:high`; `action` is what it asks for, `joined` tells of an "and" before it."""

    low: int
    high: int
    sentence: int = 0
    block: int = -1
    row: int = -1
    kind: str = CONTENT
    action: str = ""
    joined: bool = False
    verbs: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    moods: frozenset[str] = frozenset()
    has_purpose: bool = False
    bare: bool = False  # it begins with its verb
    by_hand: bool = False  # the verb can mean nothing else, or somebody says please
    led: bool = False  # the verb stands behind its thing
    requests: bool = False  # it ends the way a request does

    @property
    def place(self) -> tuple[str, int]:
        """The list or sentence it is a step of."""
        return ("list", self.block) if self.block >= 0 else ("sentence", self.sentence)
