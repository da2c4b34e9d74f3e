"""Verdicts of the router and the translator, as rows for people and as objects for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agent.core.state import WishState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.speech.words import Words
    from agent.surfaces.printer import Piece
    from intents import Route, Translation


def legs(found: Route) -> Iterator[Route]:
    """The wish and those that follow it."""
    leg: Route | None = found
    while leg is not None:
        yield leg
        leg = leg.then


def rows_of_wish(found: Route, words: Words) -> Iterator[list[Piece]]:
    """Where each leg goes and why, a row each, with its parameters and files below."""
    some = list(legs(found))
    for number, leg in enumerate(some, 1):
        count = f"{number}. " if len(some) > 1 else ""
        name = words.say(f"route.{leg.name}")
        yield [("", count), (leg.name, name), ("", "  "), ("note", leg.why)]
        inset = " " * (len(count) + 2)
        for key, value in leg.params.items():
            yield [("note", f"{inset}{words.say(f'param.{key}')}: "), ("", value)]
        for file in leg.files:
            yield [("note", f"{inset}{words.say('param.file')}: "), ("", file)]
        if leg.hint:
            way = words.say(f"route.{leg.hint}")
            yield [("warn", inset + words.say("explain.near", way=way, command=f"/{leg.hint}"))]


def rows_of_reply(found: Translation, said: str, words: Words) -> Iterator[list[Piece]]:
    """What a person would read, what would be done at once, and what they would be asked."""
    kept = found.text.strip()
    if kept == said.strip() and not found.actions and not found.offers:
        yield [("note", words.say("explain.untouched"))]
        return
    if kept:
        yield [("chat", words.say("explain.kept"))]
        yield from ([("", f"  {row}")] for row in kept.split("\n"))
    else:
        yield [("chat", words.say("explain.nothing_kept"))]
    for action in found.actions:
        row = [("export", words.say("explain.done")), ("", f"  {words.say(f'action.{action}')}")]
        yield [*row, ("note", f"  {action.request}")]
    for offer in found.offers:
        row = [("credits", words.say("explain.offered")), ("", f"  {words.say(f'action.{offer}')}")]
        yield [*row, ("note", f"  {offer.request}")]


def object_of_wish(found: Route) -> dict[str, Any]:
    """The legs, fields without content left out."""
    return {"v": 1, "ok": True, "state": WishState.DONE, "legs": [_leg(leg) for leg in legs(found)]}


def _leg(leg: Route) -> dict[str, Any]:
    row = {
        "route": leg.name,
        "text": leg.text,
        "files": list(leg.files),
        "params": dict(leg.params),
        "why": leg.why,
        "hint": leg.hint,
    }
    return {key: value for key, value in row.items() if value}


def object_of_reply(found: Translation) -> dict[str, Any]:
    """What is left of the reply, and what it asks for."""
    return {
        "v": 1,
        "ok": True,
        "state": WishState.DONE,
        "reply": found.text,
        "actions": [_action(str(one), one.request) for one in found.actions],
        "offers": [_action(str(one), one.request) for one in found.offers],
    }


def _action(name: str, request: str) -> dict[str, str]:
    return {"action": name} | ({"request": request} if request else {})
