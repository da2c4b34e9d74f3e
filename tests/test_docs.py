"""What the documents name is there: files, folders, modules, links and targets of make."""

from __future__ import annotations

import os
import re
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
# Made by tools and kept out of the repository, or of git itself.
NOT_SOURCE: Final = frozenset({".git", "__pycache__", "build", "dist", "node_modules"})
PAGES: Final = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob(".github/**/*.md"),
        *ROOT.glob(".gitlab/**/*.md"),
    ]
)
# Files of the people who use it, and of those who add something by these pages.
NOT_OURS: Final = frozenset({"SKILL.md", "config.toml", "intents/data/fr"})

SPAN: Final = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK: Final = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
PATH: Final = re.compile(r"[\w.<>*-]+(?:/[\w.<>*-]+)*/?")
# Also where code is shown, which has no backticks.
OF_THE_TREE: Final = re.compile(
    r"(?<![\w./~-])(?:agent|docs|intents|studio|tests|tools)/[\w./<>*-]*[\w>*]"
)
MODULE: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
MAKE: Final = re.compile(r"\bmake ([a-z][a-z-]*)\b")
ENDINGS: Final = (".md", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml")


@cache
def tree() -> frozenset[str]:
    """Every file and folder of the project; Python files also without their ending."""
    found: set[str] = set()
    for at, folders, files in os.walk(ROOT):
        folders[:] = [
            one
            for one in folders
            if one not in NOT_SOURCE and not one.startswith((".venv", ".m", ".r"))
        ]
        for name in (*folders, *files):
            path = (Path(at) / name).relative_to(ROOT).as_posix()
            found |= {path, path.removesuffix(".py")}
    return frozenset(found)


def is_there(named: str) -> bool:
    """Whether some path of the project ends with this one; <name> and * stand for anything."""
    wanted = re.sub(r"<[^>]*>", "*", named).replace("...", "*").strip("/")
    if "*" in wanted:
        return any(fnmatchcase(f"/{path}", f"*/{wanted}") for path in tree())
    return wanted in tree() or any(path.endswith(f"/{wanted}") for path in tree())


def module_of(dotted: str) -> str:
    """The path of a module, also where something in it is named."""
    path = dotted.replace(".", "/")
    above, _, name = path.rpartition("/")
    module = ROOT / f"{above}.py"
    if module.is_file() and re.search(rf"\b{name}\b", module.read_text("utf-8")):
        return above
    return path


def named_paths(text: str) -> Iterator[str]:
    """What looks like a path or a module of ours, between backticks or from a top folder on."""
    yield from OF_THE_TREE.findall(text)
    for span in SPAN.findall(text):
        if span.startswith(("~", "%", ".venv")):  # in folders of the person's own
            continue
        for word in span.split():
            token = word.rstrip(",;:.")
            if MODULE.fullmatch(token) and not token.endswith(ENDINGS):
                if (ROOT / token.partition(".")[0]).is_dir():
                    yield module_of(token)
            elif PATH.fullmatch(token) and ("/" in token or token.endswith(ENDINGS)):
                yield token.rstrip("/")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    named = set(named_paths(page.read_text("utf-8"))) - NOT_OURS

    missing = sorted(one for one in named if not is_there(one))

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = {one for one in LINK.findall(page.read_text("utf-8")) if "://" not in one}

    missing = sorted(one for one in links if not (page.parent / one).exists())

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_that_a_page_names_is_a_target(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    rules = re.findall(r"^([a-z][a-z -]*):(?!=)", makefile, re.MULTILINE)  # several may share one
    targets = {target for rule in rules for target in rule.split()}
    text = page.read_text("utf-8")

    named = {one for span in SPAN.findall(text) for one in MAKE.findall(span)}

    assert named <= targets


def test_a_page_that_lies_is_found_out() -> None:
    said = "`world/nothing.py` `wire/codes.py` `intents.nowhere` `test_<name>.py` `/undo` studio/no"
    said += " `intents.library.router_tables` `intents.library.unheard`"

    verdicts = {one: is_there(one) for one in named_paths(said)}

    assert verdicts == {
        "studio/no": False,
        "world/nothing.py": False,
        "wire/codes.py": True,
        "intents/nowhere": False,
        "intents/library": True,
        "intents/library/unheard": False,
        "test_<name>.py": True,
    }
