"""Free text inside a line: where the description of a film, a scene or a text begins and ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from studio.understand.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.understand.reading import Reading, Token

Stretch = tuple[int, int]

# "an", "some", "another" in front of "video" asks for a new one; "the", "my" and their like mean
# the one that stands there.
_ARTICLE: Final = LazyPattern(r"\b(?:an?|another|some|new|me|one more|short|my first)\b")
_OWNED: Final = LazyPattern(r"\b(?:the|this|that|it|my|our|its|these|those)\s*(?:\w+\s)?$")
# "generate: a fox in the snow" names no film at all, and is one all the same.
_BARE_EN: Final = LazyPattern(r"(?:please )?(?:generate|create|produce|render) ?: ?(?=\S)")
# Texts a film is made from. With the next two: "turn this script into a video" makes one,
# "turn these photos into a video" does not.
_TEXTS: Final = r"(?:texts?|scripts?|descriptions?|prompts?|story|stories|articles?|copy)"
# What stands on the timeline or was uploaded; to make a video of it is another operation.
_THERE: Final = (
    r"(?:it|this|that|these|those|everything|photos?|pictures?|images?|clips?|videos?|film|movie"
    r"|footage|timeline|project|scenes?|shots?|recordings?)"
)
_MAKING: Final = (
    r"(?:please |can you |could you )?"
    r"(?:generat|creat|produc|render|mak|turn|convert|transform)(?:e|ing)? "
)
# “generate a sunset over mountains into a 1080p MP4”, and texts that are only spoken of: “turn this
# script into a 30-second video”, “generate clips from text prompts”, “generate my descriptions”.
_TOLD_OF: Final = {
    "en": (
        LazyPattern(
            rf"{_MAKING}(?P<p>(?:(?!\b{_THERE}\b(?! {_TEXTS}\b)).)+?)"
            r" (?:in)?to an? (?:[\w-]+ ){0,4}(?:mp4|video|film|clip|movie|animation|short)\b"
        ),
        LazyPattern(
            rf"{_MAKING}(?:[\w-]+ ){{0,4}}(?:videos?|clips?) from (?P<p>(?:[\w-]+ )*{_TEXTS}\b.*)"
        ),
        LazyPattern(rf"{_MAKING}(?P<p>(?:[\w-]+ )*(?:scripts?|descriptions?|prompts?))$"),
    ),
    "zh": (
        LazyPattern(
            r"(?:把|将|用|根据)(?P<p>(?:这|我|下|以)[^,，]{0,6}?(?:文字|文案|脚本|描述|剧本|文章))"
            r"[^,，]{0,4}?(?:做成|变成|转成|生成|制作|做)"
        ),
    ),
    "ja": (
        LazyPattern(
            r"(?P<p>(?:この|次の|私の|日本語の)*(?:てきすと|文章|台本|説明文?|原稿))(?:から|を元に|をもとに|を)"
            r".*?(?:動画|びでお|映像)"
        ),
    ),
}
# “turn 'a fox in the snow' into a short film”: the quotation is what it shows.
_QUOTED_FILM: Final = LazyPattern(
    r"\b(?:in)?to an? (?:[\w-]+ ){0,4}(?:video|film|clip|movie|animation|short)\b"
)
# What may stand in front of "beach sunset" in "make me a short beach sunset video" without being
# a part of the description. Any other word there means that the line says something else.
_REST_EN: Final = LazyPattern(
    r"^(?:\s|,|please|just|can you|could you|hey|hi|i want|i need|i'd like|we need|give me"
    r"|let's|lets|"
    r"make|create|generate|produce|build|do|film|shoot|me|us|render|design|compose|put together|"
    r"whip up|show me|a|an|some|new|quick|short|nice|little|brief|long|simple|about|of|that is|in|"
    r"with|for|around|lasting|roughly|approximately|please|second|seconds|full|hd|to|would|like|will|"
    r"\d+|-|another|cool|my|come up with|craft|develop|want|need|love|i|we|ai|be)*$"
)
# What a film is called, and what people say for making one; 整 is left out before a measure word,
# where it means "whole" (整段).
_ZH_VIDEO: Final = (
    "(?:视频|短视频|短片|影片|片子|片|小视频|动画|宣传片|广告|预告片|短剧"
    "|vlog|微电影|画面|广告片|片头|素材|镜头)"
)
_ZH_MAKE: Final = (
    "(?:做|生成|制作|创建|创作|来|拍|弄|整(?![部段条片支体])|搞"
    "|产出|合成|想要|要|需要|给我|出|帮我做|剪|画)"
)
# Where a Chinese description stands, surest first: behind 主题是 or 内容是; before 为主题; between
# 关于 and the noun; behind a colon or comma; between 做个 and 视频; behind 把下面的文字做成视频.
_ZH_OPENINGS: Final = (
    rf"{_ZH_VIDEO}[^:]*?[,\s]*(?:主题|内容|题材|描述|画面|讲的?|关于)(?:是|为|讲|就是|:|,)*(?:关于)?(?P<p>.+)$",
    rf"(?:以|用)(?P<p>[^,]+?)(?:为|做|作为|当)(?:主题|题材|内容).*?{_ZH_VIDEO}",
    rf"(?:关于|有关|讲述?|描述|展示|展现|表现|介绍|主题是|主题为|内容是)(?P<p>[^,。]+?)的?(?:\d|{_ZH_VIDEO}|竖|横|,|$)",
    rf"{_ZH_MAKE}(?:成|出)?(?:一|1|两)?(?:个|段|条|支|部|份|则|只)[^,]*?{_ZH_VIDEO}[:,](?:内容是|主题是|关于)?(?!配|加上?|带上?|用|背景|bgm|音乐|标题|字幕)(?P<p>.+)$",
    rf"{_ZH_MAKE}(?:成|出)?(?:一|1|两)?(?:个|段|条|支|部|份|则|只|点)?(?P<p>[^,:]+?)的?{_ZH_VIDEO}",
    rf"(?:把|将|用)(?:下面|以下|这段|这些)?(?:的)?(?:文字|话|文案|描述|内容)(?:.{{0,6}})?(?:变成|做成|生成|转成|制作成)[^:]*?{_ZH_VIDEO}[:,](?P<p>.+)$",
)
# Before all others, for a colon leaves no doubt: 做个短片:清晨的海边.
_ZH_COLON: Final = rf"{_ZH_MAKE}[^,:]{{0,12}}?{_ZH_VIDEO}:(?:内容是|主题是|关于)?(?P<p>.+)$"
# The same in Japanese, in hiragana, as a folded line has it (むーびー is ムービー).
_JA_VIDEO: Final = (
    "(?:動画|映像|予告編|予告|pv|mv|ぷろも|こまーしゃる|むーびー|びでお|くりっぷ|しょーとむーびー|短編|cm|ぷろもーしょん動画"
    "|てぃーざー|りーる|ぶいろぐ|vlog|作品|あにめーしょん|画)"
)
_JA_MAKE: Final = (
    "(?:作|つく|生成|作成|制作|お願い|ほしい|欲しい|創|撮|用意|頼|仕上げ|ください|まとめ)"
)
# After all others: a comma is weak, and music or a title behind one is no description.
_ZH_COMMA: Final = (
    rf"{_ZH_MAKE}[^,:]{{0,12}}?{_ZH_VIDEO},(?!配|加上?|带上?|用|背景|bgm|音乐|标题|字幕)(?P<p>.+)$"
)
# 「猫の様子を10秒の動画にして」, unless what is to become a film of 10 seconds is ours already
# (`_JA_OWN`): then it is to be shortened.
_JA_CLIP: Final = LazyPattern(
    r"(?P<p>[^、。,]+?)(?:の様子)?を\d+(?:分|秒)(?:間)?の(?:動画|くりっぷ|映像|むーびー|びでお)にし"
)
_JA_OWN: Final = LazyPattern(
    rf"{_JA_VIDEO}|写真|画像|ふぁいる|素材|全体|全部|部分|最初|最後|すらいど|しーん|かっと"
    r"|音楽|字幕|てきすと|^(?:これ|それ|あれ)|長さ|尺|この|その"
)
# 「ヨガの宣伝動画を30秒、横型で」: ordered without a verb.
_JA_ORDERED: Final = LazyPattern(
    rf"^(?P<p>[^、。]{{2,30}}?)の(?:宣伝|紹介|ぷろもーしょん|縦型?|横型?|短い|しょーと)*{_JA_VIDEO}(?:を|、)(?:縦型?で?|横型?で?)?\d+(?:秒|分)(?!.*(?:かっと|削|切|短く|縮|残|伸))"
)
# As `_ZH_OPENINGS`: を題材に and its like, テーマは, a colon, the order without a verb, の様子, and
# whatever stands in front of 動画を作って.
_JA_OPENINGS: Final = (
    _JA_CLIP.pattern,
    rf"(?P<p>[^、。,]+?)(?:を題材|をてーま|がてーま|をもちーふ|を主題|をいめーじ|を舞台)(?:に|と|の|で).*?{_JA_VIDEO}",
    r"(?:てーま|内容|題材)(?:は|:)(?P<p>[^、。,]+?)(?:で|の|を|、|。|$)",
    rf"{_JA_VIDEO}を?{_JA_MAKE}[^:]*[::](?P<p>.+)$",
    _JA_ORDERED.pattern,
    rf"(?P<p>[^。]+?)(?:の様子|についての|に関する|をうつした|を描いた|が映る|を紹介する|を写した)[^、]*?{_JA_VIDEO}",
    rf"(?P<p>[^。]+?)(?:の|な)?(?:縦型?|横型?|縦長|短い|しょーと)?(?:の)?{_JA_VIDEO}(?:を|が|で|、)?[^。]*?{_JA_MAKE}",
)
# A film that is there, or a thing of it (動画に, 動画の): nothing is to be made.
_JA_NOT: Final = LazyPattern(
    rf"(?:この|その|今の|全体の?|元の?){_JA_VIDEO}|{_JA_VIDEO}(?:に|の(?!生成|作成|制作)|から|全体|をつなぐ)"
)
_ZH_NOT: Final = LazyPattern(
    rf"(?:这个|这段|这条|那个|整个|整段|原|我的|当前){_ZH_VIDEO}|{_ZH_VIDEO}(?:里|中|的(?!主题|内容|画面)|上|加|前|后|头|尾)|照片|图片|相片"
)
# Where a scene to be added is described: behind "of" or 的 or a colon in each word order. Japanese
# has the place first (最後に), so a scene without a place is the last resort (`r`).
_SCENE: Final = {
    "en": LazyPattern(
        r"(?:scene|shot|sequence|b-roll|clip|part|moment|slide)s?(?: (?:at|to|in|after|before"
        r"|between)\b[^:,]{0,40}?)?(?: (?:of|showing|with|where|about|featuring|in which"
        r"|that shows|depicting))(?: the)?\s+(?P<p>.+)$"
    ),
    "zh": LazyPattern(
        r"(?:镜头|画面|场景|一幕|分镜|片段|一段|段落|特写)(?:[,:]|是|为|内容是|内容为|展示|拍)+(?P<p>[^,]+)|(?:个|段|幕|组)(?P<q>(?:(?!镜头|画面|场景|后面|前面|之后|之前)[^,:])+?)的?(?:镜头|画面|场景|分镜|特写|空镜)"
    ),
    "ja": LazyPattern(
        r"(?:しーん|場面|かっと|しょっと|映像)(?:を[^:]*)?[::](?P<p>.+)$"
        r"|^.*(?:最初|最後|冒頭|末尾|終わり|先頭|はじめ|後|あと|前|次|間)(?:に|へ)(?:は)?[、,]?"
        r"(?P<q>[^、]+?(?:しーん|場面|かっと|しょっと|風景|様子|映像))(?:を|も|が)"
        r"|(?:^|、)(?P<r>[^、]+?(?:しーん|場面|かっと|しょっと|風景|様子|映像))(?:を|も|が)"
    ),
}  # fmt: skip


def tail(reading: Reading) -> Stretch | None:
    """What stands behind a colon that is none of a clock or a ratio."""
    for token in reading.tokens:
        if token.kind == "stop" and token.value == ":":
            high = reading.high
            if reading.said[token.high : high].strip():
                return token.high, high
    return None


def film(reading: Reading) -> Stretch | None:
    """Where a film to be made is described."""
    folded = reading.folded[: reading.high]
    for told in _TOLD_OF[reading.language]:
        if found := told.match(folded, reading.low):
            return found.span("p")
    if reading.language == "en":
        return _film_en(reading)
    openings = (_ZH_COLON, *_ZH_OPENINGS, _ZH_COMMA) if reading.language == "zh" else _JA_OPENINGS
    refused = _ZH_NOT if reading.language == "zh" else _JA_NOT
    maker = _ZH_MAKE if reading.language == "zh" else _JA_MAKE
    folded = reading.folded[: reading.high]
    if shown := _shown_in_seconds(reading):
        return shown
    quote = reading.first("quote")
    # A quotation beside one of these is a title, a text or read aloud, not what is shown.
    others = ("title_noun", "text_noun", "music", "voiceover_noun")
    if (
        quote
        and reading.has("make", "turn")
        and reading.has("video_noun")
        and not reading.has(*others)
    ):
        return quote.low + 1, quote.high - 1
    if (
        refused.search(folded)
        or not (re.search(maker, folded) or _JA_CLIP.search(folded) or _JA_ORDERED.search(folded))
        or reading.has("clip", "file", "title_noun")
    ):
        return None
    spoken = _ZH_VIDEO if reading.language == "zh" else _JA_VIDEO
    return _by_pattern(openings, reading, reading.high) if re.search(spoken, folded) else None


def _shown_in_seconds(reading: Reading) -> Stretch | None:
    """“X を 10 秒の動画にして”, where X is nothing that stands on the timeline."""
    if reading.language != "ja" or reading.has("file", "title_noun", "quote"):
        return None
    found = _JA_CLIP.search(reading.folded, reading.low, reading.high)
    return found.span("p") if found and not _JA_OWN.search(found["p"]) else None


def _by_pattern(openings: Sequence[str], reading: Reading, high: int) -> Stretch | None:
    for head in openings:
        found = re.compile(head).search(reading.folded, reading.low, high)
        if found and found["p"].strip() and not _is_only_format(reading, *found.span("p")):
            return found.span("p")
    return None


def _is_only_format(reading: Reading, low: int, high: int) -> bool:
    """Whether a stretch says how long and in which shape, and nothing of what is shown."""
    inner = reading.between(low, high).tokens
    return bool(inner) and all(
        one.kind in {"time", "ratio", "lines", "fps", "stop", "edged"}
        or one.has("ratio_word", "stop_word", "size")
        for one in inner
    )


def _film_en(reading: Reading) -> Stretch | None:
    if bare := _BARE_EN.match(reading.folded[: reading.high], reading.low):
        return bare.end(), reading.high
    return _announced_en(reading)


def _announced_en(reading: Reading) -> Stretch | None:
    tokens = reading.tokens
    # A clip that is named or a file is not described but there; a script is a description.
    if reading.has("clip", "file") and not reading.has("file_script"):
        return None
    quote = reading.first("quote")
    if quote and reading.has("turn", "make") and _QUOTED_FILM.search(reading.folded):
        return quote.low + 1, quote.high - 1
    for place, token in enumerate(tokens[:-1]):
        if (
            token.kind == "time"
            and tokens[place + 1].value == "of"
            and reading.between(reading.low, token.low).has("make", "add", "lead")
        ):
            return tokens[place + 1].high, reading.high
    for place, token in enumerate(tokens):
        if not token.has("video_noun") or place + 1 > len(tokens):
            continue
        before = reading.folded[reading.low : token.low]
        if not _is_new(reading, before, token):
            continue
        if found := _described(reading, place):
            return found
        named = _named_before(reading, place)
        if named:
            return named
    return None


def _is_new(reading: Reading, before: str, token: Token) -> bool:
    made = reading.between(reading.low, token.low).has("make", "turn", "lead", "add")
    if _OWNED.search(before) and not re.search(
        r"(?:turn|convert|make|use) (?:this|the following|my)\b.*\b(?:into|to) an?\b", before
    ):
        return False
    # "insert the intro video" asks for what is there, "make and insert a video" does not.
    is_added = reading.between(reading.low, token.low).has("insert_verb") and not re.search(
        r"\b(?:make|create|generate|give me|want|need)\b", before
    )
    return (
        bool(_ARTICLE.search(before) or made)
        and not is_added
        and not re.search(r"\b(?:to|of|in|on|from|at) $", before)
    )


def _described(reading: Reading, place: int) -> Stretch | None:
    """“... video about X”, "... clip: X", "... film, 9:16, of X"."""
    tokens = reading.tokens
    for there in range(place + 1, len(tokens)):
        token = tokens[there]
        # "for" introduces a description ("a video for kids about bees") but not "for 10 seconds".
        if token.has("about") or (token.kind == "stop" and token.value == ":"):
            if (
                token.value == "for"
                and there + 1 < len(tokens)
                and tokens[there + 1].has("ratio_word", "time")
            ):
                continue
            return token.high, reading.high
        if token.kind == "word" and not token.has(
            "ratio_word",
            "aspect",
            "the",
            "of",
            "for_word",
            "last_verb",
            "video_noun",
            "with",
            "lead",
            "stop_word",
            "it",
        ):
            return None
    return None


def _named_before(reading: Reading, place: int) -> Stretch | None:
    """“make a beach sunset video”."""
    tokens = reading.tokens
    if not reading.between(reading.low, tokens[place].low).has("make", "lead"):
        return None
    words = []
    for token in reversed(tokens[:place]):
        if token.kind != "word" or token.has(
            "stop_word",
            "make",
            "ratio_word",
            "add",
            "size",
            "lead",
            "resolution",
            "vague",
            "of",
            "video_noun",
            "it",
            "change",
        ):
            break
        words.append(token)
    if not words or not _REST_EN.match(_words_of(reading, reading.low, words[-1].low)):
        return None
    return words[-1].low, words[0].high


def _words_of(reading: Reading, low: int, high: int) -> str:
    # The shape may stand anywhere in front: "make a vertical beach video".
    kept = [
        token
        for token in reading.tokens
        if low <= token.low < high and token.kind == "word" and not token.has("ratio_word")
    ]
    return " ".join(reading.folded[token.low : token.high] for token in kept)


def scene(reading: Reading) -> Stretch | None:
    """Where a scene to be added is described."""
    found = _SCENE[reading.language].search(reading.folded, reading.low, reading.high)
    # "new scene: a ..." is surer than any pattern.
    behind = tail(reading)
    if behind and reading.between(reading.low, behind[0]).has("scene_noun"):
        return behind
    if found is None:
        return None
    return next((found.span(name) for name, text in found.groupdict().items() if text), None)
