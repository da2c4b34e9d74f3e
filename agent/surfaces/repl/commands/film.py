"""Orders about the film: export it, look at it, hand files over, and why it went that way."""

from __future__ import annotations

import os
import shlex
from importlib import import_module
from typing import TYPE_CHECKING, Final

import intents
from agent.core.errors import LocalError
from agent.flows.turn import Leg
from agent.session.queue import Wish
from agent.surfaces.file_paths import absolute
from agent.surfaces.repl import notice_rows
from agent.surfaces.repl.commands import slash_commands
from intents import slash_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.speech.words import Words
    from agent.surfaces.printer import Piece
    from agent.surfaces.repl.controller import Controller

_FILM: Final = (".mp4", ".mov", ".webm", ".mkv", ".gif")


def files_of(said: str) -> list[str]:
    """The paths and addresses in what was typed or dragged in, in any spelling."""
    try:
        dropped = import_module("agent.surfaces.views.dropped_paths")
    except ImportError:
        found = []
    else:
        found = list(dropped.files(said)[0])
    if not found:
        try:
            found = shlex.split(said, posix=os.name != "nt")
        except ValueError:  # a lone quotation mark
            found = said.split()
    return [absolute(one) for one in found]


def unfit(said: str) -> Wish | None:
    """A line that is nothing but folders, or files of which some are of no type we know.

    It is no wish in words: it is handed over, and refused by name before a byte is sent.
    """
    from agent.surfaces.views import dropped_paths

    found = tuple(absolute(one) for one in dropped_paths.files(said)[0])
    if not found or not all(map(os.path.exists, found)) or all(map(dropped_paths.is_known, found)):
        return None
    return Wish(said, "upload", [Leg("upload", "", found)])


def do_export(scene: Controller, rest: str) -> None:
    """Export, into a file where one is named."""
    said = f"/export {rest}".strip()
    is_path = rest.casefold().endswith(_FILM) or "/" in rest or os.sep in rest
    if is_path:
        (out, *_) = files_of(rest) or [absolute(rest)]
        params = {"out": out}
    else:
        params = dict(intents.route(said).params)
    scene.wish(Wish(said, "export", [Leg("export", "", params=params)]))


def do_credits(scene: Controller, _: str) -> None:
    """How many credits there are."""
    scene.wish(Wish("/credits", "credits", [Leg("credits")]))


def do_status(scene: Controller, _: str) -> None:
    """Where things stand at the backend."""
    scene.wish(Wish("/status", "status", [Leg("status")]))


def do_upload(scene: Controller, rest: str) -> None:
    """Hand files over."""
    files = tuple(files_of(rest)) if rest else ()
    scene.wish(Wish(f"/upload {rest}".strip(), "upload", [Leg("upload", "", files)]))


async def do_timeline(scene: Controller, _: str) -> None:
    """Draw the tracks, the last changes marked."""
    assert scene.room is not None
    has_looked = scene.turns.is_busy or await scene.room.look()
    found = scene.room.chat.timeline
    if scene.room.chat.session and not has_looked:
        scene.glass.row("warn", scene.words.say("repl.timeline_unseen"))
        if not found.tracks:
            return
    rows = notice_rows.timeline(found, scene.words, scene.glass.columns, scene.changes)
    scene.glass.rows(rows)


async def do_preview(scene: Controller, rest: str) -> None:
    """Show frames of a film, the newest export if none is named."""
    path = files_of(rest)[0] if rest else next(reversed(scene.films), "") or _last_film(scene)
    if not path:
        scene.glass.row("warn", scene.words.say("repl.no_film"))
        return
    if not os.path.isfile(path):  # noqa: PTH113 - as above
        raise LocalError("no_such_file", path)
    scene.looking = path
    scene.refresh()
    try:
        shown = await scene.glass.picture(path)
    finally:
        scene.looking = "" if scene.looking == path else scene.looking
    if shown is None:
        scene.glass.row("note", scene.words.say("repl.film_stopped", path=path))
    elif not shown:
        scene.glass.row("", scene.words.say("repl.film", path=path))


def _last_film(scene: Controller) -> str:
    assert scene.room is not None
    jobs = scene.room.journal.jobs(scene.room.row.id)
    found = (str(one.answer.get("video", {}).get("path", "")) for one in jobs)
    return next((path for path in found if path), "")


def do_why(scene: Controller, rest: str) -> None:
    """Which way the last wish went, and why; or one that is given."""
    from agent.surfaces import explanation

    said = rest or scene.last
    if not said:
        scene.glass.row("note", scene.words.say("repl.no_why"))
        return
    scene.glass.row("note", f"› {said}")
    scene.glass.rows(explanation.rows_of_wish(intents.route(said), scene.words))


def do_queue(scene: Controller, rest: str) -> None:
    """Show what waits; take one out, all of it, or send what is held."""
    turns, words = scene.turns, scene.words
    word = rest.casefold()
    if word in words.say("repl.queue_go").split():
        turns.go_on()
    elif word in words.say("repl.queue_clear").split():
        while turns.take_back() is not None:
            pass
        scene.glass.row("note", words.say("repl.queue_empty"))
    elif word.isdecimal():
        wish = turns.take_back(int(word) - 1) if int(word) else None
        key = "repl.taken_back" if wish else "repl.not_queued"
        scene.glass.row("note", words.say(key, wish=wish.text if wish else word))
    else:
        _show_queue(scene)


def _show_queue(scene: Controller) -> None:
    waiting, words = scene.turns.queue, scene.words
    if not waiting:
        scene.glass.row("note", words.say("repl.queue_empty"))
        return
    scene.glass.rows([[("", f"{number}. {one.text}")] for number, one in enumerate(waiting, 1)])
    scene.glass.row("note", words.say("repl.queue_help"))


def do_help(scene: Controller, rest: str) -> None:
    """What one may say and which orders there are."""
    words = scene.words
    one = slash_commands.read(f"/{rest.lstrip('/')}") if rest else None
    names: Sequence[str] = [one.name] if one and one.name else list(slash_commands.ORDERS)
    rows = [_help(name, words) for name in names]
    if rest:
        scene.glass.rows(rows, hang=4)
        return
    scene.glass.rows([[("", words.say("repl.help_talk"))], []], hang=0)
    scene.glass.rows(rows, hang=4)
    scene.glass.rows([[], [("note", words.say("repl.help_keys"))]], hang=0)


def _help(name: str, words: Words) -> list[Piece]:
    row = [("chat", "/" + slash_words.called(name, words.language))]
    if words.knows(f"repl.gap.{name}"):
        row.append(("note", " " + words.say(f"repl.gap.{name}")))
    return [*row, ("", "  " + words.say(f"repl.about.{name}"))]
