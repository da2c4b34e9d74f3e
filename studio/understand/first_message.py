"""A first message: on an empty timeline, what describes something is the film to be made.

There is nothing yet that could be edited, so that "sunset over the sea, 10 seconds, calm piano"
can mean one thing only, though it names no film. Later the same words may be one more scene.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from intents import yaml_file
from studio import catalogue
from studio.project import draft as drafts
from studio.understand import small_talk
from studio.understand.arguments import new_footage
from studio.understand.order import Order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.project.history import Project
    from studio.understand.reading import Reading

_PAGE: Final = Path(__file__).parent / "data" / "first.yaml"
_SHOWN: Final = ("generate", "prompt")  # the question what a film shall show
# What may stand in front of a description: "10 s, 9:16: a fox".
_LENGTHS: Final = frozenset({"time", "ratio", "stop", "fps"})
# Where one ends: at a sign, before "with" or "set", at a blank before an eastern word.
_ENDS: Final = re.compile(
    r"\s*(?:[,，、;；。.!！]|$|\b(?:with|and|set|titled?|over|in|for)\b)"
    r"|\s(?=[\u3400-\u9fff])|[的の](?=\d|视频|短片|影片|動画|映像)"
)
_FEW: Final = 2  # words that show something, an eastern one of two signs
_ENOUGH: Final = 1  # where it is told how long, or that it is to be made


def film(line: Reading, found: Order | None, project: Project) -> Order | None:
    """The film that a first message describes; nothing where it is another message."""
    if _is_talk(line) or not _is_empty(project):
        return None
    if asked := project.memory.get("open"):
        return _awaited(line, asked)
    return _pictured(line, found)


def scene(line: Reading, found: Order | None, project: Project) -> Order | None:
    """The scene that a line describes where there is a film already: it is offered."""
    if _is_empty(project) or project.memory.get("open") or _is_talk(line):
        return None
    is_told = line.folded.startswith(("a ", "an "))
    if found is not None and not (
        is_told and _is_beside(found) if found.acts else _may_be_more(line, found)
    ):
        return None
    shown = _pictured(line, found)
    if shown is None:
        return None
    # Behind the last clip, as one goes on telling.
    args = {"prompt": shown.args["prompt"], "at": "end", "after": -1}
    if "d" in shown.args:
        args["d"] = shown.args["d"]
    offer = {"op": "add_scene", "args": args}
    return Order("ask", {"about": "scene", "said": args["prompt"], "offer": offer}, line.language)


def _pictured(line: Reading, found: Order | None) -> Order | None:
    is_told = line.folded.startswith(("a ", "an "))
    # "a fox in the snow" is no order, whatever frame its words fit; without an article, a line that
    # begins or ends as an order is one.
    may_be = is_told or (_may_be_more(line, found) and not _is_order(line))
    if not may_be or line.has(*_page()["edits"]):
        return None
    return _described(line, found, is_told=is_told)


def _described(line: Reading, found: Order | None, *, is_told: bool) -> Order | None:
    shown = _without_wishes(line)
    if shown is None:
        return None
    stretch = shown.low, shown.high
    args = new_footage.described(shown, stretch, *_beside(found), comes_first=True)
    low = line.said.find(prompt := str(args.get("prompt", "")), shown.low)
    high = low + len(prompt)
    if not prompt or low < 0 or not _shows(line, low, high, is_told=is_told):
        return None
    # Where an order was found as well, the description must come first and be told apart: "sunset
    # over the sea, calm piano".
    is_free = is_told or found is None or (not found.acts and "op" not in found.args)
    if is_free or _stands_alone(line, shown.low, low, high):
        return Order("generate", args, line.language)
    return None


def _stands_alone(line: Reading, begin: int, low: int, high: int) -> bool:
    """Whether a description comes first in a line and is told apart from what is beside it."""
    before = line.between(begin, low).tokens
    lengths = all(one.kind in _LENGTHS or one.has("stop_word") for one in before)
    return lengths and bool(_ENDS.match(line.said, high))


@cache
def _page() -> Mapping[str, Any]:
    return dict(yaml_file.read(_PAGE))


def _is_empty(project: Project) -> bool:
    uploads = any(one.get("kind") in {"video", "image"} for one in project.media.values())
    return not (drafts.clips(project.draft) or uploads)


def _awaited(line: Reading, asked: Any) -> Order | None:
    """What was asked for: whatever it says, it is what the film shows."""
    if not isinstance(asked, dict) or (asked.get("op"), asked.get("about")) != _SHOWN:
        return None
    args = new_footage.described(line, (line.low, line.high))
    told = {**dict(asked.get("args") or {}), **args}
    return Order("generate", told | {"prompt": line.said.strip()}, line.language)


def _may_be_more(line: Reading, found: Order | None) -> bool:
    """Whether what has been understood may be a part of a description."""
    # "make it nicer" speaks of what is there.
    if line.has("vague", "there", "it"):
        return False
    if found is None:
        return True
    if found.op in {"talk", "ask"}:
        return (
            found.args.get("about") in {"off_topic", "what"}
            or catalogue.of(str(found.args.get("op"))).is_beside_description
        )
    return _is_beside(found)


def _is_beside(found: Order) -> bool:
    if found.op == "text_style":  # 花火大会: a "large" within a word
        return set(found.args) == {"size"}
    return all(
        catalogue.of(str(part["op"])).is_beside_description
        for part in found.args.get("ops", [{"op": found.op}])
    )


def _is_talk(line: Reading) -> bool:
    if line.has("off_topic", "question", "praise", "clip", "step"):
        return True
    if small_talk.is_question(line):
        return True
    if line.said.rstrip().endswith(("?", "？")):
        return True
    # English ones are held against whole words, the others, which know no blanks, against letters.
    words: list[str] = _page()["talk"][line.language]
    if line.language == "en":
        said = {str(token.value) for token in line.tokens}
        return any(word in said for word in words)
    return any(word in line.said for word in words)


def _is_order(line: Reading) -> bool:
    """Whether it begins as an order to edit does, or ends so where verbs stand last."""
    words = [token for token in line.tokens if token.kind == "word"]
    # "please make me ..." is in front of orders and of wishes alike: the verb behind it decides.
    inner = [token for token in words if not token.has("lead", "want", "make", "stop_word")]
    ends = inner[:1]
    if line.language != "en" and inner[-1:] == list(line.tokens[-1:]):
        ends = [*ends, *inner[-1:]]
    return any(token.has(*_page()["verbs"]) for token in ends)


def _without_wishes(line: Reading) -> Reading | None:
    """The line without "please make me a video of" and its like at its ends."""
    tokens = list(line.tokens)
    around = _page()["around"]
    first = next((at for at, one in enumerate(tokens) if not one.has(*around)), None)
    if first is None:
        return None
    last = next(at for at in range(len(tokens), 0, -1) if not tokens[at - 1].has(*around))
    begun = any(one.has("make", "lead", "want", "about") for one in tokens[:first])
    ended = any(one.has("make", "lead", "want", "video_noun") for one in tokens[last:])
    low = tokens[first].low if begun else line.low
    high = tokens[last - 1].high if ended else line.high
    return line.between(low, high)


def _beside(found: Order | None) -> tuple[str, str]:
    """What has been understood beside the description: words to be shown, a mood of music."""
    parts: list[Any] = []
    if found is not None:
        parts = list(found.args.get("ops", [{"op": found.op, "args": found.args}]))
    told = {str(part["op"]): part["args"] for part in parts}
    mood = str(told.get("music", {}).get("mood") or "")
    return str(told.get("title", {}).get("text") or ""), "" if mood == "none" else mood


def _shows(line: Reading, low: int, high: int, *, is_told: bool) -> bool:
    """Whether the description names something that is no word of our trade."""
    inside = [one for one in line.tokens if low <= one.low < high and not one.concepts]
    words = [str(one.value) for one in inside if one.kind == "word"]
    latin = sum(word.isascii() and word.isalpha() and len(word) > _FEW for word in words)
    eastern = sum(not word.isascii() for word in words)
    is_measured = any(one.kind in {"time", "ratio"} for one in line.tokens)
    is_wish = is_told or is_measured or line.has("make", "want")
    # Two words that are none of ours make a description, one is enough where a length or a wish is
    # told: "waves, 10 seconds".
    needed = _ENOUGH if is_wish or len(line.tokens) == 1 else _FEW
    return latin >= needed or eastern > needed
