"""A line read once: quotations and files masked, values typed, words looked up in the lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from intents import spans, text
from intents.language import HAN, detect, has_hiragana
from studio.understand import lexicon, typed_values
from studio.understand.concept_sets import GLUED_TO_A_NAME
from studio.understand.lazy_pattern import LazyPattern
from studio.understand.tokens import split_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LATIN: Final = re.compile("[A-Za-z]{2,}")
_EASTERN: Final = re.compile(f"[\u3040-\u30ff{HAN}]")
_MANY: Final = 2  # so many English words for each eastern sign make an English line
_A_WORD: Final = 5  # fewer ideographs may be Chinese or Japanese
LONGEST: Final = 6000  # characters of a message that are looked at
# Signs that end a clause or stand for themselves; all others are words that mean nothing.
_STOPS: Final = frozenset(",、;。!?:\n.…—|/")
# One sign may be several characters: a heart with its variation mark, a hand with a skin.
_EMOJI: Final = LazyPattern(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55][\ufe0f\u200d\U0001f3fb-\U0001f3ff\U0001f000-\U0001faff]*"
)
# What a file is by its ending, as far as an order turns on it; all other endings are video.
_SUBTITLES: Final = ("srt", "vtt", "ass")
_SOUNDS: Final = ("mp3", "wav", "m4a", "aac", "flac", "ogg", "opus", "wma", "aiff")
_PICTURES: Final = ("jpg", "jpeg", "png", "webp", "heic", "bmp", "tiff", "tif", "svg", "gif")
_TEXTS: Final = ("txt", "md", "docx", "doc", "pdf", "rtf")
# Words that Chinese and Japanese put right in front of a file name.
_GLUED: Final = re.compile(
    "(?:把|将|用|将|使用|换成|换为|改成|改为|替换成|替换为|替换|导入|加上|加入|加个|加|插入"
    "|放上|放入|放|添加|配上|"
    "配|叠加|叠上|贴上|盖上|和|跟|与|成|为|是|到|在|的图片|的视频|图片|水印|文件|音乐|"
    "を|に|は|と|へ|で|が|して|から)"
)
# 标题logo.png: letters that are not ASCII right in front of a name that is.
_GLUED_NAME: Final = LazyPattern(r"([^\x00-\x7f]{2,})([A-Za-z0-9][\x00-\x7f]*\.[A-Za-z0-9]{2,5})")
# Katakana words and hiragana particles fold to one run of letters (のロゴ); see `_torn`.
_KATAKANA: Final = LazyPattern("[ァ-ヺー]")
_SEAM: Final = LazyPattern("[ぁ-ゖ][ァ-ヺ]+$")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the line: its kind, its value, and the concepts it stands for."""

    low: int
    high: int
    kind: str
    value: Any = None
    concepts: dict[str, Any] = field(default_factory=dict)

    def has(self, *names: str) -> bool:
        """Whether it is of that kind or means that."""
        return any(name == self.kind or name in self.concepts for name in names)


@dataclass(frozen=True, slots=True)
class Reading:
    """A line and its tokens."""

    said: str
    folded: str
    tokens: tuple[Token, ...]
    language: str
    # What `frames.find` has found for stretches of this line, by the ids of their tokens; `between`
    # and `without` hand it on. Five modules ask about the same stretches, up to 15 times a line.
    found: dict[tuple[int, ...], Any] = field(default_factory=dict, compare=False, repr=False)

    def all(self, *names: str) -> list[Token]:
        """The tokens of these kinds or concepts."""
        return [token for token in self.tokens if token.has(*names)]

    def first(self, *names: str) -> Token | None:
        """The first of them."""
        return next((token for token in self.tokens if token.has(*names)), None)

    def has(self, *names: str) -> bool:
        """Whether there is one."""
        return self.first(*names) is not None

    def meant(self, name: str) -> str | None:
        """The value of the first concept of that name: `vintage` of `filter`."""
        found = next((token for token in self.tokens if name in token.concepts), None)
        return None if found is None else str(found.concepts[name])

    def slice(self, low: int, high: int) -> str:
        """The person's own letters."""
        return self.said[low:high].strip()

    def between(self, low: int, high: int) -> Reading:
        """The same reading with nothing but the tokens of a stretch."""
        kept = tuple(token for token in self.tokens if low <= token.low and token.high <= high)
        return replace(self, tokens=kept)

    def without(self, dropped: Iterable[Token]) -> Reading:
        """The same reading with some tokens left out."""
        ids = {id(token) for token in dropped}
        return replace(self, tokens=tuple(one for one in self.tokens if id(one) not in ids))

    @property
    def low(self) -> int:
        """Where its first token begins."""
        return self.tokens[0].low if self.tokens else 0

    @property
    def high(self) -> int:
        """Where its last token ends."""
        return self.tokens[-1].high if self.tokens else 0


