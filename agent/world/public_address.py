"""Where a backend may send us: the addresses of a host, looked up once, all of them public."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import Final
from urllib.parse import urlsplit

from agent.core.errors import LocalError, LostError
from agent.core.failure_kind import FailureKind
from agent.world import proxies

# IPv6 addresses that lead to an IPv4 one, whichever it is: NAT64 (RFC 6052, 8215), 6to4 (3056),
# Teredo (4380), and the old way of writing it (4291). For Python most of them are global.
_LEAD_TO_IPV4: Final = tuple(
    map(
        ipaddress.IPv6Network,
        ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"),
    )
)


async def looked_up(url: str, base: str) -> tuple[str, ...]:
    """The addresses to connect to; none where the name itself is to be used.

    That is so for a backend inside our own network, which may send us about in it, and where a
    proxy knows names that we do not. Raises LocalError for what is not public (SSRF).
    """
    parts, api = urlsplit(url), urlsplit(base)
    if parts.scheme not in ("https", "http") or (api.scheme == "https" and parts.scheme != "https"):
        raise LocalError(FailureKind.UNSAFE_URL, parts.scheme)
    if not is_public(api.hostname or ""):
        return ()
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            parts.hostname or "", parts.port or 443, type=socket.SOCK_STREAM
        )
    except UnicodeError as error:  # no name of a host
        raise LocalError(FailureKind.UNSAFE_URL, url[:80]) from error
    except OSError as error:
        if proxies.proxy_for(url):
            return ()
        raise LostError(str(error)) from error
    addresses = tuple(dict.fromkeys(str(one[4][0]) for one in found))
    if not all(map(is_public, addresses)):
        raise LocalError(FailureKind.UNSAFE_URL, parts.hostname or "")
    return addresses


def is_public(host: str) -> bool:
    """Whether an address, or a name that is none yet, may be one of the open network."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host not in ("localhost", "studio")
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in _LEAD_TO_IPV4):
            return False
    return address.is_global and not address.is_multicast
