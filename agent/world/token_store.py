"""Tokens and the client id on disk, readable by their owner alone."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import TYPE_CHECKING, Final

from agent.wire.requests import is_token
from intents import whole_file

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST: Final = 4096


def kept_token(folder: Path, base: str) -> str:
    """The token kept for a backend, however old: it is good until the backend refuses it.

    By this machine's clock nothing is decided: one that was wrong for a moment would throw away
    the one token that there is for a week.
    """
    try:
        found = json.loads(_token_file(folder, base).read_text("utf-8"))
        token = found["token"]
        is_ours = found.get("base") == base and isinstance(token, str) and is_token(token)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    return token if is_ours else ""


def keep_token(folder: Path, base: str, token: str, now: float) -> None:
    """Keep a token; an empty one is forgotten."""
    file = _token_file(folder, base)
    if token:
        write(file, json.dumps({"v": 1, "base": base, "token": token, "born": now}))
    else:
        file.unlink(missing_ok=True)


def _token_file(folder: Path, base: str) -> Path:
    return folder / f"token-{hashlib.sha256(base.encode()).hexdigest()[:16]}.json"


def client_id(home: Path, *, anew: bool = False) -> str:
    """The id that the vendor's skills on this machine share; made when there is none."""
    file = home / ".config" / "nemovideo" / "client_id"
    try:
        found = file.read_text("utf-8")[:_LONGEST].strip()
    except (OSError, ValueError):
        found = ""
    if found and not anew and _is_id(found):
        return found
    made = str(uuid.uuid4())  # noqa: TID251 - the world is where identities are made
    try:
        write(file, made)
    except OSError:
        return made
    return made


def _is_id(said: str) -> bool:
    try:
        uuid.UUID(said)
    except ValueError:
        return False
    return True


def write(file: Path, text: str) -> None:
    """Write a file of the person's own, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    whole_file.write(file, text, is_private=True)
