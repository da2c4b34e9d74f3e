"""A process that reads a PDF on standard input and writes its words, within limits."""

from __future__ import annotations

import io
import sys
from contextlib import suppress

_MEMORY = 1024 * 1024 * 1024
_SECONDS = 25
_LETTERS = 200_000
_PAGES = 500


def main() -> int:
    """Extract the text page by page, up to the limits."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    from pypdf import PdfReader  # within the limits, and an extra that may not be there

    left = _LETTERS
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    for page in reader.pages[:_PAGES]:
        text = page.extract_text()[:left]
        left -= len(text)
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
        if left <= 0:
            break
    return 0


if __name__ == "__main__":
    sys.exit(main())
