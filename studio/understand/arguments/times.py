"""Arguments of time: ranges, edges, moments, lengths, shifts, factors of speed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from studio.understand.numbers import whole

if TYPE_CHECKING:
    from studio.understand.reading import Reading

Args = dict[str, Any]
# "slower" without a number is half the speed, "faster" half as fast again.
_SLOWER: Final = 0.5
_FASTER: Final = 1.5


def span(reading: Reading) -> Args:
    """From and to."""
    found = reading.first("range")
    return {"from": found.value[0], "to": found.value[1]} if found else {}


def loose_span(reading: Reading) -> Args:
    """“start the music at 5 s and stop it at 25 s” names both ends apart."""
    if reading.has("range"):
        return span(reading)
    times = [token.value for token in reading.all("time")]
    if len(times) > 1:
        return {"from": min(times), "to": max(times)}
    if times:
        # One time alone is where the music ends if that is said, else where it begins.
        return {"to": times[0]} if reading.has("stop_verb", "remove", "cut") else {"from": times[0]}
    return {}


def edge(reading: Reading) -> Args:
    """The first or last so-many seconds or frames."""
    found = reading.first("edged")
    if found is None:
        return {}
    side, kind, amount = found.value
    return {"edge": side, ("frames" if kind == "frames" else "d"): amount}


def edge_until(reading: Reading) -> Args:
    """“start the video at 0:12” takes away what stands before."""
    found = reading.first("time")
    return {"edge": "start", "d": found.value} if found else {}


def edge_apart(reading: Reading) -> Args:
    """“cut the black at the end, about 3 seconds”: the edge and the length stand apart."""
    side = place(reading).get("at")
    return {"edge": side} | length(reading) if side else {}


def edge_kept(reading: Reading) -> Args:
    """An edge that is kept, told as a range where it can be."""
    args = edge(reading)
    if args.get("edge") == "start" and "d" in args:
        return args | {"from": 0, "to": args["d"]}
    return args


def edge_as_span(reading: Reading) -> Args:
    """“the first three seconds” where a range is wanted."""
    args = {} if reading.has("range") else edge(reading)
    if args.get("edge") == "start" and "d" in args:
        return {"from": 0, "to": args["d"]}
    return args


def moment(reading: Reading) -> Args:
    """At: a clock, a share, the start or the end."""
    for token in reading.all("time"):
        if token.concepts.get("role") == "at":
            return {"at": token.value}
    if reading.has("halfway"):
        return {"at": "50%"}
    return place(reading)


def place(reading: Reading) -> Args:
    """At the start or at the end."""
    for token in reading.tokens:
        if token.has("first_word") or token.concepts.get("edge") == "start":
            return {"at": "start"}
        if token.has("last_word") or token.concepts.get("edge") == "end":
            return {"at": "end"}
    return {}


def moment_or_time(reading: Reading) -> Args:
    """A moment, also where nothing says that it is one."""
    args = moment(reading)
    times = reading.all("time")
    if "at" not in args and times:
        return {"at": times[0].value}
    # "cover at the start, from 0:03": a number says more than a word.
    if isinstance(args.get("at"), str) and times:
        return {"at": times[0].value}
    if not args and (frame := reading.first("frames")):
        return {"frames": frame.value}
    return args


def length(reading: Reading) -> Args:
    """How long something lasts."""
    times = [token for token in reading.all("time") if token.concepts.get("role") != "at"]
    if times:
        return {"d": times[0].value}
    found = reading.first("edged")
    if found and found.value[1] == "time":
        return {"d": found.value[2]}
    return {}


def at_and_length(reading: Reading) -> Args:
    """A moment and a length, a range, or an edge: where and how long something stands."""
    if reading.has("range"):
        return span(reading)
    args = moment(reading)
    found = reading.first("edged")
    if found and found.value[1] == "time":
        return {"at": found.value[0], "d": found.value[2]}
    if args.get("at") == "50%" and not reading.has("halfway_only"):
        args = {}
    return args | length(reading)


def at_or_span(reading: Reading) -> Args:
    """A range or a moment."""
    return at_and_length(reading)


def shift(reading: Reading) -> Args:
    """By how much later (+) or earlier (-)."""
    found = reading.first("time", "frames")
    if found is None:
        return {}
    sign = -1 if reading.has("sooner") else 1
    if reading.has("late") and not reading.has("sooner", "later"):
        sign = -1
    return {("frames" if found.kind == "frames" else "by"): sign * found.value}


def sync(reading: Reading) -> Args:
    """Sound that is late goes earlier, sound that is early goes later."""
    found = reading.first("time", "frames")
    if found is None:
        return {}
    # What is said of the sound ("it lags") and what is wished ("push it back") have opposite
    # signs; a wish wins.
    late = re.search(
        r"late\b|lag|behind|trail|慢了|晚了|滞后|延迟了|落后|遅れ|遅い|ずれて遅|慢|晚(?!上)",
        reading.folded[reading.low : reading.high],
    )
    wished = re.search(
        r"(?:delay|push|move|shift|nudge|slide)\b.*(?:by|back|later|forward|earlier)|往后"
        r"|推后|延后|推迟|提前|往前|遅らせ|早め|前に|後ろに",
        reading.folded[reading.low : reading.high],
    )
    if wished:
        earlier = re.search(
            r"earlier|forward|ahead|提前|往前|早め|前に|前へ",
            reading.folded[reading.low : reading.high],
        )
        sign = -1 if earlier else 1
    else:
        sign = -1 if late else 1
    return {("frames" if found.kind == "frames" else "by"): sign * found.value}


def steps(reading: Reading) -> Args:
    """How many steps back or forth."""
    found = reading.first("number", "times", "nth")
    if found and isinstance(found.value, (int, float)):
        return {"n": max(1, int(abs(found.value)))}
    word = reading.meant("times_word")
    return {"n": int(word) if word else 1}


def repeats(reading: Reading) -> Args:
    """How often."""
    found = reading.first("times", "number", "factor")
    word = reading.meant("times_word") or reading.meant("factor")
    if found and isinstance(found.value, (int, float)) and not isinstance(found.value, bool):
        return {"times": whole(float(found.value))}
    return {"times": int(float(word))} if word else {}


def each(reading: Reading) -> Args:
    """The length of each picture."""
    found = reading.first("time")
    return {"each": found.value} if found else {}


def whole_length(reading: Reading) -> Args:
    """A length to reach, or one not to exceed."""
    found = reading.first("time")
    if found is None:
        return {}
    return {"max" if reading.has("limit") else "d": found.value}


def speed(reading: Reading) -> Args:
    """A factor; a percentage of the speed, or one faster or slower; a modest step without one."""
    slower = reading.has("slow_down") and not reading.has("speed_up")
    times = factor(reading)
    if times:
        return {"x": whole(1 / times if slower and times > 1 else times)}
    found = reading.first("percent")
    if found:
        return {"x": whole(_speed_of(reading, float(found.value), slower=slower))}
    if slower:
        return {"x": _SLOWER}
    return {"x": _FASTER} if reading.has("speed_up") else {}


def _speed_of(reading: Reading, share: float, *, slower: bool) -> float:
    text = reading.folded[reading.low : reading.high]
    # "to 80 %" is the speed itself, "by 20 %" or "20 % faster" a change of it.
    to = re.search(
        r"\b(?:to|at)\s+(?:about )?[\w. ]+?\s?(?:%|percent)|(?:到|成|为|の速度|のすぴーど"
        r"|に(?:し|落|下|減)|で(?:再生)?)",
        text,
    )
    by = re.search(
        r"\bby\b|faster|slower|quicker|提高|加快了|快了|加快(?!到)|加速(?!到)|提速(?!到)"
        r"|减速(?!到)|放慢(?!到)|慢了|減速|速く|遅く|あっぷ|だうん",
        text,
    )
    if by and not to:
        return 1 - share if slower else 1 + share
    return share


def factor(reading: Reading) -> float | None:
    """Twice, 1.5x, half, 三倍."""
    found = next((one for one in reading.tokens if one.kind in {"factor", "pace"}), None)
    if found is None:
        found = next((one for one in reading.tokens if one.kind == "times"), None)
    if found and isinstance(found.value, (int, float)):
        own = reading.folded[found.low : found.high]
        # 快一倍 is twice as fast, 快两倍 is said for twice as well and read as it stands.
        return 2.0 if own in {"一倍", "1倍"} and reading.language == "zh" else float(found.value)
    word = reading.meant("factor")
    return float(word) if word else None


def silence(reading: Reading) -> Args:
    """Pauses from some length on, or at one place only."""
    found = reading.first("time")
    args: Args = {"min": found.value} if found else {}
    where = place(reading).get("at")
    return args | ({"where": where} if where else {})


def still(reading: Reading) -> Args:
    """Where the picture stands still, and for how long."""
    times = reading.all("time")
    moments = [one for one in times if one.concepts.get("role") == "at"]
    # Of two bare times the first is the moment, the last the length: "hold 0:06 2 seconds".
    lengths = [one for one in times if one.concepts.get("role") == "for"] or [
        one for one in times if one not in moments
    ]
    args: Args = {}
    if moments:
        args["at"] = moments[0].value
    elif (at := _freeze_place(reading)) is not None:
        args["at"] = at
    if lengths:
        args["d"] = lengths[-1].value
    bare = [one for one in times if one.concepts.get("role") == ""]
    if "at" not in args and bare and lengths and bare[0] is not lengths[-1]:
        return {"at": bare[0].value, "d": lengths[-1].value}
    if "at" not in args and len(lengths) > 1:
        args |= {"at": lengths[0].value}
    return args


def _freeze_place(reading: Reading) -> str | None:
    found = reading.first("ordinal")
    if found and found.value in {1, -1}:
        return "start" if found.value == 1 else "end"
    edges = reading.first("edged")
    if edges:
        return str(edges.value[0])
    at = place(reading).get("at")
    return str(at) if at else ("50%" if reading.has("halfway") else None)


def split(reading: Reading) -> Args:
    """Where it is divided."""
    found = reading.first("time")
    if found:
        return {"at": found.value}
    frame = reading.first("frames")
    if frame:
        return {"frames": frame.value}
    share = reading.first("percent")
    if share:
        return {"at": f"{round(share.value * 100)}%"}
    return {"at": "50%"} if reading.has("halfway") else {}
