"""The conversations so far: `reeltalk sessions list|show|rename|delete|transcript`."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.session import transcript
from agent.speech import amounts
from agent.surfaces import printer, progress

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.surfaces.progress import ProgressPrinter
    from agent.world.journal import ConversationRow

_READING = ("show", "transcript")
_VERBS = ("list", "show", "rename", "delete", "transcript")


def arguments(parser: ArgumentParser, words: Words) -> None:
    """What may stand behind the verb."""
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
    page = printer.open_printer(asks_json=options.json, refuses_color=options.no_color)
    sheet = progress.ProgressPrinter(page, words)
    from agent.session import workspace

    try:
        mine = workspace.open_workspace(os.environ)
        if options.what == "list":
            return _list(mine, sheet)
        row = _found(options.session, mine, is_newest_meant=options.what in _READING)
        if options.what in _READING:
            return _show(row, mine, sheet, options.form)
        return _change(row, mine, sheet, options)
    except LocalError as error:
        return sheet.refuse(error)


def _found(id_: str, mine: Workspace, *, is_newest_meant: bool) -> ConversationRow:
    if not (id_ or is_newest_meant):
        raise LocalError(FailureKind.WHICH_SESSION)
    talks = mine.journal.talks()
    row = mine.journal.talk(id_) if id_ else talks[0] if talks else None
    if row is None:
        raise LocalError(FailureKind.NO_SESSION, id_)
    return row


def _list(mine: Workspace, sheet: ProgressPrinter) -> int:
    talks = mine.journal.talks()
    if sheet.page.is_json:
        rows = [_object(one) for one in talks]
        sheet.page.object({"v": 1, "ok": True, "state": WishState.DONE, "sessions": rows})
    elif not talks:
        sheet.page.rows([[("note", sheet.words.say("session.none"))]])
    else:
        sheet.page.rows([[("", _row(one, sheet.words))] for one in talks])
    return 0


def _object(row: ConversationRow) -> dict[str, Any]:
    said = {"id": row.id, "title": row.title, "skill": row.skill, "backend": row.backend}
    said |= {"folder": row.folder}
    ages = {"age_s": round(time.time() - row.used)}  # noqa: TID251 - for people
    return {key: value for key, value in said.items() if value} | ages


def _row(row: ConversationRow, words: Words) -> str:
    age = amounts.ago(time.time() - row.used, words)  # noqa: TID251 - for people
    return words.say(
        "session.row",
        id=row.id, age=age, title=row.title or "–", skill=row.skill, backend=row.backend,
    )  # fmt: skip


def _show(row: ConversationRow, mine: Workspace, sheet: ProgressPrinter, form: str) -> int:
    found = transcript.of(row, mine.journal)
    if sheet.page.is_json and form in ("md", "json"):
        sheet.page.object(
            {"v": 1, "ok": True, "state": WishState.DONE} | transcript.to_object(found)
        )
    else:
        written = transcript.FORMS[form](found, sheet.words)
        sheet.page.rows([[("", one)] for one in written.rstrip("\n").split("\n")])
    return 0


def _change(
    row: ConversationRow, mine: Workspace, sheet: ProgressPrinter, options: Namespace
) -> int:
    title = " ".join(" ".join(options.title).split())[:80]
    if options.what == "rename":
        mine.journal.rename_talk(row.id, title)
        said = sheet.words.say("session.renamed", id=row.id, title=title or "–")
    else:
        mine.journal.delete_talk(row.id)
        said = sheet.words.say("session.deleted", id=row.id)
    if sheet.page.is_json:
        sheet.page.object({"v": 1, "ok": True, "state": WishState.DONE, "session": row.id})
    else:
        sheet.page.rows([[("", said)]])
    return 0
