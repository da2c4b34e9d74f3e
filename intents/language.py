"""The supported languages, and the script each is recognized by.

A new language begins here. Nothing is imported: what is painted first asks for it.
"""

from __future__ import annotations

LANGUAGES = ("en", "zh", "ja")  # the first is the one we fall back on

# Ranges of letters, to stand between square brackets in a pattern.
HIRAGANA = "\u3041-\u3096"
KATAKANA = "\u30a1-\u30fa"
LONG_MARKS = "\u30fb\u30fc"  # ・ and ー, which Chinese writes in foreign names as well
HALF_WIDTH_KANA = "\uff66-\uff6f\uff71-\uff9d"
HAN = "\u3400-\u9fff"
# Two katakana in a row; one alone stands in Chinese too, as a picture or in a name.
KATAKANA_RUN = f"[{KATAKANA}{LONG_MARKS}][{KATAKANA}]"


def detect(said: str, *, by_one_kana: bool = False) -> str:
    """The language a text is most likely written in, by its letters.

    Japanese is known by hiragana or a run of katakana; `by_one_kana` by a single kana of any kind.
    """
    one = f"[{HIRAGANA}{KATAKANA}{HALF_WIDTH_KANA}]"
    if _has(one if by_one_kana else f"[{HIRAGANA}]|{KATAKANA_RUN}", said):
        return "ja"
    return "zh" if _has(f"[{HAN}]", said) else "en"


def has_hiragana(said: str) -> bool:
    """True if there is hiragana in a text, so that it is no Chinese."""
    return _has(f"[{HIRAGANA}]", said)


def _has(pattern: str, said: str) -> bool:
    import re  # 7 ms, which the first paint does without

    return re.search(pattern, said) is not None
