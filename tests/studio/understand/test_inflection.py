"""Forms of verbs, made from one."""

from __future__ import annotations

import pytest

from studio.understand import inflection


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("消す", {"消す", "消し", "消して", "消した", "消せ", "消しちゃ", "消しとい"}),
        ("削る", {"削って", "削った", "削り", "削っちゃ"}),
        ("抜く", {"抜いて", "抜き", "抜いた"}),
        ("つなぐ", {"つないで", "つなぎ", "つないだ"}),
        ("付ける1", {"付けて", "付けた", "付ける", "付けたい"}),
        ("削除する", {"削除して", "削除した", "削除する"}),
    ],
)
def test_a_japanese_verb_has_all_its_forms(verb: str, forms: set[str]) -> None:
    assert forms <= set(inflection.japanese(verb))


@pytest.mark.parametrize(
    ("verb", "form"),
    [("消す", "消して"), ("削る", "削って"), ("付ける1", "付けて"), ("移動する", "移動して")],
)
def test_the_form_behind_which_another_order_may_follow(verb: str, form: str) -> None:
    assert inflection.te_form(verb) == form


def test_a_chinese_verb_is_completed() -> None:
    assert {"删掉", "删了", "删一下", "删一删"} <= set(inflection.chinese("删"))
    assert "撤销一下" in set(inflection.chinese("撤销"))
