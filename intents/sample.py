"""Makes random sentences that a template accepts, for its author to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from intents import template, text
from intents.template import ANY, ANY_ONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from intents.template import Element, Form

# Examples of what a placeholder stands for.
_STANDS_FOR: Final = {
    "<file>": "./clip.mp4",
    "<media>": "https://media.example.org/clip.mp4",
    "<path>": "/home/ana/clips",
    "<quote>": "“final”",
    text.NUMBER: "20",
    ANY_ONE: "wedding",
    ANY: "",
}


def sentence(form: Form, lists: Mapping[str, Sequence[str]], dice: Random) -> str:
    """One sentence that the row of elements accepts."""
    return _joined([word for element in form for word in _words(element, lists, dice)])


def of_template(source: str, lists: Mapping[str, Sequence[str]], dice: Random) -> str:
    """One sentence that the template accepts."""
    return sentence(dice.choice(template.parse(source)), lists, dice)


def _words(element: Element, lists: Mapping[str, Sequence[str]], dice: Random) -> list[str]:
    if element.optional and dice.random() < 0.6:  # noqa: PLR2004 - short sentences read best
        return []
    phrases = element.phrases or tuple(phrase for name in element.lists for phrase in lists[name])
    return [_STANDS_FOR.get(phrase, phrase) for phrase in [dice.choice(phrases)]]


def _joined(words: Sequence[str]) -> str:
    said = ""
    for word in filter(None, words):
        apart = said and (said[-1].isascii() and word[0].isascii())
        said += f" {word}" if apart else word
    return said
