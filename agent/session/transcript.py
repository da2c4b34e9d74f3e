"""A conversation written out: as Markdown, HTML, JSON, or as a script that can be played again."""

from __future__ import annotations

import html
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from agent.speech.sanitize import CONTROL_CHARACTERS, sanitized

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from agent.speech.words import Words
    from agent.world.journal import ConversationRow, Job, Journal


@dataclass(frozen=True, slots=True)
class Turn:
    """One wish, its routes and its answer."""

    you: str
    routes: tuple[str, ...]
    reply: str
    changes: tuple[str, ...]
    video: str
    state: str
    link: str = ""  # to the film at the backend
    at: float = 0.0  # when it was said, by the wall clock


@dataclass(frozen=True, slots=True)
class Transcript:
    session: str
    title: str
    skill: str
    backend: str
    turns: tuple[Turn, ...]


def of(row: ConversationRow, journal: Journal) -> Transcript:
    """The conversation as the journal has it."""
    turns = tuple(_turn(job) for job in reversed(journal.jobs(row.id)))
    return Transcript(row.id, row.title, row.profile, row.backend, turns)


def _turn(job: Job) -> Turn:
    answer = job.answer
    error = answer.get("error", {}).get("message", "")
    changes = tuple(_change(one) for one in answer.get("changes", ()))
    return Turn(
        you=asked(job),
        routes=tuple(str(one["route"]) for one in job.order["legs"]),
        reply="\n".join(filter(None, [answer.get("reply", ""), error])),
        changes=changes,
        video=answer.get("video", {}).get("path", ""),
        state=job.state,
        link=str(answer.get("link") or ""),
        at=job.born,
    )


def asked(job: Job) -> str:
    """What somebody said, or the command that stands for it."""
    return job.wish or "/" + " ".join([job.kind, *_given(job)])


def _given(job: Job) -> list[str]:
    return [str(file) for leg in job.order["legs"] for file in leg.get("files", ())]


def _change(one: Mapping[str, Any]) -> str:
    sign = {"added": "+", "removed": "-"}.get(str(one.get("change")), "~")
    parts = [sign, one.get("kind", ""), one.get("name", ""), one.get("at", "")]
    if sign == "~":
        parts.append(f"{one.get('field', '')} {one.get('before', '–')} → {one.get('after', '–')}")
    return " ".join(str(part) for part in parts if part)


def to_object(found: Transcript) -> dict[str, Any]:
    """The conversation for programs."""
    turns = [
        {key: value for key, value in asdict(turn).items() if value and key != "at"}
        for turn in found.turns
    ]
    said = {"session": found.session, "title": found.title, "skill": found.skill}
    return said | {"backend": found.backend, "turns": turns}


def _json(found: Transcript, _: Words) -> str:
    said = json.dumps(to_object(found), ensure_ascii=False, indent=2)
    return CONTROL_CHARACTERS.sub(lambda sign: json.dumps(sign[0])[1:-1], said)


def _markdown(found: Transcript, words: Words) -> str:
    you, it = words.say("session.you"), words.say("session.it")
    rows = [f"# {found.title or found.session}", "", f"{found.skill} · {found.backend}"]
    for turn in found.turns:
        rows += ["", f"**{you}:** {turn.you.strip()}", "", f"**{it}:** {turn.reply.strip() or '–'}"]
        rows += [f"- `{change}`" for change in turn.changes]
        rows += [f"- {turn.video}"] if turn.video else []
    return sanitized("\n".join(rows))  # somebody will look at it with `cat`


_PAGE: Final = """\
<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }}
.you {{ background: #eef; border-radius: 1em; padding: .5em 1em; margin: 1.5em 0 .5em 20%; }}
.it {{ white-space: pre-wrap; }} ins, del, code {{ display: block; text-decoration: none; }}
video {{ width: 100%; margin: .5em 0; }} time {{ opacity: .6; font-size: .8em; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: #111; color: #ddd; }} .you {{ background: #225; }} }}
</style></head><body><h1>{title}</h1><p>{about}</p>
{turns}
</body></html>
"""


def _html(found: Transcript, _: Words) -> str:
    turns = []
    for turn in found.turns:
        turns.append(f'<div class="you">{_safe(turn.you)} {_time(turn.at)}</div>')
        turns.append(f'<div class="it">{_safe(turn.reply)}</div>')
        turns += [f"<code>{_safe(change)}</code>" for change in turn.changes]
        turns += _film(turn)
    return _PAGE.format(
        title=_safe(found.title or found.session),
        about=_safe(f"{found.skill} · {found.backend}"),
        turns="\n".join(turns),
    )


def _time(at: float) -> str:
    """The date and time on this machine's clock."""
    local = time.localtime(at)
    machine, person = (time.strftime(form, local) for form in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"))
    return f'<time datetime="{machine}">{person}</time>'


def _film(turn: Turn) -> list[str]:
    """The film itself, its picture at half a second, its path, and the link to it."""
    found = []
    if turn.video:
        path = Path(turn.video)
        if path.is_absolute():
            source = _safe(path.as_uri())
            found.append(f'<video controls preload="metadata" src="{source}#t=0.5"></video>')
        found.append(f"<code>{_safe(turn.video)}</code>")
    if turn.link.startswith(("https://", "http://")):
        found.append(f'<p><a href="{_safe(turn.link)}">{_safe(turn.link)}</a></p>')
    return found


def _safe(said: str) -> str:
    return html.escape(sanitized(said))


def _script(found: Transcript, _: Words) -> str:
    """The form of scripts: what was said, and the way it went."""
    rows = [
        f"conversation: {_quoted(found.title or found.session)}",
        f"skill: {found.skill}",
        f"backend: {_quoted(found.backend)}",
        "turns:",
    ]
    for turn in found.turns:
        rows.append(f"  - you: {_quoted(turn.you)}")
        rows.append(f"    expect: {{route: {_quoted(turn.routes[0] if turn.routes else 'chat')}}}")
    return "\n".join(rows)


def _quoted(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)


FORMS: Final[Mapping[str, Callable[[Transcript, Words], str]]] = {
    "md": _markdown,
    "html": _html,
    "json": _json,
    "script": _script,
}
