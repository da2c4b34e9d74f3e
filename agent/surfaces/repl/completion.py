"""What may follow: orders, files, skills, conversations; and what one has said before."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.completion import Completer, Completion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from agent.surfaces.repl.controller import Controller

    Seen = Callable[[], Controller | None]  # there is none before everything has woken up

_ORDER: Final = re.compile(r"[/／]\S*")
_REST: Final = re.compile(r"[/／](\S+)\s+(.*)", re.DOTALL)
_FILE: Final = re.compile(r"(?:^|(?<=\s))@(\S*)$")
_MOST: Final = 60
_FILES: Final = frozenset({"upload", "preview", "transcript", "record", "export"})


def is_wanted(text: str) -> bool:
    """Whether the list should come by itself, without Tab."""
    return bool(_ORDER.fullmatch(text) and "/" not in text[1:]) or bool(_FILE.search(text))


class InputCompleter(Completer):
    """Completes what stands before the cursor."""

    def __init__(self, scene: Seen) -> None:
        self.scene = scene

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """What may stand there."""
        text, scene = document.text_before_cursor, self.scene()
        if scene is None:
            return
        if file := _FILE.search(text):
            yield from _files(file[1], _endings(scene))
        elif rest := _REST.fullmatch(text):
            yield from _behind(scene, rest[1], rest[2])
        elif _ORDER.fullmatch(text):
            yield from _orders(scene, text)
        elif complete_event.completion_requested:
            yield from _samples(scene, text)


def _orders(scene: Controller, text: str) -> Iterator[Completion]:
    from agent.surfaces.repl.commands import slash_commands
    from intents import slash_words

    word, words = text[1:].casefold(), scene.words
    for name in slash_commands.ORDERS:
        called = slash_words.called(name, words.language)
        shown = called if called.startswith(word) or not name.startswith(word) else name
        if shown.startswith(word):
            about = words.say(f"repl.about.{name}")
            yield Completion(f"/{shown}", -len(text), display_meta=about)


def _behind(scene: Controller, word: str, rest: str) -> Iterator[Completion]:
    from agent.speech.sanitize import one_line
    from agent.surfaces.repl.commands import slash_commands

    order = slash_commands.read(f"/{word}")
    name = order.name if order else ""
    is_path = name == "skill" and any(one in rest for one in "/~.")
    if name in _FILES or is_path:
        yield from _files(rest, _endings(scene) if name == "upload" else ())
    elif name == "theme":
        yield from _themes(scene, rest)
    else:
        for value, about in _values(scene, name):
            if value.startswith(rest):
                yield Completion(value, -len(rest), display_meta=one_line(about))


def _themes(scene: Controller, rest: str) -> Iterator[Completion]:
    from agent.surfaces import themes

    for name in themes.NAMES:
        said = scene.words.say(f"repl.theme.{name}").split()[0]
        about = scene.words.say(f"repl.theme_about.{name}")
        for one in (said, name):
            if one.startswith(rest):
                yield Completion(one, -len(rest), display_meta=about)
                break


def _values(scene: Controller, name: str) -> Iterator[tuple[str, str]]:
    if name == "skill":
        from agent.skill import profile

        yield from ((one.name, one.title) for one in profile.product().profiles)
    elif name in ("resume", "delete") and scene.room is not None:
        here = scene.room.row.id
        some = (one for one in scene.room.journal.talks() if one.id != here and one.title)
        yield from ((one.id, one.title) for one in list(some)[:_MOST])
    elif name == "cancel":
        yield from ((one.job.id, one.text) for one in scene.turns.running if one.job)
    elif name == "lang":
        yield from (("en", "English"), ("zh", "中文"), ("ja", "日本語"))
    elif name == "keys":
        yield from (("emacs", ""), ("vi", ""))


def _files(begun: str, taken: tuple[str, ...]) -> Iterator[Completion]:
    from agent.speech.sanitize import one_line

    head, name = os.path.split(begun)
    folder = Path(head or ".").expanduser()
    try:
        found = sorted(os.scandir(folder), key=lambda one: one.name)
    except (OSError, ValueError, RuntimeError):
        return
    count = 0
    for one in found:
        is_folder = one.is_dir()
        if not one.name.startswith(name) or (one.name.startswith(".") and not name):
            continue
        if taken and not is_folder and not one.name.lower().endswith(taken):
            continue
        count += 1
        if count > _MOST or one_line(one.name) != one.name:
            continue
        shown = one.name + ("/" if is_folder else "")
        yield Completion(shown, -len(name), display_meta="" if is_folder else _size(one))


def _endings(scene: Controller) -> tuple[str, ...]:
    if scene.room is None:
        return ()
    from agent.flows.upload import DOCUMENTS

    return tuple(f".{one}" for one in (*scene.room.skill.media, *DOCUMENTS))


def _samples(scene: Controller, text: str) -> Iterator[Completion]:
    for one in samples(scene):
        if one.startswith(text):
            yield Completion(one, -len(text))


def _size(entry: os.DirEntry[str]) -> str:
    from agent.speech import amounts

    try:
        return amounts.size(entry.stat().st_size)
    except OSError:
        return ""


def samples(scene: Controller) -> list[str]:
    """What the skill says one may try, in our language."""
    if scene.room is not None and scene.words.language == "en":
        return list(scene.room.skill.samples)
    return scene.words.say("repl.samples").split("\n")


class InputSuggester(AutoSuggest):
    """The end of what was said before, else of a sample."""

    def __init__(self, scene: Seen) -> None:
        self.scene = scene

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        """What Right would add."""
        text = document.text
        if not text.strip() or "\n" in text:
            return None
        past = reversed(buffer.history.get_strings())
        scene = self.scene()
        for one in (*past, *(samples(scene) if scene else ())):
            if one.startswith(text) and one != text and "\n" not in one:
                return Suggestion(one[len(text) :])
        return None
