"""Fetching a finished film: whole or not at all, and from nowhere it must not come from."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import httpx
import pytest

from agent.core.errors import LocalError, LostError, RefusedError
from agent.world import download, http
from tests.agent.server import always, deaf, head, listening, whole
from tests.agent.world.fetching import (
    FILM,
    HALF,
    SECRET,
    fetched,
    get,
    names,
    run,
    serve,
    web,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.agent.server import Answer, Heard, Pen


def test_a_film_arrives_whole_and_is_looked_at(tmp_path: Path) -> None:
    got, heard = fetched(serve(), tmp_path / "new/folder/film.mp4")

    assert (tmp_path / "new/folder/film.mp4").read_bytes() == FILM
    assert (got.size, got.width, got.height, got.duration_ms) == (len(FILM), 640, 360, 2000)
    assert len(heard) == 1
    assert names(tmp_path / "new/folder") == ["film.mp4"]


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    async def test() -> None:
        async with listening(serve()) as server:
            await get(server, tmp_path / "film.mp4", tell=lambda *far: told.append(far))

    run(test())

    assert told[-1] == (len(FILM), len(FILM))


def test_a_film_that_breaks_off_goes_on_where_it_was(tmp_path: Path) -> None:
    _, heard = fetched(serve(cuts=1), tmp_path / "film.mp4")

    assert (tmp_path / "film.mp4").read_bytes() == FILM
    assert heard[1].headers["range"] == f"bytes={HALF}-"
    assert heard[1].headers["if-range"] == '"v1"'


def test_a_part_of_an_earlier_run_is_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / ".film.mp4.part").write_bytes(FILM[:1000])
    (tmp_path / ".film.mp4.etag").write_text('"v1"', "ascii")

    _, heard = fetched(serve(), tmp_path / "film.mp4")

    assert [one.headers["range"] for one in heard] == ["bytes=1000-"]
    assert (tmp_path / "film.mp4").read_bytes() == FILM
    assert names(tmp_path) == ["film.mp4"]


@pytest.mark.parametrize(
    "answer",
    [serve(ranges=False, cuts=1), serve(cuts=1, etag='W/"weak"'), serve(cuts=1, etag="")],
    ids=["200 instead of 206", "weak validator", "no validator"],
)
def test_where_it_cannot_go_on_it_begins_again(tmp_path: Path, answer: Answer) -> None:
    fetched(answer, tmp_path / "film.mp4")

    assert (tmp_path / "film.mp4").read_bytes() == FILM


def test_a_part_of_another_film_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / ".film.mp4.part").write_bytes(b"another film")
    (tmp_path / ".film.mp4.etag").write_text('"v0"', "ascii")

    fetched(serve(), tmp_path / "film.mp4")

    assert (tmp_path / "film.mp4").read_bytes() == FILM


def test_a_part_that_does_not_fit_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / ".film.mp4.part").write_bytes(FILM + FILM)
    (tmp_path / ".film.mp4.etag").write_text('"v1"', "ascii")

    async def answer(request: Heard, pen: Pen) -> None:
        has_range = "range" in request.headers
        await pen.send(whole(b"", 416) if has_range else whole(FILM, etag='"v1"'))

    fetched(answer, tmp_path / "film.mp4")

    assert (tmp_path / "film.mp4").read_bytes() == FILM


def test_a_film_without_a_length_is_taken_as_it_comes(tmp_path: Path) -> None:
    chunk = b"%x\r\n%b\r\n0\r\n\r\n" % (len(FILM), FILM)

    got, _ = fetched(always(head(transfer_encoding="chunked"), chunk), tmp_path / "film.mp4")

    assert got.size == len(FILM)


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>please log in</html>", FILM[:-1], FILM[:3000]],
    ids=["nothing", "a page", "a byte short", "half"],
)
def test_what_is_no_whole_film_never_gets_its_name(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(LocalError, match="broken_video"):
        fetched(always(whole(content)), tmp_path / "film.mp4")

    assert names(tmp_path) == []


@pytest.mark.parametrize(("status", "kind"), [(403, "refused"), (404, "refused"), (502, "broken")])
def test_a_refusal_is_told_with_its_code(tmp_path: Path, status: int, kind: str) -> None:
    with pytest.raises(RefusedError) as caught:
        fetched(always(whole(b"<html>", status)), tmp_path / "film.mp4")

    assert (caught.value.code, caught.value.kind) == (status, kind)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_that_is_broken_for_a_moment_is_asked_again(tmp_path: Path, status: int) -> None:
    left = [status, status]

    async def answer(_: Heard, pen: Pen) -> None:
        await pen.send(whole(b"<html>", left.pop()) if left else whole(FILM))

    _, heard = fetched(answer, tmp_path / "film.mp4")

    assert (tmp_path / "film.mp4").read_bytes() == FILM
    assert len(heard) == 3


@pytest.mark.parametrize(("status", "times"), [(502, download.TRIES), (404, 1), (403, 1)])
def test_a_film_is_asked_for_four_times_and_a_no_is_taken_at_once(
    tmp_path: Path, status: int, times: int
) -> None:
    async def test() -> list[Heard]:
        async with listening(always(whole(b"", status))) as server:
            with pytest.raises(RefusedError):
                await get(server, tmp_path / "film.mp4")
            return server.heard

    assert len(run(test())) == times


def test_a_film_that_never_arrives_is_kept_as_far_as_it_came(tmp_path: Path) -> None:
    async def test() -> list[Heard]:
        async with listening(serve(cuts=99)) as server:
            with pytest.raises(LostError):
                await get(server, tmp_path / "film.mp4")
            return server.heard

    heard = run(test())

    assert len(heard) == download.TRIES
    assert names(tmp_path) == [".film.mp4.etag", ".film.mp4.part"]
    assert FILM.startswith((tmp_path / ".film.mp4.part").read_bytes())


async def _elsewhere(_: Heard, pen: Pen) -> None:
    await pen.send(whole(b"", 302, location="/film"))


@pytest.mark.parametrize(
    "answer",
    [_elsewhere, always(head(content_length=len(FILM) * 2) + FILM)],
    ids=["redirects for ever", "a length that is not true"],
)
def test_what_never_comes_to_an_end_is_lost(tmp_path: Path, answer: Answer) -> None:
    async def test() -> None:
        async with listening(answer) as server:
            await get(server, tmp_path / "film.mp4")

    with pytest.raises(LostError):
        run(test())

    assert not (tmp_path / "film.mp4").exists()


def test_where_nobody_listens_the_film_is_lost(tmp_path: Path) -> None:
    async def test() -> None:
        base = deaf()
        async with web(base) as both:
            order = download.Download("/film", base, tmp_path / "film.mp4", {})
            await download.fetch(order, both, lambda *_: None)

    with pytest.raises(LostError, match="ConnectError"):
        run(test())


# Where films come from


def test_the_token_never_goes_to_another_origin(tmp_path: Path) -> None:
    async def test() -> tuple[Heard, Heard]:
        async with listening(always(whole(FILM))) as other:

            async def send_away(_: Heard, pen: Pen) -> None:
                await pen.send(whole(b"", 302, location=f"{other.base}/film?sig=1"))

            async with listening(send_away) as server:
                await get(server, tmp_path / "film.mp4")
                return server.heard[0], other.heard[0]

    ours, theirs = run(test())

    assert ours.headers["authorization"] == "Bearer canary"
    assert "authorization" not in theirs.headers
    assert "x-skill-source" not in theirs.headers
    assert theirs.path == "/film?sig=1"


def test_a_redirect_at_home_keeps_what_is_asked_with(tmp_path: Path) -> None:
    async def answer(request: Heard, pen: Pen) -> None:
        moved = whole(b"", 307, location="elsewhere?a=b")
        await pen.send(moved if request.path == "/x/film" else whole(FILM))

    _, heard = fetched(answer, tmp_path / "film.mp4", "/x/film")

    assert [one.path for one in heard] == ["/x/film", "/x/elsewhere?a=b"]
    assert all(one.headers["authorization"] == "Bearer canary" for one in heard)


CLOUD: Final = "https://93.184.216.34"  # an address like any other; it is never asked


class Nowhere(httpx.AsyncBaseTransport):
    """Fails a test that asks where nobody may ask."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Only the backend itself is asked, and it sends us away."""
        assert request.url.host == "93.184.216.34"
        return httpx.Response(302, headers={"location": request.url.params["to"]})


