from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from intents import library
from intents.language import LANGUAGES, detect, has_hiragana

ROOT = Path(__file__).parents[2]
# Pages that speak to people, a folder or a file for each language.
PAGES = ("agent/speech/{}.yaml", "studio/words/{}.yaml", "studio/understand/data/{}/verbs.yaml")


@pytest.mark.parametrize(
    ("said", "strictly", "by_one_kana"),
    [
        ("export it", "en", "en"),
        ("", "en", "en"),
        ("导出视频", "zh", "zh"),
        ("把 BGM 换掉", "zh", "zh"),
        ("書き出して", "ja", "ja"),
        ("エクスポート", "ja", "ja"),
        ("動画をexport", "ja", "ja"),
        ("海ノ動画", "zh", "ja"),
        ("ﾌﾟﾛﾓ", "en", "ja"),
        ("哈利・波特", "zh", "zh"),
        ("㐂", "zh", "zh"),
        ("\ud800\x00", "en", "en"),
    ],
)
def test_a_language_is_told_by_its_letters(said: str, strictly: str, by_one_kana: str) -> None:
    assert (detect(said), detect(said, by_one_kana=True)) == (strictly, by_one_kana)


def test_katakana_alone_may_stand_in_chinese() -> None:
    assert has_hiragana("書き出して")
    assert not has_hiragana("エクスポート")


def test_every_language_has_its_pages() -> None:
    assert set(library.languages()) == set(LANGUAGES)
    assert [
        at for page in PAGES for one in LANGUAGES if not (ROOT / (at := page.format(one))).is_file()
    ] == []


def test_nothing_is_imported_with_it() -> None:
    code = "import sys; a = set(sys.modules); import intents.language; print(*set(sys.modules) - a)"

    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )

    assert set(told.stdout.split()) == {"__future__", "intents", "intents.language"}


def test_no_other_file_lists_the_languages() -> None:
    listed = [
        str(path.relative_to(ROOT))
        for room in ("agent", "intents", "studio")
        for path in (ROOT / room).rglob("*.py")
        if '"en", "zh", "ja"' in path.read_text("utf-8")
    ]

    assert listed == ["intents/language.py"]
