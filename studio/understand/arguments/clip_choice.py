"""Arguments that say which clip, from where to where, before or after what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from studio.understand.arguments import times
from studio.understand.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from studio.understand.reading import Reading

Args = dict[str, Any]
_PAIR: Final = 2
# A clip that becomes the first or third one is moved; "make clip 2 the first 3 seconds" is not, so
# English looks behind the number. The same in Chinese, and in four Japanese word orders.
_BECOMES: Final = LazyPattern(
    r"\b(?:make|turn)\s+(?:(?:the|my)\s+)?(?:[\w-]+\s+)?(?:clip|scene|shot"
    r"|part)s?(?:\s+\d+)?\s+(?:(?:in)?to\s+)?"
    r"(?:be\s+)?the\s+(?:very\s+)?(?:first|second|third|fourth|fifth|last|final|opening|closing)\b"
    r"(?!\s+(?:\d|half|few|seconds?|minutes?|part\b))"
    r"|第[^第,]{1,4}(?:段|个|条)[^第,]{0,6}(?:变成|变为|成为|当作|当|作为|做)(?:第|开头|结尾"
    r"|最后|片头|片尾)"
    r"|(?:くりっぷ|しーん|かっと)(?:\d+)?を(?:一番)?(?:最初|最後|先頭|末尾|\d+番目)に(?:し"
    r"|する|もっ|持っ)"
    r"|(?:くりっぷ|しーん|かっと)\d+を(?:くりっぷ|しーん|かっと)\d+の(?:後ろ|前|次|後"
    r"|あと)(?:に|へ)(?=$|[、。,])"
    r"|(?:番目|つ目|くりっぷ\d*|かっと\d*|しーん\d*)(?:の)?を(?:一番)?(?:最初|最後|先頭|末尾"
    r"|頭|一番前|一番後ろ)(?:に|へ)(?=$|[、。,])"
)


def clip(reading: Reading) -> Args:
    """The clip that is named; several of them as a list."""
    found = reading.first("clip")
    if found is None or found.kind != "clip":
        return {}
    values = _all(reading)
    if len(values) > 1:
        # Operations on one clip take the first of them, the others all.
        return {"clips": values, "clip": values[0]}
    return {"clip": found.value} if not isinstance(found.value, list) else {"clips": found.value}


def clips(reading: Reading) -> Args:
    """One clip or a list of clips."""
    return clip(reading)


def _all(reading: Reading) -> list[int]:
    found: list[int] = []
    for token in reading.all("clip"):
        if token.kind == "clip" and token.value != "all":
            found += token.value if isinstance(token.value, list) else [token.value]
    return found


def two(reading: Reading) -> Args:
    """Two clips, in the order in which they are named."""
    numbers: list[int] = []
    for token in reading.tokens:
        if token.kind == "clip" and token.value != "all":
            numbers += token.value if isinstance(token.value, list) else [token.value]
        elif token.kind in {"nth", "number", "ordinal"} and isinstance(token.value, int):
            numbers.append(token.value)
        # 把第一段和最后换一下: the edge is a clip here; English says "the last one".
        elif "edge" in token.concepts and reading.language != "en":
            numbers.append(1 if token.concepts["edge"] == "start" else -1)
    return {"a": numbers[0], "b": numbers[1]} if len(numbers) > 1 else {}


def everything(reading: Reading) -> Args:
    """The clips to be joined."""
    numbers = _all(reading)
    return {"clips": numbers if len(numbers) > 1 else "all"}


def side_by_side(reading: Reading) -> Args:
    """The clips of a split screen and how they stand."""
    numbers = _all(reading)
    args: Args = {"clips": numbers} if len(numbers) > 1 else {}
    # Files that are not on the timeline yet may be shown beside each other, too.
    sources = [token.value for token in reading.all("file")]
    if sources and not args:
        args = {"src": sources[0]} if len(sources) == 1 else {"sources": sources}
    return args | {"layout": "v" if reading.has("vertical_layout") else "h"}


def copies(reading: Reading) -> Args:
    """Which clip, how often."""
    found = reading.first("times", "number")
    word = reading.meant("times_word")
    args = clip(reading)
    if found and isinstance(found.value, (int, float)):
        return args | {"times": int(found.value)}
    return args | ({"times": int(word)} if word else {})


def move(reading: Reading) -> Args:
    """Which clip goes where; a place in front of or behind another is counted from it."""
    numbers = _all(reading)
    if not numbers:
        return {}
    clip_number, others = numbers[0], numbers[1:]
    # "make the third clip the first one" names the place, "move clip 3 after clip 1" its neighbour.
    if others and becomes(reading) and not reading.has("after", "before"):
        return {"clip": clip_number, "to": others[0]}
    if others:
        return {"clip": clip_number, "to": _beside(reading, clip_number, others[0])}
    found = reading.first("nth", "number", "ordinal")
    if found:
        return {"clip": clip_number, "to": int(found.value)}
    at = _target(reading)
    if at is not None:
        return {"clip": clip_number, "to": at}
    return {"clip": clip_number}


def becomes(reading: Reading) -> bool:
    """“make the third clip the first one”."""
    return bool(_BECOMES.search(reading.folded, reading.low, reading.high))


def _target(reading: Reading) -> int | None:
    first = reading.first("clip")
    # English says whither behind what ("move clip 3 to the end"), the others before or behind.
    behind = [
        token
        for token in reading.tokens
        if first is None or token.low >= first.high or reading.language != "en"
    ]
    for token in behind:
        if token.kind == "clip":
            continue
        if token.has("first_word") or token.concepts.get("edge") == "start":
            return 1
        if token.has("last_word") or token.concepts.get("edge") == "end":
            return -1
    return None


def _beside(reading: Reading, clip_number: int, other: int) -> int:
    """After clip 3 is place 4, unless the clip comes from before it: it then leaves a gap."""
    if other == -1:
        return -1 if _is_behind(reading) else -2
    from_before = 0 < clip_number < other
    if _is_behind(reading):
        return other if from_before else other + 1
    return other - 1 if from_before else other


def _is_behind(reading: Reading) -> bool:
    return reading.has("after", "between") and not reading.has("before")


def insertion(reading: Reading) -> Args:
    """A file, where it goes, how long it stays."""
    args: Args = {"src": _source(reading)} | times.at_and_length(reading)
    if "from" in args and "to" in args:
        args = (
            {"src": args["src"], "at": args["from"], "d": args["to"] - args["from"]}
            if isinstance(args["to"], int)
            else args
        )
    args |= _neighbour(reading)
    # Where a clip to stand beside is named, no moment is needed.
    if "after" in args or "before" in args:
        args.pop("at", None)
    return args


def _neighbour(reading: Reading) -> Args:
    numbers = _all(reading)
    if numbers and reading.has("after"):
        return {"after": numbers[0]}
    if numbers and reading.has("before"):
        return {"before": numbers[0]}
    if len(numbers) > 1 and reading.has("between"):
        return {"after": numbers[0]}
    return {}


def neighbour(reading: Reading) -> Args:
    """After or before which clip."""
    return _neighbour(reading)


def _source(reading: Reading) -> str | None:
    found = reading.first("file", "url")
    return None if found is None else str(found.value)


def source(reading: Reading) -> Args:
    """The file that is named."""
    found = _source(reading)
    return {"src": found} if found else {}


def replacement(reading: Reading) -> Args:
    """Which clip, by which file, and whether its length stays."""
    files = reading.all("file", "url")
    args: Args = clip(reading)
    if files:
        args["src"] = (
            # Usually the new one comes last: "replace a.mp4 with b.mp4".
            files[0].value
            if reading.language == "en" and _with_second(reading)
            else files[-1].value
        )
    if reading.has("keep_length"):
        args["keep_d"] = True
    return args


def _with_second(reading: Reading) -> bool:
    """“use a.mp4 instead of b.mp4” names the new one first."""
    return reading.has("instead") or "instead of" in reading.folded


def between(reading: Reading) -> Args:
    """Between which clips."""
    numbers = _all(reading)
    if not numbers and reading.has("between"):
        numbers = [
            int(one.value) for one in reading.all("number", "nth") if one.value == int(one.value)
        ]
    # One clip or three name no seam: then all are meant.
    if len(numbers) == _PAIR:
        return {"between": numbers}
    return {"between": "all"}
