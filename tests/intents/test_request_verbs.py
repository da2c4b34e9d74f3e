from __future__ import annotations

import pytest

from intents import library, request_verbs, text
from intents.phrase_marks import Marks
from intents.request_verbs import CHAIN, CONDITIONAL, NEGATED, OPTIONAL, TOPICAL


def marks(said: str) -> tuple[Marks, int, int]:
    tables = library.reply_tables()
    line = text.read(said, None, tables.simple)
    return Marks(tables, line), 0, len(line.words)


@pytest.mark.parametrize(
    ("said", "verb", "moods"),
    [
        ("click export", "press", set()),
        ("please click export", "press", set()),
        ("you can click export", "press", {OPTIONAL}),
        ("don't click export", "press", {NEGATED}),
        ("( click export )", "press", set()),
        ("choose 1080p", "choose", set()),
        ("refresh the page", "refresh", set()),
        ("点击导出", "press", set()),
        ("请点击导出", "press", set()),
        ("不要点击导出", "press", {NEGATED}),
        ("可以点击导出", "press", {OPTIONAL}),
    ],
)
def test_a_clause_opens_with_its_verb(said: str, verb: str, moods: set[str]) -> None:
    found = request_verbs.opening_verb(*marks(said))

    assert found is not None
    assert verb in found.verbs
    assert found.moods == moods


@pytest.mark.parametrize(
    "said", ["", "the music is in", "she clicks export", "i click export", "please"]
)
def test_a_clause_that_opens_with_something_else_asks_for_nothing(said: str) -> None:
    assert request_verbs.opening_verb(*marks(said)) is None


@pytest.mark.parametrize(
    ("said", "verb"),
    [("把片段拖到开头", "drag"), ("在时间轴上预览", "view"), ("在右上角点击导出", "press")],
)
def test_chinese_may_name_the_thing_first(said: str, verb: str) -> None:
    found = request_verbs.later_verb(*marks(said))

    assert found is not None
    assert verb in found.verbs


@pytest.mark.parametrize("said", ["我把片段拖到了开头", "把片段拖到开头了", "片段很长", ""])
def test_what_was_done_is_not_asked_for(said: str) -> None:
    assert request_verbs.later_verb(*marks(said)) is None


def test_a_condition_in_front_makes_it_conditional() -> None:
    found = request_verbs.later_verb(*marks("一旦完成请点击导出"))

    assert found is not None
    assert CONDITIONAL in found.moods


@pytest.mark.parametrize(
    ("said", "asks"), [("画质选高", True), ("我把画质选高了", False), ("画质", False)]
)
def test_a_topic_may_stand_in_front(said: str, *, asks: bool) -> None:
    found = request_verbs.topical_verb(*marks(said))

    assert (found is not None and found.moods == {TOPICAL}) is asks


@pytest.mark.parametrize(
    ("said", "verb", "moods"),
    [
        ("書き出しボタンを押してください", "press", set()),
        ("ボタンを押さないでください", "press", {NEGATED}),
        ("ボタンを押すこともできます", "press", {OPTIONAL}),
        ("ボタンを押し", "press", {CHAIN}),
        ("よければボタンを押してください", "press", {OPTIONAL}),
    ],
)
def test_japanese_ends_in_its_verb(said: str, verb: str, moods: set[str]) -> None:
    found = request_verbs.final_verb(*marks(said), in_list=False)

    assert found is not None
    assert verb in found.verbs
    assert found.moods == moods


@pytest.mark.parametrize("said", ["音楽を追加しました", "ボタンは右上にあります", "はい"])
def test_japanese_that_reports_asks_for_nothing(said: str) -> None:
    assert request_verbs.final_verb(*marks(said), in_list=False) is None


def test_in_a_list_a_plain_verb_is_enough() -> None:
    told, listed = (
        request_verbs.final_verb(*marks("ボタンを押す"), in_list=one) for one in (False, True)
    )

    assert told is None
    assert listed is not None
    assert "press" in listed.verbs


def test_the_kinds_of_verb_are_told_by_their_marks() -> None:
    assert request_verbs.verbs_of(frozenset({"v_press", "v_go", "o_export", "lead"})) == {
        "press",
        "go",
    }
