from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studio.understand import lexicon_pages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Pages of three languages with a word or two each."""
    pages = {
        "frames.yaml": '- {op: cut, if: "remove"}',
        "en/verbs.yaml": "remove: take out, cut",
        "en/talk.yaml": "agree: yes, OK",
        "en/plain.yaml": "words: the very",
        "zh/verbs.yaml": "sound_noun: bgm, 聲音\nfilter: {bw: 黑白, warm: 暖色}",
        "zh/inflected.yaml": "remove: 删",
        "zh/talk.yaml": "agree: 好",
        "zh/plain.yaml": "words: 的",
        "ja/inflected.yaml": "remove: 消す",
        "ja/talk.yaml": "agree: はい",
        "ja/plain.yaml": "words: 聲",
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    lexicon_pages.phrases.cache_clear()
    return tmp_path


def known(data: Path, spoken: str, first: str) -> dict[str, dict[str, object]]:
    """The phrases that begin so, each with its concepts."""
    tables = lexicon_pages.phrases(data)[spoken]
    return {
        letters: tables["concepts"][place] for letters, place in tables["phrases"][first].items()
    }


def test_a_phrase_is_found_by_the_stem_of_its_first_word(data: Path) -> None:
    assert known(data, "en", "tak") == {"take out": {"remove": True}}


def test_a_latin_phrase_on_a_chinese_page_is_found_in_every_language(data: Path) -> None:
    assert known(data, "en", "bgm") == {"bgm": {"sound_noun": True}}


def test_traditional_characters_are_simplified_but_for_japanese(data: Path) -> None:
    assert "声音" in known(data, "zh", "声")
    assert lexicon_pages.rest(data)["plain"]["ja"] == ["聲"]


def test_a_concept_may_have_a_value(data: Path) -> None:
    assert known(data, "zh", "黑") == {"黑白": {"filter": "bw"}}


def test_verbs_are_kept_in_all_their_forms_and_a_clause_may_end_behind_te(data: Path) -> None:
    forms = known(data, "ja", "消")

    assert forms["消し"] == {"remove": True}
    assert forms["消して"] == {"remove": True, "chain": True}
    assert known(data, "zh", "删")["删掉"] == {"remove": True}


def test_small_talk_frames_and_plain_words_are_apart(data: Path) -> None:
    rest = lexicon_pages.rest(data)

    assert rest["talk"]["en"] == {"yes": "agree", "ok": "agree"}
    assert rest["frames"] == [{"op": "cut", "if": "remove"}]
    assert rest["plain"]["en"] == ["the", "very"]
