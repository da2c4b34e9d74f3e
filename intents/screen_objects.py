"""Finds the objects of a screen in a clause: buttons, panels, sliders, labels, menu paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from intents import spans, text
from intents.phrase_marks import Marks
from intents.request_verbs import REPORTED

if TYPE_CHECKING:
    from intents.text import Line

# Signs between the steps of a menu path.
_ARROWS: Final = frozenset({">", "→", "›", "»", "≫", "▸", "▶", "➜", "⇒", "＞"})
_LONGEST_LABEL: Final = 24  # tokens
_IN_LABELS: Final = frozenset({"o_export", "o_account", "o_timeline", "o_panel"})
_LOCATABLE: Final = frozenset({"export", "slider", "button", "panel", "account"})


def objects_named(marks: Marks, low: int, high: int, verb_at: int = -1) -> set[str]:
    """Objects by a known word, a capital letter behind the verb, a quoted label, a menu path."""
    line = marks.line
    found: set[str] = set()
    for here, _, tags in marks.over(low, high):
        if here != verb_at or "whole" in tags:
            found |= {tag.removeprefix("o_") for tag in tags if tag.startswith("o_")}
    for here in range(low, high):
        span = line.spans.get(here)
        if span is not None and span.kind is spans.Kind.QUOTE:
            found |= {"quote"} | _in_label(marks, span.value)
        elif here > verb_at and line.text[line.starts[here]].isupper():
            found.add("name")
            if "c_account" in marks.at.get(here, (1, frozenset[str]()))[1]:
                found.add("account")
        if line.words[here] in _ARROWS and low < here < high - 1:
            found |= (
                {"path", "path_export"} if "o_export" in marks.tags(here + 1, high) else {"path"}
            )
    return found


def _in_label(marks: Marks, label: str) -> set[str]:
    """The objects that a quoted label of a few words names."""
    inside = text.read(label, None, marks.tables.simple)
    if len(inside.words) > _LONGEST_LABEL:
        return set()
    tags = Marks(marks.tables, inside).tags(0, len(inside.words)) & _IN_LABELS
    found = {tag.removeprefix("o_") for tag in tags}
    if _ARROWS.intersection(inside.words) or " / " in label:
        return found | ({"path", "path_export"} if "export" in found else {"path"})
    return found - {"panel"}


def objects_located(marks: Marks, low: int, high: int) -> set[str]:
    """Objects that are said to be somewhere: before "is in", or behind "you'll find"."""
    for here, count, tags in marks.over(low, high):
        if REPORTED in tags:
            return set()
        if "located" not in tags and not (
            "place" in tags and here > low and _is_place(marks, here, high)
        ):
            continue
        before = objects_named(marks, low, here) & _LOCATABLE
        if (
            before == {"export"}
            and marks.line.words[low].isascii()
            and not _is_button(marks, low, here)
        ):
            return set()
        if before or here > low + 1:
            return before
        return objects_named(marks, here + count, high) & _LOCATABLE
    return set()


def _is_button(marks: Marks, low: int, high: int) -> bool:
    """True if "export" there is a button: it opens the clause, or it is called one."""
    return any(
        "o_export" in tags and (here == low or count > 1)
        for here, count, tags in marks.over(low, high)
    )


def _is_place(marks: Marks, here: int, high: int) -> bool:
    """True if only a place follows: 导出按钮在窗口右上角."""
    if marks.line.words[here].isascii():
        return False
    behind = marks.behind(here, high)
    return bool(behind & {"o_spot", "o_panel"}) and not any(
        tag.startswith("v_") for tag in behind - {"v_choose"}
    )


def is_label(line: Line, marks: Marks, low: int, high: int) -> bool:
    """True if a stretch is a quoted label and nothing else."""
    quotes = sum(word == spans.Kind.QUOTE for word in line.words[low:high])
    leads = sum(bool(tags & {"lead", "joiner"}) for _, _, tags in marks.over(low, high))
    return quotes == 1 and quotes + leads == high - low
