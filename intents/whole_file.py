"""Atomic writes: a file appears under its name whole, or stays as it was.

Nothing but `os` and what is compiled in is imported: the first paint keeps its page with it.
"""

from __future__ import annotations

import os
from _thread import get_ident

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike
    from types import TracebackType

    Place = str | PathLike[str]


class Beside:
    """The path of a part to write to; it takes the place of the file at the end, and goes where
    something went wrong.
    """

    def __init__(self, at: Place) -> None:
        self.at = os.fspath(at)
        self.part = f"{self.at}.{os.getpid()}-{get_ident()}.part"  # threads write beside each other

    def __enter__(self) -> str:
        return self.part

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                os.replace(self.part, self.at)  # noqa: PTH105 - pathlib takes longer than all of this
        finally:
            if os.path.lexists(self.part):  # it took nobody's place
                os.unlink(self.part)  # noqa: PTH108 - as above


def write(at: Place, text: str, *, is_private: bool = False) -> None:
    """Write a text. A private one nobody else may read, and it is on the disk when this returns."""
    with Beside(at) as part:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        if is_private and os.path.lexists(part):  # left by a process of our number, or put there
            os.unlink(part)  # noqa: PTH108 - as above
        flags |= os.O_EXCL if is_private else 0
        descriptor = os.open(part, flags, 0o600 if is_private else 0o666)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            if is_private:
                stream.flush()
                os.fsync(descriptor)
