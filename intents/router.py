"""Routes a wish: export, credits, status, upload, or on to the backend."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from intents import language, legs, library, match, params, slash_words, spans, text
from intents.clauses import CONTENT, EDIT, Item, LineReader
from intents.legs import CHAT, Leg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intents.library import RouterTables
    from intents.slash_words import Slash

_LONGEST: Final = 8000  # characters; what is longer is a script, whatever words it holds
_LONGEST_QUOTE: Final = 60  # characters of the wish that are said again
_HANDED_OVER: Final = frozenset({spans.Kind.FILE, spans.Kind.PATH, spans.Kind.MEDIA_URL})


@dataclass(frozen=True, slots=True)
class Route:
    """The route of a wish, or of one leg of it.

    `why` is a sentence for people, in the language of the wish. `hint` names the route that the
    wish would have taken but for one word.
    """

    name: str
    text: str
    files: tuple[str, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    then: Route | None = None
    hint: str = ""


def route(wish: str) -> Route:
    """Route a wish, with its files and parameters, and a second leg where there is one."""
    tables = library.router_tables()
    if len(wish) > _LONGEST:
        return Route(CHAT, wish, why=_why(tables, wish[:_LONGEST], "long"))
    line = text.read(wish, tables.file_cut, tables.simple)
    if not line.words:
        return Route(CHAT, wish, why=_why(tables, wish, "empty"))
    command = _command(tables, wish)
    if command is not None:
        return command
    reader = LineReader(tables, line)
    items = reader.items()
    wishes = legs.legs(reader, items)
    if not wishes:
        return _sent_as_chat(reader, items)
    then: Route | None = None
    for leg in reversed(wishes):
        then = replace(_route(reader, leg), then=then)
    return then or Route(CHAT, wish)


def _command(tables: RouterTables, wish: str) -> Route | None:
    """A slash command; `/tmp/a.webm` is none, and one unknown here goes to chat with a hint."""
    bare = wish.strip()
    slash = slash_words.read(bare)
    if slash is None or slash.mark:
        return None
    name = slash_words.ROUTES.get(slash.name, "")
    if not name:
        return _no_command(tables, wish, slash)
    line = text.read(slash.rest, tables.file_cut, tables.simple)
    files = (
        tuple(span.value for span in line.spans.values() if span.kind in _HANDED_OVER)
        if name == "upload"
        else ()
    )
    asked = params.read(tables, line, 0, len(line.words)) if name == "export" else {}
    return Route(name, bare, files, asked, _why(tables, bare, "slash", words=slash.said))


def _no_command(tables: RouterTables, wish: str, slash: Slash) -> Route | None:
    """The route of a word behind a slash that is no command here; the hint names one like it."""
    if not (slash.word.isascii() and slash.word.isalpha()):
        return None
    near = "" if slash.name else slash_words.near(slash.word)
    meant = slash_words.read(f"/{near}") if near else None
    hint = slash_words.ROUTES.get(meant.name, "") if meant else ""
    return Route(CHAT, wish, why=_why(tables, wish, "no_command", words=slash.said), hint=hint)


def _route(reader: LineReader, leg: Leg) -> Route:
    tables, line = reader.tables, reader.line
    said = line.slice(leg.low, leg.high)
    if leg.name == CHAT:
        return Route(
            CHAT,
            _with_bare_names(reader, leg.low, leg.high),
            why=_why(tables, line.text, "passed", words=said),
        )
    files: tuple[str, ...] = ()
    asked: dict[str, str] = {}
    if leg.name == "upload":
        files = tuple(
            dict.fromkeys(
                span.value for item in leg.items for span in reader.files(item.low, item.high)
            )
        )
    if leg.name == "export":
        asked = params.read(tables, line, leg.low, leg.high)
    if files:
        reason = _why(tables, line.text, "file", words=", ".join(files))
    elif any(item.template and item.template.group == "again" for item in leg.items):
        reason = _why(tables, line.text, "retry", words=said)
    else:
        reason = _why(tables, line.text, "order", words=said)
    for wrong, right in (pair for item in leg.items for pair in item.mended):
        reason += "; " + _why(tables, line.text, "mended", words=wrong, meant=right)
    return Route(leg.name, said, files, asked, reason)


def _with_bare_names(reader: LineReader, low: int, high: int) -> str:
    """The words of a leg with paths cut down to file names, by which the backend knows them."""
    line = reader.line
    said, position = "", line.starts[low]
    for span in reader.files(low, high):
        name = (
            span.value.rstrip("/\\").replace("\\", "/").rpartition("/")[2]
            if span.kind != "<media>"
            else span.value
        )
        said += line.text[position : span.start] + name
        position = span.end
    return (said + line.text[position : line.ends[high - 1]]).strip()


def _sent_as_chat(reader: LineReader, items: Sequence[Item]) -> Route:
    """The route of a line without orders: chat, with the reason and the route it nearly took."""
    tables, line = reader.tables, reader.line
    orders = [item for item in items if item.kind in tables.routes]
    denied = [
        item
        for item in items
        if item.kind in (CONTENT, EDIT) and reader.is_negated(item.low, item.high)
    ]
    hint = ""
    if first := (orders or denied):
        words = line.slice(first[0].low, first[0].high)
        reason = _why(tables, line.text, "mixed" if orders else "negated", words=words)
    elif near := _near_miss(reader, items):
        hint, words = near
        reason = _why(tables, line.text, "near", words=words)
    else:
        reason = _why(tables, line.text, "content")
    return Route(CHAT, line.text, why=reason, hint=hint)


def _near_miss(reader: LineReader, items: Sequence[Item]) -> tuple[str, str] | None:
    """The route the whole line would have taken but for some words, and these words."""
    if len(items) != 1 or items[0].kind != CONTENT:
        return None
    low, high = items[0].low, items[0].high
    head = reader.head(low, high)
    if not head:
        return None
    tables = reader.tables
    near = match.walk(tables.automaton, reader.line.words, low, high, leaps=4)
    if near is None or tables.templates[near.owners[0]].group != head:
        return None
    return head, "".join(near.skipped)


def _why(tables: RouterTables, wish: str, reason: str, **words: str) -> str:
    said = tables.why.get(language.detect(wish), tables.why["en"])[reason]
    for name, value in words.items():
        short = value if len(value) <= _LONGEST_QUOTE else value[: _LONGEST_QUOTE - 1] + "…"
        said = said.replace("{" + name + "}", short)
    return said
