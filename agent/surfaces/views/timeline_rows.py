"""The tracks of a video, drawn to scale: a ruler, a lane each, what has changed marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agent.surfaces.views import cells, glyphs, lanes, legend, time_ruler
from agent.surfaces.views.legend import Entry
from agent.timeline.changes import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from agent.speech.words import Words
    from agent.surfaces.printer import Piece
    from agent.surfaces.views.glyphs import GlyphSet, TrackGlyphs
    from agent.surfaces.views.lanes import SegmentBar
    from agent.timeline.changes import Change
    from agent.timeline.draft import Segment, Timeline, Track

_NARROWEST: Final = 20  # columns; below it nothing can be told apart
_MOST_LANES: Final = 40
_MOST_NAMES: Final = 60  # told below, a track
_TELLING: Final = 8  # columns of a name that is cut, from which on one knows what it is
_GAP: Final = 2  # columns between a label and its lane
_SHORTEST_CUT: Final = 2  # columns; a name cut to fewer tells nothing
_ROOM_FOR_CUT: Final = 6  # columns; with fewer, one more letter tells more than an ellipsis
_SHORTEST_BESIDE: Final = 7  # columns; a name beside its bar needs some to be worth it


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
    glyph_set = glyphs.glyph_set(encoding, words)
    width = max(width, _NARROWEST)
    tracks = [track for track in timeline.tracks if track.segments]
    if not tracks:
        said = cells.wrapped(glyph_set.words.say("notice.empty"), width)
        drawn: Iterable[list[Piece]] = [[("", glyph_set.written(row))] for row in said]
    else:
        drawn = _drawn(tracks, timeline.duration_ms, width, changes, glyph_set)
    return [_tidy(row, colour=colour) for row in drawn]


def _drawn(
    tracks: Sequence[Track],
    length_ms: int,
    width: int,
    changes: tuple[Change, ...],
    glyph_set: GlyphSet,
) -> Iterator[list[Piece]]:
    labels = [cells.cut(label, width // 3, glyph_set.cut) for label in _labels(tracks, glyph_set)]
    margin = max(map(cells.wide, labels)) + _GAP
    columns = width - margin
    yield from _ruler(length_ms, margin, columns, glyph_set)
    found = lanes.marks(changes)
    left = _MOST_LANES
    told_below: list[tuple[str, list[Entry]]] = []
    for label, track in zip(labels, tracks, strict=True):
        bars = lanes.lanes(track, found, length_ms, columns)
        numbers = _untold(track, bars, columns, glyph_set)
        for number, lane in enumerate(bars[:left]):
            head = cells.filled("" if number else label, margin)
            yield from _rows_of(lane, track, (head, columns), numbers, glyph_set)
        if numbers:
            told_below.append((label, list(_entries(track, numbers, found, length_ms, glyph_set))))
        if len(bars) > left:
            break
        left -= len(bars)
    shown = _MOST_LANES - left
    yield from _names(told_below, width, glyph_set)
    yield from _ending(len(tracks), shown, changes, width, glyph_set)


def _rows_of(
    lane: Sequence[SegmentBar],
    track: Track,
    place: tuple[str, int],
    numbers: dict[int, int],
    glyph_set: GlyphSet,
) -> Iterator[list[Piece]]:
    """A lane, under a row of numbers where they do not fit into their bars."""
    head, columns = place
    inside = numbers if legend.fit(lane, numbers) else dict.fromkeys(numbers, 0)
    if inside is not numbers:
        above = legend.above(lane, numbers, columns)
        yield [("", " " * cells.wide(head)), ("bold", above)]
    yield [("bold", head), *_lane(lane, track, columns, inside, glyph_set)]


def _untold(
    track: Track, bars: Sequence[Sequence[SegmentBar]], columns: int, glyph_set: GlyphSet
) -> dict[int, int]:
    """The segments that have a name and no room for it, by their identity, and their numbers."""
    told = {
        id(bar.segment)
        for lane in bars
        for bar, end in _until(lane, columns)
        if _is_told(bar, track, end, glyph_set)
    }
    named = [id(one) for one in track.segments if glyph_set.written(one.name or track.name)]
    untold = [one for one in named if one not in told]
    if 2 * len(untold) > len(named):
        untold = named  # a list with few gaps is easier to read without any
    numbers = legend.numbered(track.segments)
    return {one: numbers[one] for one in untold}


def _is_told(bar: SegmentBar, track: Track, end: int, glyph_set: GlyphSet) -> bool:
    space = max(bar.right - bar.left - 2 - len(bar.mark), 0)
    name = glyph_set.written(bar.segment.name or track.name)
    shown = "".join(_named(bar, track, space, end - bar.right, glyph_set)).strip()
    return shown.startswith(name) or cells.wide(shown) >= _TELLING


def _until(lane: Sequence[SegmentBar], columns: int) -> Iterator[tuple[SegmentBar, int]]:
    """Each bar and where the next one begins."""
    return zip(lane, [*(one.left for one in lane[1:]), columns], strict=True)


def _entries(
    track: Track, numbers: dict[int, int], found: lanes.Marks, length_ms: int, glyph_set: GlyphSet
) -> Iterator[Entry]:
    untold = (one for one in track.segments if id(one) in numbers)
    for one in sorted(untold, key=lambda one: numbers[id(one)]):
        mark = found.get((track.kind, one.name, one.start_ms, one.end_ms), "")
        name = _loud(one, track, glyph_set)
        yield Entry(numbers[id(one)], mark, legend.time(one, length_ms), name)


def _names(
    told: Sequence[tuple[str, list[Entry]]], width: int, glyph_set: GlyphSet
) -> Iterator[list[Piece]]:
    """The names that are told below, under the label of their track if there are several."""
    for label, entries in told:
        if len(told) > 1:
            yield [("bold", label)]
        some = entries[:_MOST_NAMES]
        yield from legend.rows(some, width, _MARK_PAINTS, glyph_set.cut)
        if len(entries) > len(some):
            yield [("note", f"... +{len(entries) - len(some)}")]


def _labels(tracks: Sequence[Track], glyph_set: GlyphSet) -> Iterator[str]:
    """`Video`; `Audio 1`, `Audio 2` where there are two."""
    kinds = [track.kind for track in tracks]
    for at, kind in enumerate(kinds):
        known = kind if kind in glyphs.BOXES else "other"
        name = glyph_set.words.say(f"track.{known}")
        yield f"{name} {kinds[:at].count(kind) + 1}" if kinds.count(kind) > 1 else name


def _ruler(length_ms: int, margin: int, columns: int, glyph_set: GlyphSet) -> Iterator[list[Piece]]:
    names, line = [" "] * columns, [glyph_set.ruler[1]] * columns
    *ticks, (_, end) = time_ruler.ticks(length_ms, columns)
    for at, name in [*ticks, (columns - len(end), end)]:
        names[at : at + len(name)] = name
    for at, _ in ticks:
        line[at] = glyph_set.ruler[0]
    line[-1] = glyph_set.ruler[2]
    yield [("", " " * margin), ("dim", "".join(names)[: -len(end)]), ("bold", end)]
    yield [("", " " * margin), ("dim", "".join(line))]


def _lane(
    bars: Sequence[SegmentBar],
    track: Track,
    columns: int,
    numbers: dict[int, int],
    glyph_set: GlyphSet,
) -> Iterator[Piece]:
    track_glyphs = glyph_set.tracks.get(track.kind, glyph_set.tracks["other"])
    at = 0
    for bar, end in _until(bars, columns):
        yield "", " " * (bar.left - at)
        at = bar.right
        number = numbers.get(id(bar.segment))
        if number:
            yield from _numbered(bar, str(number), track_glyphs)
            continue
        space = max(bar.right - bar.left - 2 - len(bar.mark), 0)
        inside, beside = "", ""
        if number is None:
            inside, beside = _named(bar, track, space, end - bar.right, glyph_set)
        yield from _bar(bar, inside, space, track_glyphs)
        yield "", beside
        at += cells.wide(beside)


def _numbered(bar: SegmentBar, number: str, track_glyphs: TrackGlyphs) -> Iterator[Piece]:
    """A bar with its number; its mark stands in it if there is space, and always below."""
    space = bar.right - bar.left - 1 - len(number)
    paint = _MARK_PAINTS.get(bar.mark, "")
    yield track_glyphs.paint, track_glyphs.left
    if 0 < len(bar.mark) <= space:
        yield paint, bar.mark
        space -= len(bar.mark)
    yield paint or "bold", number
    if space:
        yield track_glyphs.paint, track_glyphs.fill * (space - 1) + track_glyphs.right


def _bar(bar: SegmentBar, name: str, space: int, track_glyphs: TrackGlyphs) -> Iterator[Piece]:
    mark = (_MARK_PAINTS.get(bar.mark, ""), bar.mark)
    columns = bar.right - bar.left
    if columns == 1:
        yield mark if bar.mark else (track_glyphs.paint, track_glyphs.left)
        return
    yield track_glyphs.paint, track_glyphs.left
    yield mark
    if columns == len(track_glyphs.left) + len(bar.mark):
        return
    rest = space - cells.wide(name)
    yield "", name
    yield (
        track_glyphs.paint,
        (" " + track_glyphs.fill * (rest - 1) if name and rest else track_glyphs.fill * rest),
    )
    yield track_glyphs.paint, track_glyphs.right


def _named(
    bar: SegmentBar, track: Track, space: int, free: int, glyph_set: GlyphSet
) -> tuple[str, str]:
    """The name as it stands in the bar, and as it stands beside it: in one of the two, or cut."""
    one = bar.segment
    name, loud = glyph_set.written(one.name or track.name), _loud(one, track, glyph_set)
    for said in (loud, name):
        if cells.wide(said) <= space:
            return said, ""
    free -= 2  # a blank before it and one behind it
    if cells.wide(name) <= free or free > max(space, _SHORTEST_BESIDE):
        return "", " " + cells.cut(name, free, glyph_set.cut)
    if space < _SHORTEST_CUT:
        return "", ""
    return cells.cut(name, space, glyph_set.cut if space >= _ROOM_FOR_CUT else ""), ""


def _loud(one: Segment, track: Track, glyph_set: GlyphSet) -> str:
    """The name, and how loud it is where somebody has said so."""
    name = glyph_set.written(one.name or track.name)
    volume = one.volume if one.volume is not None else track.volume
    return f"{name} {percent(volume)}".strip() if volume not in {None, 1.0} else name


def _ending(
    count: int, shown: int, changes: tuple[Change, ...], width: int, glyph_set: GlyphSet
) -> Iterator[list[Piece]]:
    """The number of tracks not shown, what the marks mean, and what is gone."""
    if shown < count and shown == _MOST_LANES:
        said = glyph_set.written(glyph_set.words.say("views.more", count=count - shown))
        yield [("dim", cells.cut(said, width, glyph_set.cut))]
    if changes:
        yield _legend(changes, width, glyph_set)


def _legend(changes: tuple[Change, ...], width: int, glyph_set: GlyphSet) -> list[Piece]:
    signs = {one.sign for one in changes}
    said = [
        (_MARK_PAINTS[sign], f"{sign} {glyph_set.written(glyph_set.words.say(f'views.{key}'))}")
        for sign, key in (("+", "added"), ("~", "changed"))
        if sign in signs
    ]
    gone = ", ".join(
        glyph_set.written(one.name) or glyph_set.words.say("track.other")
        for one in changes
        if one.sign == "-"
    )
    if gone:
        said.append(("drop", f"- {glyph_set.written(glyph_set.words.say('views.gone'))}: {gone}"))
    row: list[Piece] = []
    left = width
    for paint, text in said:
        fits = cells.cut(text, left, glyph_set.cut)
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
