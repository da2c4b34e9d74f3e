"""Arguments of making: what a film or a scene shows, how long, with which music."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from studio.understand import descriptions
from studio.understand.arguments import clip_choice, remaining_text, text_content, times
from studio.understand.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from studio.understand.reading import Reading

Args = dict[str, Any]
# Music that goes with a film: its mood, the noun, and the words around them, which are no part of
# what is shown.
_MUSIC: Final = {
    "en": LazyPattern(
        r"(?:[,;]\s+|[,;]?\s*\b(?:and\s+|plus\s+)?(?:with|set to|accompanied by|over"
        r"|add(?:ing)?|to|backed by|featuring|use|using|plus|put|and)\s+)(?:some\s+|an?\s+|the\s+)?"
        r"(?P<m>(?:(?!\b(?:with|over|set|titled?|captions?"
        r"|subtitles?)\b)[^,;.]){0,40}?)\s*(?:background\s+)?(?:music"
        r"|soundtrack|song|score|bgm|beats?|track|tune|melody)\b(?:\s+(?:in the background"
        r"|underneath|behind it|playing|under it))?",
        re.IGNORECASE,
    ),
    "zh": LazyPattern(
        r"[,;，；、。]?\s*(?:并|再|然后)?(?:配(?!乐)上?|加上?|搭配|用|带|伴着?"
        r"|(?:背景音乐|配乐)(?:用|是|为|要)?(?=[^,，。;；\s]))(?:一?[点些段首个])?"
        r"(?P<m>[^,，。;；]{0,16}?)的?(?:背景音乐|音乐|配乐|bgm|曲子|歌曲?|旋律|$|(?=[,，。]))",
        re.IGNORECASE,
    ),
    "ja": LazyPattern(
        r"[、,。]?(?:BGMは|音楽は|曲は)?(?P<m>[^、,。をに]{0,20}?)(?:な|の)?(?:BGM|bgm|音楽"
        r"|曲|サウンド|ミュージック|メロディー?)(?:を|も|が|と|で|付き|つき|に(?:乗せ"
        r"|合わせ))+(?:[^、,。]*?(?:付け|つけ|入れ|流し|添え|加え|乗せ|合わせ|一緒に"
        r"|で)(?:て|た|る)?)?"
    ),
}
# What is left hanging when a time or a shape has been taken out of a description: "a fox for".
_ROLES: Final = LazyPattern(
    r"[,，、;；。.]?\s*(?:\b(?:about|around|roughly|for|lasting|approximately|in|at|as|make it"
    r"|should be|please)\b|约|大约|大概|时长|长度|左右|比例|尺寸|横竖|ぐらい|くらい|で|長さは"
    r"|の長さ)\s*$",
    re.IGNORECASE,
)
# Stripped off both ends of what is shown.
_EDGES: Final = " ?？,，、。.;；:：-的のをでにが!！\"'“”「」"
# Said behind a description and no part of it.
_TRAIL_ZH: Final = LazyPattern(
    r"(?:的?(?:一个|一段)?(?:竖屏|横屏|竖版|横版)?(?:的)?(?:视频|短视频|短片|影片)|吧|谢谢|左右)+$"
)
_TRAIL_EN: Final = LazyPattern(
    r"(?:[,\s]\s*(?:please|thanks|thank you|for (?:me|us|youtube|tiktok|instagram|reels)|about"
    r"|around|roughly|for|lasting|in|at|as|make it|and|format|long|or so|with|style))+$",
    re.IGNORECASE,
)


# Where a film is to be shown is its shape only if it is said so ("for youtube", "a tall video"):
# "a youtube star" and "a landscape" are pictures.
_PLACES_TO_SHOW: Final = frozenset({
    "youtube", "wide", "phone", "tv", "story", "stories", "film",
    "mobile", "vertically", "tall", "television", "landscape",
})  # fmt: skip
_FEW: Final = 3  # words of a piece that tells of the music alone
_PLAYING: Final = re.compile(
    r"^(?:with|and|some|配上?|加上?|用)\s*|\s*(?:playing|で|と|を|付き|つき|の曲)$", re.IGNORECASE
)
# Words of a title without quotation marks, up to the next argument, in three languages.
_SHOWN_EN: Final = (
    r"[^,;.]+?(?=\s+(?:in the (?:middle|cent(?:er|re))|(?:at|on) (?:the |it)|over it)\b|[,;.]|$)"
)
_SAYS_EN: Final = r"(?:that |which )?(?:says?|saying|reads?|reading)"
_TITLED: Final = re.compile(
    rf"\b(?:title|headline)(?: card)? ?(?:{_SAYS_EN}|of|called|is|:)?\s*(?P<a>{_SHOWN_EN})"
    rf"|\bwith (?:the )?(?:words|text|caption)\s+(?P<b>{_SHOWN_EN})"
    rf"|\b(?:text|caption|words?)(?: {_SAYS_EN}|:)\s+(?P<c>{_SHOWN_EN})"
    r"|(?:标题|片名|文字|字幕)(?:叫做?|是|为|写着?|用|:|：)\s*(?P<d>[^,，。；;、]+)"
    r"|(?:标题|片名)\s*(?P<e>[^,，。；;、]+)"
    r"|(?:タイトル|題名|テロップ|文字)(?:は|に|で|を|が|:|：)\s*"
    r"(?P<f>[^、。,]+?)(?=(?:で|と|を入れ).*$|[、。,]|$)",
    re.IGNORECASE,
)
# What stands before and behind words that are to be read or played, and is no part of a picture.
_LEAD: Final = re.compile(
    r"[\s,;，；、。]*(?:\b(?:and|with|plus|titled?|captioned|called|named|an?|the|some|put|add"
    r"|having|text|words?|caption|headline|title|card|that|which|it|says?|saying|reads?|reading"
    r"|in|to|set|over|backed by|feat(?:uring)?)\b[\s:]*|[“\"'‘「『]"
    r"|(?:并|再|然后)?(?:标题|字幕|文字|片名)?(?:写着?|叫做?|是|为|用|配上?|加上?|搭配|上面)*[:：]?"
    r"|(?:たいとる|タイトル|テロップ|文字|題名|字幕|BGM|音楽)(?:は|に|で|が|を)?[:：]?)*$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"[”\"'’」』]?(?:\s*(?:music|soundtrack|song|beats?|in the (?:middle|cent(?:er|re)|background)"
    r"|on (?:it|top)|at the (?:top|bottom|start|end|beginning))\b)*"
    r"(?:と(?:表示|入れ)?て?|で|を|の)?(?:的?(?:配乐|音乐|背景音乐|曲子))?",
    re.IGNORECASE,
)


def generate(reading: Reading) -> Args:
    """A film: what it shows, its length, its shape, its music, its title."""
    found = descriptions.film(reading)
    return {} if found is None else described(reading, found)


def described(
    reading: Reading,
    found: tuple[int, int],
    title: str = "",
    mood: str = "",
    *,
    comes_first: bool = False,
) -> Args:
    """The film that a stretch describes; words to be shown and a mood may be known already.

    `comes_first`: what is shown stands before all else; otherwise it is what is told at length.
    """
    args: Args = times.length(reading) or _first_time(reading)
    ratio = reading.first("ratio")
    shape = str(ratio.value) if ratio else _shape(reading)
    if shape:
        args["ratio"] = shape
    low, high = found
    music = music_of(reading) or _place_of(reading, mood) or _genre(reading)
    if music:
        args["music"] = music[2] or remaining_text.mood(reading.between(music[0], music[1]))
    quote = reading.first("quote")
    if quote and reading.has("title_noun"):
        args["title"] = quote.value
    elif title := title or _titled(reading):
        args["title"] = title
    prompt = _given(_prompt(reading, low, high, music, title, comes_first=comes_first))
    return args | ({"prompt": prompt} if prompt else {})


def _first_time(reading: Reading) -> Args:
    found = reading.first("time")
    return {"d": found.value} if found else {}


def _shape(reading: Reading) -> str | None:
    for token in reading.all("ratio_word"):
        if token.value not in _PLACES_TO_SHOW or re.search(
            r"\bfor (?:a |my |the )?$|\bin $|\b(?:a|an) (?:[\w-]+ ){0,3}$|, $",
            reading.folded[: token.low],
        ):
            return str(token.concepts["ratio_word"])
    return None


_PLAYED: Final = LazyPattern(
    r"[,;]?\s*\b(?:with|over|to|and)\s+(?:some\s+|an?\s+)?(?P<m>(?:[\w-]+\s+){0,3}(?:piano"
    r"|guitars?|violins?|strings|jazz|lo-?fi|synths?|drums|orchestra|ukulele|cello|harp|techno"
    r"|ambient|hip[- ]hop|synthwave|beats))\s*(?:in the background|playing"
    r"|underneath)?\s*[.!]?$",
    re.IGNORECASE,
)


def music_of(reading: Reading) -> tuple[int, int, str] | None:
    """Where the music of a film is told, and its mood."""
    if reading.language == "en" and (
        played := _PLAYED.search(reading.said, reading.low, reading.high)
    ):
        return played.start(), played.end(), played["m"]
    for found in _MUSIC[reading.language].finditer(reading.said, reading.low, reading.high):
        if reading.language != "en" or reading.between(found.start(), found.end()).has("music"):
            mood = re.sub(r"(?:的|な|の)$", "", found["m"].strip())
            mood = re.sub(r"^(?:(?:some|an?|the)\s+|一点|一些|有)", "", mood)
            return found.start(), found.end(), mood
    return None


# A text that is spoken of and not given; of “a description of X” it is X that is shown.
_SPOKEN_OF: Final = re.compile(
    r"^(?:(?:an?|the|this|that|my|our|these|some|your|written|following|short|long|new"
    r"|[\w-]+-(?:sentence|word|line|page|paragraph)|scene|product|text|video|story"
    r"|japanese|english|chinese)s?\s+)*"
    r"(?:texts?|scripts?|descriptions?|prompts?|copy|articles?)"
    r"(?:\s+(?:or|and)\s+(?:texts?|scripts?|descriptions?|prompts?))*"
    r"(?:\s+of\s+(?P<of>.+)|\s+for\s+.*)?$"
    r"|^(?:这|这段|这个|这篇|我的|下面的|以下)?"
    r"(?:文字|文案|文本|脚本|剧本|描述|提示词|文章)(?:描述|内容)?$"
    r"|^(?:この|次の|私の|日本語の)*(?:テキスト|文章|台本|説明文?|原稿|プロンプト|スクリプト)"
    r"(?:から|を元に|をもとに)?$",
    re.IGNORECASE,
)


def _given(prompt: str) -> str:
    """A description that is given; of one that is only spoken of there is nothing."""
    found = _SPOKEN_OF.match(prompt)
    return prompt if found is None else (found["of"] or "")


def _place_of(reading: Reading, words: str) -> tuple[int, int, str] | None:
    """Where words stand, with what leads to them and what ends them."""
    low = reading.said.find(words, reading.low, reading.high) if words else -1
    if low < 0:
        return None
    high = low + len(words)
    lead = _LEAD.search(reading.said, reading.low, low)
    behind = _BEHIND.match(reading.said, high, reading.high)
    return (lead.start() if lead else low), (behind.end() if behind else high), words


def _prompt(
    reading: Reading,
    low: int,
    high: int,
    music: tuple[int, int, str] | None,
    words: str = "",
    *,
    comes_first: bool = False,
) -> str:
    """The stretch without music, lengths, shapes and titles: a piece of what remains."""
    holes = [(music[0], music[1])] if music else []
    holes += [
        (token.low, token.high)
        for token in reading.tokens
        if token.kind in {"time", "ratio", "edged", "lines", "fps"}
        or _is_shape(reading, token.low, token.high)
    ]
    title = _title_hole(reading) or _place_of(reading, words)
    holes += [title[:2]] if title else []
    pieces: list[tuple[int, int]] = []
    start = low
    for hole_low, hole_high in sorted(hole for hole in holes if hole[1] > low and hole[0] < high):
        pieces.append((start, max(start, hole_low)))
        start = max(start, hole_high)
    pieces.append((start, high))
    cleaned = [_clean(reading.said[one:other]) for one, other in pieces]
    cleaned = [piece for piece in cleaned if piece]
    if comes_first:
        return cleaned[0] if cleaned else ""
    return max(cleaned, key=len) if cleaned else ""


def _titled(reading: Reading) -> str:
    """Words to be shown that nobody has quoted."""
    found = _TITLED.search(reading.said, reading.low, reading.high)
    words = next((one for one in found.groups() if one), "") if found else ""
    return words.strip(_EDGES)


def _genre(reading: Reading) -> tuple[int, int, str] | None:
    """A piece of the line that names an instrument or a kind of music and little else."""
    stops = [one.low for one in reading.tokens if one.kind == "stop"]
    for token in reading.all("genre", "music"):
        low = max((one + 1 for one in stops if one < token.low), default=reading.low)
        high = min((one for one in stops if one > token.low), default=reading.high)
        inside = [one for one in reading.between(low, high).tokens if not one.has("stop_word")]
        if len(inside) <= _FEW and low > reading.low:
            mood = _PLAYING.sub("", reading.said[low:high].strip(_EDGES)).strip(_EDGES)
            return low - 1, high, mood
    return None


def _is_shape(reading: Reading, low: int, high: int) -> bool:
    token = next((one for one in reading.tokens if one.low == low and one.high == high), None)
    if token is None or not token.has("ratio_word"):
        return False
    return reading.language != "en" or _shape(reading) is not None


def _title_hole(reading: Reading) -> tuple[int, int] | None:
    noun = reading.first("title_noun")
    quote = reading.first("quote")
    if noun is None or quote is None:
        return None
    low = min(noun.low, quote.low)
    lead = re.search(
        r"[,，、]?\s*(?:and |with |plus )?(?:an? |the )?(?:add |put )?(?:an? |the )?$"
        r"|[,，、]?\s*(?:加上?|配上?|标题是?)$",
        reading.said[:low],
    )
    return (lead.start() if lead else low), max(noun.high, quote.high)


def _clean(piece: str) -> str:
    before = None
    piece = re.sub(
        "^(?:主题|内容|画面)(?:是|为)?|^(?:来|做|拍|弄|整)?一(?:段|个|条|部|支)", "", piece
    )
    while piece != before:
        before = piece
        piece = _ROLES.sub("", piece).strip(_EDGES)
        piece = _TRAIL_EN.sub("", piece).strip(_EDGES)
        piece = _TRAIL_ZH.sub("", piece).strip(_EDGES)
    return piece


def scene(reading: Reading) -> Args:
    """One more scene: what it shows, its length, where it goes."""
    found = descriptions.scene(reading)
    if found is None:
        return {}
    low, high = found
    prompt = _clean_scene(_prompt(reading, low, high, None))
    args: Args = {"prompt": prompt} if prompt else {}
    head = reading.between(reading.low, low) if low > reading.low else reading
    outside = reading.without(
        token for token in reading.tokens if low <= token.low < low + len(prompt)
    )
    args |= times.length(outside)
    beside = clip_choice.neighbour(outside)
    if beside:
        return args | beside
    at = times.place(outside if outside.tokens else head).get("at")
    if at == "end":
        return args | {"after": -1, "at": "end"}
    moment = times.moment(outside).get("at")
    return args | ({"at": moment if isinstance(moment, int) else at} if (at or moment) else {})


_PLAIN: Final = LazyPattern(
    r"(?:seconds?|secs?|\ds|minutes?) of (?:pure |plain |solid |just )?(?P<a>black|white)\b(?! and)"
    r"|\b(?:cut|goes?|switch) to (?:a )?(?P<b>black|white)\b(?! and)"
    r"|\b(?P<c>black|white) (?:screen|frame|slide|pause)\b"
    r"|(?P<d>黑|白)(?:屏|场|画面)|纯(?P<e>黑|白)(?!色?字)"
    r"|(?P<f>黒|白)(?:い)?(?:画面|みを)|真っ(?P<g>黒|白)(?:な|い)?画面"
)
_TAKEN_AWAY: Final = LazyPattern(
    r"\b(?:cut|trim|shave|chop)\b(?! to\b)|剪|切|删|去|掉|慢慢|渐|かっと|削|消"
)


def plain_color(reading: Reading) -> str | None:
    """The colour of a screen that is to be shown; None where one is to go."""
    said = reading.folded[reading.low : reading.high]
    found = _PLAIN.search(said)
    if found is None or _TAKEN_AWAY.search(said):
        return None
    return next(word for word in found.groupdict().values() if word)


def plain_screen(reading: Reading) -> Args:
    """A screen of one colour, how long, and where; at the end unless it is said."""
    color = plain_color(reading)
    args = times.at_and_length(reading)
    if color is None or "d" not in args:
        return {}
    word = {"黑": "black", "黒": "black", "白": "white"}.get(color, color)
    at = {"at": args["at"]} if "at" in args else {"at": "end"}
    return {"color": word, "prompt": color, "d": args["d"], **at}


def _clean_scene(prompt: str) -> str:
    prompt = re.sub(
        r"\s+(?:after|before|at the (?:end|start|beginning)|between)\b(?:\s+(?:the|clip|scene"
        r"|shot)\b.*)?$",
        "",
        prompt,
    )
    prompt = re.sub(r"^(?:of|showing|with)\s+", "", prompt)
    return re.sub(r"^(?:展示|拍|是|为)", "", prompt).strip(_EDGES)


_BULLET: Final = LazyPattern(r"(?:^|\s|[,，;；])(?:\d{1,2}[.、)）:：]|[①-⑩]|[-•*])\s*")
_SPLITS: Final = (
    r"\s*[/／]\s*",
    r"\s*[|｜]\s*",
    r"\s*\n+\s*",
    r"\s*[;；]\s*",
    r"\s*→\s*|\s*->\s*",
    r"\s*[，,、]\s*",
    r"\s*[.。!！]\s*",
)


def scenes(reading: Reading) -> Args:
    """The scenes of a script."""
    behind = descriptions.tail(reading)
    quotes = text_content.quoted(reading)
    if len(quotes) > 1:
        return {"scenes": quotes}
    body = quotes[0] if quotes else reading.slice(*behind) if behind else ""
    if not body:
        found = _BULLET.search(reading.said)
        body = reading.said[found.start() :] if found else ""
    numbered = [piece.strip(_EDGES) for piece in _BULLET.split(body)]
    if len([piece for piece in numbered if piece]) > 1 and re.search(
        r"\d[.、)）:：]|[①-⑩]|\n\s*[-•*]", body
    ):
        return {"scenes": [piece for piece in numbered if piece]}
    for separator in _SPLITS:
        pieces = [piece.strip(_EDGES) for piece in re.split(separator, body)]
        pieces = [piece for piece in pieces if piece]
        if len(pieces) > 1:
            return {"scenes": pieces}
    return {"scenes": [body]} if body else {}
