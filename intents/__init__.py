"""Intent recognition: where a person's wish goes, and what a backend's reply asks to be done.

    route("add music and then export it")       Route(name="chat", then=Route(name="export"))
    translate("Done! Click Export.")            Translation(text="Done!", actions=("export",))

The phrases are data, in `data/`, a folder for each language; the engine is one loop for all of
them. A line is folded, masked and tokenized (`text`, `spans`), its clauses are matched against all
templates at once (`template`, `match`, `typos`), joined clauses are split (`clauses`), the wishes
are ordered (`legs`), and `router` says where each goes, with the parameters of an export
(`params`).

A reply is written for people with buttons. It is cut into rows and clauses (`reply_rows`,
`reply_part`); `marks` finds the known phrases, `request_verbs` and `screen_objects` what a clause
asks for, `sentence_context` how its neighbours change that, led by `gui`; `translator` acts on it.

    answer("好的")                               "yes": it takes what was offered

Only `library` reads the phrase files, and `table_cache` keeps the tables made of them. `checks`,
`sample` and `add_language` are for the people who write the phrases.
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

# Each name and its module, which is imported when the name is first used.
_MODULES = {
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
    """Import one of the names above on its first use."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # 1 ms, which the first paint does without

    found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found
