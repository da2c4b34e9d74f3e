"""The catalogue of edit operations: one record for each, read by all who must know of it.

What an operation is called and costs on the wire, whether an empty timeline will do, what may
stand beside it in a line, which words it takes for its own: each was a table of its own once, in
the room that needed it. Here they are columns of one (`operation.Operation` says what each column
means and which sentence taught it), and a new operation is one more row (`records`).

It stands on nothing: `understand`, `operations`, `editor` and `wire` read it, it reads nobody.
What carries an operation out is in `studio/operations`, its frames are in
`studio/understand/data/frames.yaml`, its sentences in `studio/words`; tests hold them together.
"""

from __future__ import annotations

from studio.catalogue.operation import FreeWords, Operation
from studio.catalogue.records import OPERATIONS

__all__ = ["OPERATIONS", "FreeWords", "Operation", "of"]

# For what is no operation (a question, small talk, a batch): nothing special, no tool of its own.
_NONE = Operation("", tool="", price=0)


def of(name: str) -> Operation:
    """The record of that name; one without properties for orders that are no operations."""
    return OPERATIONS.get(name, _NONE)
