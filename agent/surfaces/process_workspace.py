"""The workspace of this process: the session floor asks the process for nothing, so a surface hands
in its environment, the folder it stands in and the command as it was invoked.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from agent.session import workspace

if TYPE_CHECKING:
    from agent.session.workspace import Workspace


def open_workspace() -> Workspace:
    """Open it. Raises LocalError where nothing can be written down."""
    program = Path(sys.argv[0]).absolute()
    return workspace.open_workspace(os.environ, Path.cwd(), program=program)
