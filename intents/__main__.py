"""For the people who write the phrases: python -m intents explain|check|sample|add-language."""

from __future__ import annotations

import argparse
import json
import sys
from random import Random
from typing import TYPE_CHECKING, Any

from intents import add_language, checks, library, sample
from intents.router import Route, route
from intents.template import TemplateError
from intents.translator import translate

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands: 0 all is well, 1 the data is wrong, 2 the call is."""
    parser = argparse.ArgumentParser("python -m intents", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    explain = verbs.add_parser(
        "explain", help="explain where a line goes, or what a reply asks for"
    )
    explain.add_argument("text")
    explain.add_argument(
        "--reply", action="store_true", help="treat the text as a reply from the backend"
    )
    verbs.add_parser("check", help="check the phrases against their tests and rules")
    samples = verbs.add_parser("sample", help="print sentences that the templates produce")
    samples.add_argument(
        "--route", default="export", help="export, credits, status, upload, approval, ..."
    )
    samples.add_argument("--language", default="en")
    samples.add_argument("--count", type=int, default=20)
    new = verbs.add_parser("add-language", help="create the folder for a new language")
    new.add_argument("code", help="for example fr")
    new.add_argument("name", help="for example Français")
    chosen = parser.parse_args(arguments)
    try:
        return _run(chosen)
    except (library.DataError, TemplateError) as error:
        print(error, file=sys.stderr)
        return 1


def _run(chosen: argparse.Namespace) -> int:
    if chosen.verb == "explain":
        said = _reply(chosen.text) if chosen.reply else _legs(route(chosen.text))
        print(json.dumps(said, ensure_ascii=False, indent=2))
    elif chosen.verb == "sample":
        _print_samples(chosen.route, chosen.language, chosen.count)
    elif chosen.verb == "add-language":
        print(f"made {add_language.add(chosen.code, chosen.name)}")
        print("docs/adding-a-phrase.md tells how to go on")
    else:
        found = list(checks.problems())
        for problem in found:
            print(problem)
        cases = sum(len(checks.route_cases(language)) for language in library.languages())
        templates = len(library.router_tables().templates)
        print(f"{cases} lines, {templates} templates, {len(found)} problems")
        return 1 if found else 0
    return 0


def _legs(found: Route | None) -> list[dict[str, Any]]:
    legs = []
    while found is not None:
        leg = {
            "route": found.name,
            "text": found.text,
            "files": found.files,
            "params": found.params,
        }
        leg |= {"why": found.why, "hint": found.hint}
        legs.append({key: value for key, value in leg.items() if value})
        found = found.then
    return legs


def _reply(said: str) -> dict[str, Any]:
    found = translate(said)
    return {
        "text": found.text,
        "actions": [
            {"action": one} | ({"request": one.request} if one.request else {})
            for one in found.actions
        ],
        "offers": list(found.offers),
    }


def _print_samples(group: str, language: str, count: int) -> None:
    tables = library.router_tables()
    mine = [one for one in tables.templates if one.group == group and one.language == language]
    if not mine:
        known = sorted({one.group for one in tables.templates})
        raise library.DataError(
            f"no templates of {group!r} in {language!r}; there are {', '.join(known)}"
        )
    english, own = (
        library.lists_of([library.data_file(one, "router")], {}) for one in ("en", language)
    )
    dice = Random()  # noqa: S311 - other samples each time
    for _ in range(count):
        print(sample.of_template(dice.choice(mine).source, english | own, dice))


if __name__ == "__main__":
    sys.exit(main())
