"""Output of the command line: rows of painted text for people, one line of JSON for programs."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TextIO

from agent.speech.sanitize import CONTROL_CHARACTERS, sanitized
from agent.surfaces import themes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A row is pieces of text, each with the name of its paint; prompt_toolkit knows these as they are.
Piece = tuple[str, str]

_FOREIGN: Final = re.compile(r"[^ -~]")


@dataclass(frozen=True, slots=True)
class Printer:
    """A text stream and how it is written to."""

    stream: TextIO
    is_painted: bool
    is_json: bool
    is_seen: bool = True  # by a person: where it is painted for nobody, nothing is overwritten
    codes: Mapping[str, str] = field(default_factory=lambda: themes.codes(themes.DEFAULT, {}))

    def rows(self, rows: Iterable[Sequence[Piece]]) -> None:
        """Write rows for people."""
        for row in rows:
            self.stream.write("".join(self._painted(*piece) for piece in row).rstrip() + "\n")
        self.stream.flush()

    def object(self, said: Mapping[str, Any]) -> None:
        """Write one object on one line; what is absent is left out."""
        self.stream.write(to_json(said, self.stream) + "\n")
        self.stream.flush()

    def _painted(self, paint: str, text: str) -> str:
        shown = writable(sanitized(text), self.stream)
        code = self.codes[paint]
        return f"\x1b[{code}m{shown}\x1b[0m" if self.is_painted and code else shown


def to_json(said: Mapping[str, Any], stream: TextIO) -> str:
    """One line of JSON without absent fields, in ASCII where the stream has no more letters.

    What a terminal would obey and what some programs take for the end of a line is escaped.
    """
    present = {key: value for key, value in said.items() if value not in (None, "", [], (), {})}
    line = json.dumps(present, ensure_ascii=False, separators=(",", ":"))
    line = line.encode("utf-8", "replace").decode("utf-8")
    encoding = (stream.encoding or "ascii").lower().replace("-", "")
    return (CONTROL_CHARACTERS if encoding.startswith("utf") else _FOREIGN).sub(_escaped, line)


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def writable(text: str, stream: TextIO) -> str:
    """The text with a question mark for what the stream has no letters for."""
    encoding = stream.encoding or "ascii"
    return text.encode(encoding, "replace").decode(encoding)


def open_printer(
    *,
    asks_json: bool | None,
    refuses_color: bool,
    stream: TextIO | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Printer:
    """Standard output as it is: JSON where no person looks at it, paint where one can see it."""
    stream = stream or sys.stdout
    is_seen = stream.isatty()
    return Printer(
        stream,
        is_painted=not refuses_color and themes.is_painted(environment, is_seen=is_seen),
        is_json=not is_seen if asks_json is None else asks_json,
        is_seen=is_seen,
        codes=themes.codes(themes.chosen("", environment), environment),
    )
