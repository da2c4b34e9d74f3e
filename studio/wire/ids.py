"""Identities on the wire: of sessions, and of the events and calls of a turn."""

from __future__ import annotations

import secrets
import uuid


def new_id() -> str:
    """A random UUID from the system's own chance: a session's id is all its owner needs to know."""
    return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))
