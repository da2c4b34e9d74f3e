"""`reeltalk doctor`: what is found on this machine, what is missing, how to mend it."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Final

from agent.core.state import WishState
from agent.skill import installation, lookup, profile, skill_md, yaml_document
from agent.surfaces import settings
from agent.surfaces.printer import open_printer
from intents import library

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TextIO

    from agent.speech.words import Words

_OLDEST: Final = (3, 11)
_NOT_FOR_USERS: Final = frozenset({"dev", "all"})
_REQUIREMENT: Final = re.compile(r"([A-Za-z0-9._-]+)(?:.*extra == ['\"](\w+)['\"])?")
_SIGNS: Final = {"good": "✓", "warn": "!", "bad": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `state` is good, warn (works without) or bad (does not)."""

    name: str
    state: str
    found: str
    mend: str = ""


def arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the flags."""
    parser.add_argument("--skill", default="", metavar="NAME", help=words.say("say.skill"))


def run(options: Namespace, words: Words) -> int:
    """Look at everything and print it; 1 when something is missing that is needed."""
    return report(list(examine(words, options.skill)), options, words)


def report(findings: Sequence[Finding], options: Namespace, words: Words) -> int:
    """Print the findings; the exit code."""
    is_well = all(one.state != "bad" for one in findings)
    is_whole = all(one.state == "good" for one in findings)
    printer = open_printer(asks_json=options.json, refuses_color=options.no_color)
    if printer.is_json:
        checks = [_row(one) for one in findings]
        state = WishState.DONE if is_well else WishState.FAILED
        printer.object({"v": 1, "ok": is_well, "state": state, "checks": checks})
    else:
        for one in findings:
            printer.rows([[(one.state, f"{_SIGNS[one.state]} {one.name}"), ("", f"  {one.found}")]])
            if one.mend:
                printer.rows([[("note", f"  → {one.mend}")]])
        key = "well" if is_whole else "partly" if is_well else "unwell"
        printer.rows([[("bold", words.say(f"doctor.{key}"))]])
    return 0 if is_well else 1


def _row(one: Finding) -> dict[str, str]:
    row = {"name": one.name, "state": one.state, "found": one.found, "mend": one.mend}
    return {key: value for key, value in row.items() if value}


def examine(words: Words, skill_: str = "") -> Iterator[Finding]:
    """Everything that is looked at, in the order in which one thing needs another."""
    yield python(sys.version_info[:3], words)
    try:
        asked = metadata.requires("reeltalk") or []
    except metadata.PackageNotFoundError:
        yield Finding("reeltalk", "warn", words.say("doctor.checkout"), installation.cure(""))
    else:
        yield Finding("reeltalk", "good", metadata.version("reeltalk"))
        yield from packages(asked, metadata.version, words)
    yield from extras(os.environ, words)
    yield skill_yaml(profile.path(), words)
    if wanted := skill_ or os.environ.get("REELTALK_SKILL", ""):
        yield skill(wanted, words)
    yield phrases(library.DATA, words)
    yield config(os.environ, words)
    yield terminal(sys.stdout, os.environ, words)


def python(version: tuple[int, ...], words: Words) -> Finding:
    """Whether this Python is new enough."""
    found = ".".join(map(str, version))
    if version >= _OLDEST:
        return Finding("Python", "good", found)
    return Finding("Python", "bad", found, words.say("doctor.python"))


def packages(
    asked: Iterable[str], version_of: Callable[[str], str], words: Words
) -> Iterator[Finding]:
    """The packages that are asked for: needed ones, and those of the extras that are there."""
    for requirement in asked:
        match = _REQUIREMENT.match(requirement)
        if match is None or match[2] in _NOT_FOR_USERS or match[1] == "reeltalk":
            continue
        try:
            yield Finding(match[1], "good", version_of(match[1]))
        except ImportError:  # there is no such package
            if not match[2]:
                missing = words.say("doctor.missing")
                yield Finding(match[1], "bad", missing, installation.cure(""))


def extras(environment: Mapping[str, str], words: Words) -> Iterator[Finding]:
    """The extras that are not whole, each with the command that adds it to this very copy.

    The studio is needed by whoever has chosen it, and does not run with half of its packages.
    """
    is_chosen = environment.get("REELTALK_BACKEND") == installation.STUDIO
    for extra in installation.MODULES:
        if missing := installation.missing(extra):
            state = "bad" if is_chosen and extra == installation.STUDIO else "warn"
            found = words.say(f"doctor.extra.{extra}", what=", ".join(missing))
            yield Finding(extra, state, found, installation.cure(extra))


def skill_yaml(at: Path, words: Words) -> Finding:
    """Whether the document that the profiles stand in can be read."""
    try:
        product = profile.load(at)
    except yaml_document.YamlDocumentError as error:
        return Finding("skill.yaml", "bad", str(error), words.say("doctor.mend_page"))
    names = ", ".join(one.name for one in product.profiles)
    return Finding("skill.yaml", "good", f"{product.version}: {names}")


def skill(asked: str, words: Words) -> Finding:
    """The skill that is asked for: what was read in its file, and what was not found there."""
    name = words.say("doctor.skill")
    try:
        found = lookup.find(asked)
    except KeyError as error:
        return Finding(name, "bad", str(error.args[0]))
    except skill_md.SkillFileError as error:
        return Finding(name, "bad", words.say(f"failed.{error.kind}", about=error.about))
    said = f"{found.name} {found.version}, {found.max_mb} MB, {', '.join(found.media)}"
    said += f" ({found.path})" if found.path else ""
    if found.missing:
        missing = words.say("skill.missing", what=", ".join(found.missing))
        return Finding(name, "good", said, missing)
    return Finding(name, "good", said)


def phrases(kept_in: Path, words: Words) -> Finding:
    """Whether the phrases are readable, and their tables kept: else every start makes them anew."""
    name = words.say("doctor.phrases")
    try:
        count = len(library.router_tables().templates)
        library.reply_tables()
    except (library.DataError, OSError) as error:
        return Finding(name, "bad", str(error), installation.cure(""))
    found = words.say("doctor.templates", count=count, languages=", ".join(library.languages()))
    if not all((kept_in / f"{one}.kept.json").exists() for one in ("router", "gui")):
        return Finding(name, "warn", found, words.say("doctor.not_kept", folder=kept_in))
    return Finding(name, "good", found)


def config(environment: Mapping[str, str], words: Words) -> Finding:
    """Where the config file is, what it sets, and what of it the environment overrules."""
    name, at = words.say("doctor.config"), settings.path(environment)
    if not os.path.lexists(at):
        found = words.say("doctor.no_config", path=at, known=", ".join(settings.KEYS))
        return Finding(name, "good", found)
    values, faults = settings.read(at)
    if faults:
        return Finding(name, "bad", "\n  ".join(settings.sentences(faults, words)))
    sets = [
        f"{key} = {values[variable]}"
        + ("" if environment.get(variable) == values[variable] else words.say("doctor.overruled"))
        for key, (variable, _) in settings.KEYS.items()
        if variable in values
    ]
    return Finding(name, "good", ": ".join(filter(None, [at, ", ".join(sets)])))


def terminal(stream: TextIO, environment: Mapping[str, str], words: Words) -> Finding:
    """What the output goes to, and whether it has all letters."""
    name = words.say("doctor.terminal")
    encoding = (stream.encoding or "ascii").lower()
    if not stream.isatty():
        return Finding(name, "good", words.say("doctor.pipe", encoding=encoding))
    size = os.get_terminal_size(stream.fileno())
    kind = environment.get("TERM", "?")
    found = f"{kind}, {size.columns}x{size.lines}, {encoding}"
    if not encoding.startswith("utf"):
        return Finding(name, "warn", found, words.say("doctor.utf8"))
    return Finding(name, "good", found)
