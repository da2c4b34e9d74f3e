"""`reeltalk`: finds the verb and imports the module that belongs to it, nothing else."""

from __future__ import annotations

import os
import sys
from itertools import pairwise

from agent import chat_flags

TYPE_CHECKING = False  # what is typed is seen by the checker alone: the first paint is near
if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.speech.words import Words

# The verbs and the surfaces that see to them, in the order of the help.
VERBS = {
    "chat": "agent.surfaces.verbs.start_chat",
    "say": "agent.surfaces.verbs.oneshot",
    "export": "agent.surfaces.verbs.oneshot",
    "credits": "agent.surfaces.verbs.oneshot",
    "status": "agent.surfaces.verbs.oneshot",
    "upload": "agent.surfaces.verbs.oneshot",
    "wait": "agent.surfaces.verbs.jobs",
    "cancel": "agent.surfaces.verbs.jobs",
    "jobs": "agent.surfaces.verbs.jobs",
    "sessions": "agent.surfaces.verbs.sessions",
    "studio": "agent.surfaces.verbs.serve",
    "explain": "agent.surfaces.verbs.explain",
    "doctor": "agent.surfaces.verbs.doctor",
    "completions": "agent.surfaces.verbs.completions",
}
CHAT = "chat"  # what is meant where no verb is said

DONE = 0
BROKEN = 1
NOTHING = -1  # nothing was said at all
MISUSED = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _open_what_is_closed()
    try:
        code = _run(given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads on. What is still to be flushed at the end must not complain of it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN
    return code


def _open_what_is_closed() -> None:
    """Some hosts start us without a standard stream: nothing is read there, and what is written is
    lost.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - open to the end


def _run(given: list[str]) -> int:
    verb, rest = _split(given)
    if not verb and not {"--version", "-V"}.isdisjoint(rest):
        from agent.skill import version  # the first thing that is needed: nothing else is loaded

        print(f"reeltalk {version.version()}")
        return DONE
    from agent.surfaces import settings  # 5 ms, not for --version

    settings.apply(os.environ)  # what is wrong in it is told where it matters
    if verb in ("", CHAT):
        from agent.surfaces.repl import first_paint  # of the conversation alone

        asked = first_paint.understood(given)
        if asked is not None and first_paint.paint(
            given, os.environ
        ):  # before all else is imported
            from agent.surfaces.repl import terminal_app  # 100 ms and more, with prompt_toolkit

            return terminal_app.run(asked, os.environ)
    from agent.surfaces.verbs import options  # 25 ms, with argparse and our words

    words = _words(given)
    if not verb and not {"--help", "-h"}.isdisjoint(given):
        options.overview(VERBS, words)
        return DONE
    verb, is_chat = verb or CHAT, not verb
    if verb not in VERBS:
        options.refuse(options.unknown_verb(verb, VERBS, words), given)
        return MISUSED
    code = options.call(VERBS, verb, rest, given, words)
    if code == NOTHING:  # nobody was there to talk to
        options.overview(VERBS, words)
        return DONE if is_chat else MISUSED
    return code


def _words(given: Sequence[str]) -> Words:
    """Our words in the language that `--lang` asks for, wherever it stands."""
    from agent.speech import ui_language, words  # 25 ms, not for the first paint

    asked = ""
    for flag, value in pairwise([*given, ""]):
        if flag == "--lang":
            asked = value
        elif flag.startswith("--lang="):
            asked = flag.removeprefix("--lang=")
    return words.words(ui_language.chosen(asked, os.environ))


def _split(given: Sequence[str]) -> tuple[str, list[str]]:
    """The verb, and everything else in its order."""
    skips = False
    for number, one in enumerate(given):
        if skips:
            skips = False
        elif one in chat_flags.WITH_VALUE:
            skips = True
        elif not one.startswith("-"):
            return one, [*given[:number], *given[number + 1 :]]
    return "", list(given)


if __name__ == "__main__":
    sys.exit(main())
