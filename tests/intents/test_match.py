from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from intents import match, text
from intents.template import TemplateError, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intents.match import Automaton, Walk

LISTS = {
    "video": ["the video", "video", "视频"],
    "lead": ["please", "could you"],
    "file": ["<file>"],
}


def built(*sources: str) -> Automaton:
    return match.build([parse(source) for source in sources], LISTS, {"导出": ["道出"]})


def walked(automaton: Automaton, said: str) -> Walk | None:
    words = text.read(said).words
    return match.walk(automaton, words, 0, len(words))


def accepts(source: str, said: str) -> bool:
    return walked(built(source), said) is not None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("export", "Export"),
        ("export {video}", "export the video"),
        ("export {video?} now", "export now"),
        ("{lead*} export", "please could you please export"),
        ("{video+} x", "video the video x"),
        ("export ... please", "export please"),
        ("export ... please", "export the big one please"),
        ("name it _", "name it sunset"),
        ("导出 {video?}", "导出视频"),
        ("导出 {video?}", "道出视频"),
        ("a [b] [c] [d] e", "a e"),
        ("upload {file}", "upload ./a.mp4"),
        ("in <number> seconds", "in 20 seconds"),
        ("(a|b) c", "b c"),
    ],
)
def test_what_a_template_says_is_accepted(source: str, said: str) -> None:
    assert accepts(source, said)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("export", "export it"),
        ("export", "exports"),
        ("export {video}", "export"),
        ("export {video}", "export the"),
        ("export {video?} now", "export the now"),
        ("name it _", "name it"),
        ("name it _", "name it big sunset"),
        ("{video+} x", "x"),
        ("in <number> seconds", "in some seconds"),
        ("导出", "出导"),
    ],
)
def test_a_word_too_many_or_too_few_is_not(source: str, said: str) -> None:
    assert not accepts(source, said)


def test_the_first_template_that_accepts_owns_the_line() -> None:
    automaton = built("render", "export {video?}", "export the video")

    found = walked(automaton, "export the video")

    assert found is not None
    assert found.owners == (1, 2)


def test_only_the_stretch_is_looked_at() -> None:
    words = ["now", "export", "it"]

    assert match.walk(built("export"), words, 1, 2) is not None
    assert match.walk(built("export"), words, 1, 3) is None


def mend(word: str) -> Sequence[str]:
    return {"exprot": ["export"], "vidoe": ["video"], "nwo": ["now"]}.get(word, [])


def test_a_misspelt_word_is_mended_where_its_mending_fits() -> None:
    words = ["exprot", "the", "video"]

    found = match.walk(built("export {video}"), words, 0, 3, mend=mend)

    assert found is not None
    assert found.mended == (("exprot", "export"),)


@pytest.mark.parametrize("words", [["vidoe"], ["exprot", "vidoe", "nwo"]])
def test_a_misspelt_word_is_not_mended_elsewhere_nor_a_third_time(words: list[str]) -> None:
    automaton = built("export", "export video now")

    assert match.walk(automaton, words, 0, len(words), mend=mend) is None


def test_one_unknown_word_may_be_leapt_over() -> None:
    words = ["export", "bloody", "video"]

    found = match.walk(built("export {video}"), words, 0, 3, leaps=4)

    assert found is not None
    assert found.skipped == ("bloody",)


def test_two_unknown_words_may_not() -> None:
    words = ["export", "bloody", "awful", "video"]

    assert match.walk(built("export {video}"), words, 0, 4, leaps=4) is None


@pytest.mark.parametrize(
    ("said", "wanted"), [("导出那个啥视频", True), ("导出那个啥东西视频", False)]
)
def test_ideographs_in_a_row_count_as_one_word(said: str, *, wanted: bool) -> None:
    words = list(said)

    found = match.walk(built("导出 {video}"), words, 0, len(words), leaps=4)

    assert (found is not None) is wanted


def test_a_letter_behind_kana_is_a_slip_of_the_key() -> None:
    automaton = built("書き出しお願いします")

    assert walked(automaton, "書き出しお願いしますd") is not None
    assert walked(automaton, "d書き出しお願いします") is None


def test_nothing_accepts_no_words() -> None:
    assert match.walk(built("export"), [], 0, 0) is None


def test_what_was_frozen_thaws_to_the_same() -> None:
    automaton = built("export {video?}", "{lead*} show _ ...", "导出 [视频]")

    thawed = match.thaw(json.loads(json.dumps(match.freeze(automaton))))

    assert {first: tuple(some) for first, some in thawed.counts.items()} == automaton.counts
    assert thawed.edges == automaton.edges
    assert thawed.owners == automaton.owners
    assert match.freeze(thawed)["whole"] == match.freeze(automaton)["whole"]


def test_a_phrase_without_words_is_refused() -> None:
    with pytest.raises(TemplateError, match="has no words"):
        built("export -")


def test_the_lexicon_joins_latin_words_by_blanks() -> None:
    assert match.key(["the", "video"]) == "the video"
    assert match.key(["视", "频"]) == "视频"
    assert match.key(["video"]) == "video"


def test_a_phrase_is_taken_over_another_that_begins_like_it() -> None:
    automaton = match.build([parse("{a} {b}")], {"a": ["和", "和平"], "b": ["平安"]}, {})

    assert walked(automaton, "和平安") is not None
    assert walked(automaton, "和平平安") is not None
