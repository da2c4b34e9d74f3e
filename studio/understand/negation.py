"""What is not to be done is left alone ("don't cut"), what is not to be kept goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from studio.understand.concept_sets import BRINGING_VERBS, FORBIDDEN_ACTS, NOT_FORBIDDING
from studio.understand.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.understand.reading import Reading, Token

# Longest first inside; "not" alone last. Japanese says it behind the verb (`_NOT_JA`).
_NOT: Final = {
    "en": LazyPattern(
        r"(?:do not|don't|dont|never|shouldn't|should not|mustn't|must not|needn't"
        r"|(?:there's )?no need to"
        r"|no need for you to|not|doesn't need to|don't need to|does not need to|(?:do not"
        r"|don't|dont) want"
        r"(?: you)?(?: to| it| this| that| them)*|rather not|(?:do not|don't) need)\b"
    ),
    "zh": LazyPattern(
        "(?:先|千万|请)?(?:别再|别|不要再|不要|不用|不必|不想要|不想|不准|勿|无需|不需要"
        "|不能|不应该|不该|不打算)"
    ),
}
# 消さないで, カットしなくていい: at the end of what is said.
_NOT_JA: Final = LazyPattern(
    r"(?<!いら)(?<!足り)(?<!つ)(?<!少)(?:ないで|なくて(?:も)?(?:いい|良い|大丈夫|おk)"
    r"|なくて結構|必要は?(?:ない|無い|ありません|なし))"
    r"(?:おいて|ください|下さい|ほしい|欲しい|ね|よ|です|くれ|もらえ\w*|お願い\w*|頼\w*)*[。!! ]*$"
)
# "leave the music alone", 音乐保持不变: nothing of the part is carried out.
_ALONE: Final = LazyPattern(
    r"\b(?:leave|keep)\s+(?:[\w']+\s+){1,4}(?:alone|untouched|as (?:it|they) (?:is|are|was"
    r"|were)|as[- ]is"
    r"|unchanged|the way (?:it|they) (?:is|are))\b"
    r"|\bhands off\b|(?:保持|就)?(?:原样|不变|原封不动)[。!]*$|(?:别|不要|不用)(?:去)?(?:动|碰|管)"
    r"|^[^、。]*は(?:その|この)まま(?:で|に|に\w+て)?(?:いい|ください|お願い\w*|ok)?(?:です)?[。]*$"
)
# 残さないで: not to keep is to remove; English and Chinese have it as `_KEEPS` and `_STAYS`.
_KEEPS_JA: Final = LazyPattern(r"(?:残さ|残し|取っておか|使わ|のこさ|とっておか|キープし)$")
_KEEPS: Final = ("keep",)
_STAYS: Final = LazyPattern(r"(?:keep|stay|retain|preserve|remain|be there|be in|留|保留|要)")
_REACH: Final = 3


def heeded(reading: Reading, parts: Sequence[Reading]) -> Reading:
    """The line without what is not to be done; what is not to be kept is to be removed."""
    tokens = list(reading.tokens)
    for part in parts:
        if _is_left_alone(part):
            gone = {id(one) for one in part.tokens}
            tokens = [one for one in tokens if id(one) not in gone]
            continue
        verdict = _verdict_ja(part) if part.language == "ja" else _verdict(part)
        if verdict is None:
            continue
        negator, verb = verdict
        if verb is None:
            gone = {id(one) for one in part.tokens}
            tokens = [one for one in tokens if id(one) not in gone]
        else:
            # "don't keep the first 3 seconds" becomes "remove the first 3 seconds".
            swapped = replace(verb, concepts={"remove": True})
            tokens = [swapped if one is verb else one for one in tokens if one not in negator]
    return (
        reading
        if len(tokens) == len(reading.tokens) and tokens == list(reading.tokens)
        else (replace(reading, tokens=tuple(tokens)))
    )


def _is_left_alone(part: Reading) -> bool:
    said = part.folded[part.low : part.high]
    return bool(_ALONE.search(said)) and not part.has(*NOT_FORBIDDING)


Verdict = tuple[list["Token"], "Token | None"] | None


def _verdict(part: Reading) -> Verdict:
    """The tokens that say "not" and the verb they turn into its opposite; no verb: hands off."""
    for place, token in enumerate(part.tokens):
        found = _NOT[part.language].match(part.folded, token.low)
        if found is None or token.has(*NOT_FORBIDDING):
            continue
        if token.high > found.end() and not token.has("remove", "no_more"):
            continue  # the lexicon knows the whole phrase
        negator = [one for one in part.tokens[place:] if one.low < found.end()]
        behind = [one for one in part.tokens[place:] if one.low >= found.end()]
        # "Don't" and 别 forbid the next words; behind 别把 the verb stands at the end.
        if part.language == "en" or not behind or part.folded[behind[0].low] not in "把将让给":
            behind = behind[:_REACH]
        verdict = _turned(part, negator, behind)
        if verdict or any(one.has(*NOT_FORBIDDING) for one in behind):
            return verdict
    return None


def _turned(part: Reading, negator: list[Token], behind: list[Token]) -> Verdict:
    """The first verb behind a "not", as far as one may stand there."""
    for one in behind:
        if one.has(*NOT_FORBIDDING):
            return None
        # "don't hold on it" forbids a still, it keeps nothing.
        if one.has(*_KEEPS) and _STAYS.search(part.folded[one.low : one.high]):
            return negator, one
        if BRINGING_VERBS & one.concepts.keys() and part.language == "zh":
            return None
        if (FORBIDDEN_ACTS | BRINGING_VERBS) & one.concepts.keys() and one.kind == "word":
            return negator, None
        # 不要0:05以后的: a value behind 不要 is what is to go; the lexicon has 不要 for that.
        if part.language == "zh" and one.kind != "word":
            return None
    return None


def _verdict_ja(part: Reading) -> Verdict:
    found = _NOT_JA.search(part.folded, part.low, part.high)
    if found is None or part.has(*NOT_FORBIDDING):
        return None
    keeps = _KEEPS_JA.search(part.folded, part.low, found.start())
    if not keeps:
        return [], None
    verb = next((one for one in part.tokens if one.high > keeps.start()), None)
    negator = [one for one in part.tokens if one.low >= found.start() and one is not verb]
    return negator, verb
