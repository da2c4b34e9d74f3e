"""The world there is: performs every effect on this machine and over the line."""

from __future__ import annotations

import asyncio
import random
import stat
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from agent.core import effects
from agent.core.errors import LocalError, StoppedError
from agent.core.notices import Fetching, Uploading
from agent.world import token_store
from agent.world.folders import home

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from agent.core.conversation import Conversation
    from agent.core.effects import Effect, Facts, Fetched
    from agent.core.notices import Notice
    from agent.world.backends import BackendAddress
    from agent.world.folders import Folders
    from agent.world.http import BackendClient

PROGRESS_EVERY_S: Final = 0.2
AGENT: Final = "reeltalk"


@dataclass(slots=True)
class LiveWorld:
    """One world for one wish. `notice` hears what is said, `mark` and `keep` write it down."""

    place: BackendAddress
    folders: Folders
    folder: Path
    environment: Mapping[str, str]
    notice: Callable[[Notice], None]
    mark: Callable[[str, Mapping[str, Any]], None]
    keep: Callable[[Conversation], None]
    is_stopped: asyncio.Event = field(default_factory=asyncio.Event)
    _line: BackendClient | None = None
    _bare: Any = None
    _told_at: float = 0.0
    _performed: dict[type, Callable[[Any], Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Which effect is performed how; each is what a world is asked for, and nothing else is."""
        self._performed = {
            effects.Next: self._next,
            effects.More: lambda more: self._ours().more(more.stream),
            effects.Now: lambda _: time.monotonic(),
            effects.Say: lambda said: self.notice(said.notice),
            effects.Mark: lambda how_far: self.mark(how_far.state, how_far.facts),
            effects.Keep: lambda kept: self.keep(kept.talk),
            effects.Fresh: lambda _: str(uuid.uuid4()),  # noqa: TID251 - here is where they are made
            effects.Chance: lambda _: random.random(),  # noqa: S311 - it only spreads pauses
            effects.Wait: lambda wait: self._wait(wait.seconds),
            effects.Send: lambda sent: self._ours().send(sent.request),
            effects.Open: lambda opened: self._ours().open(opened.request),
            effects.Close: lambda closed: self._ours().close(closed.stream),
            effects.Fetch: self._fetch,
            effects.Examine: lambda file: examine(file.path, self.folder),
            effects.ReadWords: _words,
            effects.ClientId: lambda asked: token_store.client_id(
                home(self.environment), anew=asked.anew
            ),
            effects.KeptToken: lambda token: token_store.kept_token(
                self.folders.state, token.base, _today()
            ),
            effects.KeepToken: self._keep_token,
        }

    def perform(self, effect: Effect[Any]) -> Any:
        """The answer to an effect, or something that gives it."""
        return self._performed[type(effect)](effect)

    def _keep_token(self, effect: effects.KeepToken) -> None:
        try:
            token_store.keep_token(self.folders.state, effect.base, effect.token, _today())
        except OSError as error:
            raise LocalError("disk", error.strerror or str(error)) from error

    def _ours(self) -> BackendClient:
        if self.is_stopped.is_set():
            raise StoppedError
        if self._line is None:
            from agent.world import http

            own = http.client(self._transport(), self.place.base, AGENT)
            self._line = http.BackendClient(own, self._tell_upload)
        return self._line

    def _transport(self) -> Any:
        if not self.place.is_studio:
            return None
        from agent.world import asgi, backends

        return asgi.AsgiTransport(backends.studio(self.folders.state / "studio", self.environment))

    async def reaches(self, within_s: float) -> bool:
        """Whether anybody answers at the address at all, whatever they answer."""
        from agent.core.errors import LineError
        from agent.wire.requests import Request

        try:
            await self._ours().send(Request("GET", self.place.base + "/", {}, within_s=within_s))
        except LineError:
            return False
        return True

    def _next(self, effect: effects.Next) -> Any:
        line = self._ours()
        found = line.next_at_once(effect.stream)
        return found if found is not None else line.next(effect.stream, effect.within_s)

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.is_stopped.wait()
        except TimeoutError:
            return
        raise StoppedError

    async def _fetch(self, effect: effects.Fetch) -> Fetched:
        from agent.world import download, http

        if self._bare is None:
            self._bare = http.client(None, "https://", AGENT)
        to = download.place(effect.to, effect.name, self.folder)
        order = download.Download(effect.url, effect.base, to, effect.headers)
        return await download.fetch(
            order, http.DownloadClient(self._ours().http, self._bare), self._tell_fetch
        )

    def _tell_fetch(self, got: int, size: int) -> None:
        self._progress(Fetching(got, size), is_last=got == size)

    def _tell_upload(self, name: str, sent: int, size: int) -> None:
        self._progress(Uploading(name, sent, size), is_last=sent == size)

    def _progress(self, notice: Notice, *, is_last: bool) -> None:
        now = time.monotonic()
        if is_last or now - self._told_at >= PROGRESS_EVERY_S:
            self._told_at = now
            self.notice(notice)

    def change_place(self, place: BackendAddress) -> None:
        """Talk to another backend from now on; the line to the old one must have ended."""
        self.place, self._line, self._bare = place, None, None

    def stop(self) -> None:
        """Somebody asked to stop: whatever waits is woken up."""
        self.is_stopped.set()
        if self._line is not None:
            self._line.stop()

    async def end(self) -> None:
        """Leave the line."""
        if self._line is not None:
            await self._line.end()
        if self._bare is not None:
            await self._bare.aclose()


def _words(effect: effects.ReadWords) -> Any:
    from agent.world import documents

    return asyncio.to_thread(documents.words, Path(effect.path))


def _today() -> float:
    return time.time()  # noqa: TID251 - the age of a token is told by the calendar


def examine(said: str, folder: Path) -> Facts:
    """A file as somebody names it: with `~`, as a file: address, relative to a folder."""
    from intents.file_address import local

    try:
        path = Path(local(said)).expanduser()
        path = path if path.is_absolute() else folder / path
        if path.is_dir():
            raise LocalError("is_folder", said)
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # to open a pipe would be to wait for its writer
            raise LocalError("not_readable", said)
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise LocalError("no_such_file", said) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise LocalError("not_readable", said) from error
    return effects.Facts(str(path), path.name, found.st_size)
