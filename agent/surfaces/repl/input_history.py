"""History of typed lines: one file for all conversations, readable by the person alone."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prompt_toolkit.history import History

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
    from typing import TextIO

HEAD: Final = "reeltalk history 1"
MOST: Final = 5000
_SLACK: Final = 500  # lines too many before it is worth writing the file anew
_LONGEST: Final = 20_000


class InputHistory(History):
    """The history in a file. What begins with a blank is not kept."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = Path(path)
        self.whole: Callable[[str], str] = str  # a line with what short texts in it stand for

    async def load(self) -> AsyncGenerator[str, None]:
        """Everything, read in a thread; what was typed meanwhile comes first."""
        if not self._loaded:
            self._loaded = True
            self._loaded_strings += await asyncio.to_thread(list, self.load_history_strings())
        for one in self._loaded_strings:
            yield one

    def load_history_strings(self) -> Iterable[str]:
        """Everything, the newest first; read when the first is taken."""
        yield from reversed(self._read()[-MOST:])

    def _read(self) -> list[str]:
        try:
            lines = self.path.read_text("utf-8", "replace").split("\n")
        except OSError:
            return []
        return [said for line in lines[1:] if (said := _read_line(line))]

    def store_string(self, string: str) -> None:
        """Add a line; a full disk is no reason to stop talking."""
        if string.startswith(" ") or not string.strip():
            return
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with _locked(self.path) as file:
                if file.tell() == 0:
                    file.write(f"{HEAD}\n")
                file.write(json.dumps(self.whole(string)[:_LONGEST], ensure_ascii=False) + "\n")

    def remember(self, string: str) -> None:
        """Have it come back with Up, without keeping it."""
        if not self._loaded_strings or self._loaded_strings[0] != string:
            self._loaded_strings.insert(0, string)

    def trim(self) -> None:
        """Cut the file down to the newest lines when it has grown too long."""
        found = self._read()
        if len(found) <= MOST + _SLACK:
            return
        with suppress(OSError), _locked(self.path) as file:
            rows = [json.dumps(one, ensure_ascii=False) for one in self._read()[-MOST:]]
            file.seek(0)
            file.truncate()
            file.write("\n".join([HEAD, *rows]) + "\n")


def _read_line(line: str) -> str:
    with suppress(ValueError):
        said = json.loads(line)
        if isinstance(said, str):
            return said
    return ""


@contextmanager
def _locked(path: Path) -> Iterator[TextIO]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a+", encoding="utf-8") as file:
        _lock(file)
        file.seek(0, os.SEEK_END)
        yield file


def _lock(file: TextIO) -> None:
    """Others wait until the file is closed; where there are no locks, appending must do."""
    try:
        import fcntl  # POSIX alone has it
    except ImportError:
        return
    with suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_EX)
