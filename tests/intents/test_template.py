from __future__ import annotations

import pytest

from intents.template import Element, TemplateError, lists_of, parse


def said(source: str) -> list[str]:
    """The rows of a template as plain text, each element in its brackets."""
    return [" ".join(map(shown, form)) for form in parse(source)]


def shown(element: Element) -> str:
    mark = {(False, False): "", (True, False): "?", (False, True): "+", (True, True): "*"}
    names = [*element.phrases, *(f"{{{name}}}" for name in element.lists)]
    return "/".join(names) + mark[element.optional, element.repeated]


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("export", ["export"]),
        ("export it", ["export it"]),
        ("{video}", ["{video}"]),
        ("{video?} x", ["{video}? x"]),
        ("{video*} x", ["{video}* x"]),
        ("{video+}", ["{video}+"]),
        ("{ a | b* } x", ["{a}/{b}* x"]),
        ("{a|b*} x", ["{a}/{b}* x"]),
        ("export [it]", ["export it?"]),
        ("(save|keep) it", ["save/keep it"]),
        ("(save|keep it now)", ["save/keep it now"]),
        ("(save|keep)? it", ["save/keep? it"]),
        ("[save|keep] it", ["save/keep? it"]),
        ("({a}|b) c", ["{a} c", "b c"]),
        ("[{a}] b", ["{a}? b"]),
        ("[{a} x] b", ["{a} x b", "b"]),
        ("a | b", ["a", "b"]),
        ("a ... b", ["a ...* b"]),
        ("a _", ["a _"]),
        ("导出(视频|影片)", ["导出 视频/影片"]),
        ("(a (b|c)|d)", ["a b/c", "d"]),
    ],
)
def test_a_template_stands_for_its_rows(source: str, rows: list[str]) -> None:
    assert said(source) == rows


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("export (it", r"a '\(' is not closed"),
        ("export [it", r"a '\[' is not closed"),
        ("export (it]", r"a '\(' is not closed"),
        ("export [it)", r"a '\[' is not closed"),
        ("export it)", r"a '\)' closes nothing"),
        ("export]", r"a '\]' closes nothing"),
        ("{}", "'{}' names no list"),
        ("{Video}", "names no list"),
        ("{a b}", "names no list"),
        ("{", "names no list"),
        ("(a|b)* c", "only a list can be repeated"),
        ("a +", "only a list can be repeated"),
        ("[export]", "may be empty"),
        ("", "may be empty"),
        ("{a*} [b]", "may be empty"),
        ("...", "may be empty"),
        ("a|", "may be empty"),
        ("[{a} b] " * 7 + "c", "stands for 128 rows, 64 at most"),
    ],
)
def test_what_is_wrong_with_a_template_is_told(source: str, told: str) -> None:
    with pytest.raises(TemplateError, match=told):
        parse(source)


def test_the_lists_of_a_template_are_known() -> None:
    assert lists_of(parse("{a} [{b|c*}] (d|{e} x)")) == {"a", "b", "c", "e"}


def test_an_element_is_literal_if_it_must_be_said_once() -> None:
    assert Element(("export",)).is_literal
    assert not Element(("export",), optional=True).is_literal
    assert not Element(("export",), repeated=True).is_literal
    assert not Element(lists=("video",)).is_literal
