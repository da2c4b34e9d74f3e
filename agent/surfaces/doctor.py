"""`reeltalk doctor`: what is found on this machine, what is missing, how to mend it."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from agent.skill import pages, profile
from agent.surfaces import paper

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

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
    """Nothing may stand behind the verb."""


def run(options: Namespace, words: Words) -> int:
    """Look at everything and tell; 1 when something is missing that is needed."""
    findings = list(examine(words))
    is_well = all(one.state != "bad" for one in findings)
    sheet = paper.paper(asks_json=options.json, refuses_color=options.no_color)
    if sheet.is_json:
        checks = [_row(one) for one in findings]
        sheet.object(
            {"v": 1, "ok": is_well, "state": "done" if is_well else "failed", "checks": checks}
        )
    else:
        for one in findings:
            sheet.rows([[(one.state, f"{_SIGNS[one.state]} {one.name}"), ("", f"  {one.found}")]])
            if one.mend:
                sheet.rows([[("dim", f"  → {one.mend}")]])
        sheet.rows([[("bold", words.say("doctor.well" if is_well else "doctor.unwell"))]])
    return 0 if is_well else 1


def _row(one: Finding) -> dict[str, str]:
    row = {"name": one.name, "state": one.state, "found": one.found, "mend": one.mend}
    return {key: value for key, value in row.items() if value}


def examine(words: Words) -> Iterator[Finding]:
    """Everything that is looked at, in the order in which one thing needs another."""
    yield _python(words)
    yield from _packages(words)
    yield _page(words)
    yield _phrases(words)
    yield _terminal(words)


def _python(words: Words) -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= _OLDEST:
        return Finding("Python", "good", found)
    return Finding("Python", "bad", found, words.say("doctor.python"))


def _packages(words: Words) -> Iterator[Finding]:
    """The packages this installation asks for: needed ones, and those of its extras."""
    from importlib import metadata

    try:
        asked = metadata.requires("reeltalk") or []
    except metadata.PackageNotFoundError:
        yield Finding("reeltalk", "warn", words.say("doctor.checkout"), words.say("doctor.install"))
        return
    yield Finding("reeltalk", "good", metadata.version("reeltalk"))
    for requirement in asked:
        match = _REQUIREMENT.match(requirement)
        if match is None or match[2] in _NOT_FOR_USERS or match[1] == "reeltalk":
            continue
        try:
            yield Finding(match[1], "good", metadata.version(match[1]))
        except metadata.PackageNotFoundError:
            yield _missing(match[1], match[2] or "", words)


def _missing(package: str, extra: str, words: Words) -> Finding:
    if not extra:
        return Finding(package, "bad", words.say("doctor.missing"), words.say("doctor.install"))
    what = words.say(f"doctor.extra.{extra}")
    return Finding(package, "warn", what, f"pip install 'reeltalk[{extra}]'")


def _page(words: Words) -> Finding:
    try:
        product = profile.product()
    except pages.PageError as error:
        return Finding("skill.yaml", "bad", str(error), words.say("doctor.mend_page"))
    names = ", ".join(one.name for one in product.profiles)
    return Finding("skill.yaml", "good", f"{product.version}: {names}")


def _phrases(words: Words) -> Finding:
    """Whether the phrases are readable, and their tables kept: else every start makes them anew."""
    name = words.say("doctor.phrases")
    from intents import library

    try:
        count = len(library.router().templates)
        library.screen()
    except (library.DataError, OSError) as error:
        return Finding(name, "bad", str(error), words.say("doctor.install"))
    found = words.say("doctor.templates", count=count, languages=", ".join(library.languages()))
    if not all((library.DATA / f"{one}.kept.json").exists() for one in ("router", "gui")):
        return Finding(name, "warn", found, words.say("doctor.not_kept", folder=library.DATA))
    return Finding(name, "good", found)


def _terminal(words: Words) -> Finding:
    name = words.say("doctor.terminal")
    encoding = (sys.stdout.encoding or "ascii").lower()
    if not sys.stdout.isatty():
        return Finding(name, "good", words.say("doctor.pipe", encoding=encoding))
    size = os.get_terminal_size(sys.stdout.fileno())
    kind = os.environ.get("TERM", "?")
    found = f"{kind}, {size.columns}x{size.lines}, {encoding}"
    if not encoding.startswith("utf"):
        return Finding(name, "warn", found, words.say("doctor.utf8"))
    return Finding(name, "good", found)
