"""Commands about how it looks and listens: lang, keys, theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agent.speech import words as speech
from agent.surfaces import themes
from agent.surfaces.repl.commands.registry import command
from agent.surfaces.repl.file_candidates import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.surfaces.repl.chat_state import ChatState

_KEYS: Final = ("emacs", "vi")
_OWN_NAMES: Final = {"en": "English", "zh": "中文", "ja": "日本語"}


def _languages(_: ChatState, typed: str) -> Iterator[Candidate]:
    return (Candidate(one, len(typed), _OWN_NAMES.get(one, "")) for one in speech.LANGUAGES)


@command("lang", at_once=True, values=_languages)
def choose_language(state: ChatState, rest: str) -> None:
    """Speak another language from now on."""
    if rest in speech.LANGUAGES:
        state.words = speech.words(rest)
        state.queue.words = state.words
        state.good("repl.lang")
    else:
        known = " ".join(f"/lang {one}" for one in speech.LANGUAGES)
        state.output.row("", known)


def _ways(_: ChatState, typed: str) -> Iterator[Candidate]:
    return (Candidate(one, len(typed)) for one in _KEYS)


@command("keys", at_once=True, values=_ways)
def choose_keys(state: ChatState, rest: str) -> None:
    """Take keys as in vi or as in emacs."""
    chosen = rest.casefold()
    if chosen in _KEYS:
        state.keys = chosen
        state.good("repl.keys_are", keys=chosen)
    else:
        state.output.row("", "/keys emacs · /keys vi")


def _themes(state: ChatState, typed: str) -> Iterator[Candidate]:
    """Each theme by the name it has in our language, else by that of the command line."""
    for name in themes.NAMES:
        said = state.words.say(f"repl.theme.{name}").split()[0]
        about = state.words.say(f"repl.theme_about.{name}")
        yield Candidate(said if said.startswith(typed) else name, len(typed), about)


@command("theme", at_once=True, values=_themes)
def choose_theme(state: ChatState, rest: str) -> None:
    """Paint in another theme, or show which there are."""
    words, names = state.words, themes.NAMES
    chosen = theme_called(rest.casefold())
    if chosen:
        state.output.dress(chosen)
        state.good("repl.theme_is", name=chosen)
        return
    if rest:
        state.warn("repl.no_theme", name=rest)
    wide = max(map(len, names))
    for name in names:
        mark = ("good", "●") if name == state.output.theme else ("", " ")
        about = words.say(f"repl.theme_about.{name}")
        row = [mark, ("bold", f" {name:<{wide}}"), ("", f"  {about}")]
        state.output.rows([row], hang=wide + 4)
    state.note("repl.theme_how")


def theme_called(said: str) -> str:
    """The theme of that name, in any language; nothing if there is none."""
    for name in themes.NAMES:
        called = (speech.words(one).say(f"repl.theme.{name}") for one in speech.LANGUAGES)
        if said == name or any(said in one.casefold().split() for one in called):
            return name
    return ""
