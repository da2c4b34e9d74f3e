"""file: addresses, as file managers and browsers hand them over, read as paths of this machine."""

from __future__ import annotations

import re
import sys
from typing import Final

_ADDRESS: Final = re.compile(r"file:(?://([^/\\]*))?(/.*)", re.IGNORECASE | re.DOTALL)
_DRIVE: Final = re.compile(r"/[A-Za-z]:")


def local(said: str) -> str:
    """The path that a file: address names; anything else as it is.

    Desktops write the name of the machine into the address, so a host is left out; on Windows it
    is that of a share.
    """
    found = _ADDRESS.fullmatch(said)
    if found is None:
        return said
    from urllib.parse import unquote  # 8 ms, for addresses alone

    host, path = found[1] or "", unquote(found[2])
    if _DRIVE.match(path):
        return path[1:]
    if sys.platform == "win32" and host.lower() not in ("", "localhost"):
        return f"\\\\{host}{path}".replace("/", "\\")
    return path
