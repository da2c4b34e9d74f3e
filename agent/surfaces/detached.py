"""The head of the detached process: it leaves its parent before anything else is loaded."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str]) -> int:
    """Become a child of init, then work. The parent ends with 0 when there is such a child."""
    if sys.platform != "win32" and os.fork():
        os._exit(0)
    from agent.surfaces import worker  # 120 ms: whoever started this waits for the fork alone

    return worker.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
