"""`reeltalk` and `reeltalk chat`: what may stand behind it, and which conversation it becomes."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from agent import chat_flags
from agent.session import debug_log
from agent.surfaces import themes
from agent.surfaces.repl import first_paint
from agent.world import folders

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.speech.words import Words


def arguments(parser: ArgumentParser, words: Words) -> None:
    """What may stand behind the verb."""
    which = parser.add_mutually_exclusive_group()
    short = {flag: name for name, flag in chat_flags.SHORT.items()}
    for flag, (name, metavar, key) in chat_flags.FLAGS.items():
        group = which if flag in chat_flags.WHICH else parser
        said = words.say(key)
        if not metavar:
            group.add_argument(flag, dest=name, action="store_true", help=said)
        elif flag == "--theme":
            group.add_argument(flag, dest=name, choices=themes.NAMES, default="", help=said)
        else:
            spelt = [short[flag], flag] if flag in short else [flag]
            group.add_argument(*spelt, dest=name, default="", metavar=metavar, help=said)
    parser.add_argument("--plain", action="store_true", help=words.say("repl.flag.plain"))
    parser.add_argument("--debug", action="store_true", help=words.say("say.debug"))


def run(options: Namespace, words: Words) -> int:
    """Talk: at a terminal, or in plain lines."""
    logging.getLogger().addHandler(logging.NullHandler())  # nothing is written over the prompt
    if options.debug:
        debug_log.begin(folders.folders(os.environ, Path.cwd()).state)
    given = ["--plain"] if options.plain else ["--json"] if options.json else []
    if first_paint.is_for_eyes(given, os.environ):
        from agent.surfaces.repl import terminal_app  # 100 ms and more, with prompt_toolkit

        first_paint.paint(sys.argv[1:], os.environ)
        return terminal_app.run(_flags(options, words), os.environ)
    from agent.surfaces.repl import plain_app  # 100 ms, with the session floor; not for --help

    if not sys.stdin.isatty():
        code = plain_app.refused(words, asks_json=options.json, refuses_color=options.no_color)
        if code:
            return code
    return plain_app.run(words, _flags(options, words), sys.stdin, sys.stdout)


def _flags(options: Namespace, words: Words) -> dict[str, str]:
    """The flags as `first_paint.understood` gives them."""
    found = {name: getattr(options, name) for name, *_ in chat_flags.FLAGS.values()}
    found |= {"lang": words.language, "no_color": options.no_color}
    return {name: "yes" if value is True else value for name, value in found.items() if value}
