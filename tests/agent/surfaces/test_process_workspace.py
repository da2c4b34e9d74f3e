"""The workspace of the folder that a process stands in."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from agent.surfaces import process_workspace

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_workspace_is_that_of_the_folder_it_stands_in(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/opt/.cursor/skills/reeltalk/bin/reeltalk"])

    found = process_workspace.open_workspace()

    assert (found.folder, found.environment) == (home / "project", os.environ)
    row = found.talk("", "studio", session="", is_new=True, wish="waves")
    assert found.conversation(row).platform == "cursor"
    found.journal.close()