def read(said: str, names: Iterable[str] = (), language: str = "en") -> Reading:
    """Read a line. `names` are file names that are known: they are found with blanks and all."""
    said = said[:LONGEST]
    folded = text.fold(said)
    spoken = language_of(said, language)
    if spoken != "ja" and not folded.isascii():
        folded = folded.translate(lexicon.lexicon().simple)
    tokens: list[Token] = []
    position = 0
    for mask in _masks(said, folded, names):
        tokens += _scan(folded, position, mask.low, spoken, said)
        tokens.append(mask)
        position = mask.high
    tokens += _scan(folded, position, len(folded), spoken, said)
    return Reading(said, folded, tuple(tokens), spoken)


def language_of(said: str, default: str) -> str:
    """The language a line is written in; quoted words do not count when others are there."""
    # Quoted words and file names are somebody else's language.
    bare = re.sub(r"[“「『\"'«].*?[”」』\"'»]|\S+\.[a-z0-9]{2,4}\b", " ", said)
    if len(_LATIN.findall(bare)) > _MANY * len(_EASTERN.findall(bare)):
        return "en"  # “... and the title 雨夜”
    # Kana is Japanese. Ideographs alone may be both: a few of them are what was spoken before.
    for candidate in (bare, said):
        if has_hiragana(candidate):
            return "ja"
        found = detect(candidate)
        if found != "en":
            return (
                default if default == "ja" and found == "zh" and len(candidate) < _A_WORD else found
            )
        if re.search(r"[A-Za-z]{2}", candidate):
            return "en"
    return default


def _masks(said: str, folded: str, names: Iterable[str]) -> list[Token]:
    # Names of uploads first: they may have blanks, and words that order something.
    known = [mask for name in names for mask in _known(said, folded, name)]
    for span in spans.scan(folded, said, _GLUED):
        token = _unglued(_mask(span), said, folded)
        if token and not any(token.low < one.high and one.low < token.high for one in known):
            known.append(token)
    return sorted(known, key=lambda token: token.low)


def _unglued(token: Token | None, said: str, folded: str) -> Token | None:
    """右上角挂个logo.png: words that order something are no part of the name behind them."""
    if token is None or token.kind != "file" or said[token.low : token.high] != token.value:
        return token
    name = _GLUED_NAME.fullmatch(str(token.value))
    if name is None:
        return token
    low = token.low + len(name[1])
    spoken = "ja" if has_hiragana(said) else "zh"
    glued = _scan(folded, token.low, low, spoken)
    orders = any(one.has(*GLUED_TO_A_NAME) for one in glued) or all(one.concepts for one in glued)
    return _file(low, token.high, name[2]) if orders else token


def _known(said: str, folded: str, name: str) -> Iterator[Token]:
    key = text.fold(name)
    place = folded.find(key) if key else -1
    if place >= 0 and "." in name:
        yield _file(place, place + len(key), said[place : place + len(key)])


def _mask(span: spans.Span) -> Token | None:
    if span.kind in {spans.Kind.FILE, spans.Kind.MEDIA_URL}:
        return _file(span.start, span.end, span.value)
    if span.kind is spans.Kind.URL:
        return Token(span.start, span.end, "url", span.value)
    if span.kind in {spans.Kind.QUOTE, spans.Kind.CODE}:
        return Token(span.start, span.end, "quote", span.value.strip())
    return None


def _file(low: int, high: int, name: str) -> Token:
    ending = name.split("?", maxsplit=1)[0].rpartition(".")[2].lower()
    # A name without a known ending is most often a video.
    kind = "video"
    for candidate, endings in (
        ("subtitles", _SUBTITLES), ("audio", _SOUNDS), ("image", _PICTURES), ("script", _TEXTS),
    ):  # fmt: skip
        if ending in endings:
            kind = candidate
    return Token(low, high, "file", name, {f"file_{kind}": True})


