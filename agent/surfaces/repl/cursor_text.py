"""What the text before the cursor begins: a command, the value of one, the name of a file."""

from __future__ import annotations

import re
from typing import Final

COMMAND: Final = re.compile(r"[/／]\S*")
VALUE: Final = re.compile(r"[/／](\S+)\s+(.*)", re.DOTALL)  # of a command
FILE: Final = re.compile(r"(?:^|(?<=\s))@(\S*)$")


def is_completed(text: str) -> bool:
    """Whether the menu should come by itself, without Tab."""
    return bool(COMMAND.fullmatch(text) and "/" not in text[1:]) or bool(FILE.search(text))
