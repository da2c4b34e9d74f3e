"""Make the fonts of the renderer: python tools/make_fonts.py FOLDER

FOLDER holds the unpacked npm packages @expo-google-fonts/{noto-sans-sc, bricolage-grotesque,
fraunces, noto-emoji} under these last names (`npm pack` fetches them). Out come woff2 files
with the letters that the studio can set, and the licence of each, in studio/render/fonts.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fontTools import subset

OUT = Path(__file__).parent.parent / "studio" / "render" / "fonts"
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E]
SIGNS = (
    "–—―‘’‚“”„†‡•…‰′″‹›⁄€™←↑→↓↔⇒−∞≈≠≤≥■□▲△▼▽◆◇○◎●★☆♀♂♪♭"
    "、。〃々〆〇〈〉《》「」『』【】〒〓〔〕〖〗〜〝〟・ー"
    "①②③④⑤⑥⑦⑧⑨⑩℃№㈱"
)
EMOJI = (
    "😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰🙂🤗🤩🤔😐🙄😏😮😴😌😜🤤🙃🤑😲🙁😖😞😟😢😭😩🤯😬😰😱🥵🥶😳🤪😡🤬😷🤒🤢🤧😇🤠🥳🥺🤓😈👻💀👽🤖💩"
    "👋👌👍👎👏🙌🙏💪👆👇👈👉👀🤝✌🤞🤟🤘🤙👊✊✋❤🧡💛💚💙💜🤍💔💕💖💗💘💝💯💥💫💦💨💬💭💤✨⭐🌟🔥⚡❄☀🌈🌙☁☔🌊💧🌸🌺🌹🌻🌷💐🌿🍀🍁🍂🌱🌲🌳🌴🌵"
    "🐱🐶🐭🐰🐻🐼🦊🐸🐷🐵🐔🐦🦋🐝🐳🐬🐢🦄🍎🍓🍊🍋🍉🍇🍑🥑🍔🍕🍟🍜🍣🍰🎂🍩🍦☕🍵🍺🍷🍸🎉🎊🎁🎈🎀🏆🥇🎯🎮🎵🎶🎤🎧🎬🎥📷📸🎨⚽🏀🏃🚴"
    "🚗🚀✈🚲🚢🏠🏡🏙🏖🏔⛰🌍🌏🗺⏰⏳📅📌📍💡💰💎🛒👑👗👟💄📱💻📞📧📚✏🔑🔒🔔📣❓❗❌✅✔⚠➕➡⬅⬆⬇↗↘🔴🟢🔵🆕🆒🔝♻🕊☘⛄🎃🎄🧧🏮🎍🎎🎏🎐"
)
FONTS = {  # name: (package, weight, licence, does it carry Chinese and Japanese?)
    "sans": ("noto-sans-sc", "700Bold", True),
    "display": ("bricolage-grotesque", "700Bold", False),
    "serif": ("fraunces", "600SemiBold", False),
}


def east() -> set[int]:
    """GB2312 level 1 and 2, JIS X 0208 level 1, the commonest Big5, kana, full-width forms."""
    found = {code for code in range(0x3041, 0x3100) if code not in (0x3097, 0x3098)}
    found |= set(range(0xFF01, 0xFF61)) | {0xFFE5, 0x3000}
    found |= _pages("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
    found |= _pages("euc_jp", range(0xB0, 0xD0), range(0xA1, 0xFF))
    return found | _pages("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])


def _pages(codec: str, leads: range, trails: range | list[int]) -> set[int]:
    text = (bytes([lead, trail]).decode(codec, "ignore") for lead in leads for trail in trails)
    return {ord(letter) for letter in text if len(letter) == 1}


def ranges(letters: set[int]) -> str:
    """The letters a font has, as runs of code points, for whoever chooses fonts."""
    runs: list[list[int]] = []
    for code in sorted(letters):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "\n".join(f"{low:x}-{high:x}" if high > low else f"{low:x}" for low, high in runs)


def make(name: str, source: Path, letters: set[int]) -> int:
    """Write one subset and tell its size."""
    options = subset.Options(
        flavor="woff2",
        layout_features=["kern", "liga", "calt", "locl", "ccmp", "mark", "mkmk", "palt", "tnum"],
        hinting=False,
        desubroutinize=True,
        name_IDs=[0, 1, 2, 13, 14],
        notdef_outline=False,
    )
    font = subset.load_font(source, options)
    tool = subset.Subsetter(options)
    tool.populate(unicodes=letters)
    tool.subset(font)
    out = OUT / f"{name}.woff2"
    subset.save_font(font, out, options)
    (OUT / f"{name}.letters.txt").write_text(ranges(set(font.getBestCmap())), "ascii")
    return out.stat().st_size


def main() -> int:
    """Make all of them."""
    folder = Path(sys.argv[1])
    OUT.mkdir(parents=True, exist_ok=True)
    latin = set(LATIN) | {ord(sign) for sign in SIGNS}
    for name, (package, weight, eastern) in FONTS.items():
        source = next((folder / package / weight).glob("*.ttf"))
        size = make(name, source, latin | east() if eastern else latin)
        shutil.copyfile(folder / package / "LICENSE_FONT", OUT / f"{name}.LICENSE.txt")
        print(f"{name}: {size / 1e3:.0f} kB")
    source = next((folder / "noto-emoji" / "400Regular").glob("*.ttf"))
    size = make("emoji", source, {ord(sign) for sign in EMOJI})
    shutil.copyfile(folder / "noto-emoji" / "LICENSE_FONT", OUT / "emoji.LICENSE.txt")
    print(f"emoji: {size / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
