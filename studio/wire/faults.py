"""Faults on request: what a network, a proxy and a backend on a bad day do, by name.

A fault is written `name` or `name=value`, then `@place` to confine it (`code=429@token`), `*N` for
"the first N times" and `#tag` to tell two such counts apart. Several are parted by commas. They
stand in the option `--fault` (every request that the fault is about) or in the header
`X-Studio-Fault` (that request alone).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from threading import Lock
from typing import Final

HEADER: Final = "x-studio-fault"

# name -> (what it is about, whether it takes a value, what it does)
KNOWN: Final = {
    "code": ("any", "refuse with this code: 400 402 429 1001 1002 2001 4001 4002 and the like"),
    "retry-after": ("any", "this Retry-After on a refusal, however strange"),
    "detail": ("any", "refuse with this HTTP status and the body of the vendor's server software"),
    "http-502-html": ("any", "502 with an HTML page, before anything is done"),
    "lost-answer": ("message", "do the work, then break the line before the first byte"),
    "late-502": ("message", "do the work, then answer 502 with an HTML page"),
    "cut-after": ("message", "break the line after N events"),
    "cut-bytes": ("message", "break the line after N bytes, wherever that is"),
    "end-after": ("message", "end the stream properly after N events"),
    "stall": ("message", "say nothing for N seconds (600) after the first event"),
    "stall-first": ("message", "say nothing for N seconds (600) before the first event"),
    "heartbeats": ("message", "N heartbeats (3) between events"),
    "slow": ("message", "N seconds (0.2) between events"),
    "dribble": ("message", "pieces of N bytes (7)"),
    "garbage": ("message", "a line that is no JSON after the first event"),
    "bom": ("message", "a byte order mark in front"),
    "crlf": ("message", "CR LF as line ends"),
    "no-last-line": ("message", "the last event without the empty line behind it"),
    "twice": ("message", "the last event once more"),
    "error": ("message", "an error frame with this text at the end"),
    "broken-error": ("message", "an error frame that is not valid JSON, as in older releases"),
    "refusal-frame": ("message", "a frame with this code instead of the events, nothing done"),
    "render-fails": ("render", "every render fails"),
    "render-fails-once": ("render", "the first render of a session fails"),
    "render-hangs": ("render", "a render that never ends"),
    "download-cut": ("download", "break the line after N bytes of the file"),
    "empty-upload": ("upload", "keep the file and answer with an empty list"),
}
PLACES: Final = (
    *("token", "session", "claim", "message", "upload", "credits", "state"),
    *("render", "poll", "download", "page"),
)
_SHAPE: Final = r"([a-z0-9-]+)(?:=([^,@*#]*))?(?:@([a-z]+))?(?:\*(\d{1,4}))?(?:#([\w-]{1,40}))?"


class FaultError(ValueError):
    """A fault that there is not."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong."""

    name: str
    value: str = ""
    place: str = ""
    times: int | None = None
    tag: str = ""

    def is_about(self, place: str) -> bool:
        """Whether it can go wrong with a request of this place."""
        usual = KNOWN[self.name][0]
        return place == self.place if self.place else usual in ("any", place)


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong with one request."""

    of: tuple[Fault, ...] = ()

    def __contains__(self, name: object) -> bool:
        return any(fault.name == name for fault in self.of)

    def value(self, name: str, default: str = "") -> str:
        """The value of a fault, if there is one."""
        return next((fault.value or default for fault in self.of if fault.name == name), default)

    def number(self, name: str, default: float) -> float:
        """The value of a fault as a number that makes sense."""
        try:
            found = float(self.value(name) or default)
        except ValueError:
            return default
        return min(max(found, 0.0), 1e6) if found == found else default  # noqa: PLR0124  a NaN differs from itself


NONE: Final = Faults()


class FaultBook:
    """The faults of an application, and how often those with a count have happened."""

    def __init__(self, option: str | None = None) -> None:
        self._option = parse(option or "")
        self._spent: dict[Fault, int] = {}
        self._lock = Lock()

    def of_request(self, place: str, header: str | None) -> Faults:
        """What is to go wrong with a request of this place."""
        wanted = [*self._option, *parse(header or "")]
        due = (fault for fault in wanted if fault.is_about(place) and self._is_due(fault))
        return Faults(tuple(due)) if wanted else NONE

    def _is_due(self, fault: Fault) -> bool:
        if fault.times is None:
            return True
        with self._lock:
            spent = self._spent.get(fault, 0)
            self._spent[fault] = min(spent + 1, fault.times + 1)
        return spent < fault.times


def parse(written: str) -> list[Fault]:
    """Faults out of an option or a header."""
    return [_one(piece) for piece in map(str.strip, written[:1000].split(",")) if piece]


def _one(piece: str) -> Fault:
    found = re.fullmatch(_SHAPE, piece)
    if found is None or found[1] not in KNOWN:
        raise FaultError(f"no such fault: {piece[:60]!r}; there are {', '.join(KNOWN)}")
    name, value, place, times, tag = found.groups()
    if place and place not in PLACES:
        raise FaultError(f"no such place: {place!r}; there are {', '.join(PLACES)}")
    return Fault(name, value or "", place or "", int(times) if times else None, tag or "")
