"""The proxy that the environment names for an address."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass


def proxy_for(url: str) -> str:
    """The proxy that the environment names for an address; nothing where there is none."""
    parts = urlsplit(url)
    if proxy_bypass(parts.hostname or ""):
        return ""
    found = getproxies()
    proxy = found.get(parts.scheme) or found.get("all") or ""
    return proxy if "://" in proxy or not proxy else f"http://{proxy}"
