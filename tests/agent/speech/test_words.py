"""Our words: the same in three languages, and all that the program says is there."""

from __future__ import annotations

import ast
import shutil
import string
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
import yaml

import agent
from agent.speech import words
from intents import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

ENGLISH: Final = words.words("en")
SOURCES: Final = sorted(Path(agent.__file__).parent.rglob("*.py"))


def gaps(text: str) -> set[str]:
    """The names between the braces of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def said_in(source: Path) -> Iterator[ast.Call]:
    """Every `words.say(...)` of a module."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            spoken_by = ast.unparse(node.func.value)
            if node.func.attr == "say" and spoken_by.rpartition(".")[2] in {"words", "_words"}:
                yield node


def doubled(node: Node | None) -> Iterator[str]:
    """Keys that a page has twice in one group, of which YAML would keep the last."""
    if isinstance(node, yaml.MappingNode):
        counted = Counter(key.value for key, _ in node.value)
        yield from (key for key, count in counted.items() if count > 1)
        for _, value in node.value:
            yield from doubled(value)


CALLS: Final = [
    pytest.param(call, id=f"{source.stem}:{call.lineno}")
    for source in SOURCES
    for call in said_in(source)
]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_language_has_the_keys_of_all(language: str) -> None:
    assert set(ENGLISH.texts) == set(words.words(language).texts)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_language_leaves_the_same_gaps(language: str) -> None:
    theirs = words.words(language)

    assert {key: gaps(text) for key, text in ENGLISH.texts.items()} == {
        key: gaps(theirs.texts[key]) for key in ENGLISH.texts
    }


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_sentence_is_empty(language: str) -> None:
    unsaid = {key for key, text in words.words(language).texts.items() if text in {"", "None"}}

    assert set() == unsaid


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_page_has_a_key_twice(language: str) -> None:
    page = Path(words.__file__).with_name(f"{language}.yaml").read_text("utf-8")

    assert list(doubled(yaml.compose(page, yaml.BaseLoader))) == []


def test_the_program_says_something() -> None:
    assert len(CALLS) > 20


@pytest.mark.parametrize("call", CALLS)
def test_all_that_is_said_has_words(call: ast.Call) -> None:
    key = call.args[0]

    if isinstance(key, ast.Constant):
        assert ENGLISH.knows(str(key.value))
    elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
        assert any(one.startswith(str(key.values[0].value)) for one in ENGLISH.texts)


@pytest.mark.parametrize("call", CALLS)
def test_all_gaps_of_what_is_said_are_filled(call: ast.Call) -> None:
    key = call.args[0]
    given = {keyword.arg for keyword in call.keywords}

    if isinstance(key, ast.Constant) and None not in given:
        assert gaps(ENGLISH.texts[str(key.value)]) == given


def test_a_sentence_is_said_with_its_gaps_filled() -> None:
    said = words.words("ja").say("help.example", example="{not} a gap")

    assert said == "例：{not} a gap"


def test_words_there_are_not_are_not_known() -> None:
    assert ENGLISH.knows("help.about")
    assert not ENGLISH.knows("help")


def test_a_language_that_we_do_not_speak_is_refused() -> None:
    with pytest.raises(KeyError, match="fr"):
        words.words("fr")


def test_kept_words_are_those_of_the_pages(tmp_path: Path) -> None:
    for page in Path(words.__file__).parent.glob("*.yaml"):
        shutil.copy(page, tmp_path)
    made = wording.tables(tmp_path, words.LANGUAGES)

    assert all(words.words(one).texts == made[one] for one in words.LANGUAGES)
