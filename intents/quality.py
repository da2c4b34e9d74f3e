"""The qualities an export can have: one list for whoever asks for one and whoever renders it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self


class Quality(StrEnum):
    """The quality levels of an export; the words people use for them are in `data/routes.yaml`."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    PREVIEW = "preview"  # quickly made, for a look: programs ask for it, nobody says it

    @classmethod
    def of(cls, said: object) -> Self:
        """The quality of that name; of any other, and of a resolution, the high one."""
        return next((one for one in cls if one == said), cls("high"))

    @classmethod
    def has(cls, said: str) -> bool:
        """True if there is a quality of that name: `720p` is none."""
        return any(one == said for one in cls)
