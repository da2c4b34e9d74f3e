"""The conversations so far: `reeltalk sessions list|show|rename|delete|transcript`."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from agent.core.errors import DeskError
from agent.speech import amounts
from agent.surfaces import paper, transcript, waiting

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.speech.words import Words
    from agent.surfaces.desk import Desk
    from agent.surfaces.waiting import Sheet
    from agent.world.journal import TalkRow

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
    page = paper.paper(asks_json=options.json, refuses_color=options.no_color)
    sheet = waiting.Sheet(page, words)
    from agent.surfaces import desk

    try:
        mine = desk.open_desk(os.environ)
        if options.what == "list":
            return _list(mine, sheet)
        row = _found(options.session, mine, is_newest_meant=options.what in _READING)
        if options.what in _READING:
            return _show(row, mine, sheet, options.form)
        return _change(row, mine, sheet, options)
    except DeskError as error:
        return sheet.refuse(error)


def _found(id_: str, mine: Desk, *, is_newest_meant: bool) -> TalkRow:
    if not (id_ or is_newest_meant):
        raise DeskError("which_session")
    talks = mine.journal.talks()
    row = mine.journal.talk(id_) if id_ else talks[0] if talks else None
    if row is None:
        raise DeskError("no_session", id_)
    return row


def _list(mine: Desk, sheet: Sheet) -> int:
    talks = mine.journal.talks()
    if sheet.page.is_json:
        rows = [_object(one) for one in talks]
        sheet.page.object({"v": 1, "ok": True, "state": "done", "sessions": rows})
    elif not talks:
        sheet.page.rows([[("note", sheet.words.say("session.none"))]])
    else:
        sheet.page.rows([[("", _row(one, sheet.words))] for one in talks])
    return 0


def _object(row: TalkRow) -> dict[str, Any]:
    said = {"id": row.id, "title": row.title, "skill": row.skill, "backend": row.backend}
    said |= {"folder": row.folder}
    ages = {"age_s": round(time.time() - row.used)}  # noqa: TID251 - for people
    return {key: value for key, value in said.items() if value} | ages


def _row(row: TalkRow, words: Words) -> str:
    age = amounts.ago(time.time() - row.used, words)  # noqa: TID251 - for people
    return words.say(
        "session.row",
        id=row.id, age=age, title=row.title or "–", skill=row.skill, backend=row.backend,
    )  # fmt: skip


def _show(row: TalkRow, mine: Desk, sheet: Sheet, form: str) -> int:
    found = transcript.of(row, mine.journal)
    if sheet.page.is_json and form in ("md", "json"):
        sheet.page.object({"v": 1, "ok": True, "state": "done"} | transcript.to_object(found))
    else:
        written = transcript.FORMS[form](found, sheet.words)
        sheet.page.rows([[("", one)] for one in written.rstrip("\n").split("\n")])
    return 0


def _change(row: TalkRow, mine: Desk, sheet: Sheet, options: Namespace) -> int:
    title = " ".join(" ".join(options.title).split())[:80]
    if options.what == "rename":
        mine.journal.rename_talk(row.id, title)
        said = sheet.words.say("session.renamed", id=row.id, title=title or "–")
    else:
        mine.journal.delete_talk(row.id)
        said = sheet.words.say("session.deleted", id=row.id)
    if sheet.page.is_json:
        sheet.page.object({"v": 1, "ok": True, "state": "done", "session": row.id})
    else:
        sheet.page.rows([[("", said)]])
    return 0
