"""What follows from several words together: that a film is described, that two clips are named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from studio.understand import descriptions, guards, time_phrases
from studio.understand.arguments import clip_choice, new_footage, remaining_text, text_content
from studio.understand.concept_sets import MUSIC_WANTED, SHOWN_OR_READ
from studio.understand.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.understand.reading import Reading, Token

_BRIEF: Final = 6  # words: “calm piano music”, and nothing said about it


def concepts(reading: Reading) -> frozenset[str]:
    """The kinds and concepts of a line and what follows from them."""
    plain = {
        name for token in _tokens_of_the_order(reading) for name in (token.kind, *token.concepts)
    }
    # All rules see the plain concepts alone: none can depend on another, so their order is free.
    made = {name for name, rule in _RULES.items() if rule(reading, plain)}
    return frozenset(plain | made)


def _tokens_of_the_order(reading: Reading) -> list[Token]:
    """The tokens that say what is wanted: words behind "title:" are to be shown, not to be done."""
    behind = descriptions.tail(reading)
    if behind is None:
        return list(reading.tokens)
    head = reading.between(reading.low, behind[0])
    if not head.has(*SHOWN_OR_READ):
        return list(reading.tokens)
    return [
        one
        for one in reading.tokens
        if one.low < behind[0]
        or one.kind != "word"
        or one.has("pos", "color", "size", "style", "edge")
    ]


def _tail(reading: Reading, _: set[str]) -> bool:
    return descriptions.tail(reading) is not None


def _film(reading: Reading, plain: set[str]) -> bool:
    # "go back to the first video", "a fade between the films" make none.
    if plain & {"undo", "transition_noun"} and "time" not in plain:
        return False
    return (
        bool(descriptions.film(reading))
        and not _story(reading, plain)
        and not _scene(reading, plain)
    )


def _story(reading: Reading, plain: set[str]) -> bool:
    # "split it into scenes: a / b / c": numbers or strokes between the scenes show the script.
    if "script" not in plain and not (
        "scene_noun" in plain and "number" in plain and "tail" in plain
    ):
        split_up = re.search(r"[^/\s] / [^/]+ / |\d[.、)] ?\S.*\d[.、)] ?\S", reading.folded)
        return bool(split_up and "scene_noun" in plain)
    return descriptions.tail(reading) is not None or "quote" in plain


def _scene(reading: Reading, plain: set[str]) -> bool:
    if (
        plain & {"file", "quote"}
        or "scene_noun" not in plain
        or descriptions.scene(reading) is None
    ):
        return False
    adds = bool(plain & {"add", "put", "insert_verb"})
    # "give me a shot of a lighthouse": a wish for a scene, if it is none for a film.
    makes = bool(plain & {"make", "want"} or ("lead" in plain and reading.language == "en"))
    makes = makes and descriptions.film(reading) is None
    return (adds and not _makes_film(reading)) or makes


def _makes_film(reading: Reading) -> bool:
    """“make a video, the picture is ...” is a film, whatever else it says."""
    return bool(_FILM.search(reading.folded[reading.low : reading.high]))


def _spoken_over(reading: Reading, plain: set[str]) -> bool:
    """“quieter when somebody is speaking”."""
    said = reading.folded[reading.low : reading.high]
    return "music" in plain and bool(_SPEECH.search(said))


def _lines(reading: Reading, plain: set[str]) -> bool:
    quotes, ranges = len(reading.all("quote")), len(reading.all("range"))
    return ranges > 0 and quotes > 0 and (min(quotes, ranges) > 1 or "caption_noun" in plain)


def _two_clips(reading: Reading, _: set[str]) -> bool:
    clips = reading.all("clip")
    return len(clips) > 1 or any(isinstance(clip.value, list) for clip in clips)


def _corner(reading: Reading, _: set[str]) -> bool:
    return any(str(token.concepts["pos"]) not in {"left", "right"} for token in reading.all("pos"))


def _end_text(reading: Reading, plain: set[str]) -> bool:
    ends = any(
        token.has("last_word") or token.concepts.get("edge") == "end" for token in reading.tokens
    )
    return (
        ends
        and "quote" in plain
        and not plain & {"title_noun", "range", "caption_noun"}
        and not ("text_noun" in plain and reading.language == "en")
    )


def _to_words(reading: Reading, _: set[str]) -> bool:
    return bool(
        re.search(
            r"\b(?:to|into|with)\s+\S|(?:成|为|を\S+に)", reading.folded[reading.low : reading.high]
        )
    )


def _plain_screen(reading: Reading, _: set[str]) -> bool:
    """“two seconds of black”: a screen of one colour, no film cut down to two seconds."""
    return new_footage.plain_color(reading) is not None


def _taken_out(reading: Reading, _: set[str]) -> bool:
    """“take clip 2 out”: the verb stands on both sides of its thing."""
    return bool(_TAKEN_OUT.search(reading.folded, reading.low, reading.high))


def _turned_level(reading: Reading, _: set[str]) -> bool:
    """“turn the video down to 50%”: turned down, not round."""
    return bool(_TURNED.search(reading.folded, reading.low, reading.high))


def _wrong_way_up(_: Reading, plain: set[str]) -> bool:
    """A picture that lies on its side, and no word which way it is to be turned."""
    return "wrong_way_up" in plain and not plain & {"degrees", "degrees_word", "number", "ratio"}


def _end_card_shown(reading: Reading, plain: set[str]) -> bool:
    """“end on a black card that reads ...”."""
    told = "tail" in plain and plain & {"last_word", "edge"} and "title_noun" not in plain
    return "card_noun" in plain and (_end_text(reading, plain) or bool(told))


def _words_after(reading: Reading, _: set[str]) -> bool:
    return bool(
        re.search(
            r"\b(?:say(?:s|ing)?|reads?|reading|called|named|with the (?:words|text)"
            r"|that says) [a-z0-9]|写着|内容是|写上|叫做|と(?:書|いう|表示)"
            rf"|{text_content.SAYS_CJK}",
            reading.folded[reading.low : reading.high],
        )
    )


def _music_wanted(reading: Reading, plain: set[str]) -> bool:
    if "music" not in plain or plain & {"range", "sfx_noun", "quote"}:
        return False
    if guards.takes_part_out(reading):
        return False
    # "cut to the music" wants no other music.
    if plain & {"keep", "cut", "beat"} and not plain & {"add", "use", "genre"}:
        return False
    if "genre" in plain and not plain & {"remove", "lower", "raise", "question", "percent"}:
        return True
    led = "lead" in plain and reading.language == "en"
    named = plain & {"genre", "mood_word", "filter"} or remaining_text.mood(reading)
    return led or bool(plain & set(MUSIC_WANTED)) or (bool(named) and len(reading.tokens) <= _BRIEF)


def _mood_left(reading: Reading, plain: set[str]) -> bool:
    """“add calm music at 30 %” asks for music, "turn the music to 30 %" for its loudness."""
    if "music" not in plain or not remaining_text.mood(reading):
        return False
    levels = {"volume_noun", "lower", "raise", "louder", "quieter", "set"}
    return bool(plain & {"add", "use", "put", "file_audio"}) or (
        "genre" in plain and not plain & levels
    )


def _two_quotes(reading: Reading, _: set[str]) -> bool:
    return len(reading.all("quote")) == 2  # noqa: PLR2004 - the old words and the new ones


def _now_says(reading: Reading, _: set[str]) -> bool:
    """“make the title say ...” is about a title that stands."""
    return bool(_NOW_SAYS.search(reading.folded, reading.low, reading.high))


def _clip_becomes(reading: Reading, _: set[str]) -> bool:
    return clip_choice.becomes(reading)


def _rest_goes(reading: Reading, _: set[str]) -> bool:
    """“throw out everything else”, 别的都不要, あとは捨てて: what was named before is kept."""
    return bool(_REST_GOES.search(reading.folded, reading.low, reading.high))


def _trimmed_to(reading: Reading, _: set[str]) -> bool:
    """“trim it to 20 seconds” names the length that is left."""
    return bool(_TRIMMED.search(reading.folded, reading.low, reading.high))


def _redone(reading: Reading, _: set[str]) -> bool:
    """What was undone is wanted back: two words, not one that means both."""
    return any(
        one is not other
        for one in reading.all("undo")
        for other in reading.all("bring_back")
        if not one.has("former")
    )


def _tinted(reading: Reading, plain: set[str]) -> bool:
    """“a bit warmer” is a step of the temperature, "a warm look" a filter."""
    return reading.meant("filter") in {"warm", "cool"} and "slight" in plain


def _person(reading: Reading, plain: set[str]) -> bool:
    named = re.search(r"\b(?:for|says?|with|saying|reading)\s+(?:[A-Z]|dr\b|mrs?\b)", reading.said)
    added = plain & {"add", "show", "put"} and "," in reading.folded
    return "lower_third" in plain and bool(added or named)


def _place(_: Reading, plain: set[str]) -> bool:
    return bool(
        plain
        & {
            "edge",
            "after",
            "before",
            "first_word",
            "last_word",
            "pos",
            "ordinal",
            "nth",
            "number",
        }
    )


_TURNED: Final = LazyPattern(r"\bturn(?:ed|ing)?\s+(?:[\w']+\s+){1,3}(?:down|up)\b(?!\s*side)")
_TAKEN_OUT: Final = LazyPattern(
    r"\b(?:take|cut|leave|throw|edit|pull|kick)\s+(?:[\w']+\s+){1,4}(?:out|away)\b(?! of)"
)
_FILM: Final = LazyPattern(
    r"(?:生成|制作|创作|做)[^,:。]{0,10}?(?:视频|短片|影片|动画)|(?:動画|映像"
    r"|むーびー)を?(?:作|生成|制作)"
)
_NOW_SAYS: Final = LazyPattern(
    r"\b(?:make|have|let|get)\s+(?:the|my|our|that|this|its)\s+(?:[\w-]+\s+){0,2}"
    r"(?:title|text|headline|heading|caption|words)\s+(?:to\s+)?(?:now\s+)?(?:say|read)\s"
)
_TRIMMED: Final = LazyPattern(
    r"\b(?:trim|cut|shave|clip|edit)\b(?!.*\b(?:from|between|off|out|at)\b)[^,]*?\bto\s+"
    r"(?:(?:just|only|about|exactly|around|under|a|length|of)\s+)*[\d.]+\s*-?(?:s|secs?"
    r"|seconds?|mins?|minutes?)\b"
    r"(?!\s*(?:to|-))"
)
_REST_GOES: Final = LazyPattern(
    r"\b(?:throw|cut|drop|delete|remove|ditch|bin|lose|scrap|toss|trash|chuck|dump"
    r"|get rid of|discard|kill"
    r"|erase)\s+(?:away\s+|out\s+|off\s+)?(?:all\s+)?(?:the rest|the others|everything else"
    r"|anything else"
    r"|all else|the remainder)"
    r"|\b(?:the rest|everything else|anything else|the others|the remainder)\s+(?:can|should"
    r"|must|has to|have to"
    r"|needs to|may)?\s*(?:go|goes|be (?:cut|deleted|removed|dropped)|is (?:not needed|useless))\b"
    r"|(?:其[他它余]|别的|剩下|剩余|余下)(?:的)?(?:部分|片段|内容|地方)?(?:就|都|全|部|统统"
    r"|通通|给|我|可以)*"
    r"(?:删|不要|去掉|去除|扔|剪|砍|丢|不留|不用|不需要|拿掉|清|裁|切)"
    r"|(?:あと|ほか|他|それ以外|残り|その他)(?:の部分)?(?:は|を)?(?:全部|ぜんぶ|すべて|全て"
    r"|みんな)?(?:は|を)?"
    r"(?:消|捨|かっと|削|いら|要ら|不要|なし|没|切|除)"
)
_SPEECH: Final = LazyPattern(
    r"\b(?:when|while|whenever|during|as|under|below|behind|if)\b.*"
    r"\b(?:speak|talk|speech|dialog|narrat|voice|spoken|says)"
)
# Names for frames.yaml; where one is a name of the lexicon too (`remove`, `except`), a rule finds
# what no phrase can.
_RULES: Final[dict[str, Callable[[Reading, set[str]], bool]]] = {
    "tail": _tail,
    "storyboard_head": _story,
    "generate_head": _film,
    "add_scene_head": _scene,
    "quote_lines": _lines,
    "clips_two": _two_clips,
    "corner_pos": _corner,
    "end_text": _end_text,
    "to_words": _to_words,
    "length_time": time_phrases.length_time,
    "rate": time_phrases.rate,
    "edge_apart": time_phrases.edge_apart,
    "by_amount": time_phrases.by_amount,
    "plain_screen": _plain_screen,
    "remove": _taken_out,
    "turned_level": _turned_level,
    "begins_at": time_phrases.begins_at,
    "lies_on_its_side": _wrong_way_up,
    "seen": time_phrases.seen,
    "end_card": _end_card_shown,
    "words_after": _words_after,
    "music_want": _music_wanted,
    "mood_left": _mood_left,
    "two_quotes": _two_quotes,
    "now_says": _now_says,
    "clip_becomes": _clip_becomes,
    "except": _rest_goes,
    "trimmed_to": _trimmed_to,
    "redone": _redone,
    "tinted": _tinted,
    "spoken_over": _spoken_over,
    "adds_text": guards.adds_text,
    "adds_music": guards.adds_music,
    "is_missed": guards.is_missed,
    "dropped_at": guards.dropped_at,
    "removes_only": guards.removes_only,
    "rest_stays": guards.rest_stays,
    "music_part": guards.music_part,
    "green_cast": guards.green_cast,
    "stopped_at": guards.stopped_at,
    "person": _person,
    "place": _place,
}
