"""Server-sent events decoded incrementally, a whole chunk at a time.

Of an event only its data is wanted. Nearly all events are one line of data, and are read here for
a third of what they cost line by line; where a chunk holds any other, httpx-sse reads all of it.
"""

from __future__ import annotations

import codecs
from typing import Final

import httpx
from httpx_sse import EventSource

_PLAIN: Final = "data: "
_KIND: Final = {"content-type": "text/event-stream; charset=utf-8"}


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
        if all(event.startswith(_PLAIN) and "\n" not in event for event in whole):
            return [event[len(_PLAIN) :] for event in whole]
        return _read(whole)

    def _with_line_feeds(self, text: str) -> str:
        if self._has_return:
            text = "\r" + text
        self._has_return = text.endswith("\r")
        text = text.removesuffix("\r")
        return text.replace("\r\n", "\n").replace("\r", "\n")


def _read(events: list[str]) -> list[str]:
    """The data of whole events of any kind, one after the other."""
    page = "\n\n".join([*events, ""]).encode()
    response = httpx.Response(httpx.codes.OK, headers=_KIND, content=page)
    return [event.data for event in EventSource(response).iter_sse() if event.data]