async def sent_to(url: str, to: Path) -> None:
    """Fetch with a backend in the open network; nothing is really asked."""
    async with (
        httpx.AsyncClient(transport=Nowhere()) as own,
        httpx.AsyncClient(transport=Nowhere()) as bare,
    ):
        order = download.Download(url, CLOUD, to, SECRET)
        await download.fetch(order, http.DownloadClient(own, bare), lambda *_: None)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/film",
        "https://localhost/film",
        "https://[::1]/film",
        "https://10.0.0.7/film",
        "https://192.168.1.1/film",
        "https://169.254.169.254/latest/meta-data",
        "https://[fe80::1]/film",
        "https://[::ffff:127.0.0.1]/film",
        "https://100.64.0.1/film",
        "https://0.0.0.0/film",
        "https://[64:ff9b::7f00:1]/film",
        "https://[64:ff9b:1::a00:7]/film",
        "https://[2002:7f00:1::]/film",
        "https://[2001:0:4136:e378::1]/film",
        "https://[::7f00:1]/film",
        "https://[ff02::1]/film",
        "https://224.0.0.1/film",
        "https://239.1.2.3/film",
        "http://93.184.216.35/film",
        "http://93.184.216.34/film",
        "ftp://93.184.216.35/film",
        "file:///etc/passwd",
        f"https://{'x' * 300}.example/film",
    ],
)
@pytest.mark.parametrize("is_redirect", [False, True])
def test_an_address_inside_our_own_network_is_never_asked(
    tmp_path: Path, url: str, *, is_redirect: bool
) -> None:
    asked = httpx.URL(f"{CLOUD}/film", params={"to": url}) if is_redirect else url

    with pytest.raises(LocalError) as caught:
        run(sent_to(str(asked), tmp_path / "film.mp4"))

    assert caught.value.kind == "unsafe_url"


