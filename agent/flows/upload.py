"""Uploads: files are checked before a byte is sent; text documents become words of the wish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from agent.core.effects import Examine, Keep, ReadWords, Say
from agent.core.errors import LocalError, LongError, LostError, RefusedError
from agent.core.failure_kind import FailureKind
from agent.core.notices import AlreadyUploaded, Understood, Uploaded
from agent.flows import backend

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from agent.core.conversation import Conversation
    from agent.core.effects import Facts
    from agent.wire.requests import Caller, Request

TRIES: Final = 2
LONG: Final = 2_000  # letters that nobody sends without a look
MOST_KNOWN: Final = 500  # uploads that a session is known to have; they are read at each start
MOST_WORDS: Final = 60_000  # of all documents of a wish
_SHOWN: Final = 60
_FIRST_LINES: Final = 4
_LONGEST_LINE: Final = 200
_MEGABYTE: Final = 1024 * 1024
_ALIASES: Final = {"jpeg": "jpg", "m4v": "mp4", "htm": "html", "markdown": "md", "text": "txt"}
# Words of these are read on this machine, whatever the profile says about them.
DOCUMENTS: Final = frozenset({"txt", "md", "srt", "vtt", "docx", "pdf"})


@dataclass(frozen=True, slots=True)
class SortedFiles:
    """Files by how they are handed over."""

    urls: tuple[str, ...]
    media: tuple[Facts, ...]
    documents: tuple[Facts, ...]


async def upload(talk: Conversation, files: Sequence[str], *, asks: bool = False) -> str:
    """Upload media and addresses; returns the words of the documents among the files.

    With `asks` somebody is there to look at long ones before anything is sent: LongError.
    """
    what = await sort(talk, files)
    read = [(facts.name, await ReadWords(facts.path)) for facts in what.documents]
    if asks:
        _look_at(read)
    for facts in what.media:
        await _send_once(talk, facts)
    if what.urls:
        await _send(talk, lambda caller: caller.upload_urls(talk.session, what.urls))
        for url in what.urls:
            await Say(Uploaded(url.partition("?")[0].rpartition("/")[2] or url))
    room = MOST_WORDS
    for name, words in read:
        await _tell(name, words, room)
        room -= min(len(words), room)
    return "\n\n".join(words for _, words in read)


async def sort(talk: Conversation, files: Sequence[str]) -> SortedFiles:
    """Check every file. Raises LocalError for the first that will not do."""
    urls, media, documents = [], [], []
    for file in files:
        if file.startswith(("http://", "https://")):
            urls.append(file)
            continue
        facts = await Examine(file)
        ending = kind(facts.name)
        if ending in talk.limits.media:
            _fits(talk, facts)
            media.append(facts)
        elif ending in DOCUMENTS:
            documents.append(facts)
        else:
            raise LocalError(FailureKind.FORMAT, facts.name)
    return SortedFiles(tuple(urls), tuple(media), tuple(documents))


def kind(name: str) -> str:
    """The ending of a name in the spelling that the profiles use."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return _ALIASES.get(ending, ending)


async def _send_once(talk: Conversation, facts: Facts) -> None:
    """Upload a file, unless the session has it already and it is still the same."""
    was = (facts.size, facts.mtime_ns)
    if talk.uploads.get(facts.path) == was:
        await Say(AlreadyUploaded(facts.name))
        return
    await _send_media(talk, facts)
    others = {path: one for path, one in talk.uploads.items() if path != facts.path}
    talk.uploads = dict([*others.items(), (facts.path, was)][-MOST_KNOWN:])
    await Keep(talk)
    await Say(Uploaded(facts.name))


def _fits(talk: Conversation, facts: Facts) -> None:
    if facts.size > talk.limits.max_mb * _MEGABYTE:
        raise LocalError(FailureKind.TOO_LARGE, facts.name)
    if facts.size == 0:
        raise LocalError(FailureKind.EMPTY_FILE, facts.name)


def _file(talk: Conversation, facts: Facts) -> Callable[[Caller], Request]:
    return lambda caller: caller.upload_file(talk.session, facts.path, facts.name)


async def _send_media(talk: Conversation, facts: Facts) -> None:
    try:
        await _send(talk, _file(talk, facts), facts.name)
    except RefusedError as error:
        if error.kind is FailureKind.FORMAT:  # its type was looked at: it holds no such file
            error.kind = FailureKind.DAMAGED
        raise


async def _send(talk: Conversation, build: Callable[[Caller], Request], name: str = "") -> None:
    """Send one upload. After a broken connection it is sent again only if nothing arrived."""
    before = await backend.state_if_told(talk)
    for tries in range(1, TRIES + 1):
        try:
            await backend.ask(talk, build)
        except (LostError, RefusedError) as error:
            if isinstance(error, RefusedError) and error.kind is not FailureKind.BROKEN:
                error.about = error.about or name
                raise
            # Behind a 502 of a proxy it may have arrived, as behind a broken connection.
            after = await backend.state_if_told(talk)
            is_comparable = before.is_known and after.is_known
            if is_comparable and after.media != before.media:
                return
            if tries == TRIES or not is_comparable:
                raise
            await backend.pause(tries)
        else:
            return


def _look_at(read: Sequence[tuple[str, str]]) -> None:
    """Raise LongError with the longest, where all of it together is long."""
    letters = sum(len(words) for _, words in read)
    if letters > LONG:
        name, words = max(read, key=lambda one: len(one[1]))
        lines = [line.strip() for line in words.split("\n") if line.strip()][:_FIRST_LINES]
        beginning = "\n".join(line[:_LONGEST_LINE] for line in lines)
        raise LongError(name, beginning, letters)


async def _tell(name: str, words: str, room: int) -> None:
    beginning = " ".join(words[: _SHOWN * 4].split())[:_SHOWN]
    most = room if len(words) > room else None
    await Say(Understood(name, beginning, len(words), most))
