"""Measurements of everything that is to be quick: python tools/bench [NAME...]

Each prints medians and ratios of one run; the machine is shared, so compare within a run.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]


def main() -> int:
    """Run the measurements named, or all of them."""
    known = sorted(path.stem for path in HERE.glob("measure_*.py"))
    names = [f"measure_{name}" for name in sys.argv[1:]] or known
    unknown = [name for name in names if name not in known]
    if unknown:
        some = ", ".join(name.removeprefix("measure_") for name in known)
        print(f"there is no such measurement; there are {some}", file=sys.stderr)
        return 2
    for name in names:
        print(f"== {name.removeprefix('measure_')}")
        import_module(name).main()
    return 0


sys.exit(main())
