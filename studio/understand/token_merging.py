"""Tokens that belong together become one: ranges, edges, counted clips, moments and lengths."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from studio.understand import counted_clips
from studio.understand.lazy_pattern import LazyPattern
from studio.understand.reading import Reading, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

# Between two times it makes a range: signs, "to", 到, から. Chinese may have a verb there (从2秒播
# 到5秒), Japanese a word for the place.
_TO: Final = LazyPattern(
    r"(?:mark|秒|s)?\s*(?:-|–|—|~|〜|～|->|→|to|until|till|til|thru|through|up to|to the|到|至"
    r"|から|より|--"
    r"|(?:的)?(?:位置|地方|处|那里)?(?:开始)?(?:一直)?(?:放|播|播放|响|剪|切|删"
    r"|截)?(?:,)?(?:到|至)|(?:のところ|地点|目|あたり)?から|から)\s*(?:about|第)?"
)
# Makes a range only with a "between" before or 之间 behind; else two times are two moments.
_AND: Final = LazyPattern(r"(?:mark|的位置)?\s*(?:and|和|与|跟|と|及)\s*(?:第|the)?")
# Between an edge and a length: "the last [couple of] 3 seconds", 最后[大概]3秒, and Chinese verbs
# that stand there (开头剪掉3秒).
_OF: Final = LazyPattern(
    r"(?:of|by|by about|the|の|的|那|那个|这|about|around|roughly|约|大概|约莫|部分|部分の"
    r"|部分的|有|そ"
    r"|から|完整|整整|whole|full|couple of|few|だけ|のとこ|处|[\u4e00-\u9fff]{1,4}的"
    r"|(?:给我)?(?:去掉|剪掉|删掉|切掉|砍掉|裁掉|截掉|掐掉|减掉|剪|删|减|删除|去除|剪去|裁|切"
    r"|去|砍)|を|から)?"
)
# The other way round, a length and its edge: "3 seconds [of silence] off the end", 3秒[を].
_OFF: Final = LazyPattern(
    r"(?:of (?:nothing|black|silence|junk|blank|dead air|garbage|nothingness|noise|static"
    r"|shaking) )?(?:worth )?(?:off|from|of|at|out of|away from|on|in"
    r"|to)(?: of)?(?: the)?(?: very)?|を?"
    r"|分を?|长度的?|的|の?"
)
# A time is a moment or a length by what stands around it (`_with_role`): "at 3 s" and 3秒目 are
# moments, "for 3 s" and 3秒間 lengths. Before and behind, for each of both.
_MOMENT_BEFORE: Final = LazyPattern(
    r"(?:\bhits|\breaches|\bat|@|\bfrom|\bstarting|\bstarts|\bstart at|\baround|\bby the"
    r"|\bafter|\bon|在|从|自"
    r"|于|到|starting at|\bpast|\bbefore|\bat the)(?: the| about| around)? ?$"
)
_MOMENT_BEHIND: Final = LazyPattern(
    r" ?(?:mark|in\b(?! (?:the|a|to|at)\b)|目|のところ|の所|ところ|のとこ(?!ろ)|地点|时刻|处"
    r"|的地方|的位置"
    r"|那里|的时候|时(?!长)|の時点|時点|の位置|あたり|から(?!.{0,4}(?:秒|分)ま)|位置)"
)
_LENGTH_BEFORE: Final = LazyPattern(
    r"(?:\bfor|\blasting|\blasts?|\bover|\bduration|\blength|\btaking|\bwithin|\babout a|长"
    r"|持续|时长|停留|共|显示|每张|each)(?: of| about| the| for)? ?$"
)
_LENGTH_BEHIND: Final = LazyPattern(
    r" ?(?:long\b|apiece|each\b|in length|長|长|間|の長さ|ずつ|钟的|左右的|的时长|の尺)"
)
# "from 8 s to the end", 8秒以后: a range that is open. The next patterns make one, too, of words
# that stand before it or of what is to become of the rest.
_ONWARDS: Final = LazyPattern(
    r" ?(?:mark )?(?:to (?:the )?(?:very )?end|till (?:the )?end|until (?:the )?(?:very )?end"
    r"|onwards?|and (?:on|after|later|beyond)|forward|on(?= |$)(?! )|到(?:最后|结尾|结束|末尾"
    r"|片尾|尾)|之后|以后|往后|后面|から最後まで|以降|から後ろ|より後|から終わりまで|から後"
    r"|から先)"
)
_AFTER: Final = LazyPattern(
    r"(?:everything|anything|all|whatever|the rest|stuff|the part|part)(?: that"
    r"| which)?(?: comes| is| happens)? (?:after|past|beyond|following)(?: the)? ?$"
)
_BEFORE: Final = LazyPattern(
    r"(?:everything|anything|all|whatever|stuff|the part|part|up)(?: that| which)?(?: comes| is"
    r"| happens)? (?:before|until|up to|to|till|prior to|leading up to)(?: the)? ?$"
)
# In front of "last" these make it a verb: "photos last 3 seconds" has no last seconds.
_LASTS: Final = LazyPattern(
    r"\b(?:photos?|pictures?|pics?|images?|clips?|slides?|scenes?|shots?|it|them|this|that"
    r"|cards?|titles?|text|captions?"
    r"|to|should|must|can|one|each|video|film|music|song|transitions?)\s+$"
)
# “cut it at 12 seconds and throw away everything after”.
_REST_GOES: Final = LazyPattern(
    r"(?: mark)?,? (?:and |then )+(?:throw away|throw out|lose|drop|delete|remove|ditch|bin"
    r"|discard|get rid of|cut|trash)"
    r" (?:everything|all|anything|the rest|what comes|whatever comes|the part)(?: that comes"
    r"| of it)?(?: after(?:wards)?| behind| following)?(?: that| it| this)?[.!]?$"
    r"|(?:的)?(?:地方|位置|处|那里)?(?:切开|剪开|切断|断开|分割|切|剪断)?[,，]?(?:再"
    r"|然后)?(?:把)?(?:后面|之后|后半段?|后边|剩下)(?:的|全|都|部|分|内容|那段)*(?:删|不要"
    r"|去掉|剪掉|扔)"
    r"|(?:のところ|の所)?(?:で|に)(?:切って|分割して|区切って)[、,]?(?:その)?(?:後|後ろ|あと"
    r"|後半|残り)(?:の部分)?(?:は|を)(?:全部)?(?:消|削|捨|いら|かっと)"
)
# 5秒之前, 5秒まで: from the beginning to there. 5秒までに is a limit instead.
_UNTIL_HERE: Final = LazyPattern(r" ?(?:之前|以前|より前|までの部分|以前の|までを|まで(?!に))")


def merged(reading: Reading) -> Reading:
    """The same line with its values joined."""
    tokens = list(reading.tokens)
    # In this order: a number that counts clips is no end of a range, a time in a range no length of
    # an edge, and only what is left over has a role of its own.
    for step in (counted_clips.clips, _ranges, _edges, _roles):
        tokens = step(reading, tokens)
    return replace(reading, tokens=tuple(tokens))


def _gap(reading: Reading, left: Token, right: Token) -> str:
    return reading.folded[left.high : right.low].strip()


def _ranges(reading: Reading, tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    here = 0
    while here < len(tokens):
        token = tokens[here]
        behind = _next_value(tokens, here)
        if behind and (joined := _range(reading, token, tokens[behind], out)):
            out.append(joined)
            here = behind + 1
            continue
        if token.kind == "time" and (open_range := _open_range(reading, token)):
            out.append(open_range)
            here += 1
            # The words that made it open ("to the end") would be an edge of their own.
            while here < len(tokens) and tokens[here].high <= open_range.high:
                here += 1
            continue
        out.append(token)
        here += 1
    return out


def _next_value(tokens: Sequence[Token], here: int) -> int | None:
    if tokens[here].kind not in {"time", "number", "frames"}:
        return None
    # Seven tokens hold 的地方开始一直放到 and its like; further on, another thing is meant.
    for there in range(here + 1, min(here + 7, len(tokens))):
        if tokens[there].kind in {"time", "number", "frames"}:
            return there
    return None


def _range(reading: Reading, left: Token, right: Token, before: Sequence[Token]) -> Token | None:
    gap = _gap(reading, left, right)
    is_between = any(token.has("between") for token in before) or re.match(
        r" ?(?:之间|中间|の間)", reading.folded[right.high : right.high + 5]
    )
    if not _TO.fullmatch(gap) and not (is_between and _AND.fullmatch(gap)):
        return None
    ends = _ends(reading, left, right)
    # "the 5 to 3 seconds before" is none; two moments in the wrong order are left as they are.
    if ends is None or ends[1] <= ends[0]:
        return None
    start = before[-1].low if before and before[-1].has("from") else left.low
    return Token(start, right.high, "range", ends)


def _ends(reading: Reading, left: Token, right: Token) -> tuple[int, int] | None:
    match left.kind, right.kind:
        case "time", "time":
            return left.value, right.value
        case "number", "time":
            unit = reading.folded[right.low : right.high]
            # "from 1 to 2 minutes": the first number has the unit of the second.
            scale = 60_000 if re.search(r"min|分(?!.*秒)", unit) else 1000
            return round(left.value * scale), right.value
        case "time", "number":
            return left.value, round(right.value * 1000)
        case _:
            return None


def _open_range(reading: Reading, token: Token) -> Token | None:
    behind = _ONWARDS.match(reading.folded, token.high)
    if behind:
        return Token(token.low, behind.end(), "range", (token.value, "end"))
    before = reading.folded[: token.low]
    if _AFTER.search(before):
        return Token(token.low, token.high, "range", (token.value, "end"))
    if _REST_GOES.match(reading.folded, token.high):
        return Token(token.low, token.high, "range", (token.value, "end"))
    until = _UNTIL_HERE.match(reading.folded, token.high)
    if _BEFORE.search(before) or until:
        return Token(token.low, until.end() if until else token.high, "range", (0, token.value))
    return None


def _edges(reading: Reading, tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    for token in tokens:
        out.append(token)
        # Again and again: what was joined may be the length of an edge before it.
        while len(out) > 1 and (joined := _edge_before(reading, out)):
            out[joined[0] :] = [joined[1]]
        if len(out) > 1 and (joined := _edge_behind(reading, out)):
            out[joined[0] :] = [joined[1]]
    return out


def _edge_before(reading: Reading, out: list[Token]) -> tuple[int, Token] | None:
    token = out[-1]
    if token.kind not in {"time", "frames"}:
        return None
    # Eight tokens back at most: 开头的那个黑屏大概有 is a long way to 3秒.
    for place in range(len(out) - 2, max(len(out) - 9, -1), -1):
        side = counted_clips.edge_of(out[place])
        gap = _gap(reading, out[place], token)
        if side and _is_verb(reading, out[place]):
            return None
        if side and _OF.fullmatch(gap) and not _is_moment(reading, token):
            return place, _edge(out[place], token, side)
        if not _OF.fullmatch(gap):
            return None
    return None


def _is_verb(reading: Reading, token: Token) -> bool:
    """“make every photo last 3 seconds” has no last seconds."""
    return reading.folded[token.low : token.high] == "last" and bool(
        _LASTS.search(reading.folded, 0, token.low)
    )


def _is_moment(reading: Reading, token: Token) -> bool:
    return bool(re.match("第", reading.folded[token.low : token.low + 1]))


def _edge(left: Token, right: Token, side: str) -> Token:
    amount = left if left.kind in {"time", "frames"} else right
    return Token(left.low, right.high, "edged", (side, amount.kind, amount.value))


def _edge_behind(reading: Reading, out: list[Token]) -> tuple[int, Token] | None:
    token = out[-1]
    side = token.concepts.get("edge")
    if side is None or token.has("adverb"):
        return None
    for place in range(len(out) - 2, max(len(out) - 6, -1), -1):
        if out[place].kind in {"time", "frames"}:
            gap = _gap(reading, out[place], token)
            own = reading.folded[token.low : token.high]
            # Only English puts the edge behind, and never without a word between ("3 seconds end").
            if (gap or own.startswith(("off ", "from "))) and gap.isascii() and _OFF.fullmatch(gap):
                return place, _edge(out[place], token, str(side))
            return None
    return None


def _roles(reading: Reading, tokens: list[Token]) -> list[Token]:
    return [_with_role(reading, token) if token.kind == "time" else token for token in tokens]


def _with_role(reading: Reading, token: Token) -> Token:
    before = reading.folded[max(0, token.low - 24) : token.low]
    own = reading.folded[token.low : token.high]
    # A clock (0:12) and 第12秒 are moments by themselves.
    role = "at" if ":" in own or own.startswith("第") else ""
    if (
        _LENGTH_BEFORE.search(before)
        or _LENGTH_BEHIND.match(reading.folded, token.high)
        or "間" in own
    ):
        role = "for"
    elif _MOMENT_BEFORE.search(before) or _MOMENT_BEHIND.match(reading.folded, token.high):
        role = "at"
    return replace(token, concepts=token.concepts | {"role": role} | ({role: True} if role else {}))
