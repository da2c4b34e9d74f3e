"""How the arguments of an operation are found: a name in `frames.yaml`, a function here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from studio.understand.arguments import (
    clip_choice,
    color,
    framing,
    new_footage,
    sound_track,
    text_content,
    text_style,
    times,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from studio.understand.reading import Reading

Args = dict[str, Any]


def _removed(reading: Reading) -> Args:
    return (
        {"off": True} if reading.has("remove", "no_more") and not reading.has("add", "show") else {}
    )


def _position(reading: Reading) -> Args:
    found = text_style.position(reading)
    return {"pos": found} if found else {}


def _color(reading: Reading) -> Args:
    found = reading.first("color", "hex")
    return {"color": reading.slice(found.low, found.high)} if found else {}


def _music_of(reading: Reading) -> Args:
    found = new_footage.music_of(reading)
    return {"music": found[2]} if found and found[2] else {}


def _shortened_by(reading: Reading) -> Args:
    """“shorten clip 2 by 3 seconds”: all of the cut but the edge, which is asked for."""
    time = reading.first("time")
    return {"args": {"d": time.value} | clip_choice.clip(reading)} if time else {}


def _all_clips(reading: Reading) -> Args:
    return clip_choice.clip(reading)


_FINDERS: Final[dict[str, Callable[[Reading], Args]]] = {
    "range": times.span, "range_loose": times.loose_span, "edge": times.edge,
    "edge_kept": times.edge_kept, "edge_until": times.edge_until,
    "edge_apart": times.edge_apart, "edge_range": times.edge_as_span,
    "shortened_by": _shortened_by, "at": times.moment,
    "at_or_time": times.moment_or_time, "at_or_range": times.at_or_span, "length": times.length,
    "shift": times.shift, "sync": times.sync, "n": times.steps, "loop": times.repeats,
    "each": times.each, "duration": times.whole_length, "speed": times.speed,
    "silence": times.silence, "still": times.still, "split": times.split,
    "clip": clip_choice.clip, "clips": clip_choice.clips, "clip_all": _all_clips,
    "two_clips": clip_choice.two,
    "merge": clip_choice.everything, "split_screen": clip_choice.side_by_side,
    "duplicate": clip_choice.copies,
    "move": clip_choice.move, "insert": clip_choice.insertion, "src": clip_choice.source,
    "replace": clip_choice.replacement, "between": clip_choice.between,
    "track": sound_track.track, "track_music": sound_track.track_music,
    "track_sound": sound_track.track_sound,
    "volume": sound_track.volume, "music": sound_track.music, "sfx": sound_track.effect,
    "fade_audio": sound_track.fade,
    "title": text_content.title, "new_text": text_content.new_text, "which_text": text_style.which,
    "which_text_if": text_style.which_if, "text_style": text_style.style,
    "text_time": text_style.timing_of, "person": text_content.person,
    "lines": text_content.lines, "voiceover": text_content.spoken,
    "end_card": text_content.end_card,
    "generate": new_footage.generate, "scene": new_footage.scene, "scenes": new_footage.scenes,
    "music_of": _music_of, "plain_screen": new_footage.plain_screen,
    "transition": framing.joined, "aspect": framing.aspect,
    "crop": framing.crop, "rotate": framing.rotation, "flip": framing.flip, "zoom": framing.zoom,
    "pan_zoom": framing.pan_zoom, "filter": color.filtered, "adjust": color.adjustment,
    "blur": color.blurred, "key": color.keyed, "pip": framing.window, "logo": framing.logo,
    "mark": framing.mark, "fade": framing.faded, "resolution": framing.resolved,
    "pos": _position, "color": _color, "removed": _removed,
}  # fmt: skip


def taken(names: Iterable[str], reading: Reading) -> Args:
    """The arguments that the finders of these names find."""
    args: Args = {}
    for name in names:
        found = (
            framing.shown_join(reading)
            if name == "transition" and reading.has("slideshow")
            else _FINDERS[name](reading)
        )
        args = {**found, **args}
    return args
