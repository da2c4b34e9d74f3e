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
        from studio import words as studio_words
        from studio.render import scene_looks, subjects
        from studio.understand import lexicon

        library.router_tables()
        library.reply_tables()
        library.slash()
        words.words("en")
        lexicon.lexicon()
        studio_words.knows("")
        scene_looks.data()
        subjects.data()
        rooms = ("agent", "intents", "studio")
        made = [path for room in rooms for path in (root / room).rglob("*.kept.json")]
        build_data["artifacts"] += [str(path.relative_to(root)) for path in made]
