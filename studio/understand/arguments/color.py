"""Arguments of the grade: looks, levels, blur, the colour that is keyed out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from studio.understand.arguments import clip_choice, text_style, times
from studio.understand.lazy_pattern import LazyPattern
from studio.understand.numbers import whole

if TYPE_CHECKING:
    from studio.understand.reading import Reading, Token
Args = dict[str, Any]
# How far one step goes where no number is told; a property that is not here goes by `_SLIGHT`.
_STEPS: Final = {"brightness": 0.1, "temperature": 0.2, "hue": 0.1, "vignette": 0.3, "grain": 0.3}
# These multiply (1 is as shot), the others are added to 0.
_FACTORS: Final = frozenset({"contrast", "saturation", "sharpness"})
_SLIGHT, _SOME, _MUCH = 0.1, 0.2, 0.4


def filtered(reading: Reading) -> Args:
    """The name of the look; the more telling of two."""
    names = [str(token.concepts["filter"]) for token in reading.all("filter")]
    # "a warm vintage look" is vintage: these words are also said of other looks.
    telling = [name for name in names if name not in {"warm", "cool", "vivid", "film", "fade"}]
    args: Args = {"name": next(iter(telling or names), None)} | clip_choice.clip(reading)
    if "teal-orange" in names:
        args["name"] = "teal-orange"
    share = reading.first("percent")
    return args | ({"amount": share.value} if share else {}) | times.span(reading)


def adjustment(reading: Reading) -> Args:
    """Each property with its change: a step up or down, a share to reach, a factor."""
    args: Args = {}
    tokens = reading.tokens
    for place, token in enumerate(tokens):
        for concept in ("adjust_up", "adjust_down", "adjust"):
            # The first mention of a property in a part counts.
            if concept in token.concepts and (name := str(token.concepts[concept])) not in args:
                args[name] = _amount(reading, name, concept, _around(tokens, place))
                break
    if not args and reading.meant("filter") in {"warm", "cool"}:
        args["temperature"] = _SOME if reading.meant("filter") == "warm" else -_SOME
    return args


def _around(tokens: tuple[Token, ...], place: int) -> list[Token]:
    """The tokens up to the neighbouring properties."""
    low = place
    while low and not _ends(tokens[low - 1]):
        low -= 1
    high = place + 1
    while high < len(tokens) and not _ends(tokens[high]):
        high += 1
    return list(tokens[low:high])


def _ends(token: Token) -> bool:
    return token.has("and", "stop") or token.has("adjust")


def _amount(reading: Reading, name: str, concept: str, around: list[Token]) -> float | int:
    down = concept == "adjust_down" or (
        concept == "adjust"
        and any(one.has("lower", "quieter") for one in around)
        and not any(one.has("raise", "louder") and not one.has("lower") for one in around)
    )
    share = next((one for one in around if one.kind == "percent"), None)
    if share is None:
        share = (
            next(iter(reading.all("percent")), None)
            if len(reading.all("adjust", "adjust_up", "adjust_down")) == 1
            else None
        )
    if share is not None:
        return _amount_told(reading, name, share, down=down)
    step = _step(reading, name)
    if name in _FACTORS:
        return whole(1 - step if down else 1 + step)
    return whole(-step if down else step)


def _amount_told(reading: Reading, name: str, share: Token, *, down: bool) -> float | int:
    before = reading.folded[max(0, share.low - 12) : share.low]
    behind = reading.folded[share.high : share.high + 6]
    is_level = bool(
        re.search(r"\bto\s*(?:about )?$|(?:到|至|成|为)\s*$", before)
        or re.match(r"\s?(?:に|まで)", behind)
    )
    if name in _FACTORS:
        if is_level:
            return whole(share.value)
        return whole(1 - share.value if down else 1 + share.value)
    # "brightness to 120 %" is a level around 100 %, "to 20 %" rather a step of that size.
    if is_level and share.value > _MUCH:
        return whole(share.value - 1)
    return whole(-share.value if down else share.value)


def _step(reading: Reading, name: str) -> float:
    if name == "temperature":
        return _SOME
    if reading.has("much"):
        return _SOME
    return _STEPS.get(name, _SLIGHT)


def blurred(reading: Reading) -> Args:
    """What is blurred, where, when."""
    args: Args = {}
    found = text_style.position(reading)
    if found:
        args["area"] = found
    if reading.has("background", "video_noun", "background_word", "whole") and not found:
        args["track"] = "video"
    if reading.has("title_noun") and reading.has("when", "after", "background"):
        args["when"] = "title"
    args |= times.span(reading) or times.edge_as_span(reading)
    share = reading.first("percent")
    return args | clip_choice.clip(reading) | ({"strength": share.value} if share else {})


_BEHIND: Final = LazyPattern(
    r"\b(?:(?:put|use|show|place)\s+(?P<p>[^,.;]{2,80}?)\s+(?:behind|instead|as the background)\b)",
    re.IGNORECASE,
)


def keyed(reading: Reading) -> Args:
    """The colour that goes, the picture behind."""
    # Screens are green unless blue is said and green is not.
    color = (
        "blue"
        if re.search(r"blue|蓝|青", reading.folded)
        and not re.search(r"green|绿|グリーン|ぐりーん|緑", reading.folded)
        else "green"
    )
    files = reading.all("file")
    if files:
        return {"color": color, "bg": files[-1].value}
    instead = _BEHIND.search(reading.said, reading.low, reading.high)
    return {"color": color} | ({"bg": instead["p"].strip()} if instead else {})
