"""Part of building the wheel: makes the tables of phrases and words, so that no start has to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Tables(BuildHookInterface):  # type: ignore[type-arg]
    """Wakes both rooms that keep tables; what they keep goes into the wheel."""

    PLUGIN_NAME = "tables"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Called by hatchling before it gathers the files."""
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from agent.speech import words
        from intents import library

        library.router()
        library.screen()
        words.words("en")
        made = [*root.glob("intents/data/*.kept.json"), *root.glob("agent/speech/*.kept.json")]
        build_data["artifacts"] += [str(path.relative_to(root)) for path in made]
