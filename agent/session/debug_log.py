"""The log of `--debug`: requests, statuses and times, with secrets redacted."""

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
    """Redact tokens, client ids and signed addresses."""
    return _SECRETS.sub(r"\1***", said)


class _Struck(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The line, its secrets struck out."""
        return struck(super().format(record))


def begin(state: Path) -> str:
    """Begin to log; returns the path of the file."""
    path = state / "debug.log"
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(_Struck("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger("reeltalk").setLevel(logging.DEBUG)
    # Their own debugging shows headers: how a connection is made is enough.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return str(path)
