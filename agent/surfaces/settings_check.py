"""Refusing to begin where something is wrong in the config file, which may have forbidden it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.surfaces import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.speech.words import Words


def check(environment: Mapping[str, str], words: Words) -> None:
    """Raise LocalError with a sentence for each fault."""
    if faults := settings.faults(environment):
        raise LocalError(FailureKind.CONFIG, "\n".join(settings.sentences(faults, words)))
