"""Parses templates, as people write them, into plain rows of elements.

word            that word                       [x]        x or nothing
{list}          any word of the list            (x | y)    x or y
{list?}         such a word or none             (x | y)?   x or y or nothing
{list*}         any number of such words        {a|b*}     words of either list
{list+}         one such word or more           ...        any words, or none
                                                _          any one word
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

ANY: Final = "..."
ANY_ONE: Final = "_"
MOST_FORMS: Final = 64  # brackets multiply: what has more rows belongs into a list


class TemplateError(ValueError):
    """A template that cannot be parsed; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a template: the phrases that may stand there, or the lists that have them."""

    phrases: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    optional: bool = False
    repeated: bool = False

    @property
    def is_literal(self) -> bool:
        """True for just these words, once, in this place."""
        return bool(self.phrases) and not (self.optional or self.repeated)


Form: TypeAlias = tuple[Element, ...]

_PIECE: Final = re.compile(r"\.\.\.|\{[^{}]*\}|\)\?|[\[\]()|]|[^\s{}\[\]()|]+|[{}]")
_LISTS: Final = re.compile(r"\{\s*([a-z][a-z0-9_]*(?:\s*\|\s*[a-z][a-z0-9_]*)*)\s*([*+?]?)\s*\}")
_ENDS: Final = frozenset({"]", ")", ")?"})


def parse(template: str) -> list[Form]:
    """All element rows that a template with brackets stands for."""
    pieces = _PIECE.findall(template)
    pieces.reverse()
    forms = _alternatives(pieces, template)
    if pieces:
        raise TemplateError(f"{template!r}: a {pieces[-1]!r} closes nothing")
    if len(forms) > MOST_FORMS:
        raise TemplateError(
            f"{template!r} stands for {len(forms)} rows, {MOST_FORMS} at most: make a list of it"
        )
    if any(all(element.optional for element in form) for form in forms):
        raise TemplateError(f"{template!r} may be empty, so it would accept every line")
    return forms


def _alternatives(pieces: list[str], template: str) -> list[Form]:
    """Parse up to the closing bracket or the end, taking the pieces off the stack."""
    done: list[Form] = []
    rows: list[Form] = [()]
    while pieces and pieces[-1] not in _ENDS:
        piece = pieces.pop()
        if piece == "|":
            done += rows
            rows = [()]
        else:
            rows = [row + more for row, more in product(rows, _item(piece, pieces, template))]
    return done + rows


def _item(piece: str, pieces: list[str], template: str) -> list[Form]:
    if piece in {"[", "("}:
        inner = _alternatives(pieces, template)
        closer = pieces.pop() if pieces else ""
        if (piece == "[") != (closer == "]") or not closer:
            raise TemplateError(f"{template!r}: a {piece!r} is not closed")
        return _group(inner, optional=closer != ")")
    if piece == ANY:
        return [(Element((ANY,), optional=True, repeated=True),)]
    if piece.startswith("{"):
        found = _LISTS.fullmatch(piece)
        if found is None:
            raise TemplateError(
                f"{template!r}: {piece!r} names no list; "
                "write {name}, {name*} or {one|other*}"
            )
        names = tuple(name.strip() for name in found[1].split("|"))
        mark = found[2]
        return [(Element(lists=names, optional=mark in ("*", "?"), repeated=mark in ("*", "+")),)]
    if piece in {"*", "+", "?*"}:
        raise TemplateError(
            f"{template!r}: only a list can be repeated; make a list of it and write {{name*}}"
        )
    return [(Element((piece,)),)]


def _group(inner: list[Form], *, optional: bool) -> list[Form]:
    """A choice between plain phrases is one element; anything else multiplies the rows."""
    if all(
        form and all(element.is_literal and len(element.phrases) == 1 for element in form)
        for form in inner
    ):
        phrases = tuple(" ".join(element.phrases[0] for element in form) for form in inner)
        return [(Element(phrases, optional=optional),)]
    if optional and len(inner) == 1 and len(inner[0]) == 1:
        return [(replace(inner[0][0], optional=True),)]
    return [*inner, ()] if optional else inner


def lists_of(forms: Iterable[Form]) -> set[str]:
    """The names of all lists that the rows use."""
    return {name for form in forms for element in form for name in element.lists}
