"""Output port of the conversation: implemented by `Screen`, `PlainOutput` and a test double."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agent.surfaces.printer import Piece


class Output(Protocol):
    """Where rows are written."""

    @property
    def columns(self) -> int:
        """The width there is."""

    @property
    def theme(self) -> str:
        """The theme it is painted in."""

    def dress(self, theme: str) -> None:
        """Paint in another theme from now on."""

    def rows(self, rows: Iterable[Sequence[Piece]], *, hang: int | None = None) -> None:
        """Write rows."""

    def row(self, paint: str, text: str) -> None:
        """Write a row, or several."""

    def gap(self) -> None:
        """An empty row, unless there is one."""

    def raw(self, line: str) -> None:
        """Write a line of our own making as it is."""

    async def picture(self, path: str) -> bool | None:
        """Have a film shown; whether it could be, None if that was stopped."""

    def stop_picture(self) -> bool:
        """Draw it no further; whether anything was being drawn."""

    def ring(self, text: str) -> None:
        """Notify the person, by a bell or a message."""

    def progress(self, share: float | None) -> None:
        """Show on the task bar how far something is; None takes it away."""
