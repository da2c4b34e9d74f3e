"""A whole line: small talk, an order, the answer to our question, a question of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from studio.understand import (
    compound_orders,
    first_message,
    leftover_words,
    negation,
    reading,
    references,
    small_talk,
    spelling,
    token_merging,
)
from studio.understand.concept_sets import TRADE_THINGS, TRADE_WORDS
from studio.understand.lazy_pattern import LazyPattern
from studio.understand.order import Order

if TYPE_CHECKING:
    from studio.project.history import Project


# A mark that can be taken away if it is ours.
_OWN: Final = LazyPattern("watermark|logo|水印|台标|标志|ろご|透かし")


def understand(said: str, project: Project) -> Order:
    """What a line asks for."""
    names = [str(one.get("name", "")) for one in project.media.values()]
    line = token_merging.merged(reading.read(said, names, project.language))
    # A whole line of small talk, a yes or a question is nothing else, whatever words it has.
    first = small_talk.small(line, project) or (
        small_talk.question(line) if small_talk.is_question(line) else None
    )
    if first:
        return first
    # "Don't" before the orders: what is forbidden must not be found by a frame.
    wished = negation.heeded(line, compound_orders.parts(line))
    found = compound_orders.orders(wished)
    # Nothing is left of the line but what is not to be done: it is promised to stay.
    if wished is not line and found is None:
        return Order("talk", {"about": "kept"}, line.language)
    # Behind a title, "make it 2 seconds" is the title's time: before doubts, for "it" explains.
    found = references.instead(wished, found, project) or found
    strange = leftover_words.about(wished, found, compound_orders.parts(wished)) if found else ""
    # On an empty timeline the words nobody knows are what the film shows.
    if strange and (film := first_message.film(wished, found, project)):
        return film
    # Slips are mended only where something is missing: a word that is understood is no slip.
    is_unsure = _may_be_misspelt(found) or bool(strange)
    if is_unsure and (respelt := _respelt(wished, names, project)):
        return _settled(*respelt, project)
    # An answer to our question ("Night Walk" for a title) may look like a strange order.
    if found and strange:
        offered = _offered(references.completed(found, project), strange)
        return small_talk.answered(wished, project, None) or offered
    return _settled(wished, found, project)


def _settled(line: reading.Reading, found: Order | None, project: Project) -> Order:
    """The order in the light of what was said before, or what the line is besides an order."""
    if found is None or not found.acts:
        found = (
            small_talk.answered(line, project, found) or references.meant(line, project) or found
        )
    if made := first_message.film(line, found, project):
        return made
    # Before we ask, it may have been a question of theirs, or no word to us at all.
    if found is None or found.op == "ask":
        found = (small_talk.question(line) if small_talk.is_open(line) else None) or found
        if aside := _aside(line):
            return aside
    if another := first_message.scene(line, found, project):
        return another
    # “is the music too loud?”: nobody acts on a question, but the order is offered.
    if found and found.acts and small_talk.is_wondered(line):
        return small_talk.question(line) or _offered(found, line.said.strip())
    # A watermark that we put there can be taken away; anybody else's needs an image model.
    is_mark = found is not None and found.op == "unsupported" and _OWN.search(line.folded)
    if is_mark and references.has_logo(project):
        return Order("logo", {"off": True}, line.language)
    return references.completed(found, project) if found else _unknown(line)


def _may_be_misspelt(found: Order | None) -> bool:
    """Whether a line may hold a slip: nobody understood it, or something of it is missing."""
    if found is None:
        return True
    # What a film shall show is anybody's words; there is nothing to be mended.
    return found.op == "ask" and found.args.get("about") != "prompt"


def _aside(line: reading.Reading) -> Order | None:
    """Praise, or what is none of our trade."""
    if line.has("praise") and not line.has("vague", *TRADE_THINGS):
        return Order("talk", {"about": "thanks"}, line.language)
    if line.has("off_topic") and not line.has(*TRADE_THINGS):
        return Order("talk", {"about": "off_topic"}, line.language)
    return None


def _respelt(
    line: reading.Reading, names: list[str], project: Project
) -> tuple[reading.Reading, Order] | None:
    """The line with its slips mended, if it then says something that can be carried out."""
    said = spelling.mended(line)
    if said is None:
        return None
    again = token_merging.merged(reading.read(said, names, project.language))
    found = compound_orders.orders(again)
    if (
        found is None
        or not found.acts
        or leftover_words.about(again, found, compound_orders.parts(again))
    ):
        return None
    return again, found


def _offered(order: Order, strange: str) -> Order:
    """The order as a question: words were left over which may have meant something else."""
    offer = {"op": order.op, "args": dict(order.args)}
    return Order("ask", {"about": "sure", "said": strange, "offer": offer}, order.language)


def _unknown(line: reading.Reading) -> Order:
    if line.has("export_verb"):
        return Order("export", {}, line.language)
    if line.has("praise") and not line.has("vague", *TRADE_THINGS):
        return Order("talk", {"about": "thanks"}, line.language)
    if line.has("off_topic") or not line.has(*TRADE_WORDS):
        return Order("talk", {"about": "off_topic"}, line.language)
    return Order("ask", {"about": "what"}, line.language)
