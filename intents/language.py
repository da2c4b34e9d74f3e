"""The languages there are, and the letters each is known by.

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
    import re

    one = f"[{HIRAGANA}{KATAKANA}{HALF_WIDTH_KANA}]"
    if re.search(one if by_one_kana else f"[{HIRAGANA}]|{KATAKANA_RUN}", said):
        return "ja"
    return "zh" if re.search(f"[{HAN}]", said) else "en"


def has_hiragana(said: str) -> bool:
    """Whether there is hiragana in a text, so that it is no Chinese."""
    import re

    return re.search(f"[{HIRAGANA}]", said) is not None
