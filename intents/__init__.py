"""What people and backends say: which way a wish goes, and what a reply asks of somebody who has no
buttons.

    route("add music and then export it")       Route(name="chat", then=Route(name="export"))
    translate("Done! Click Export.")            Translation(text="Done!", actions=("export",))

The phrases are data, in `data/`, a folder for each language; the engine is one loop for all of
them. A line is folded, masked and cut (`text`, `spans`), its clauses are held against templates all
at once (`template`, `match`, `typos`), joined clauses are taken apart (`clauses`), wishes are put
in their order (`legs`), and `router` says where each goes, with the parameters of an export
(`params`).

A reply is cut into `rows` and parts; `marks` finds the known phrases, `asking` and `things` what a
part asks for, `sense` what its neighbours make of that, led by `gui`; `translator` acts on it.

    answer("好的")                               "yes": it takes what was offered

Only `library` reads files, and `kept` keeps what it made of them. `checks`, `sample` and
`languages` are for the people who write the phrases.
"""

from __future__ import annotations

TYPE_CHECKING = False  # nothing is imported here: the first paint is near
if TYPE_CHECKING:
    from typing import Any

    from intents.answers import answer
    from intents.legs import CHAT
    from intents.router import Route, route
    from intents.translator import Action, Translation, is_hiccup, translate

__all__ = ["CHAT", "Action", "Route", "Translation", "answer", "is_hiccup", "route", "translate"]

# Each name and the room it comes from; a room is opened when its name is first asked for.
_ROOMS = {
    "CHAT": "legs",
    "Action": "translator",
    "Route": "router",
    "Translation": "translator",
    "answer": "answers",
    "is_hiccup": "translator",
    "route": "router",
    "translate": "translator",
}


def __getattr__(name: str) -> Any:
    """One of the names above, its room opened on the way."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    globals()[name] = found
    return found
