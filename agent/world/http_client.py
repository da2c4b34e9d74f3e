"""Makes the httpx clients, and names the environment variable that stands in the way of one."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies

import httpx

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind

if TYPE_CHECKING:
    import ssl

CONNECT_WITHIN_S: Final = 10.0
# Heartbeats keep a read timeout alive for ever, so the real deadlines are the flows' own.
STREAM_READ_WITHIN_S: Final = 610.0
LOCAL: Final = ("127.0.0.1", "localhost", "::1")
# What httpx raises when it is made: addresses that cannot be parsed, schemes that it does not
# know, `socks5://` without its package, certificates that are not there or none.
_UNUSABLE: Final = (httpx.InvalidURL, ValueError, ImportError, OSError)
# What chooses the certificates; Python itself reads SSLKEYLOGFILE where a context is made.
_CERTIFICATES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
_SCHEMES: Final = ("http", "https", "all")  # those that httpx asks the environment for
_LONGEST: Final = 80


def client(transport: httpx.AsyncBaseTransport | None, base: str, agent: str) -> httpx.AsyncClient:
    """A client without a secret in it: headers are given with each request.

    Raises LocalError with the variable that cannot be used.
    """
    is_here = is_local(base) or transport is not None
    # A plain line needs no trust; without it httpx would read all certificates for each client.
    verify = _trust(*_certificates()) if base.startswith("https") else False
    if transport is None and is_here:
        transport = httpx.AsyncHTTPTransport(verify=verify, retries=2)
    try:
        return _made(agent, transport=transport, verify=verify, trust_env=not is_here)
    except _UNUSABLE as error:
        raise LocalError(FailureKind.PROXY, _proxy_variable()) from error


def is_local(base: str) -> bool:
    """Whether an address is one of this machine."""
    return (urlsplit(base).hostname or "") in LOCAL


def direct(agent: str) -> httpx.AsyncClient:
    """A client that connects to the address it is given, whatever proxies there are."""
    return _made(agent, verify=_trust(*_certificates()), trust_env=False)


def through(proxy: str, agent: str) -> httpx.AsyncClient:
    """A client that asks everything of a proxy, as `proxies.proxy_for` names it."""
    try:
        return _made(agent, verify=_trust(*_certificates()), trust_env=False, proxy=proxy)
    except _UNUSABLE as error:
        raise LocalError(FailureKind.PROXY, _proxy_variable()) from error


def _made(agent: str, **more: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        timeout=httpx.Timeout(STREAM_READ_WITHIN_S, connect=CONNECT_WITHIN_S),
        follow_redirects=False,
        headers={"User-Agent": agent, "Accept-Encoding": "identity"},
        limits=httpx.Limits(max_connections=20, keepalive_expiry=20),
        **more,
    )


@cache
def _trust(*_: str) -> ssl.SSLContext:
    """The TLS context, cached: loading the CA bundle costs two interpreter starts."""
    try:
        return httpx.create_ssl_context()
    except (OSError, ValueError) as error:
        raise LocalError(FailureKind.PROXY, _certificate_variable(error)) from error


def _certificates() -> tuple[str, ...]:
    """The variables that choose the certificates: the key of the cache."""
    return tuple(os.environ.get(name, "") for name in _CERTIFICATES)


def _certificate_variable(error: Exception) -> str:
    """The variable whose file an error is about."""
    named = getattr(error, "filename", None)
    is_set = [name for name in _CERTIFICATES if os.environ.get(name)]
    about = [name for name in is_set if os.environ[name] == named]
    name = (about or is_set or ["SSL_CERT_FILE"])[0]
    return _shown(name, os.environ.get(name, ""))


def _proxy_variable() -> str:
    """The variable that makes httpx fail: each proxy is tried by itself, NO_PROXY is what is left.

    Of a proxy's address only the scheme is told: a name and a password may stand in it.
    """
    found = getproxies()
    for scheme in _SCHEMES:
        value = found.get(scheme, "")
        address = value if "://" in value or not value else f"http://{value}"
        if address and not _is_proxy(address):
            about, _, _ = value.rpartition("://")
            return _shown(_spelled(f"{scheme}_proxy"), about and f"{about}://")
    return _shown(_spelled("no_proxy"), found.get("no", ""))


def _is_proxy(address: str) -> bool:
    try:
        httpx.AsyncClient(proxy=address, trust_env=False, verify=False)  # noqa: S501 - never used
    except _UNUSABLE:
        return False
    return True


def _spelled(name: str) -> str:
    """A variable as the person has spelled it; small letters come first, as for httpx."""
    return name if os.environ.get(name) else name.upper()


def _shown(name: str, value: str) -> str:
    return f"{name} ({value[:_LONGEST]})" if value else name
