"""Make intents/data/variants.yaml and intents/data/en/real_words.txt anew from the phrases.

Run after words were added: python tools/variants.py. Needs opencc-python-reimplemented, pypinyin,
wordfreq, jieba, numpy and two word lists of Debian (wamerican-large, wbritish-large): tools for
making data, not for running it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

import yaml

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA: Final = ROOT / "intents" / "data"
WORD_LISTS: Final = Path("/usr/share/dict")

# What an input method turns into something else, in the order of a sentence about a video.
MISSPELT: Final = (
    *("导出", "下载", "输出", "渲染", "保存", "成片", "视频", "影片", "文件", "片段", "高清"),
    *("积分", "余额", "点数", "额度", "多少", "剩余", "充值", "购买", "查看", "查询", "看看"),
    *("状态", "进度", "轨道", "时间线", "时间轴", "怎么样", "完成", "做完", "好了吗", "好了没"),
    *(
        "上传",
        "导入",
        "素材",
        "照片",
        "图片",
        "项目",
        "最终",
        "汇出",
        "发给我",
        "发我",
        "帮我",
        "现在",
    ),
)
LOOK_ALIKE: Final = {
    "出": "岀",
    "载": "栽戴",
    "余": "佘",
    "状": "壮",
    "态": "熊",
    "轨": "軌",
    "传": "转",
    "导": "异",
    "渲": "喧",
}
# Traditional forms that the dictionary of characters leaves out.
MORE_TRADITIONAL: Final = {
    "没": "沒",
    "里": "裡裏",
    "线": "線綫",
    "为": "為",
    "汇": "匯",
    "档": "檔",
    "着": "著",
    "吗": "嗎",
    "么": "麼麽",
    "说": "說",
    "出": "岀",
    "后": "後",
    "台": "臺",
    "还": "還",
    "只": "隻祇",
    "于": "於",
    "仿": "彷",
    "了": "瞭",
    "复": "覆",
}
KANA: Final = (
    *("エクスポート", "ダウンロード", "レンダリング", "アップロード", "インポート"),
    *("クレジット", "ポイント", "ステータス", "タイムライン", "トラック", "プロジェクト"),
)
# Slips of these words that are words of their own.
REAL_KANA: Final = frozenset(
    {"トラク", "ポイン", "ポント", "インポト", "トーラック", "ボイント", "ドラック"}
)
HEARD: Final = dict(
    zip(
        "カキクケコサシスセソタチツテトハヒフヘホ",
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボ",
        strict=True,
    )
) | {"ン": "ソ", "ソ": "ン", "シ": "ツ", "ツ": "シ", "ッ": "ツ", "ュ": "ユ", "ョ": "ヨ"}

COMMON_CHARACTERS: Final = 3500
NEAR_SOUNDS: Final = 40
RARE: Final = 1.5  # on the Zipf scale: a word of a dictionary that is met at all
EVERYDAY: Final = 3.2  # a word of the net that is in no dictionary and everybody knows
LONG: Final = 8  # letters; from here on two slips are mended, below that one
SLIPS: Final = 2


def characters() -> set[str]:
    """The Chinese characters of the phrases."""
    text = "".join((DATA / "zh" / name).read_text("utf-8") for name in ("router.yaml", "gui.yaml"))
    return {char for char in text if "\u3400" <= char <= "\u9fff"}


def traditional(known: set[str]) -> dict[str, str]:
    """The traditional forms of each known character, as one string a character."""
    import opencc

    rows = (Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt").read_text("utf-8")
    pairs = [
        (old, right.split()) for old, _, right in (row.partition("\t") for row in rows.splitlines())
    ]
    # 乾, 著: words in simplified characters use them as well.
    both = {old for old, right in pairs if old in right}
    found: dict[str, set[str]] = {}
    for old, right in pairs:
        for simple in right:
            if simple in known and len(old) == 1 and old not in both and old != simple:
                found.setdefault(simple, set()).add(old)
    for simple, more in MORE_TRADITIONAL.items():
        if simple in known:
            found.setdefault(simple, set()).update(more)
    return {simple: "".join(sorted(olds)) for simple, olds in sorted(found.items())}


def confused(sound: str) -> list[str]:
    """The syllables that southern speakers and hurried typists mix up with this one."""
    made = []
    for long, short in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if sound.startswith(long):
            made.append(short + sound[2:])
        elif sound.startswith(short):
            made.append(long + sound[1:])
    if sound.endswith("ng"):
        made.append(sound[:-1])
    elif sound.endswith("n"):
        made.append(sound + "g")
    return made


def kana_slips() -> dict[str, list[str]]:
    """A katakana word with one letter left out, doubled, mistaken or swapped with the next."""
    made = {}
    for word in KANA:
        places = range(len(word))
        some = [word[:i] + word[i + 1 :] for i in places[1:]]
        some += [
            word[: i + 1] + "ー" + word[i + 1 :] for i in places[:-1] if "ー" not in word[i : i + 2]
        ]
        some += [word[:i] + HEARD[word[i]] + word[i + 1 :] for i in places if word[i] in HEARD]
        some += [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in places[1:-1]]
        made[word] = [one for one in dict.fromkeys(some) if one != word and one not in REAL_KANA]
    return made


def sounds() -> dict[str, list[str]]:
    """The common characters of each syllable, the commonest first."""
    import wordfreq
    from pypinyin import Style, lazy_pinyin

    listed = wordfreq.top_n_list("zh", 60000)
    common = [char for char in listed if len(char) == 1 and "\u4e00" <= char <= "\u9fff"]
    found: dict[str, list[str]] = {}
    for char in common[:COMMON_CHARACTERS]:
        found.setdefault(lazy_pinyin(char, style=Style.NORMAL)[0], []).append(char)
    return found


def pinyin_slips() -> dict[str, list[str]]:
    """What an input method makes of a word: one character replaced by another of its sound."""
    import jieba
    import wordfreq
    from pypinyin import Style, lazy_pinyin

    jieba.initialize()
    real = wordfreq.get_frequency_dict("zh")
    by_sound = sounds()
    made: dict[str, list[str]] = {}
    for word in MISSPELT:
        for place, sound in enumerate(lazy_pinyin(word, style=Style.NORMAL)):
            near = [other for name in (sound, *confused(sound)) for other in by_sound.get(name, [])]
            for other in [*near[:NEAR_SOUNDS], *LOOK_ALIKE.get(word[place], "")]:
                slip = word[:place] + other + word[place + 1 :]
                if slip != word and slip not in real and not jieba.dt.FREQ.get(slip):
                    made.setdefault(word, []).append(slip)
    return made


def spelt_words() -> set[str]:
    """English as it is written: dictionary words that are met, and others that everybody knows."""
    import wordfreq

    listed = {
        row.strip().lower()
        for name in ("american", "british")
        for row in (WORD_LISTS / f"{name}-english-large").read_text("utf-8").splitlines()
    }
    met = {word for word in listed if wordfreq.zipf_frequency(word, "en") >= RARE}
    known = {
        word
        for word in wordfreq.top_n_list("en", 60000)
        if wordfreq.zipf_frequency(word, "en") >= EVERYDAY
    }
    return {word for word in met | known if re.fullmatch("[a-z]+", word)}


def real_words() -> list[str]:
    """English words that look like a word of the phrases and mean something else."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    from intents import library

    lexicon = sorted(library.vocabulary())
    allowed = np.array([SLIPS if len(word) >= LONG else 1 for word in lexicon])
    candidates = sorted(spelt_words() - set(lexicon))
    found = []
    for start in range(0, len(candidates), 2000):
        some = candidates[start : start + 2000]
        distances = process.cdist(some, lexicon, scorer=OSA.distance, score_cutoff=SLIPS, workers=2)
        near = (distances <= allowed).any(axis=1)
        found += [word for word, is_near in zip(some, near, strict=True) if is_near]
    return found


def main() -> None:
    """Write both files."""
    slips = {
        word: " ".join(dict.fromkeys(some))
        for word, some in (pinyin_slips() | kana_slips()).items()
    }
    rows = {"traditional": traditional(characters()), "slips": slips}
    head = "# Made by tools/variants.py: traditional forms, and slips of input methods.\n\n"
    (DATA / "en" / "real_words.txt").write_text("\n".join(real_words()) + "\n", "utf-8")
    (DATA / "variants.yaml").write_text(
        head + yaml.safe_dump(rows, allow_unicode=True, width=110, sort_keys=False), "utf-8"
    )


if __name__ == "__main__":
    main()
