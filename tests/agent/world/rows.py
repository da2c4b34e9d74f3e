"""Rows of a journal, and many processes that write them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from agent.core.state import WishState
from agent.world.journal import ConversationRow, Job

if TYPE_CHECKING:
    from pathlib import Path

    from agent.world.journal import Journal

ORDER: Final = {"legs": [{"route": "chat", "text": "a sunset"}]}
TALK: Final = ConversationRow(
    "aaaa1111", "/films", "video-prompt", "cloud", "", {"base": "b"}, 1.0, 1.0
)


def job(id_: str = "j1", born: float = 1.0, **more: Any) -> Job:
    return replace(
        Job(id_, TALK.id, "say", f"wish {id_}", ORDER, WishState.QUEUED, {}, {}, born, born), **more
    )


def expire(held: Journal) -> None:
    """Let all leases run out."""
    held.db.execute("UPDATE jobs SET expires=1")


CROWD: Final = """
import sys
from pathlib import Path
from agent.world.journal import Journal

sys.stdin.readline()
mine = Journal(Path(sys.argv[1]))
for number in range(40):
    mine.tell("j1", {"by": mine.me, "number": number})
taken = mine.take("j1") is not None
print("taken" if taken else "late", flush=True)
sys.stdin.readline()
"""


def crowd(path: Path, count: int) -> list[str]:
    """So many processes that all begin at the same moment: which of them took the wish."""
    command = [sys.executable, "-c", CROWD, str(path)]
    pipe = subprocess.PIPE
    all_ = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)  # noqa: S603 - our own
        for _ in range(count)
    ]
    for one in all_:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.stdout.readline().strip() for one in all_ if one.stdout]
    for one in all_:
        one.communicate("leave\n")
    return sorted(said)
