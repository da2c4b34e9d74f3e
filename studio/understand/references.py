"""What "it" was: orders that only make sense beside the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from studio.project import draft as drafts
from studio.understand import arguments
from studio.understand.arguments import clip_choice, remaining_text, text_content
from studio.understand.concept_sets import NAMES_ITS_THING
from studio.understand.lazy_pattern import LazyPattern
from studio.understand.order import Order

if TYPE_CHECKING:
    from studio.project.history import Project
    from studio.understand.reading import Reading

_SHORT: Final = 8  # words; "it" in a longer line is something else
# Targets that are words on the picture; `memory["target"]` has what the last edit touched.
_WORDS: Final = frozenset({"title", "caption"})
# “make it say X”, “改成写X”, 「Xに変えて」 behind a text.
_SAYS: Final = LazyPattern(
    r"\b(?:make|have|let|get)\s+(?:it|that|this|them)\s+(?:to\s+)?(?:say|read)\b"
    r"|\b(?:it|that)\s+should\s+(?:say|read)\b|\bchange (?:it|that) to\b|(?:改成|换成|改为"
    r"|换为)|に(?:変え|変更|し)て"
)


def meant(reading: Reading, project: Project) -> Order | None:
    """“make it bigger” behind a title, "a bit louder" behind music, "remove it"."""
    target = str(project.memory.get("target") or "")
    # "the same to clip 3" before "remove it": it may say "remove this one too".
    again = _again(reading, project)
    if again or _is_removal(reading):
        return again or _removed(target, reading.language)
    return _changed(reading, target)


def _changed(reading: Reading, target: str) -> Order | None:
    if target in {*_WORDS, "logo"} and reading.has("size_change", "color", "pos", "style", "hex"):
        return _restyled(reading, target)
    if target in {"music", "voice"} and reading.has(
        "louder", "quieter", "raise", "lower", "percent", "factor"
    ):
        args = arguments.taken(["volume"], reading)
        return Order("volume", {"track": target, **args}, reading.language) if args else None
    # Behind music, "change it to jazz" is another music.
    if target == "music" and reading.has("change", "replace_verb", "turn", "genre", "mood_word"):
        return _other_music(reading)
    return _how_long(reading, target)


def _how_long(reading: Reading, target: str) -> Order | None:
    """“make it shorter”: how long shall it be, the text or the film?"""
    if not reading.has("shorten", "lengthen") or reading.has("time"):
        return None
    if target in _WORDS:
        asked = {"about": "d", "op": "text_style", "args": {"which": target}}
        return Order("ask", asked, reading.language)
    if target == "clip":
        return Order("ask", {"about": "d", "op": "duration"}, reading.language)
    return None


def instead(reading: Reading, found: Order | None, project: Project) -> Order | None:
    """An order that would be something else if nothing stood before it: behind a title "make it say
    X" are its words and "make it 2 seconds" is its time, not the film's.
    """
    target = str(project.memory.get("target") or "")
    if target not in _WORDS or reading.has(*NAMES_ITS_THING):
        return None
    if _SAYS.search(reading.folded) and reading.has("quote", "it"):
        args = text_content.new_text(reading)
        if args.get("text") and not reading.has("time"):
            which = {"which": target} if target == "caption" else {}
            return Order("edit_text", which | {"text": args["text"]}, reading.language)
    if found is not None and found.op == "duration" and "d" in found.args:
        return Order("text_style", {"which": target, "d": found.args["d"]}, reading.language)
    return None


def completed(order: Order, project: Project) -> Order:
    """“A bit louder” behind music means the music."""
    target = project.memory.get("target")
    # Loudness without a track: behind music it is the music's, else the film's.
    open_ended = order.op == "volume" and not {"track", "clip", "clips", "from"} & order.args.keys()
    if open_ended and target in {"music", "voice"}:
        return Order("volume", {"track": target, **order.args}, order.language)
    return order


def _is_removal(reading: Reading) -> bool:
    """“remove it”, 删掉, 消して: nothing but that, and perhaps an "it"."""
    if not reading.has("remove", "no_more") or len(reading.tokens) >= _SHORT:
        return False
    return reading.has("it") or not any(
        one.kind not in {"word", "stop"}
        or not one.has("remove", "no_more", "lead", "stop_word", "particle", "cut", "slight", "and")
        for one in reading.tokens
        if one.kind != "stop"
    )


def _again(reading: Reading, project: Project) -> Order | None:
    """“do the same to clip 3”: the last order once more, on another clip."""
    last: Any = project.memory.get("last")
    if not reading.has("same_again") or not isinstance(last, dict):
        return None
    where = clip_choice.clip(reading)
    if not where and reading.has("all", "rest"):
        where = {"clip": "all"}
    args = {key: value for key, value in dict(last["args"]).items() if key not in _WHERE}
    return Order(str(last["op"]), args | where, reading.language) if where else None


_WHERE: Final = frozenset({"clip", "clips", "from", "to", "edge"})


def _other_music(reading: Reading) -> Order | None:
    words = remaining_text.words(
        reading,
        {"change", "replace_verb", "turn", "it", "stop_word", "lead", "range_to", "of", "particle",
         "slight", "raise", "the", "set", "make"},
    )  # fmt: skip
    return Order("music", {"mood": words}, reading.language) if words else None


def _restyled(reading: Reading, target: str) -> Order:
    args: dict[str, Any] = arguments.taken(["logo" if target == "logo" else "text_style"], reading)
    if target == "logo":
        return Order("logo", args, reading.language)
    which: dict[str, Any] = {"which": "caption"} if target == "caption" else {}
    counted = reading.first("clip", "nth", "ordinal")  # “move the first one down”
    if counted is not None and isinstance(counted.value, int):
        which |= {"n": counted.value}
    return Order("text_style", which | args, reading.language)


def _removed(target: str, language: str) -> Order | None:
    """The last thing that was touched goes."""
    if target in _WORDS:
        return Order("remove_text", {"which": target}, language)
    # Music and transitions are taken off; of anything else, the last step is undone.
    orders: dict[str, tuple[str, dict[str, Any]]] = {
        "music": ("music", {"mood": "none"}),
        "transition": ("transition", {"name": "none", "between": "all"}),
    }
    if target in orders:
        return Order(*orders[target], language)
    return Order("undo", {"n": 1}, language) if target else None


def has_logo(project: Project) -> bool:
    """Whether a logo of ours stands on the film: only that one can be taken away."""
    overlays = drafts.segments(project.draft, drafts.OVERLAY)
    return any(one.get("m", {}).get("role") == "logo" for one in overlays)
