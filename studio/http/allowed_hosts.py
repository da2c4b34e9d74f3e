"""Hosts that uploads by URL may be fetched from, and the test for public addresses."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final

from studio.media.uploaded_file import MOST_BYTES


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """Names, `*.name` for all below one, `*` for all; private addresses only on request."""

    names: tuple[str, ...] = ()
    are_private: bool = False
    most_bytes: int = MOST_BYTES

    def allow(self, host: str) -> bool:
        return any(_matches(host.lower().rstrip("."), name.lower()) for name in self.names)


# IPv6 addresses that lead to an IPv4 one, whichever it is: NAT64 (RFC 6052, 8215), 6to4 (3056),
# Teredo (4380), and the old way of writing it (4291). For Python most of them are global.
_LEAD_TO_IPV4: Final = tuple(
    map(
        ipaddress.IPv6Network,
        ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"),
    )
)


def is_public(address: str) -> bool:
    """True for a globally routable address, also for an IPv4 one mapped into IPv6."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in _LEAD_TO_IPV4):
            return False
    return found.is_global and not found.is_multicast


def _matches(host: str, name: str) -> bool:
    return name in ("*", host) or (name.startswith("*.") and host.endswith(name[1:]))
