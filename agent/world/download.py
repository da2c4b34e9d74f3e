"""Downloads: resumed by range, checked, renamed into place when whole."""

from __future__ import annotations

import asyncio
import os
import random
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from agent.core.effects import Fetched
from agent.core.errors import LocalError, LostError, RefusedError
from agent.core.failure_kind import FailureKind
from agent.world import export_path, public_address, video

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from agent.world.http import DownloadClient, Remote

TRIES: Final = 4  # as of everything that only reads
MOST_REDIRECTS: Final = 5
LARGEST_FILM: Final = 4 * 1024**3  # an hour at 9 Mbit/s; what goes on and on fills the disk
_FINE: Final = (200, 206)
_PARTIAL: Final = 206
_NOT_SATISFIABLE: Final = 416


@dataclass(frozen=True, slots=True)
class Download:
    """What is to be fetched, and where to. `headers` go to the backend's own origin alone."""

    url: str
    base: str
    to: Path
    headers: Mapping[str, str] = field(repr=False)
    replaces: bool = False  # a file of that name; else another name is taken


async def fetch(order: Download, web: DownloadClient, tell: Callable[[int, int], None]) -> Fetched:
    """Download and check a file; the part of it stays for the next try when this one fails."""
    part = order.to.with_name(f".{order.to.name}.part")
    try:
        order.to.parent.mkdir(parents=True, exist_ok=True)
        _clear_links(part)
        for tries in range(1, TRIES + 1):
            try:
                await _get(order, part, web, tell)
                break
            except (LostError, RefusedError) as error:
                is_final = isinstance(error, RefusedError) and error.kind is not FailureKind.BROKEN
                if is_final or tries == TRIES:
                    raise
                longest = 2 ** (tries - 1)
                await asyncio.sleep(longest * random.random())  # noqa: S311 - it only spreads pauses
        return _settle(part, order)
    except OSError as error:
        raise LocalError(FailureKind.DISK, error.strerror or str(error)) from error


def _clear_links(part: Path) -> None:
    """Remove links, which would lead what we write to another file: that of a run, perhaps, which
    was killed when the film had its name already.
    """
    for file in (part, part.with_suffix(".etag")):
        if file.is_symlink() or (file.exists() and file.stat().st_nlink > 1):
            file.unlink()


def _settle(part: Path, order: Download) -> Fetched:
    """Check the part, sync it, and rename it into place."""
    found = video.read(part)
    if found is None:
        part.unlink(missing_ok=True)
        raise LocalError(FailureKind.BROKEN_VIDEO, order.to.name)
    descriptor = os.open(part, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    to = order.to
    if order.replaces:
        part.replace(to)
    else:
        while not _named(part, to):  # somebody has made a file of that name meanwhile
            to = export_path.free(to)
    size = to.stat().st_size
    return Fetched(str(to), size, found.width, found.height, found.duration_ms)


def _named(part: Path, to: Path) -> bool:
    """Give a whole file its name; False where another one has it."""
    try:
        os.link(part, to)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if to.exists():
            return False
        part.replace(to)
    else:
        part.unlink()
    return True


async def _get(
    order: Download, part: Path, web: DownloadClient, tell: Callable[[int, int], None]
) -> None:
    had = part.stat().st_size if part.exists() else 0
    mark = part.with_suffix(".etag")
    remote = await _follow(order, web, had, _read(mark))
    try:
        if remote.status == _NOT_SATISFIABLE and had:
            part.unlink()
            raise LostError("the part does not fit; once more from the beginning")
        if remote.status not in _FINE:
            raise RefusedError(remote.status, "", _refusal(remote.status))
        goes_on = remote.status == _PARTIAL and had > 0
        size = remote.length + (had if goes_on else 0) if remote.length else 0
        _write_mark(mark, remote.validator)
        _check_size(size, part)
        got = had if goes_on else 0
        with part.open("ab" if goes_on else "wb") as file:
            async for chunk in remote.chunks():
                file.write(chunk)
                got += len(chunk)
                _check_size(got, part)
                tell(got, size)
        if size and got != size:
            raise LostError(f"{got} of {size} bytes")
        mark.unlink(missing_ok=True)
    finally:
        await remote.close()


def _check_size(size: int, part: Path) -> None:
    if size > LARGEST_FILM:
        part.unlink(missing_ok=True)
        part.with_suffix(".etag").unlink(missing_ok=True)
        raise LocalError(FailureKind.ENDLESS_VIDEO, f"{LARGEST_FILM // 1024**3} GB")


def _refusal(status: int) -> FailureKind:
    """A server's own fault may be gone in a moment; whatever else it says is a no."""
    return FailureKind.BROKEN if status >= 500 else FailureKind.REFUSED  # noqa: PLR2004 - HTTP's own class


async def _follow(order: Download, web: DownloadClient, had: int, validator: str) -> Remote:
    """Follow redirects, each address checked."""
    url = _joined(order.base, order.url)
    for _ in range(MOST_REDIRECTS + 1):
        is_own = _origin(url) == _origin(order.base)
        addresses = () if is_own else await public_address.looked_up(url, order.base)
        headers = dict(order.headers) if is_own else {}
        if had and validator:
            headers |= {"Range": f"bytes={had}-", "If-Range": validator}
        remote = await web.get(url, headers, addresses, is_own=is_own)
        if not remote.location:
            return remote
        await remote.close()
        url = _joined(url, remote.location)
    raise LostError("too many redirects")


def _joined(base: str, url: str) -> str:
    """Resolve a URL against another. Raises LocalError for one that cannot be parsed."""
    try:
        found = urljoin(base, url)
        _ = urlsplit(found).port
    except ValueError as error:
        raise LocalError(FailureKind.UNSAFE_URL, url[:80]) from error
    return found


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").lower(), port


def _read(mark: Path) -> str:
    try:
        return mark.read_text("ascii")[:200]
    except (OSError, ValueError):
        return ""


def _write_mark(mark: Path, validator: str) -> None:
    with suppress(OSError, ValueError):
        mark.write_text(validator, "ascii")
