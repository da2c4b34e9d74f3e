"""From a line to an order, in English, Chinese and Japanese, without a language model.

    understand("trim the first 10 seconds", project)
    Order("cut_edge", {"edge": "start", "d": 10000})

A line is `reading.read`: quotations and file names are masked first, `values` become typed tokens,
words become concepts of the `lexicon` (data, a folder for each language). `merging` joins what
belongs together (ranges, edges, counted clips), `clauses` cuts a line of several orders where each
part understands itself, `frames` finds the operation, `arguments` its arguments. `negation` takes
out what is not to be done, `doubt` makes an offer of an order that leaves words unexplained.
`history` adds what "it" was, `talk` knows what is no order at all; `lines` leads them. Their
patterns are many, so they are loaded with the first line and compiled when they are needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.understand.order import Order

if TYPE_CHECKING:
    from studio.project.model import Project

__all__ = ["Order", "understand"]


def understand(said: str, project: Project) -> Order:
    """What a line asks for; `ask` where it is too vague, `talk` where it is no order at all."""
    from studio.understand import whole_line

    return whole_line.understand(said, project)
