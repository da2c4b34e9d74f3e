"""Tokens and the client id on disk, readable by their owner alone."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import TYPE_CHECKING, Final

from intents import whole_file

if TYPE_CHECKING:
    from pathlib import Path

LIFETIME_S: Final = 7 * 24 * 3600 - 3600  # an hour early, so that none dies in the middle of a wish
_LONGEST: Final = 4096


def kept_token(folder: Path, base: str, now: float) -> str:
    """The token kept for a backend, unless its seven days are over."""
    try:
        found = json.loads(_token_file(folder, base).read_text("utf-8"))
        is_young = 0 <= now - float(found["born"]) < LIFETIME_S
        token = str(found["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return token if is_young and found.get("base") == base else ""


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
