"""Server-sent events out of bytes as they come, a whole piece of the line at a time.

Of an event only its data is wanted: nobody here reads its name, its id or how soon to come back.
"""

from __future__ import annotations

import codecs
from typing import Final

_PLAIN: Final = "data: "


class Reader:
    """Takes bytes, gives the data of the events that are complete."""

    def __init__(self) -> None:
        self._letters = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._begun: list[str] = []  # of an event whose end has not come yet
        self._last = ""  # the letter before; the end of an event may be cut in two
        self._has_return = False  # a return came last: a line feed behind it belongs to it

    def feed(self, some: bytes) -> list[str]:
        """The data of each event that these bytes complete."""
        text = self._letters.decode(some)
        if self._has_return or "\r" in text:
            text = self._with_line_feeds(text)
        if not text:
            return []
        if "\n\n" not in self._last + text:
            self._last = text[-1]
            self._begun.append(text)
            return []
        *whole, rest = "".join([*self._begun, text]).split("\n\n")
        self._begun, self._last = [rest] if rest else [], rest[-1:]
        found = []
        for event in whole:
            if event.startswith(_PLAIN) and "\n" not in event:  # nearly all of them
                found.append(event[len(_PLAIN) :])
            elif (data := _data(event)) is not None:
                found.append(data)
        return found

    def _with_line_feeds(self, text: str) -> str:
        if self._has_return:
            text = "\r" + text
        self._has_return = text.endswith("\r")
        text = text.removesuffix("\r")
        return text.replace("\r\n", "\n").replace("\r", "\n")


def _data(event: str) -> str | None:
    """The data of an event of several lines; None where it has none."""
    found = [
        line[len("data") :].removeprefix(":").removeprefix(" ")
        for line in event.split("\n")
        if line == "data" or line.startswith("data:")
    ]
    return "\n".join(found) if found else None
