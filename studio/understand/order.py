"""What was understood of a line: the operation, its arguments, the language it was said in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# Orders which leave the timeline as it is.
SILENT: Final = frozenset({"ask", "unsupported", "question", "talk", "export"})


@dataclass(frozen=True, slots=True)
class Order:
    """One operation and its arguments, by the names of the edit requests."""

    op: str
    args: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"

    @property
    def acts(self) -> bool:
        """Whether carrying it out changes the timeline."""
        return self.op not in SILENT
