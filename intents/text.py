"""Prepares a line for matching: folds, masks and tokenizes it, and cuts it into clauses.

Folding evens out what people cannot see or do not mean: full-width letters, half-width kana,
capitals, katakana against hiragana, curly apostrophes, zero-width marks. Masking lets a single
token stand for a path, an address, a quotation or code, so that nothing in there is taken for an
order. Every token remembers where it came from, so a leg or a kept sentence is always a slice of
the original.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from intents import spans
from intents.language import KATAKANA_RUN, has_hiragana

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Katakana lies a constant distance behind Hiragana; the lexicon is folded the same way.
_KATAKANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES: Final = dict.fromkeys(
    [
        *(0x09, 0x0D, 0xA0, 0xAD, 0x3000, 0x202F, 0x205F, 0xFEFF),
        *range(0x2000, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
    ],
    " ",
)
_APOSTROPHES: Final = dict.fromkeys([0x2019, 0x02BC, 0x00B4], "'")
_TABLE: Final = _FULL_WIDTH | _KATAKANA | _SPACES | _APOSTROPHES
_VOICED: Final = re.compile("[\u3041-\u3096][\u3099\u309a]")

STOPS: Final = frozenset("\n,;!?。、….—|")
_FACE: Final = r"(?<!\S)(?:[:;=8][-'^]?[()dpo3\]\[]|<3|\^\^|:-?/|xd)(?!\S)"  # emoticons, folded
_TOKEN: Final = re.compile(
    rf"(?P<face>{_FACE})|"
    r"(?:(?<!\S)\.)?[a-z0-9]+(?:[.':][a-z0-9]+)*%?"  # words, numbers, times, 1080p, .mp4
    r"|[\u3005-\u3007\u3041-\u30fc\u3400-\u9fff\uf900-\ufaff]"  # one kana or ideograph
    r"|[^\W_]+"  # other scripts
    r"|\n|[^\S\n][-|/]\s|--|[^\s\w\"'*`~\u2010-\u2013\-]"  # stops and signs
)
_PICTURES: Final = re.compile(
    "[\u00a9\u00ae\u2300-\u2317\u2319-\u2324\u2326-\u25b5\u25b7-\u2bff\u3030\u303d\ufe00-\ufe0f\U0001f000-\U0001faff\u3010\u3011]"
)
_RUN: Final = re.compile(KATAKANA_RUN)
_NUMBER: Final = re.compile(r"\d+(?:[.:]\d+)*(?:x\d+)?%?")
NUMBER: Final = "<number>"


def fold(text: str) -> str:
    """The folded form, one character for each character of `text`."""
    if text.isascii():
        return text.lower().replace("\t", " ").replace("\r", " ")
    folded = text.translate(_TABLE)
    if not unicodedata.is_normalized("NFKC", folded):
        folded = "".join(map(_compatible, folded)).translate(_KATAKANA)
        folded = _VOICED.sub(_joined, folded)
    lowered = folded.lower()
    if len(lowered) != len(folded):  # a few letters grow when lowered, such as the Turkish dotted I
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in folded)
    return lowered


def _compatible(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


def _joined(found: re.Match[str]) -> str:
    """Compose half-width kana with its voicing mark, and a blank that keeps the places the same."""
    whole = unicodedata.normalize("NFC", found.group())
    return whole + " " if len(whole) == 1 else found.group()


@dataclass(frozen=True, slots=True)
class Line:
    """A tokenized line: `words[i]` is `text[starts[i]:ends[i]]`; masked tokens have a span."""

    text: str
    folded: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    spans: dict[int, spans.Span]

    def slice(self, low: int, high: int) -> str:
        """The person's own words from token `low` up to `high`."""
        return self.text[self.starts[low] : self.ends[high - 1]].strip() if low < high else ""

    def runs_on(self, here: int) -> bool:
        """True for the middle of a katakana word, as the ト of エクスポート is."""
        start = self.starts[here]
        return bool(_RUN.match(self.text, start - 1, start + 1)) if start else False

    def gap(self, here: int) -> bool:
        """True if a blank parts two words of a script without blanks, as a comma would."""
        before, after = self.words[here - 1], self.words[here]
        return (
            self.ends[here - 1] < self.starts[here]
            and not before[-1].isascii()
            and not after[0].isascii()
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `low` up to `high`, and the stop that closed them ("" at the end of the line)."""

    low: int
    high: int
    stop: str


def read(
    text: str, cut: re.Pattern[str] | None = None, simple: Mapping[int, int] | None = None
) -> Line:
    """Fold, mask and tokenize a line; `simple` folds traditional characters where no kana is."""
    folded = fold(text)
    if simple and not folded.isascii() and not has_hiragana(folded):
        folded = folded.translate(simple)
    line = Line(text, folded, [], [], [], {})
    position = 0
    for span in spans.scan(folded, text, cut):
        _cut(line, position, span.start)
        line.spans[len(line.words)] = span
        line.words.append(span.kind.value)
        line.starts.append(span.start)
        line.ends.append(span.end)
        position = span.end
    _cut(line, position, len(text))
    return line


def _cut(line: Line, low: int, high: int) -> None:
    words, starts, ends = line.words.append, line.starts.append, line.ends.append
    for found in _TOKEN.finditer(line.folded, low, high):
        word = found[0]
        if len(word) == 1:
            if word > "\u00a8" and _PICTURES.match(word):
                continue
        elif found.lastgroup is not None:
            continue
        elif word[0] == " ":
            word = ","
        elif word[0] == ".":
            word = word.lstrip(".")
        words(word)
        starts(found.start())
        ends(found.end())


def clauses(line: Line) -> Iterator[Clause]:
    """Yield the stretches between stops, without empty ones."""
    low = 0
    for index, word in enumerate(line.words):
        if word in STOPS:
            if low < index:
                yield Clause(low, index, word)
            low = index + 1
    if low < len(line.words):
        yield Clause(low, len(line.words), "")


def is_number(word: str) -> bool:
    """True for a count, a time or a percentage."""
    return _NUMBER.fullmatch(word) is not None


def words(phrase: str) -> list[str]:
    """The tokens of a lexicon phrase; `<number>` and its like stand for themselves."""
    if phrase.startswith("<"):
        return [phrase]
    line = Line(phrase, fold(phrase), [], [], [], {})
    _cut(line, 0, len(phrase))
    return line.words
