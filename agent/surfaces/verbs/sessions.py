"""`reeltalk sessions list | show | rename | delete | transcript`: the conversations so far."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.session import transcript
from agent.speech import amounts
from agent.surfaces.printer import open_printer
from agent.surfaces.progress import ProgressPrinter

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.session.transcript import Transcript
    from agent.speech.words import Words
    from agent.surfaces.printer import Printer
    from agent.world.journal import ConversationRow, Journal

_READING = ("show", "transcript")
_TITLE = 80  # letters of a title, as everywhere
_VERBS = ("list", "show", "rename", "delete", "transcript")


def arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the flags."""
    say = words.say
    parser.add_argument(
        "what", nargs="?", default="list", choices=_VERBS, help=say("say.sessions_verb")
    )
    parser.add_argument("session", nargs="?", default="", metavar="ID", help=say("say.which"))
    parser.add_argument("title", nargs="*", metavar="TITLE", help=say("say.title"))
    forms = tuple(transcript.FORMS)
    parser.add_argument("--form", default="md", choices=forms, help=say("say.form"))


def run(options: Namespace, words: Words) -> int:
    """Do what is asked of a conversation."""
    printer = open_printer(asks_json=options.json, refuses_color=options.no_color)
    progress = ProgressPrinter(printer, words)
    from agent.surfaces import process_workspace  # 40 ms, not for --help

    try:
        journal = process_workspace.open_workspace().journal
        if options.what == "list":
            return _list(journal, printer, words)
        row = _found(options.session, journal, is_newest_meant=options.what in _READING)
        if options.what in _READING:
            return _show(transcript.of(row, journal), options.form, printer, words)
        return _tell(row, _change(row, journal, options, words), printer)
    except LocalError as error:
        return progress.refuse(error)


def _found(id_: str, journal: Journal, *, is_newest_meant: bool) -> ConversationRow:
    if not (id_ or is_newest_meant):
        raise LocalError(FailureKind.WHICH_SESSION)
    rows = journal.talks()
    row = journal.talk(id_) if id_ else rows[0] if rows else None
    if row is None:
        raise LocalError(FailureKind.NO_SESSION, id_)
    return row


def _list(journal: Journal, printer: Printer, words: Words) -> int:
    rows = _named(journal)
    if printer.is_json:
        sessions = [_object(one) for one in rows]
        printer.object({"v": 1, "ok": True, "state": WishState.DONE, "sessions": sessions})
    elif not rows:
        printer.rows([[("note", words.say("session.none"))]])
    else:
        printer.rows([[("", _row(one, words))] for one in rows])
    return WishState.DONE.exit_code


def _named(journal: Journal) -> list[ConversationRow]:
    """The conversations that came about: one without a title is called by what was asked first.

    Of a call that failed before the backend had made a session there is nothing to go on with; it
    stands in the list of jobs.
    """
    rows = []
    for row in journal.talks():
        jobs = journal.jobs(row.id)
        is_begun = row.title or row.memory.get("session") or any(not one.is_over for one in jobs)
        if is_begun:
            asked = transcript.asked(jobs[-1]) if jobs else ""
            title = row.title or " ".join(asked.split())[:_TITLE]
            rows.append(replace(row, title=title))
    return rows


def _object(row: ConversationRow) -> dict[str, Any]:
    facts = {"id": row.id, "title": row.title, "skill": row.skill, "backend": row.backend}
    facts |= {"folder": row.folder}
    ages = {"age_s": round(time.time() - row.used)}  # noqa: TID251 - for people
    return {key: value for key, value in facts.items() if value} | ages


def _row(row: ConversationRow, words: Words) -> str:
    age = amounts.ago(time.time() - row.used, words)  # noqa: TID251 - for people
    return words.say(
        "session.row",
        id=row.id, age=age, title=row.title or "–", skill=row.skill, backend=row.backend,
    )  # fmt: skip


def _show(found: Transcript, form: str, printer: Printer, words: Words) -> int:
    if printer.is_json and form in ("md", "json"):
        head = {"v": 1, "ok": True, "state": WishState.DONE}
        printer.object(head | transcript.to_object(found))
    else:
        written = transcript.FORMS[form](found, words)
        printer.rows([[("", one)] for one in written.rstrip("\n").split("\n")])
    return WishState.DONE.exit_code


def _change(row: ConversationRow, journal: Journal, options: Namespace, words: Words) -> str:
    """Rename or delete a conversation; the sentence that says so."""
    if options.what == "rename":
        title = " ".join(" ".join(options.title).split())[:_TITLE]
        journal.rename_talk(row.id, title)
        return words.say("session.renamed", id=row.id, title=title or "–")
    journal.delete_talk(row.id)
    return words.say("session.deleted", id=row.id)


def _tell(row: ConversationRow, sentence: str, printer: Printer) -> int:
    if printer.is_json:
        printer.object({"v": 1, "ok": True, "state": WishState.DONE, "session": row.id})
    else:
        printer.rows([[("", sentence)]])
    return WishState.DONE.exit_code
