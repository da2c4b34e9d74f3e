"""Arguments of sound: which track, how loud, which music."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from studio.understand.arguments import remaining_text, times
from studio.understand.lazy_pattern import LazyPattern
from studio.understand.numbers import whole

if TYPE_CHECKING:
    from studio.understand.reading import Reading

Args = dict[str, Any]
# The sound that was recorded, where no phrase of the lexicon has it.
_ORIGINAL: Final = LazyPattern(r"原声|原音|元の音|元の動画の音|\boriginal (?:sound|audio)")
# "by 20 %" changes the loudness, "to 20 %" sets it (`_TO`, and `to` below).
_BY: Final = LazyPattern(
    r"\b(?:by|another|extra)\b|(?:降低|调低|减小|减少|提高|增加|调高|增大|再[大小]|小"
    r"|大)(?:了)?(?:约|大概)?\s*\d+\s*%|だけ|%(?:ほど|くらい|ぐらい)?(?:下げ|上げ|小さく"
    r"|大きく|減ら|増や|あっぷ|だうん)"
)
# A complaint that it cannot be heard wants it louder, whatever else it says.
_UNHEARD: Final = LazyPattern(
    r"聞こえ(?:ない|にく|づら)|聞き(?:取り)?(?:にく|づら)|听不(?:清|见|到)|can't hear"
    r"|cannot hear|can barely hear|hard to hear"
)
_TO: Final = LazyPattern(r"\b(?:to|at)\b|到|至|成|为|设|%(?:に|で|まで|くらいに|ぐらいに|程度に)")


def track(reading: Reading) -> Args:
    """Music, voice, or the sound of the video itself."""
    for name, track_name in (
        ("sound_orig", "video"),
        ("mute_target", "video"),
        ("music", "music"),
        ("voice", "voice"),
        ("sfx_noun", "sfx"),
    ):
        if reading.has(name):
            return {"track": track_name}
    return {"track": "video"} if _ORIGINAL.search(reading.folded, reading.low) else {}


def track_music(reading: Reading) -> Args:
    """What sinks under speech: the music unless another track is named."""
    del reading
    return {"track": "music"}


def track_sound(reading: Reading) -> Args:
    """The track that is muted; a time or a clip alone means all that sounds there."""
    return track(reading)


def volume(reading: Reading) -> Args:
    """A share, a change in decibels, a factor, or just a direction."""
    text = reading.folded[reading.low : reading.high]
    down = reading.has("quieter", "lower") and not (
        reading.has("louder") and not reading.has("quieter")
    )
    if _UNHEARD.search(text):
        down = False
    decibels = reading.first("db")
    # "down by 6 dB" and "-6 dB" are the same.
    if decibels:
        amount = float(decibels.value)
        return {"db": whole(-abs(amount) if down else amount)}
    share = reading.first("percent")
    if share:
        if _BY.search(text) and not re.search(r"\bto\b|(?:到|至|成|为)\s*\d", text):
            return {"x": whole(1 - share.value if down else 1 + share.value)}
        return {"vol": share.value}
    return _volume_word(reading, down=down)


def _volume_word(reading: Reading, *, down: bool) -> Args:
    word = reading.meant("vol_word")
    if word is not None:
        return {"vol": whole(float(word))}
    factor = times.factor(reading)
    if factor:
        return {"x": whole(1 / factor if down and factor > 1 else factor)}
    if down:
        return {"dir": "down"}
    return {"dir": "up"} if reading.has("louder", "raise") else {}


def music(reading: Reading) -> Args:
    """A file or a mood, how loud, from where to where."""
    args: Args = {}
    found = reading.first("file_audio")
    if found:
        args["src"] = found.value
    else:
        mood = remaining_text.mood(reading)
        if mood:
            args["mood"] = mood
    share = reading.first("percent")
    if share:
        args["vol"] = share.value
    elif reading.first("vol_word"):
        args["vol"] = whole(float(reading.meant("vol_word") or 1))
    if reading.has("range"):
        args |= times.span(reading)
    return args


def effect(reading: Reading) -> Args:
    """The sound and where it is heard."""
    found = reading.first("sfx_noun")
    args: Args = {"name": remaining_text.effect(reading) or (found.value if found else "")}
    if reading.has("each_cut"):
        return args | {"at": "cuts"}
    at = times.moment_or_time(reading)
    return args | at


def fade(reading: Reading) -> Args:
    """Which track, in or out, how long."""
    args = track(reading) or ({"track": "music"} if reading.has("music") else {})
    if reading.has("fade_in") and not reading.has("fade_out"):
        args["dir"] = "in"
    elif reading.has("fade_out"):
        args["dir"] = "out"
    else:
        at = times.place(reading).get("at") or ("end" if _edge_is_end(reading) else None)
        # Without a word for the direction: at the start it fades in, anywhere else out.
        args["dir"] = "out" if at == "end" else "in" if at == "start" else "out"
    return args | times.length(reading)


def _edge_is_end(reading: Reading) -> bool:
    found = reading.first("edged")
    return bool(found and found.value[0] == "end")
