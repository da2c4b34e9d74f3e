from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from studio import catalogue
from studio.understand import combined_concepts, semantic_frames, typed_values
from studio.understand.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def test_each_language_has_words_of_its_own() -> None:
    book = lexicon()

    assert all(any(book.rows(spoken)) for spoken in ("en", "zh", "ja"))
    assert book.starting("去", "zh")
    assert all(row[0][0] == "去" for row in book.starting("去", "zh"))


def test_every_language_knows_what_the_frames_need() -> None:
    needed = {name for frame in semantic_frames.frames() for need in frame.needs for name in need}

    lacking = {
        spoken: {name for name in needed & said("en", "zh", "ja") if name not in said(spoken)}
        for spoken in ("en", "zh", "ja")
    }

    # May only shrink. Where one language has a word for it, another needs none or says it with two.
    assert lacking == {
        "en": {
            "between_clips", "bystander", "lips", "lower_third_strong", "no_more", "rotate_strong",
            "silence_strong", "voiceover_noun",
        },
        "zh": {
            "drop_word", "instead", "look_noun", "must_read", "silence_strong", "undid", "want",
        },
        "ja": {
            "drop_word", "instead", "look_noun", "must_read", "swap_word", "turn", "undid", "want",
        },
    }  # fmt: skip


# Concepts

UNDERSTAND = Path(combined_concepts.__file__).parent
# Kinds of tokens and what `reading` and `merging` know of a token besides its words.
MADE = {
    "word", "stop", "file", "quote", "url", "emoji", "clip", "which", "range", "edged",
    "file_video", "file_audio", "file_image", "file_subtitles", "file_script", "role", "at", "for",
}  # fmt: skip
# Words that are understood, and ask for nothing by themselves.
KNOWN = {"known"}
ASKS = {"has", "all", "first", "meant"}


def said(*languages: str) -> set[str]:
    """The concepts that words of these languages stand for."""
    return {name for one in languages for _, _, known in lexicon().rows(one) for name in known}


def declared() -> set[str]:
    """Every concept a token or a line can have."""
    values_ = {rule.kind for rule in typed_values._RULES}
    return said("en", "zh", "ja") | combined_concepts._RULES.keys() | values_ | MADE


def named_in_data() -> dict[str, set[str]]:
    """The concepts that stand in the pages, by the page."""
    book = lexicon()
    first = yaml.safe_load((UNDERSTAND / "data/first.yaml").read_bytes())
    return {
        "frames.yaml": {
            name
            for row in book.frames
            for term in str(row["if"]).split()
            for name in term.lstrip("!").split("|")
        },
        "the catalogue": {
            name
            for one in catalogue.OPERATIONS.values()
            for name in (*(one.concerns or ()), *one.said_by)
        },
        "first.yaml": {name for key in ("edits", "verbs", "around") for name in first[key]},
    }


def named_in_code() -> dict[str, set[str]]:
    """The concepts that the modules ask readings, tokens and lines for, by the place."""
    found: dict[str, set[str]] = {}
    sets = dict(_tables(ast.parse((UNDERSTAND / "concept_sets.py").read_text("utf-8"))))
    for path in sorted(UNDERSTAND.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        tables = sets | dict(_tables(tree))
        for node in ast.walk(tree):
            for part in _questions(node):
                place = f"{path.relative_to(UNDERSTAND)}:{part.lineno}"
                found.setdefault(place, set()).update(_texts(part, tables))
    return found


def _tables(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value


def _questions(node: ast.AST) -> Iterator[ast.expr]:
    """What is asked for in `reading.has("music")`, `"music" in plain` and `plain & {"music"}`."""
    match node:
        case ast.Call(func=ast.Attribute(attr=attr, value=asked), args=args) if attr in ASKS:
            if ast.unparse(asked) != "effect":
                yield from args
        case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()], comparators=[where]):
            if ast.unparse(where) in ("plain", "token.concepts", "concepts"):
                yield left
        case ast.BinOp(left=ast.Name(id="plain"), op=ast.BitAnd(), right=right):
            yield right
        case ast.Compare(left=left, ops=[ast.LtE()], comparators=[ast.Name(id="plain")]):
            yield left
        case _:
            pass


def _texts(part: ast.expr, tables: Mapping[str, ast.expr]) -> Iterator[str]:
    match part:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Name(id=name) if name in tables:
            yield from _texts(tables[name], tables)
        case ast.IfExp(body=one, orelse=other):  # what it depends on is no concept
            yield from _texts(one, tables)
            yield from _texts(other, tables)
        case ast.Call() | ast.Subscript() | ast.Compare():
            return
        case _:
            for inner in ast.iter_child_nodes(part):
                if isinstance(inner, ast.expr):
                    yield from _texts(inner, tables)


def test_every_concept_that_is_named_can_be_there() -> None:
    known = declared()

    unknown = {
        place: sorted(lost)
        for place, names in (named_in_data() | named_in_code()).items()
        if (lost := names - known)
    }

    assert unknown == {}


def test_every_concept_that_can_be_there_is_asked_for() -> None:
    asked = set().union(*named_in_data().values())
    for path in UNDERSTAND.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                asked.add(node.value)

    assert declared() - asked - MADE == KNOWN


def test_the_concepts_are_found_in_code_at_all() -> None:
    found = set().union(*named_in_code().values())

    assert {"music", "edge", "clip", "time", "halfway_only", "stop_verb", "sticker_word"} <= found
