"""Notices as painted rows, and as the line that says what goes on just now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agent.core import notices
from agent.speech import amounts, change_text, notice_text
from agent.speech.sanitize import one_line
from agent.surfaces.repl import markdown
from agent.surfaces.views import timeline_rows
from agent.surfaces.views.cells import cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agent.core.notices import Notice
    from agent.speech.words import Words
    from agent.surfaces.printer import Piece
    from agent.timeline.changes import Change
    from agent.timeline.draft import Timeline

_SIGNS: Final[Mapping[str, str]] = {"+": "add", "-": "drop", "~": "change"}
_PAINTS: Final[Mapping[type, str]] = {
    notices.Failed: "bad",
    notices.Uncertain: "bad",
    notices.Offered: "offer",
    notices.WentLocal: "warn",
    notices.StartedAnew: "warn",
    notices.Looking: "warn",
    notices.Balance: "",
    notices.NothingChanged: "",
    notices.CutShort: "warn",
}


def rows(  # noqa: PLR0911 - a table of cases
    notice: Notice, words: Words, columns: int, changes: tuple[Change, ...] = ()
) -> list[list[Piece]]:
    """What stays of a notice; nothing of one that passes. `changes` are marked on the tracks."""
    match notice:
        case notices.Reply():
            return list(markdown.rows("\n".join(notice_text.rows(notice, words))))
        case notices.Changed():
            said = filter(None, [notice_text.sentence(notice, words)])
            return [*([("", one)] for one in said), *change_rows(notice.changes, words)]
        case notices.Tracks():
            return timeline(notice.timeline, words, columns, changes)
        case notices.Delivered():
            return _delivered(notice, words)
        case notices.Long():
            head, *lines = notice_text.rows(notice, words)
            return [
                [("warn", head)],
                *([("dim", cut(f"  {one_line(row)}", columns))] for row in lines),
            ]
        case _ if isinstance(notice, notice_text.PROGRESS_NOTICES):
            return []
        case _:
            paint = _PAINTS.get(type(notice), "note")
            return [[(paint, row)] for row in notice_text.rows(notice, words)]


def change_rows(found: Sequence[Change], words: Words) -> list[list[Piece]]:
    """Changes, their signs painted."""
    return [
        [(_SIGNS.get(row[:1], ""), row[:1]), ("", row[1:])]
        for row in change_text.rows(found, words)
    ]


def timeline(
    found: Timeline, words: Words, columns: int, changes: tuple[Change, ...] = ()
) -> list[list[Piece]]:
    """The tracks to scale; that there are none, in words."""
    if found.tracks:
        return timeline_rows.rows(found, columns, words, changes=changes)
    return [[("", row)] for row in notice_text.timeline(found, words)]


def _delivered(notice: notices.Delivered, words: Words) -> list[list[Piece]]:
    said, *rest = notice_text.rows(notice, words)
    head, at, tail = said.partition(notice.path)
    return [
        [("good", head), ("link", at), ("good", tail)],
        *([("note", row)] for row in rest),
    ]


def passing(notice: Notice | None, words: Words) -> str:
    """What goes on just now."""
    if notice is None:
        return words.say("repl.thinking")
    said = notice_text.rows(notice, words)
    return said[0] if said else words.say("repl.thinking")


def share(notice: Notice | None, words: Words) -> str:
    """How far something is that runs beside the conversation, in a word or two."""
    match notice:
        case notices.Rendering(progress=float(progress)):
            return words.say("repl.exporting", share=f"{round(progress * 100)}%")
        case notices.Rendering():
            return words.say("repl.exporting", share=amounts.passed(notice.seconds, words))
        case notices.Fetching():
            share_ = f"{round(100 * notice.got / notice.size)}%" if notice.size else ""
            return words.say("repl.fetching", share=share_).strip()
        case notices.Uploading():
            return words.say(
                "repl.uploading",
                name=notice.name,
                share=f"{round(100 * notice.sent / notice.size) if notice.size else 100}%",
            )
        case _:
            return words.say("repl.exporting", share="").strip()
