"""Which language we speak, and who overrules whom."""

from __future__ import annotations

import pytest

from agent.speech import ui_language


@pytest.mark.parametrize(
    ("asked", "environment", "ours", "spoken"),
    [
        ("", {}, "", "en"),
        ("zh", {"REELTALK_LANG": "ja", "LANG": "en_US.UTF-8"}, "ja", "zh"),
        ("", {"REELTALK_LANG": "ja", "LANG": "en_US.UTF-8"}, "zh", "ja"),
        ("", {"LANG": "en_US.UTF-8"}, "zh", "zh"),
        ("", {"LANG": "ja_JP.UTF-8"}, "", "ja"),
        ("", {"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "ja_JP", "LANG": "en"}, "", "zh"),
        ("", {"LC_MESSAGES": "ja_JP.UTF-8", "LANG": "zh_CN.UTF-8"}, "", "ja"),
    ],
)
def test_the_flag_goes_before_environment_before_skill_before_locale(
    asked: str, environment: dict[str, str], ours: str, spoken: str
) -> None:
    assert spoken == ui_language.chosen(asked, environment, ours)


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"REELTALK_LANG": "fr", "LANG": "ja_JP"}, "ja"),
        ({"REELTALK_LANG": "\x1b]0;", "LANG": ""}, "en"),
    ],
)
def test_a_locale_that_is_none_of_ours_is_passed_over(
    environment: dict[str, str], spoken: str
) -> None:
    assert spoken == ui_language.chosen("", environment)


@pytest.mark.parametrize("said", ["zh", "ZH", "zh_TW.Big5", "zh-Hant", "zh.UTF-8", "zh_CN@pinyin"])
def test_a_language_may_be_spelled_as_locales_and_as_web_pages_do(said: str) -> None:
    assert ui_language.chosen(said, {}) == "zh"


@pytest.mark.parametrize("said", ["english", "e", "zhuang", " ", "_ja"])
def test_a_word_that_only_begins_like_a_language_is_none(said: str) -> None:
    assert ui_language.chosen(said, {"LANG": "ja_JP"}) == "ja"
