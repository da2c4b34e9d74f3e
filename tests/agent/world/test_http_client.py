"""Clients: whatever the environment says, one is made, or the variable in its way is named."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.world import http_client
from tests.agent.server import always, deaf, whole
from tests.agent.world.dialling import answered

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.lower().endswith("_proxy") or name.startswith("SSL"):
            monkeypatch.delenv(name)


def refused() -> str:
    """What is told of a client for the cloud that cannot be made."""
    with pytest.raises(LocalError) as caught:
        http_client.client(None, "https://backend.example", "test")
    assert caught.value.kind is FailureKind.PROXY
    return caught.value.about


def test_a_local_backend_is_never_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", deaf())

    response, _ = answered(always(whole(b"{}")))

    assert response.status == 200


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("NO_PROXY", "localhost,[::1]", "NO_PROXY (localhost,[::1])"),
        ("no_proxy", "a,\x01", "no_proxy (a,\x01)"),
        ("ALL_PROXY", "gopher://proxy:70", "ALL_PROXY (gopher://)"),
        ("all_proxy", "socks4://proxy:70", "all_proxy (socks4://)"),
        ("HTTPS_PROXY", "proxy:port", "HTTPS_PROXY"),
        ("http_proxy", "http://canary:secret@[::1", "http_proxy (http://)"),
        ("https_proxy", "://", "https_proxy"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_told_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)

    assert refused() == told


def test_of_several_proxies_the_one_in_the_way_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:8080")
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    monkeypatch.setenv("ALL_PROXY", "gopher://proxy:70")

    assert refused() == "ALL_PROXY (gopher://)"


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSLKEYLOGFILE"])
def test_a_file_of_certificates_that_is_not_there_is_told_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    gone = tmp_path / "folder" / "gone"
    monkeypatch.setenv(name, str(gone))

    assert refused() == f"{name} ({str(gone)[:80]})"


def test_a_file_without_certificates_is_told_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    none = tmp_path / "none.pem"
    none.write_text("no certificate", "utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(none))

    assert refused().startswith("SSL_CERT_FILE (")


def test_settings_that_can_be_used_are_in_nobodys_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://name:secret@proxy.example:8080")
    monkeypatch.setenv("NO_PROXY", "localhost,::1,10.0.0.0/8,.example")

    made = http_client.client(None, "https://backend.example", "test")

    asyncio.run(made.aclose())


def test_the_certificates_are_read_once_for_all_clients() -> None:
    http_client.client(None, "https://127.0.0.1:9", "test")
    before = http_client._trust.cache_info().misses

    for base in ("http://127.0.0.1:9", "https://127.0.0.1:9", "https://backend.example"):
        http_client.client(None, base, "test")
    http_client.direct("test")

    assert http_client._trust.cache_info().misses == before


def test_a_backend_on_this_machine_needs_no_certificates(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone.pem"))

    made = http_client.client(None, "http://127.0.0.1:9", "test")

    asyncio.run(made.aclose())
