"""The real world: performs every effect with sockets, files and clocks."""

from __future__ import annotations

import asyncio
import random
import stat
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, assert_never

from agent.core import effects
from agent.core.errors import LineError, LocalError, StoppedError
from agent.core.failure_kind import FailureKind
from agent.core.notices import Fetching, Uploading
from agent.wire.requests import Request
from agent.world import backends, export_path, token_store
from agent.world.folders import home
from intents.file_address import local

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from agent.core.conversation import Conversation
    from agent.core.effects import AnyEffect, Facts, Fetched
    from agent.core.notices import Notice
    from agent.core.state import WishState
    from agent.world.backends import BackendAddress
    from agent.world.folders import Folders
    from agent.world.http import BackendClient

T = TypeVar("T")
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
    mark: Callable[[WishState, Mapping[str, Any]], None]
    keep: Callable[[Conversation], None]
    export_waits: Callable[[], bool] = lambda: False
    is_stopped: asyncio.Event = field(default_factory=asyncio.Event)
    _line: BackendClient | None = None
    _web: Any = None
    _told_at: float = 0.0

    def perform(self, effect: AnyEffect) -> Any:  # noqa: C901, PLR0911, PLR0912 - one case an effect
        """The answer to an effect, or something to await that gives it."""
        match effect:  # the frequent ones first: a turn may have a hundred thousand events
            case effects.Next():
                return self._next(effect)
            case effects.More():
                return self._client().more(effect.stream)
            case effects.Now():
                return time.monotonic()
            case effects.Say():
                return self.notice(effect.notice)
            case effects.Mark():
                return self.mark(effect.state, effect.facts)
            case effects.Keep():
                return self.keep(effect.talk)
            case effects.Wait():
                return self._wait(effect.seconds)
            case effects.Send():
                return self._client().send(effect.request)
            case effects.Open():
                return self._client().open(effect.request)
            case effects.Close():
                return self._client().close(effect.stream)
            case effects.Fetch():
                return self._fetch(effect)
            case effects.ChoosePath():
                return export_path.choose(effect, self.folder)
            case effects.ExportWaits():
                return self.export_waits()
            case effects.Examine():
                return examine(effect.path, self.folder)
            case effects.ReadWords():
                return _words(effect.path)
            case effects.Fresh():
                return str(uuid.uuid4())  # noqa: TID251 - here is where they are made
            case effects.Chance():
                return random.random()  # noqa: S311 - it only spreads pauses
            case effects.ClientId():
                return token_store.client_id(home(self.environment), anew=effect.anew)
            case effects.KeptToken():
                return token_store.kept_token(self.folders.state, effect.base)
            case effects.KeepToken():
                return self._keep_token(effect)
            case _:
                assert_never(effect)

    def _keep_token(self, effect: effects.KeepToken) -> None:
        try:
            token_store.keep_token(self.folders.state, effect.base, effect.token, _today())
        except OSError as error:
            raise LocalError(FailureKind.DISK, error.strerror or str(error)) from error

    def _client(self) -> BackendClient:
        if self.is_stopped.is_set():
            raise StoppedError
        if self._line is None:
            from agent.world import http, http_client  # 90 ms, with httpx; the journal needs none

            own = http_client.client(self._transport(), self.place.base, AGENT)
            is_local = self.place.is_studio or http_client.is_local(self.place.base)
            self._line = http.BackendClient(own, self._tell_upload, is_local)
        return self._line

    def _transport(self) -> Any:
        if not self.place.is_studio:
            return None
        from agent.world import asgi  # with httpx, as above

        return asgi.AsgiTransport(backends.studio(self.folders.state / "studio", self.environment))

    async def reaches(self, within_s: float) -> bool:
        """Whether the address answers at all, whatever it answers."""
        try:
            await self._client().send(Request("GET", self.place.base + "/", {}, within_s=within_s))
        except LineError:
            return False
        return True

    def _next(self, effect: effects.Next) -> Any:
        line = self._client()
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
        from agent.world import download, http  # with httpx, as above

        if self._web is None:
            self._web = http.DownloadClient(self._client().http)
        order = download.Download(
            effect.url, effect.base, Path(effect.to), effect.headers, effect.replaces
        )
        return await self._unless_stopped(download.fetch(order, self._web, self._tell_fetch))

    async def _unless_stopped(self, doing: Coroutine[Any, Any, T]) -> T:
        """Do it, unless somebody asks to stop first: a server may have stopped sending."""
        task = asyncio.ensure_future(doing)
        stop = asyncio.ensure_future(self.is_stopped.wait())
        try:
            await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise StoppedError
        finally:
            task.cancel()
            stop.cancel()
            await asyncio.gather(task, stop, return_exceptions=True)

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
        """Switch to another backend; the connection to the old one must be closed."""
        self.place, self._line, self._web = place, None, None

    def stop(self) -> None:
        """Cancel: whatever waits raises StoppedError."""
        self.is_stopped.set()
        if self._line is not None:
            self._line.stop()

    async def end(self) -> None:
        """Close the connections."""
        if self._line is not None:
            await self._line.end()
        if self._web is not None:
            await self._web.end()


def _words(path: str) -> Any:
    from agent.world import documents  # 5 ms: archives and XML, which few wishes come with

    return asyncio.to_thread(documents.words, Path(path))


def _today() -> float:
    return time.time()  # noqa: TID251 - when a token was given is kept by the calendar


def examine(said: str, folder: Path) -> Facts:
    """A file as somebody names it: with `~`, as a file: address, relative to a folder."""
    try:
        path = Path(local(said)).expanduser()
        path = path if path.is_absolute() else folder / path
        if path.is_dir():
            raise LocalError(FailureKind.IS_FOLDER, said)
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # to open a pipe would be to wait for its writer
            raise LocalError(FailureKind.NOT_READABLE, said)
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise LocalError(FailureKind.NO_SUCH_FILE, said) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise LocalError(FailureKind.NOT_READABLE, said) from error
    return effects.Facts(str(path), path.name, found.st_size, found.st_mtime_ns)
