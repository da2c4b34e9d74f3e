"""The tracks of a video, drawn to scale: a ruler, a lane each, what has changed marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from agent.speech import words as speech
from agent.surfaces.views import cells, lanes, scale
from agent.timeline.changes import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from agent.speech.words import Words
    from agent.surfaces.paper import Piece
    from agent.surfaces.views.lanes import Bar
    from agent.timeline.changes import Change
    from agent.timeline.draft import Timeline, Track

_NARROWEST: Final = 20  # columns; below it nothing can be told apart
_MOST_LANES: Final = 40
_GAP: Final = 2  # columns between a label and its lane
_SHORTEST_CUT: Final = 2  # columns; a name cut to fewer tells nothing
_ROOM_FOR_CUT: Final = 6  # columns; with fewer, one more letter tells more than an ellipsis
_SHORTEST_BESIDE: Final = 7  # columns; a name beside its bar needs some to be worth it


@dataclass(frozen=True, slots=True)
class _Look:
    """How a kind of track is drawn: a picture is a mass, a sound a line, a text is dots."""

    left: str
    fill: str
    right: str
    paint: str


@dataclass(frozen=True, slots=True)
class _Hand:
    """What is drawn with: glyphs that the stream has letters for, and words likewise."""

    encoding: str
    looks: Mapping[str, _Look]
    ruler: str  # a tick, the line between, its end
    cut: str
    words: Words

    def written(self, text: str) -> str:
        """The text in one line of letters that the stream has."""
        said = cells.flat(text)
        return said.encode(self.encoding, "replace").decode(self.encoding)


_BOXES: Final = {
    "video": _Look("▐", "▒", "▌", "video"),
    "audio": _Look("├", "─", "┤", "audio"),
    "text": _Look("┊", "·", "┊", "text"),
    "other": _Look("╎", " ", "╎", "other"),
}
_ASCII: Final = {
    "video": _Look("[", "=", "]", "video"),
    "audio": _Look("(", "-", ")", "audio"),
    "text": _Look("|", ".", "|", "text"),
    "other": _Look("<", " ", ">", "other"),
}
_MARK_PAINTS: Final = {"+": "add", "~": "change"}


def rows(
    timeline: Timeline,
    width: int,
    words: Words,
    changes: tuple[Change, ...] = (),
    *,
    colour: bool = True,
    encoding: str = "utf-8",
) -> list[list[Piece]]:
    """The rows of the drawing, each of at most `width` columns (twenty at least).

    `encoding` is that of the stream; one without box glyphs gets a drawing in ASCII.
    """
    hand = _hand(encoding, words)
    width = max(width, _NARROWEST)
    tracks = [track for track in timeline.tracks if track.segments]
    if not tracks:
        said = cells.wrapped(hand.words.say("notice.empty"), width)
        drawn: Iterable[list[Piece]] = [[("", hand.written(row))] for row in said]
    else:
        drawn = _drawn(tracks, timeline.duration_ms, width, changes, hand)
    return [_tidy(row, colour=colour) for row in drawn]


def _hand(encoding: str, words: Words) -> _Hand:
    known = encoding if _has(encoding, "") else "ascii"
    if not _has(known, "".join(words.say(f"track.{kind}") for kind in _BOXES)):
        words = speech.words("en")
    if _has(known, "…┬─┐" + "".join(f"{one.left}{one.fill}{one.right}" for one in _BOXES.values())):
        return _Hand(known, _BOXES, "┬─┐", "…", words)
    return _Hand(known, _ASCII, "+-+", ".", words)


def _has(encoding: str, letters: str) -> bool:
    try:
        letters.encode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


def _drawn(
    tracks: Sequence[Track], length_ms: int, width: int, changes: tuple[Change, ...], hand: _Hand
) -> Iterator[list[Piece]]:
    labels = [cells.cut(label, width // 3, hand.cut) for label in _labels(tracks, hand)]
    margin = max(map(cells.wide, labels)) + _GAP
    columns = width - margin
    yield from _ruler(length_ms, margin, columns, hand)
    found = lanes.marks(changes)
    left = _MOST_LANES
    for label, track in zip(labels, tracks, strict=True):
        bars = lanes.lanes(track, found, length_ms, columns)
        for number, lane in enumerate(bars[:left]):
            head = ("bold", cells.filled("" if number else label, margin))
            yield [head, *_lane(lane, track, columns, hand)]
        if len(bars) > left:
            break
        left -= len(bars)
    shown = _MOST_LANES - left
    yield from _ending(len(tracks), shown, changes, width, hand)


def _labels(tracks: Sequence[Track], hand: _Hand) -> Iterator[str]:
    """`Video`; `Audio 1`, `Audio 2` where there are two."""
    kinds = [track.kind for track in tracks]
    for at, kind in enumerate(kinds):
        known = kind if kind in _BOXES else "other"
        name = hand.words.say(f"track.{known}")
        yield f"{name} {kinds[:at].count(kind) + 1}" if kinds.count(kind) > 1 else name


def _ruler(length_ms: int, margin: int, columns: int, hand: _Hand) -> Iterator[list[Piece]]:
    names, line = [" "] * columns, [hand.ruler[1]] * columns
    *ticks, (_, end) = scale.ticks(length_ms, columns)
    for at, name in [*ticks, (columns - len(end), end)]:
        names[at : at + len(name)] = name
    for at, _ in ticks:
        line[at] = hand.ruler[0]
    line[-1] = hand.ruler[2]
    yield [("", " " * margin), ("dim", "".join(names)[: -len(end)]), ("bold", end)]
    yield [("", " " * margin), ("dim", "".join(line))]


def _lane(bars: Sequence[Bar], track: Track, columns: int, hand: _Hand) -> Iterator[Piece]:
    look = hand.looks.get(track.kind, hand.looks["other"])
    at = 0
    for bar, end in zip(bars, [*(one.left for one in bars[1:]), columns], strict=True):
        room = max(bar.right - bar.left - 2 - len(bar.mark), 0)
        inside, beside = _named(bar, track, room, end - bar.right, hand)
        yield "", " " * (bar.left - at)
        yield from _bar(bar, inside, room, look)
        yield "", beside
        at = bar.right + cells.wide(beside)


def _bar(bar: Bar, name: str, room: int, look: _Look) -> Iterator[Piece]:
    mark = (_MARK_PAINTS.get(bar.mark, ""), bar.mark)
    columns = bar.right - bar.left
    if columns == 1:
        yield mark if bar.mark else (look.paint, look.left)
        return
    yield look.paint, look.left
    yield mark
    if columns == len(look.left) + len(bar.mark):
        return
    rest = room - cells.wide(name)
    yield "", name
    yield look.paint, (" " + look.fill * (rest - 1) if name and rest else look.fill * rest)
    yield look.paint, look.right


def _named(bar: Bar, track: Track, room: int, free: int, hand: _Hand) -> tuple[str, str]:
    """The name as it stands in the bar, and as it stands beside it: in one of the two, or cut."""
    one = bar.segment
    name = hand.written(one.name or track.name)
    volume = one.volume if one.volume is not None else track.volume
    loud = f"{name} {percent(volume)}".strip() if volume not in {None, 1.0} else name
    for said in (loud, name):
        if cells.wide(said) <= room:
            return said, ""
    free -= 2  # a blank before it and one behind it
    if cells.wide(name) <= free or free > max(room, _SHORTEST_BESIDE):
        return "", " " + cells.cut(name, free, hand.cut)
    if room < _SHORTEST_CUT:
        return "", ""
    return cells.cut(name, room, hand.cut if room >= _ROOM_FOR_CUT else ""), ""


def _ending(
    count: int, shown: int, changes: tuple[Change, ...], width: int, hand: _Hand
) -> Iterator[list[Piece]]:
    """What there was no room for, what the marks mean, and what is gone."""
    if shown < count and shown == _MOST_LANES:
        said = hand.written(hand.words.say("views.more", count=count - shown))
        yield [("dim", cells.cut(said, width, hand.cut))]
    if changes:
        yield _legend(changes, width, hand)


def _legend(changes: tuple[Change, ...], width: int, hand: _Hand) -> list[Piece]:
    signs = {one.sign for one in changes}
    said = [
        (_MARK_PAINTS[sign], f"{sign} {hand.written(hand.words.say(f'views.{key}'))}")
        for sign, key in (("+", "added"), ("~", "changed"))
        if sign in signs
    ]
    gone = ", ".join(
        hand.written(one.name) or hand.words.say("track.other")
        for one in changes
        if one.sign == "-"
    )
    if gone:
        said.append(("drop", f"- {hand.written(hand.words.say('views.gone'))}: {gone}"))
    row: list[Piece] = []
    left = width
    for paint, text in said:
        fits = cells.cut(text, left, hand.cut)
        row += [(paint, fits), ("", "  ")]
        left -= cells.wide(fits) + 2
    return row


def _tidy(row: Iterable[Piece], *, colour: bool) -> list[Piece]:
    """Neighbours of one paint joined, nothing empty, no blanks at the end."""
    pieces: list[Piece] = []
    for paint, text in row:
        shown = paint if colour else ""
        if pieces and pieces[-1][0] == shown:
            pieces[-1] = (shown, pieces[-1][1] + text)
        elif text:
            pieces.append((shown, text))
    while pieces and not pieces[-1][1].rstrip():
        pieces.pop()
    if pieces:
        pieces[-1] = (pieces[-1][0], pieces[-1][1].rstrip())
    return pieces
