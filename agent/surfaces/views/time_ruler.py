"""A ruler of time: which ticks there is room for, and what they are called."""

from __future__ import annotations

from typing import Final

# Steps at which people count: milliseconds up to ten hours.
_STEPS: Final = (
    *(100, 200, 500),
    *(seconds * 1000 for seconds in (1, 2, 5, 10, 15, 30)),
    *(minutes * 60_000 for minutes in (1, 2, 5, 10, 15, 30)),
    *(hours * 3_600_000 for hours in (1, 2, 5, 10, 24, 48, 120, 240)),
)
_APART: Final = 4  # columns between the end of a name and the next tick
_MINUTE_MS: Final = 60_000
_MINUTE: Final = 60
_HOUR: Final = 3600


def column(ms: int, length_ms: int, columns: int) -> int:
    """The column at which a moment is drawn; the end is the column behind the last."""
    return (ms * columns * 2 + length_ms) // (2 * length_ms) if length_ms > 0 else 0


def moment(ms: int, length_ms: int) -> str:
    """A moment of a film so long: `5s`, `2.5s`, `1:05`, `1:00:00`."""
    if length_ms < _MINUTE_MS:
        return f"{ms / 1000:.1f}".removesuffix(".0") + "s"
    minutes, seconds = divmod(round(ms / 1000), _MINUTE)
    if length_ms < _HOUR * 1000:
        return f"{minutes}:{seconds:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"


def ticks(length_ms: int, columns: int) -> list[tuple[int, str]]:
    """Column and name of each tick, from zero to the end; the last one is the length itself."""
    end = (columns, moment(length_ms, length_ms))
    first = (0, moment(0, length_ms))
    if length_ms <= 0:
        return [first]
    step = next((one for one in _STEPS if _is_roomy(one, length_ms, columns)), length_ms)
    between = [
        (column(ms, length_ms, columns), moment(ms, length_ms))
        for ms in range(step, length_ms, step)
    ]
    last = columns - len(end[1]) - 1
    return [first, *(one for one in between if one[0] + len(one[1]) + 1 <= last), end]


def _is_roomy(step: int, length_ms: int, columns: int) -> bool:
    widest = len(moment(length_ms - length_ms % step, length_ms))
    return column(step, length_ms, columns) >= widest + _APART
