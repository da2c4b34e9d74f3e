"""Colours by name or number, and how well one reads upon another."""

from __future__ import annotations

import re

Rgb = tuple[float, float, float]
# #rgb or #rrggbb; an alpha behind it is read over.
HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{2})?")
# A name in three languages and its colour, many after Material Design: pure ones glare on video.
# `lime` is the green of a green screen.
NAMES: dict[str, tuple[tuple[int, int, int], str]] = {
    "white": ((255, 255, 255), "white 白色 白 白い ホワイト"),
    "black": ((0, 0, 0), "black 黑色 黑 黒 黒い ブラック"),
    "red": ((229, 57, 53), "red 红色 紅色 红 紅 赤 赤い 赤色 レッド"),
    "orange": ((251, 140, 0), "orange 橙色 橘色 橙 オレンジ"),
    "yellow": ((255, 214, 10), "yellow 黄色 黃色 黄 黃 黄色い イエロー"),
    "green": ((67, 160, 71), "green 绿色 綠色 绿 綠 緑 緑色 グリーン"),
    "lime": ((0, 230, 60), "lime 绿幕 綠幕 グリーンバック greenscreen"),
    "teal": ((0, 150, 136), "teal turquoise 青绿 青綠"),
    "cyan": ((38, 198, 218), "cyan aqua 青色 水色 シアン"),
    "blue": ((30, 102, 230), "blue 蓝色 藍色 蓝 藍 青 青い ブルー"),
    "navy": ((16, 32, 80), "navy 深蓝 深藍 藏青 紺 紺色"),
    "purple": ((126, 60, 190), "purple violet 紫色 紫 パープル"),
    "pink": ((255, 92, 150), "pink 粉色 粉红 粉紅 粉 桃色 ピンク"),
    "magenta": ((214, 40, 160), "magenta 品红 マゼンタ"),
    "gold": ((245, 190, 65), "gold golden 金色 金 ゴールド"),
    "silver": ((196, 202, 210), "silver 银色 銀色 シルバー"),
    "gray": ((128, 132, 138), "gray grey 灰色 灰 グレー"),
    "brown": ((121, 85, 60), "brown 棕色 褐色 茶色 ブラウン"),
    "beige": ((233, 221, 198), "beige cream 米色 ベージュ"),
}
BY_WORD = {word: color for color, words in NAMES.values() for word in words.split()}


def named(text: str, default: Rgb | None = None) -> Rgb | None:
    """The colour a text means: #rgb, #rrggbb, or a name in three languages."""
    said = text.strip().lower()
    if said in BY_WORD:
        return BY_WORD[said]
    found = HEX.fullmatch(said)
    if found:
        digits = found[1] if len(found[1]) > 3 else "".join(d * 2 for d in found[1])  # noqa: PLR2004 - #rgb
        return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    inside = [word for word in BY_WORD if len(word) > 2 and word in said]  # noqa: PLR2004 - "dark blue"
    return BY_WORD[max(inside, key=len)] if inside else default


def between(a: Rgb, b: Rgb, share: float) -> Rgb:
    """Mix two colours linearly; `share` is that of the second."""
    red, green, blue = (x + (y - x) * share for x, y in zip(a, b, strict=True))
    return red, green, blue


def luminance(color: Rgb) -> float:
    """Relative luminance as WCAG defines it, 0..1."""

    def linear(part: float) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB

    red, green, blue = (linear(part) for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: Rgb, b: Rgb) -> float:
    """The contrast ratio of two colours as WCAG defines it, 1..21."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)
