"""`reeltalk completions bash | zsh | fish`: a static completion script, made of the parsers of the
verbs.

The script asks the command for nothing when a key is pressed: it holds all verbs and flags.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

from agent.surfaces.printer import writable
from agent.surfaces.verbs import completion_scripts, options
from agent.surfaces.verbs.completion_scripts import Slot, VerbEntry
from agent.world import backends

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Mapping

    from agent.speech.words import Words

SHELLS: Final = tuple(completion_scripts.FORMS)
# By the name of an argument: those that are paths, and those of which some values are known though
# others may be given.
_PATHS: Final = frozenset({"file", "out", "export", "skill", "folder"})
_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {"backend": backends.NAMES}
_CHAT: Final = "chat"  # what is meant where no verb is said


def arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the flags."""
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=words.say("say.shell"))


def run(chosen: Namespace, words: Words) -> int:
    """Print the script for a shell."""
    entries = [entry(verb, module, words) for verb, module in chosen.verbs.items()]
    chat = next(one for one in entries if one.name == _CHAT)
    version = Slot(("--version", "-V"), "", takes_value=False)
    first = VerbEntry("", "", (*chat.slots, version))
    script = completion_scripts.FORMS[chosen.shell](entries, first)
    sys.stdout.write(writable(script, sys.stdout))
    return 0


def entry(verb: str, module: str, words: Words) -> VerbEntry:
    """What may stand behind a verb, as its parser has it."""
    surface = import_module(module)
    if hasattr(surface, "main"):  # it has a command line of its own
        slots = tuple(_slots(surface.parser()))
    else:
        reader = options.parser(verb, words)
        surface.arguments(reader, words)
        slots = tuple(_slots(reader))
    return VerbEntry(verb, words.say(f"verb.{verb}"), slots)


def _slots(reader: ArgumentParser) -> Iterator[Slot]:
    for one in reader._actions:  # noqa: SLF001 - argparse tells it in no other way
        yield Slot(
            names=tuple(one.option_strings),
            about=" ".join((one.help or "").replace("%%", "%").split()),
            takes_value=one.nargs != 0 and not isinstance(one, argparse.BooleanOptionalAction),
            is_path=one.dest in _PATHS and one.choices is None,
            choices=tuple(map(str, one.choices or _KNOWN.get(one.dest, ()))),
        )
