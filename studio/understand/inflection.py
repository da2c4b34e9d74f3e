"""All forms of a verb from one: Japanese ones by class, Chinese ones with what completes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# The last kana of a verb of five steps: its stems, and the one before て and た.
_FIVE: Final = {
    "す": ("し", "せ", "そう", "し"),
    "く": ("き", "け", "こう", "い"),
    "ぐ": ("ぎ", "げ", "ごう", "い"),
    "う": ("い", "え", "おう", "っ"),
    "つ": ("ち", "て", "とう", "っ"),
    "る": ("り", "れ", "ろう", "っ"),
    "む": ("み", "め", "もう", "ん"),
    "ぶ": ("び", "べ", "ぼう", "ん"),
    "ぬ": ("に", "ね", "のう", "ん"),
}
# Behind these the t of て and た is voiced: 泳いで, 読んで.
_VOICED: Final = frozenset("ぐむぶぬ")
# する and what stands behind a noun with it (削除する); only forms that orders are given in.
_DOING: Final = (
    "する",
    "して",
    "し",
    "した",
    "したい",
    "しちゃ",
    "しとい",
    "させて",
    "しよう",
    "しろ",
    "できる",
    "でき",
)
# 見る, 付ける: the stem and what is put behind it; the stem alone ends a clause (付け、...).
_ONE_STEP: Final = ("", "る", "て", "た", "たい", "ちゃ", "とい", "よう", "ろ", "られる")
# What completes a Chinese verb of one sign; a verb of two takes fewer (see below).
_BEHIND_ZH: Final = ("一下", "了", "掉", "去", "走", "掉了", "下", "个")


def japanese(verb: str) -> Iterator[str]:
    """消す, 付ける1 (one step), 削除する: every form people order with."""
    if verb.endswith("する"):
        yield from (verb.removesuffix("する") + ending for ending in _DOING)
    elif verb.endswith("1"):
        yield from (
            # 見 alone is the head of 見本 and 見出し: a bare stem counts only where it is longer.
            verb[:-2] + ending
            for ending in _ONE_STEP
            if len(verb) > len("見る1") or ending
        )
    else:
        bare, last = verb[:-1], verb[-1]
        *stems, joined = _FIVE[last]
        endings = ("で", "だ", "じゃ", "どい") if last in _VOICED else ("て", "た", "ちゃ", "とい")
        yield verb
        yield from (bare + stem for stem in stems)
        yield from (bare + joined + ending for ending in endings)
        yield bare + stems[0] + "たい"  # 消したい


def te_form(verb: str) -> str:
    """消して, 付けて, 削除して: what another order may follow."""
    if verb.endswith("する"):
        return verb.removesuffix("する") + "して"
    if verb.endswith("1"):
        return verb[:-2] + "て"
    return verb[:-1] + _FIVE[verb[-1]][-1] + ("で" if verb[-1] in _VOICED else "て")


def chinese(verb: str) -> Iterator[str]:
    """删: 删掉, 删了, 删一下, 删个; and doubled, 删一删, 删删."""
    if len(verb) > 1:
        yield from (verb, verb + "一下", verb + "掉", verb + "了", verb + "下")
        return
    yield from (verb + ending for ending in _BEHIND_ZH)
    yield verb + "一" + verb  # 删一删
    yield verb + verb