@pytest.mark.parametrize(
    "url", ["https://[::1/film", "https://93.184.216.35:port/film", "https://[fe80::1%25eth0]/film"]
)
@pytest.mark.parametrize("is_redirect", [False, True])
def test_what_is_no_address_is_never_asked(tmp_path: Path, url: str, *, is_redirect: bool) -> None:
    asked = httpx.URL(f"{CLOUD}/film", params={"to": url}) if is_redirect else url

    with pytest.raises((LocalError, LostError)):
        run(sent_to(str(asked), tmp_path / "film.mp4"))


def test_a_host_that_nobody_knows_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(LostError):
        run(sent_to("https://nobody.invalid/film", tmp_path / "film.mp4"))


class Body(httpx.AsyncByteStream):
    """The film as it comes over a line."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield FILM


class Asked(httpx.AsyncBaseTransport):
    """Answers with a film, and remembers what it was asked; some addresses do not answer."""

    def __init__(self, *deaf: str) -> None:
        self.deaf = deaf
        self.heard: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The film, wherever it is asked for."""
        self.heard.append(request)
        if request.url.host in self.deaf:
            raise httpx.ConnectError("no way")
        return httpx.Response(200, stream=Body())


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []

    async def two(_: object, host: str, *_more: object, **_named: object) -> list[Any]:
        looked_up.append(host)
        return [(0, 0, 0, "", (one, 443)) for one in ("93.184.216.36", "93.184.216.37")]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", two)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    asked = Asked("93.184.216.36")

    async def test() -> None:
        async with httpx.AsyncClient(transport=asked) as bare:
            web = http.DownloadClient(httpx.AsyncClient(transport=Nowhere()), bare)
            order = download.Download(
                "https://films.example:444/a?b=c", CLOUD, tmp_path / "film.mp4", SECRET
            )
            await download.fetch(order, web, lambda *_: None)

    run(test())

    first, second = asked.heard
    assert looked_up == ["films.example"]
    assert (first.url.host, str(second.url)) == ("93.184.216.36", "https://93.184.216.37:444/a?b=c")
    assert second.headers["host"] == "films.example:444"
    assert second.extensions["sni_hostname"] == "films.example"
    assert "authorization" not in second.headers


