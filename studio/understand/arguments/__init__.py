"""How the arguments of an operation are found: a name in `frames.yaml`, a function here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from studio.understand.arguments import (
    grading,
    lettering,
    making,
    picture,
    places,
    sound,
    timing,
    writing,
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
    found = lettering.position(reading)
    return {"pos": found} if found else {}


def _color(reading: Reading) -> Args:
    found = reading.first("color", "hex")
    return {"color": reading.slice(found.low, found.high)} if found else {}


def _music_of(reading: Reading) -> Args:
    found = making.music_of(reading)
    return {"music": found[2]} if found and found[2] else {}


def _shortened_by(reading: Reading) -> Args:
    """“shorten clip 2 by 3 seconds”: all of the cut but the edge, which is asked for."""
    time = reading.first("time")
    return {"args": {"d": time.value} | places.clip(reading)} if time else {}


def _all_clips(reading: Reading) -> Args:
    return places.clip(reading)


_FINDERS: Final[dict[str, Callable[[Reading], Args]]] = {
    "range": timing.span, "range_loose": timing.loose_span, "edge": timing.edge,
    "edge_kept": timing.edge_kept, "edge_until": timing.edge_until,
    "edge_apart": timing.edge_apart, "edge_range": timing.edge_as_span,
    "shortened_by": _shortened_by, "at": timing.moment,
    "at_or_time": timing.moment_or_time, "at_or_range": timing.at_or_span, "length": timing.length,
    "shift": timing.shift, "sync": timing.sync, "n": timing.steps, "loop": timing.repeats,
    "each": timing.each, "duration": timing.whole_length, "speed": timing.speed,
    "silence": timing.silence, "freeze": timing.freeze, "split": timing.split,
    "clip": places.clip, "clips": places.clips, "clip_all": _all_clips, "two_clips": places.two,
    "merge": places.everything, "split_screen": places.side_by_side, "duplicate": places.copies,
    "move": places.move, "insert": places.insertion, "src": places.source,
    "replace": places.replacement, "between": places.between,
    "track": sound.track, "track_music": sound.track_music, "track_sound": sound.track_sound,
    "volume": sound.volume, "music": sound.music, "sfx": sound.effect, "fade_audio": sound.fade,
    "title": writing.title, "new_text": writing.new_text, "which_text": lettering.which,
    "which_text_if": lettering.which_if, "text_style": lettering.style,
    "text_time": lettering.timing_of, "person": writing.person,
    "lines": writing.lines, "voiceover": writing.spoken, "end_card": writing.end_card,
    "generate": making.generate, "scene": making.scene, "scenes": making.scenes,
    "music_of": _music_of, "plain_screen": making.plain_screen,
    "transition": picture.joined, "aspect": picture.aspect,
    "crop": picture.crop, "rotate": picture.rotation, "flip": picture.flip, "zoom": picture.zoom,
    "pan_zoom": picture.pan_zoom, "filter": grading.filtered, "adjust": grading.adjustment,
    "blur": grading.blurred, "key": grading.keyed, "pip": picture.window, "logo": picture.logo,
    "sticker": picture.sticker, "fade": picture.faded, "resolution": picture.resolved,
    "pos": _position, "color": _color, "removed": _removed,
}  # fmt: skip


def taken(names: Iterable[str], reading: Reading) -> Args:
    """The arguments that the finders of these names find."""
    args: Args = {}
    for name in names:
        found = (
            picture.shown_join(reading)
            if name == "transition" and reading.has("slideshow")
            else _FINDERS[name](reading)
        )
        args = {**found, **args}
    return args
