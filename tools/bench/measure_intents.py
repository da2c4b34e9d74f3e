"""What it costs to understand a line, and to wake up the part that does."""

from __future__ import annotations

from typing import Final

import timing

import intents
from intents import checks, library
from intents.translator import LONGEST

# Lines of one kind, which have been slow before.
SHAPES: Final = {
    "orders": "export the video ",
    "brackets": "(「[“",
    "paths": "/a b.mp4 ",
    "chinese": "导出视频然后",
    "japanese": "書き出して",
    "buttons": "Click Export, then open the panel. ",
}
LONG: Final = 8000


def _growth() -> None:
    """How much longer twice as much text takes: about twice as long is right."""
    for what, run, most in (("line", intents.route, LONG), ("reply", intents.translate, LONGEST)):
        for name, unit in SHAPES.items():
            whole = unit * (most // len(unit))
            half = whole[: len(whole) // 2]
            once = timing.cpu_of_call(lambda some=half, run=run: run(some))
            twice = timing.cpu_of_call(lambda some=whole, run=run: run(some))
            print(
                f"{what} of {name}: {len(whole)} letters {1e3 * twice:.1f} ms of CPU, "
                f"{twice / once:.1f} times half of them"
            )


def main() -> None:
    """Print the figures."""
    for language in library.languages():
        lines = [case.said for case in checks.route_cases(language)]
        replies = [row["says"] for row in library.data_file(language, "tests_gui")["replies"]]
        intents.route(lines[0])
        intents.translate(replies[0])
        routed = timing.cpu_of_call(lambda some=lines: [intents.route(one) for one in some])
        told = timing.cpu_of_call(lambda some=replies: [intents.translate(one) for one in some])
        print(
            f"{language}: {1e6 * routed / len(lines):.0f} µs of CPU a line ({len(lines)} lines), "
            f"{1e6 * told / len(replies):.0f} µs a reply ({len(replies)} replies)"
        )
    _growth()
    bare, imported, routed = timing.in_turn(
        [
            timing.python("pass"),
            timing.python("import intents"),
            timing.python("import intents; intents.route('add music and then export it')"),
        ]
    )
    print(
        f"cold start, CPU: bare python {1e3 * bare:.0f} ms, import {1e3 * imported:.0f} ms, "
        f"import and first route {1e3 * routed:.0f} ms ({routed / bare:.1f} times bare python)"
    )
