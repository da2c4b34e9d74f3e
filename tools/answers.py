"""Freeze the answers of router, translator and studio to every line of the corpora, or compare.

    python tools/answers.py freeze FILE.jsonl.gz     python tools/answers.py compare FILE.jsonl.gz

For changes that must not change an answer: freeze before the first step, compare after the last.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
import random
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
_CORPORA: Final = (
    ("intents", "intents/data/*/tests_*.yaml"),
    ("intents", "intents/data/*/known_failures.yaml"),
    ("intents", "tests/intents/held_out/*.yaml"),
    ("studio", "tests/studio/understand/**/*.yaml"),
)
_LONGEST: Final = 4000
# Ids that are drawn anew at every run.
_FRESH: Final = re.compile(r"\b[0-9a-f]{8,32}\b|\b[a-z]+[-_][0-9a-f]{6,32}\b")


def main(arguments: list[str]) -> int:
    """Do what the first word says."""
    what, file = arguments
    if what == "freeze":
        with gzip.open(file, "wt", encoding="utf-8") as out:
            for key, said in sorted(answers().items()):
                out.write(json.dumps([key, said], ensure_ascii=False, sort_keys=True) + "\n")
        return 0
    with gzip.open(file, "rt", encoding="utf-8") as frozen:
        before = dict(json.loads(line) for line in frozen)
    now = answers()
    changed = [key for key in before if before[key] != now.get(key)]
    for key in changed:
        print(f"{key}\n  before {before[key]}\n  now    {now.get(key)}")
    gone, new = len(before.keys() - now.keys()), len(now.keys() - before.keys())
    print(f"{len(before)} answers, {len(changed)} differ, {gone} lines are gone, {new} are new")
    return 1 if changed else 0


def answers() -> dict[str, str]:
    """Each question and the answer to it, as text."""
    found: dict[str, str] = {}
    lines: dict[str, set[str]] = {"intents": set(), "studio": set()}
    for room, pattern in _CORPORA:
        for path in sorted(ROOT.glob(pattern)):
            lines[room].update(_texts(yaml.safe_load(path.read_bytes())))
    for said in sorted(lines["intents"] | lines["studio"]):
        found[f"route {said}"] = _route(said)
        found[f"reply {said}"] = _translate(said)
    projects = dict(_projects())
    for said in sorted(lines["studio"]):
        for name, project in projects.items():
            found[f"studio {name} {said}"] = _studio(said, project)
    return found


def _texts(page: Any) -> Iterator[str]:
    """Every text of a page that somebody could say."""
    if isinstance(page, str):
        if len(page) <= _LONGEST:
            yield page
    elif isinstance(page, dict):
        for one in page.values():
            yield from _texts(one)
    elif isinstance(page, list):
        for one in page:
            yield from _texts(one)


def _plain(value: Any) -> str:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    return _FRESH.sub("ID", json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain))


def _route(said: str) -> str:
    import intents

    return _plain(intents.route(said))


def _translate(said: str) -> str:
    import intents

    found = intents.translate(said)
    wanted = [[[str(one), one.request] for one in some] for some in (found.actions, found.offers)]
    return json.dumps([found.text, wanted], ensure_ascii=False)


def _projects() -> Iterator[tuple[str, Any]]:
    answer, project = _rooms()
    yield "empty", project()
    made = answer(
        "make a storyboard: 1. a harbour at dawn 2. a city at night 3. a forest in fog 4. the sea",
        project(),
    ).project
    for said in (
        "add a title 'Summer' at the start",
        "add calm music",
        "add captions: 'one' 0-2s, 'two' 2-4s",
    ):
        made = answer(said, made).project
    yield "film", made


def _rooms() -> tuple[Any, Any]:
    from studio.editor.reply import answer
    from studio.project.history import Project

    return answer, Project


def _studio(said: str, project: Any) -> str:
    answer, _ = _rooms()
    random.seed(7)
    found = answer(said, project)
    reply = found.reply
    order = [reply.op, dict(found.order.args), found.order.language]
    return _plain(
        [
            reply.said.split("\n\n"),
            order,
            reply.changed,
            reply.cost,
            reply.must_tell,
            found.project.draft,
            [[one.name, dict(one.args)] for one in reply.calls],
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
