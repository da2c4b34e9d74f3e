from __future__ import annotations

from random import Random

import pytest

from intents import match, sample, template, text

LISTS = {"video": ["the video", "film"], "lead": ["please"]}


def made(source: str, lists: dict[str, list[str]] = LISTS) -> set[str]:
    return {sample.of_template(source, lists, Random(seed)) for seed in range(40)}  # noqa: S311


@pytest.mark.parametrize(
    ("source", "sentences"),
    [
        ("export", {"export"}),
        ("export {video}", {"export the video", "export film"}),
        ("export [it]", {"export", "export it"}),
        ("(save|keep) it", {"save it", "keep it"}),
        ("导出 [视频] now", {"导出now", "导出视频now"}),
        ("upload <file>", {"upload ./clip.mp4"}),
        ("in <number>", {"in 20"}),
        ("the _ one ...", {"the wedding one"}),
    ],
)
def test_a_template_is_filled_in(source: str, sentences: set[str]) -> None:
    assert made(source) == sentences


def test_what_is_made_up_is_accepted() -> None:
    source = "{lead*} (export|render) {video} [as <file>] [in <number> parts]"
    automaton = match.build([template.parse(source)], LISTS, {})

    for sentence in made(source):
        words = text.read(sentence).words
        assert match.walk(automaton, words, 0, len(words)), sentence
