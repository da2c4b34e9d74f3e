"""The log of `--debug`: what went over the line and when, every secret struck out."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE: Final = "REELTALK_DEBUG"
_SECRETS: Final = re.compile(
    r"(?i)(bearer\s+|authorization['\"=:\s]+(?:bearer\s+)?|token['\"=:\s]+|x-client-id['\"=:\s]+"
    r"|[?&](?:ct|bind|sig|token|key)=)"
    r"[^\s'\",&}]+"
)


def struck(said: str) -> str:
    """The text without what nobody else may read."""
    return _SECRETS.sub(r"\1***", said)


class _Struck(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The line, its secrets struck out."""
        return struck(super().format(record))


def begin(state: Path) -> str:
    """Write a log from now on; the path of it."""
    path = state / "debug.log"
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(_Struck("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger("reeltalk").setLevel(logging.DEBUG)
    # Their own debugging shows headers: how a connection is made is enough.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return str(path)
