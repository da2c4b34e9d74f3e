"""Hosts that uploads by URL may be fetched from, and the test for public addresses."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from studio.media.uploaded_file import MOST_BYTES


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """Names, `*.name` for all below one, `*` for all; private addresses only on request."""

    names: tuple[str, ...] = ()
    are_private: bool = False
    most_bytes: int = MOST_BYTES

    def allow(self, host: str) -> bool:
        return any(_matches(host.lower().rstrip("."), name.lower()) for name in self.names)


def is_public(address: str) -> bool:
    """True for a globally routable address, also for an IPv4 one mapped into IPv6."""
    found = ipaddress.ip_address(address)
    inner = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (inner or found).is_global and not (inner or found).is_multicast


def _matches(host: str, name: str) -> bool:
    return name in ("*", host) or (name.startswith("*.") and host.endswith(name[1:]))
