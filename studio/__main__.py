"""`python -m studio`: the studio as a server."""

from __future__ import annotations

import sys

from studio.http.server import main

if __name__ == "__main__":
    sys.exit(main())
