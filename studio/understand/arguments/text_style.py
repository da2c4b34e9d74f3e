"""Arguments of how a text looks and which one is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from studio.understand.arguments import remaining_text, times

if TYPE_CHECKING:
    from studio.understand.reading import Reading


def look(reading: Reading) -> Args:
    """Colour, place, size, weight."""
    args: Args = {}
    color = _color(reading)
    if color:
        args["color"] = color
    pos = position(reading)
    if pos:
        args["pos"] = pos
    if reading.has("size_change"):
        args["size"] = reading.meant("size_change")
    elif reading.has("size"):
        args["size"] = reading.meant("size")
    styles = {str(token.concepts["style"]) for token in reading.all("style")}
    if "bold" in styles:
        args["weight"] = "bold"
    if "italic" in styles:
        args["italic"] = True
    args |= _edging(reading, styles) | _moving(reading)
    if reading.has("opacity"):
        args["opacity"] = float(reading.meant("opacity") or 1)
    elif (
        reading.has("opacity_noun", "percent")
        and reading.first("percent")
        and reading.has("opacity_noun")
    ):
        found = reading.first("percent")
        args["opacity"] = found.value if found else 1
    return args


def _moving(reading: Reading) -> Args:
    """How words come, and whether they light up as they are sung."""
    args: Args = {"anim": reading.meant("anim")} if reading.has("anim") else {}
    if reading.has("karaoke"):
        args["karaoke"] = not reading.has("remove", "no_more")
    return args


def _edging(reading: Reading, styles: set[str]) -> Args:
    args: Args = {}
    for style in ("outline", "shadow", "background"):
        if style in styles:
            # An outline needs a colour, a shadow and a box have one.
            args[style] = _color_of(reading, style) or (True if style != "outline" else "black")
    if reading.has("remove") and styles:
        args |= dict.fromkeys(styles & {"outline", "shadow", "background"}, False)
    return args


def _color_of(reading: Reading, style: str) -> str | None:
    """The colour that stands right in front of an outline, a shadow, a box."""
    tokens = reading.tokens
    for place, token in enumerate(tokens):
        if token.concepts.get("style") == style:
            if "edge_color" in token.concepts:
                return str(token.concepts["edge_color"])
            for before in reversed(tokens[max(0, place - 3) : place]):
                if before.has("color", "hex"):
                    return reading.slice(before.low, before.high)
                if before.kind == "stop" or before.has("add", "and"):
                    break
    return None


def _color(reading: Reading) -> str | None:
    """The colour of the letters: the one that belongs to no outline."""
    edging = {_color_of(reading, style) for style in ("outline", "shadow", "background")}
    for token in reading.all("color", "hex"):
        found = reading.slice(token.low, token.high)
        if found not in edging:
            # 红字 is a colour with its noun; 字 alone is none.
            return re.sub("(?<=.)(?:文字|字)$", "", found)
    return None


def position(reading: Reading) -> str | None:
    """Where on the picture; both of "top" and "left" make a corner."""
    found = [str(token.concepts["pos"]) for token in reading.all("pos")]
    if not found:
        return None
    # "top, left" is read as the first; "top-left" is a place of its own.
    exact = [pos for pos in found if "-" in pos]
    return exact[0] if exact else found[0]


Args = dict[str, Any]
# The first that is named: "the caption under the title" is a caption.
_WHICH: Final = (
    ("caption_noun", "caption"),
    ("lower_third", "lower_third"),
    ("end_card", "end_card"),
    ("title_noun", "title"),
)


def which(reading: Reading) -> Args:
    """Which text."""
    args: Args = {}
    for concept, name in _WHICH:
        if reading.has(concept):
            args["which"] = name
            break
    else:
        # "all text" but not "all titles", which has its noun.
        args["which"] = "all" if reading.has("all") and reading.has("text_noun") else "title"
    number = reading.first("which")
    if number:
        args["n"] = number.value
    return args


def which_if(reading: Reading) -> Args:
    """Which text, where it is not simply the title."""
    args = which(reading)
    return {key: value for key, value in args.items() if key == "n" or value != "title"}


def style(reading: Reading) -> Args:
    """What a text shall look like, and which one it is."""
    args = (
        which_if(reading)
        if reading.has("caption_noun", "lower_third_strong", "end_card", "which")
        else {}
    )
    # The lower third is also a place on the picture: then it says where, not which text.
    if args.get("which") == "lower_third" and reading.meant("pos") == "lower-third":
        args.pop("which")
    inner = look(reading)
    found = reading.first("percent")
    # "text 20 % larger": a share beside a size is one.
    if found and "opacity" not in inner and reading.has("size_change", "font_word"):
        inner["size"] = found.value
    if reading.has("font_word") and not inner:
        # What is left over is the name of a font: there is no list of them.
        name = remaining_text.words(
            reading,
            (
                "stop_word",
                "font_word",
                "change",
                "make",
                "set",
                "text_noun",
                "title_noun",
                "caption_noun",
                "the",
                "particle",
                "use",
                "lead",
                "it",
                "put",
                "replace_verb",
            ),
        )
        inner = {"font": name} if name else {}
    return args | inner


def timing_of(reading: Reading) -> Args:
    """When and how long a text stands."""
    args = times.at_and_length(reading)
    return {key: args[key] for key in ("at", "from", "to", "d") if key in args}
