"""Changes of the timeline in words: fields by the names people give them, like ones in one row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from agent.speech import amounts
from agent.timeline.changes import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agent.speech.words import Words
    from agent.timeline.changes import Change

# What a draft keeps for its renderer: nobody asked for it by that name.
_INNER: Final = frozenset({
    "from", "to", "offset", "whole", "whole_d", "fills", "kind", "role", "src", "layout", "prompt",
    "fade_color", "transition.d", "transition.dir", "sound_shift", "mood",
})  # fmt: skip
# Facts in several parts, told as one: "zoom added", not `zoom.x – → 0.5`.
_WHOLE: Final = frozenset({"zoom", "crop", "blur", "chroma_key"})
_MILLISECONDS: Final = frozenset({"fade_in", "fade_out"})
_SHARES: Final = frozenset({"duck", "size", "opacity"})
# What a field is where a draft does not say it.
_DEFAULTS: Final = {"speed": "1", "rotate": "0"}
_FEW: Final = 3  # times that are told one by one; more become the stretch they fill
_SPAN: Final = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)s")


def rows(found: Sequence[Change], words: Words) -> list[str]:
    """A row for each change; what happened to several segments alike is said once."""
    told: dict[tuple[str, str, str], list[str]] = {}
    seen = set()
    for one in found:
        key = (one.sign, one.kind, _told(one, found, words))
        # The parts of a zoom are one row, and so is all that only the renderer asks for.
        part = (*key, one.name, one.start_ms, one.end_ms)
        if key[2] and (one.sign != "~" or part not in seen):
            told.setdefault(key, []).append(_name(one))
        seen.add(part)
    return [_row(*key, names, words) for key, names in told.items()]


def _told(one: Change, found: Sequence[Change], words: Words) -> str:
    """What is said of a change behind the name; nothing where another row says it."""
    if one.sign != "~":
        # Two that came or went are one row only where they are the same.
        return f"{_name(one)}\n{span(one.start_ms, one.end_ms)}"
    beside = [two for two in found if two.sign == "~" and _is_same(one, two)]
    if _is_inner(one):
        is_alone = all(map(_is_inner, beside))
        return words.say("change.some") if is_alone else ""
    times = [two for two in found if (two.sign, two.kind, two.field) == ("~", one.kind, "time")]
    if one.field == "time" and len(times) > _FEW:
        before, after = (
            _stretch(getattr(two, end) for two in times) for end in ("before", "after")
        )
        return words.say("change.from_to", field=_field("time", words), before=before, after=after)
    return _difference(one, words)


def _is_same(one: Change, two: Change) -> bool:
    return (one.kind, one.name, one.start_ms) == (two.kind, two.name, two.start_ms)


def _is_inner(one: Change) -> bool:
    return one.field in _INNER or one.before == one.after


def _difference(one: Change, words: Words) -> str:
    head, _, last = one.field.partition(".")
    if head in _WHOLE:
        # One part alone that is new or gone is a part of the whole that was there.
        return words.say("change.changed", field=_field(head, words))
    field = head if last in {"", "kind"} else last
    name = _field(field, words)
    before, after = (
        _value(field, value or _DEFAULTS.get(field, ""), words) for value in (one.before, one.after)
    )
    if not before:
        return words.say("change.set", field=name, after=after)
    if not after:
        return words.say("change.unset", field=name)
    return words.say("change.from_to", field=name, before=before, after=after)


def _field(field: str, words: Words) -> str:
    key = f"field.{field}"
    return words.say(key) if words.knows(key) else re.sub(r"[_.]+", " ", field).strip()


def _value(field: str, value: str, words: Words) -> str:
    try:
        number = float(value)
    except ValueError:
        key = f"value.{value}"
        return words.say(key) if words.knows(key) else value
    if field in _MILLISECONDS:
        return amounts.length(number, words)
    if field in _SHARES and 0 <= number <= 1:
        return f"{round(number * 100)}%"
    return value


def _stretch(spans: Iterable[str]) -> str:
    """From where the first begins to where the last ends."""
    ends = [found.groups() for found in map(_SPAN.fullmatch, spans) if found]
    if not ends:
        return "–"
    low, high = min(float(one) for one, _ in ends), max(float(two) for _, two in ends)
    return span(round(low * 1000), round(high * 1000))


def _name(one: Change) -> str:
    return f'"{one.name}"' if one.kind == "text" and one.name else one.name


def _row(sign: str, kind: str, told: str, names: list[str], words: Words) -> str:
    """`+ Text "Urban Dreams" 0-3s`, `~ Audio Lo-fi: volume 50% → 35%`, `~ 6 clips: speed 1 → 2`."""
    if sign != "~":
        row = " ".join(filter(None, [sign, words.say(f"track.{kind}"), *told.split("\n")]))
        return row if len(names) == 1 else f"{row}  ×{len(names)}"
    if len(names) > 1:
        head = words.say(f"change.several.{kind}", count=len(names))
    else:
        head = " ".join(filter(None, [words.say(f"track.{kind}"), names[0]]))
    return words.say("change.row", head=f"{sign} {head}", told=told)
