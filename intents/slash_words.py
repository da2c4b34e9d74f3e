"""Words behind a slash: their reader, their vocabulary and the neighbour of one there is not.

The conversation does all of them. Elsewhere (`reeltalk say`, `explain`) only those are done that
are wishes, by the route they stand for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from intents import library, text
from intents.closest import closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The commands that are wishes, and their routes. Without a conversation to draw it in, the timeline
# is told as the status tells it.
ROUTES: Final[Mapping[str, str]] = {
    "export": "export",
    "credits": "credits",
    "status": "status",
    "timeline": "status",
    "upload": "upload",
}
# A path is no command: it goes on behind its first name.
_FORM: Final = re.compile(r"([/／]([^\s/\\.:~?!！？]*))([?!！？]?)(?:\s+(.*))?", re.DOTALL)
_BEGUN: Final = 2  # letters that are enough to guess a word by its beginning
# Shares of like letters: of two letters, one may be wrong.
_LIKE: Final = 60.0
_LIKE_OF_TWO: Final = 45.0


@dataclass(frozen=True, slots=True)
class Slash:
    """A line that begins with a slash, taken apart; `name` is empty where there is no such command.

    `said` is the word with its slash as it was typed, `mark` the ? or ! right behind it.
    """

    said: str
    word: str
    name: str
    mark: str = ""
    rest: str = ""


def read(line: str) -> Slash | None:
    """The command that a line is; None for a path and for anything else."""
    found = _FORM.fullmatch(line)
    if found is None:
        return None
    word = _folded(found[2])
    mark = text.fold(found[3])
    rest = (found[4] or "").strip()
    return Slash(found[1], word, library.slash().names.get(word, ""), mark, rest)


def called(name: str, language: str) -> str:
    """The first word of a command in a language."""
    words = library.slash().words
    return next(iter(words.get(language, {}).get(name, ())), name)


def near(word: str) -> str:
    """The word that was meant, as it is written, if one is like it: that by which its command is
    called before one by which it is only known.
    """
    book = library.slash()
    folded = _folded(word)
    begun = [one for one in book.written if len(folded) >= _BEGUN and one.startswith(folded)]
    if begun:
        first = min(begun, key=lambda one: (one not in _calls(book.names[one]), len(one)))
        return book.written[first]
    like = _like(folded, book.written)
    return book.written[_like(folded, _calls(book.names[like])) or like] if like else ""


def _calls(name: str) -> list[str]:
    """The first word of a command in each language, folded."""
    return [_folded(called(name, language)) for language in library.slash().words]


def _like(folded: str, words: Iterable[str]) -> str:
    """The one of some words that is most like a misspelt one, if it is like enough."""
    return closest(folded, words, _LIKE if folded.isascii() else _LIKE_OF_TWO)


def _folded(word: str) -> str:
    return text.fold(word).translate(library.slash().simple)
