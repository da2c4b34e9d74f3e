"""Child process that draws frames of a film: typing goes on meanwhile, and it can be stopped."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# -P: the folder we stand in is somebody's project and may hold an `agent` of its own.
_DRAWS: Final = ("-P", "-m", "agent.surfaces.views.preview")


@dataclass(slots=True)
class PreviewProcess:
    """Draws one picture at a time; a new one stops the one before."""

    environment: Mapping[str, str]
    child: subprocess.Popen[bytes] | None = None

    async def drawn(self, path: str, columns: int) -> str | None:
        """The picture as the terminal takes it, nothing where there is none; None if stopped."""
        self.stop()
        try:
            child = self.child = _begun(path, columns, self.environment)
        except OSError:  # the machine lets us start nothing
            return ""
        try:
            said, _ = await asyncio.to_thread(child.communicate)
        finally:
            is_stopped = self.child is not child
            self._end(child)
        if is_stopped:
            return None
        return said.decode("utf-8", "replace") if child.returncode == 0 else ""

    def stop(self) -> bool:
        """Stop drawing; whether anything was being drawn."""
        child, self.child = self.child, None
        if child is not None:
            child.kill()
        return child is not None

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        if self.child is child:
            self.child = None
        child.kill()  # it is over, or nobody waits for it any more


def _begun(path: str, columns: int, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, *_DRAWS, path, str(columns)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-Z and Ctrl-C of the terminal are ours
        env={
            **os.environ,
            **environment,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        },
    )