def _scan(folded: str, low: int, high: int, spoken: str, said: str | None = None) -> list[Token]:
    tokens: list[Token] = []
    found = list(split_words(folded, low, high))
    here = 0
    while here < len(found):
        # At each word the longest of a typed value, a phrase of the lexicon and the word itself.
        word, start, end = found[here]
        typed = _typed(folded, start, high)
        phrase = _phrase(found, here, spoken)
        if phrase and said is not None and _torn(said, phrase.low, phrase.high):
            phrase = None
        if (
            phrase
            and spoken == "zh"
            and not word.isascii()
            and (cut := _straddled(found, here, phrase, spoken))
        ):
            phrase = _phrase(found[:cut], here, spoken)
        token = Token(start, end, "stop" if word in _STOPS else "word", word)
        # "one" is a number and a phrase: the value wins, and keeps what the phrase means.
        if typed and (phrase is None or typed.high >= phrase.high):
            token = typed
            if phrase and typed.high == phrase.high:
                token = replace(typed, concepts=phrase.concepts)
        elif phrase:
            token = phrase
        tokens.append(token)
        while here < len(found) and found[here][1] < token.high:
            here += 1
    return tokens


def _straddled(
    found: list[tuple[str, int, int]], here: int, phrase: Token, spoken: str
) -> int | None:
    """Where a longer phrase begins inside this one and reaches beyond it: 再慢|慢慢亮起来."""
    # Japanese has its kana as seams; Chinese has none, so a longer phrase may begin in this one.
    length = phrase.high - phrase.low
    for there in range(here + 1, len(found)):
        start = found[there][1]
        if start >= phrase.high:
            return None
        other = _phrase(found, there, spoken)
        if other and other.high > phrase.high and other.high - start > length + 1:
            return there
    return None


def _torn(said: str, low: int, high: int) -> bool:
    """Whether folding made a phrase of the end of one word and the head of a katakana word."""
    return bool(_SEAM.search(said[low:high])) and bool(_KATAKANA.match(said, high))


def _typed(folded: str, start: int, high: int) -> Token | None:
    emoji = _EMOJI.match(folded, start, high)
    if emoji:
        return Token(start, emoji.end(), "emoji", emoji[0])
    if (
        start
        and folded[start].isascii()
        and folded[start].isalpha()
        and folded[start - 1].isalpha()
        and folded[start - 1].isascii()
    ):
        return None
    found = typed_values.at(folded, start)
    return Token(start, found[2], found[0], found[1]) if found and found[2] <= high else None


def _phrase(found: list[tuple[str, int, int]], here: int, spoken: str) -> Token | None:
    word, start, _ = found[here]
    first = stem(word) if word.isascii() else word
    hits: list[tuple[bool, Token]] = []
    length = 0
    for keys, letters, concepts in lexicon.lexicon().starting(first, spoken):
        # Longest first: what is shorter than a hit cannot win any more.
        if hits and len(keys) < length:
            break
        stretch = found[here : here + len(keys)]
        if len(stretch) == len(keys) and _matches(stretch, keys):
            length = len(keys)
            # "cut" and "cuts" have one stem; what is spelt as in the lexicon comes first.
            spelt = letters.replace("-", " ") == " ".join(one for one, _, _ in stretch)
            hits.append(
                (
                    spelt or not word.isascii(),
                    Token(start, stretch[-1][2], "word", letters, concepts),
                )
            )
    if not hits:
        return None
    exact = [token for is_exact, token in hits if is_exact] or [token for _, token in hits]
    merged: dict[str, Any] = {}
    for token in exact:
        merged |= token.concepts
    return replace(exact[0], concepts=merged)


def _matches(stretch: list[tuple[str, int, int]], keys: list[str]) -> bool:
    for place, ((word, start, _), key) in enumerate(zip(stretch, keys, strict=True)):
        if (stem(word) if word.isascii() else word) != key:
            return False
        # Words of a phrase stand side by side, a blank between them at most.
        if place and start - stretch[place - 1][2] > 1:
            return False
    return True
