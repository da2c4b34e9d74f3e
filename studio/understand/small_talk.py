"""What is said besides orders: yes and no, thanks, questions, the answer to a question of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from studio.understand import counted_clips
from studio.understand.concept_sets import WORK_WORDS
from studio.understand.lazy_pattern import LazyPattern
from studio.understand.lexicon import lexicon
from studio.understand.order import Order

if TYPE_CHECKING:
    from studio.project.history import Project
    from studio.understand.reading import Reading

_LONGEST_ANSWER: Final = 400
_END: Final = LazyPattern(r"[\s.!?。！？~〜、,，…]+$")
# What a question is about: the first whose concepts are there.
_ABOUT: Final = (
    ("history", ("undo",)), ("music", ("music",)), ("titles", ("title_noun", "caption_noun",
    "text_noun")),
    ("shape", ("aspect", "resolution", "ratio_word")), ("media", ("uploads",)),
    ("length", ("duration_word",)), ("clips", ("clips_word", "clip_noun", "scene_noun",
    "clip")),
    ("history", ("step",)),
)  # fmt: skip


def small(reading: Reading, project: Project) -> Order | None:
    """A whole line of small talk, or a yes to an offer."""
    said = _END.sub("", reading.folded.strip())
    # In any language: "ok" and "bye" are said everywhere.
    kind = next((page[said] for page in lexicon().talk.values() if said in page), None)
    if kind is None and _CAN_DO.search(said) and not reading.has("quote", "file", "time"):
        kind = "can_do"
    # A yes with no offer open is left to the other rules: "do it" may mean the last edit.
    if kind == "agree" and project.memory.get("offer"):
        offer = project.memory["offer"]
        return Order(str(offer["op"]), dict(offer["args"]), reading.language)
    if kind == "decline":
        return Order("talk", {"about": "no"}, reading.language)
    if kind is None and _GREETING.match(said) and not reading.has(*WORK_WORDS):
        kind = "greeting"
    if kind in {"greeting", "thanks"}:
        return Order("talk", {"about": kind}, reading.language)
    if kind == "can_do":
        return Order("talk", {"about": "help"}, reading.language)
    return None


def question(reading: Reading) -> Order | None:
    """A question about the project."""
    if reading.has("quote", "file") or not (
        reading.has("question", "clips_word") or is_question(reading)
    ):
        return None
    for about, names in _ABOUT:
        if reading.has(*names):
            return Order("question", {"about": about}, reading.language)
    if reading.has("whole", "timeline"):
        return Order("question", {"about": "all"}, reading.language)
    return None


def answered(reading: Reading, project: Project, found: Order | None) -> Order | None:
    """The line as the answer to the question that stands open."""
    asked: Any = project.memory.get("open")
    if not isinstance(asked, dict) or (found is not None and found.acts):
        return None
    about, args = str(asked.get("about")), dict(asked.get("args", {}))
    value = _value(reading, about)
    if value is None or len(reading.said) > _LONGEST_ANSWER:
        return None
    return Order(str(asked["op"]), args | value, reading.language)


# The whole line is held against these, without its final signs.
_CAN_DO: Final = LazyPattern(
    r"what (?:else )?can (?:you|u|this|it) (?:\w+ )?do|what are you (?:able|capable)"
    r"|what do you do|你(?:都|还)?(?:能|会)(?:做|干)(?:些)?(?:什么|啥|嘛)"
    r"|何ができ|どんなことができ"
)
# A greeting with more behind it is still one, unless there is work in it.
_GREETING: Final = LazyPattern(
    r"(?:hello|hi|hey|good (?:morning|evening|afternoon)|yo|你好|您好|嗨|哈喽|早上好|晚上好"
    r"|下午好|早安"
    r"|こんにちは|おはよう|こんばんは|はじめまして|お疲れ)(?![a-z])"
)
# Which values answer which question; anything else is no answer but a new message.
_KINDS: Final = {
    "at": ("time",), "d": ("time",), "by": ("time",), "src": ("file",), "ratio": ("ratio",),
    "clip": ("clip", "number", "ordinal", "nth"), "x": ("factor",), "deg": ("degrees", "number"),
    "vol": ("percent",),
}  # fmt: skip


def _value(reading: Reading, about: str) -> dict[str, Any] | None:
    """The answer in a line: a value of the kind that was asked for, or the words themselves."""
    if about in {"text", "prompt", "name"}:
        # A text is asked for: the line is the text, with quotation marks or without.
        quote = reading.first("quote")
        said = str(quote.value) if quote else reading.said.strip()
        return {about: said} if said else None
    if about == "edge":
        side = next(filter(None, map(counted_clips.edge_of, reading.tokens)), None)
        return {"edge": side} if side else None
    found = reading.first(*_KINDS[about]) if about in _KINDS else None
    return {about: found.value} if found else None


# How questions begin in English, how they end in Chinese and Japanese. Beside each, what looks
# like one and orders: "how about", できますか (`_WISH`, `_BEGS`).
_ASKS: Final = LazyPattern(
    r"^(?:how (?!about|do i |to )[a-z]+ (?:is|are|was|were|does|do|did|have|has|long|much"
    r"|many)\b|how (?:long|many|much|big|loud|fast|old)|what(?:'s| is| are| do| does| did"
    r"| have)?\b|(?:which|where|who"
    r"|why|when)\b)"
    r"|^do (?:i|we|you|they|these|those|my|the .*[?])(?![a-z])|^(?:is|are|was|were|does|did|has"
    r"|have) (?:there|the|it|we|i|my|any|this|that|these"
    r"|those|you already)\b"
    r"|(?:还是|是不是|是否|有没有|有无)[^,。]{1,12}[?？。了呢啊]*$|^(?:现在|目前)?(?:是"
    r"|有)[^,。]{1,6}还是"
    r"|は[?？]$|(?:现在|目前)(?:是)?什么[^,。]{1,4}$"
    r"|(?:る|た|ない|縦|横|ある)[?？][^、。]{0,3}[?？]?$"
    r"|(?:多长|多久|几段|几个|多少|什么|哪些|哪个|吗|怎么样了|几秒|几分钟|有没有)(?:了|呢|啊"
    r"|呀)?[?？。]*$"
    r"|(?:哪一?[首个些段张条]|什么|多少|几[个段张首条处]|是谁|在哪|啥)[^,。]*[?？]$|(?:的|是"
    r"|叫|写了?)啥[?？。]*$|(?:去哪|哪去|跑哪|在哪)(?:儿|里)?了?[?？。]*$"
    r"|(?:何|どこ|いつ|だれ|誰|どれ|どんな|いくつ|どう)[^、。]*[?？]$"
    r"|(?:は|が)(?:何|どこ|いつ|だれ|誰|どれ|どんな|いくつ|どう)[^、。]*(?:ある|いる|る|た"
    r"|だっけ|かな|の)?[?？。]*$"
    r"|(?:用的是|现在是|这是)(?:哪|什么)|是(?:什么|哪)[^,。]{0,5}的?[?？。]*$"
    r"|^(?:现在|目前|一共)?(?:有|共)(?:几|多少|什么|哪)"
    r"|(?:ですか|ますか|でしょうか|どのくらい|どれくらい|何秒|何分|いくつ"
    r"|教えて(?:ください)?)[?？。]*$"
)
_WISH: Final = LazyPattern(r"吗[?？。]*$|ますか[?？。]*$")
# “can you ...?”, 能...吗?, ...てくれる?: requests that are put as questions.
_ASKED_FOR: Final = LazyPattern(
    r"\b(?:can|could|would|will|may|might|shall|should(?! (?:i|we)\b)|please|pls|how about"
    r"|what about|what if|why not"
    r"|why don't|mind|possible|chance|let's|want|need|maybe|perhaps|ok|okay|right)\b"
    r"|能|可以|可否|行吗|行不行|好吗|好不好|成吗|吗[?]*$|吧[?]*$|呗|麻烦|帮|请|要不|不如|试试"
    r"|くれ|もら|ください|下さい|いただけ|頂け|でき|出来|ない[?]*$|いい[?]*$|せる[?]*$"
    r"|える[?]*$|お願|ます|ません|たい|よう[?]*$|かな"
)
_BEGS: Final = LazyPattern(
    r"(?:くれる|もらえる|できる|いただける|いい|くれない|もらえない|てもいい)[?？]$"
)


def is_open(reading: Reading) -> bool:
    """Whether a line that nobody could carry out may be a question, though it is not put as one."""
    return bool(
        is_question(reading) or reading.said.rstrip().endswith(("?", "？"))
    ) or not reading.has("remove", "cut", "add", "put", "move", "trim", "replace_verb")


def is_wondered(reading: Reading) -> bool:
    """Whether a line ends as a question and is no request: nobody acts on a question."""
    said = reading.folded.strip()
    return said.endswith("?") and not _ASKED_FOR.search(said) and not reading.has("file", "quote")


def is_question(reading: Reading) -> bool:
    """Whether a line asks rather than orders; "can you ..." is an order."""
    folded = reading.folded.strip()
    if not _ASKS.search(folded) or reading.has("quote", "file"):
        return False
    # 能不能删掉...吗, 消してくれますか: with a verb of ours in it, it is a request.
    wish = (_WISH.search(folded) or _BEGS.search(folded)) and reading.has(
        "add", "remove", "cut", "make", "change", "put", "trim", "set", "move", "keep"
    )
    return not wish and not reading.has("mute", "reverse", "fade_in", "fade_out", "transcribe")
