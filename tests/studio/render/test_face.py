from __future__ import annotations

import subprocess
import sys

HEAVY = ("av", "numpy", "PIL")


def test_nothing_heavy_is_imported_with_the_studio() -> None:
    code = (
        f"import sys, studio, studio.render; sys.exit(any(one in sys.modules for one in {HEAVY}))"
    )

    done = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603 - our own

    assert done.returncode == 0
