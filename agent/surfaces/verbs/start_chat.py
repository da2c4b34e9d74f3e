"""`reeltalk` and `reeltalk chat`: what may stand behind it, and which conversation it becomes."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from agent.core.errors import LocalError
from agent.session import debug_log
from agent.surfaces import themes
from agent.surfaces.repl import first_paint
from agent.world import folders

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.speech.words import Words


def arguments(parser: ArgumentParser, words: Words) -> None:
    """What may stand behind the verb."""
    say = words.say
    parser.add_argument("--skill", default="", metavar="NAME", help=say("say.skill"))
    parser.add_argument("--backend", default="", metavar="WHICH", help=say("say.backend"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--continue", action="store_true", dest="goes_on", help=say("repl.flag.goes_on")
    )
    which.add_argument("--resume", default="", metavar="ID", help=say("repl.flag.resume"))
    which.add_argument("--new", action="store_true", help=say("repl.flag.new"))
    parser.add_argument(
        "-i", "--message", default="", metavar="TEXT", help=say("repl.flag.message")
    )
    parser.add_argument("--theme", choices=themes.NAMES, default="", help=say("repl.flag.theme"))
    parser.add_argument("--max-credits", default="", metavar="N", help=say("say.max_credits"))
    parser.add_argument("--plain", action="store_true", help=say("repl.flag.plain"))
    parser.add_argument("--debug", action="store_true", help=say("say.debug"))


def run(options: Namespace, words: Words) -> int:
    """Talk: at a terminal, or in plain lines."""
    logging.getLogger().addHandler(logging.NullHandler())  # nothing is written over the prompt
    if options.debug:
        debug_log.begin(folders.folders(os.environ, Path.cwd()).state)
    given = ["--plain"] if options.plain else ["--json"] if options.json else []
    if first_paint.is_for_eyes(given, os.environ):
        from agent.surfaces.repl import terminal_app  # 100 ms and more, with prompt_toolkit

        first_paint.paint(sys.argv[1:], os.environ)
        return terminal_app.run(_asked(options, words), os.environ)
    if not sys.stdin.isatty() and (code := _refused(options, words)):
        return code
    from agent.surfaces.repl import plain_app
    from agent.surfaces.repl.controller import ChatOptions

    asked = ChatOptions(
        options.skill, options.backend, options.goes_on, options.resume, options.max_credits
    )
    return plain_app.run(words, asked, options.message, sys.stdin, sys.stdout)


def _refused(options: Namespace, words: Words) -> int:
    """Where nobody could read a warning, a config file that is wrong is one word too many."""
    from agent.surfaces import printer, progress, settings_check  # 45 ms, before a prompt

    try:
        settings_check.check(os.environ, words)
    except LocalError as error:
        output = printer.open_printer(asks_json=bool(options.json), refuses_color=options.no_color)
        return progress.ProgressPrinter(output, words).refuse(error)
    return 0


def _asked(options: Namespace, words: Words) -> dict[str, str]:
    """The flags as `first_paint.understood` gives them."""
    found = {
        "skill": options.skill,
        "backend": options.backend,
        "id_": options.resume,
        "first": options.message,
        "lang": words.language,
        "theme": options.theme,
        "max_credits": options.max_credits,
        "goes_on": "yes" if options.goes_on else "",
        "no_color": "yes" if options.no_color else "",
    }
    return {key: value for key, value in found.items() if value}