@pytest.mark.parametrize("is_told", [True, False])
def test_a_film_that_never_ends_does_not_fill_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_told: bool
) -> None:
    monkeypatch.setattr(download, "LARGEST_FILM", len(FILM) - 1)
    heads = head(content_length=len(FILM)) if is_told else head()

    with pytest.raises(LocalError, match="endless_video"):
        fetched(always(heads, FILM), tmp_path / "film.mp4")

    assert names(tmp_path) == []


# Where films go


def test_a_disk_that_does_not_take_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(LocalError) as caught:
        fetched(serve(), tmp_path / "file/film.mp4")

    assert caught.value.kind == "disk"
    assert caught.value.about in {"File exists", "Not a directory"}


def test_a_disk_that_fails_at_the_last_moment_is_told(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").mkdir()

    with pytest.raises(LocalError, match="disk: Is a directory"):
        fetched(serve(), tmp_path / "film.mp4", replaces=True)

    assert (tmp_path / ".film.mp4.part").read_bytes() == FILM


def test_a_file_that_came_in_between_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_text("precious", "utf-8")

    got, _ = fetched(serve(), tmp_path / "film.mp4")

    assert got.path == str(tmp_path / "film-2.mp4")
    assert (tmp_path / "film.mp4").read_text("utf-8") == "precious"
    assert names(tmp_path) == ["film-2.mp4", "film.mp4"]


def test_where_files_have_one_name_only_nothing_is_overwritten_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    (tmp_path / "film.mp4").write_text("precious", "utf-8")

    got, _ = fetched(serve(), tmp_path / "film.mp4")

    assert got.path == str(tmp_path / "film-2.mp4")
    assert names(tmp_path) == ["film-2.mp4", "film.mp4"]


def test_a_file_that_may_be_overwritten_is(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_text("old", "utf-8")

    got, _ = fetched(serve(), tmp_path / "film.mp4", replaces=True)

    assert got.path == str(tmp_path / "film.mp4")
    assert (tmp_path / "film.mp4").read_bytes() == FILM


def test_a_film_that_had_its_name_already_is_whole_at_any_moment(tmp_path: Path) -> None:
    (tmp_path / ".film.mp4.part").write_bytes(FILM)
    (tmp_path / "film.mp4").hardlink_to(tmp_path / ".film.mp4.part")
    seen: list[int] = []

    async def answer(_: Heard, pen: Pen) -> None:
        seen.append((tmp_path / "film.mp4").stat().st_size)
        await pen.send(head(content_length=len(FILM)), FILM[:10])
        seen.append((tmp_path / "film.mp4").stat().st_size)
        await pen.send(FILM[10:])

    fetched(answer, tmp_path / "film.mp4", replaces=True)

    assert seen == [len(FILM)] * 2
    assert names(tmp_path) == ["film.mp4"]


@pytest.mark.parametrize("name", [".film.mp4.part", ".film.mp4.etag"])
def test_a_link_laid_in_the_way_leads_nowhere(tmp_path: Path, name: str) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious", "utf-8")
    (tmp_path / name).symlink_to(victim)

    fetched(serve(cuts=1), tmp_path / "film.mp4")

    assert victim.read_text("utf-8") == "precious"
    assert names(tmp_path) == ["film.mp4", "victim"]
