"""How loud what sounds is: volumes, silence, swelling and dying away."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from studio.operations import clips
from studio.operations.outcome import Args, CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts

if TYPE_CHECKING:
    from studio.project.draft import Draft, Segment

_STEP: Final = 1.35  # "louder" without a number: 2.6 dB
_TRACKS: Final = {
    "music": drafts.MUSIC,
    "voice": drafts.VOICE,
    "sfx": drafts.SOUND,
    "sound": drafts.SOUND,
}


def sounding(draft: Draft, args: Args, *, fallback: str | None = None) -> list[Segment]:
    """The segments whose sound is meant: a track, clips, or everything that sounds."""
    track = args.get("track") or fallback
    if "clip" in args or "clips" in args:
        return [drafts.clips(draft)[place] for place in clips.some_clips(draft, args)]
    if track == "video":
        return drafts.clips(draft)
    if track in _TRACKS:
        found = drafts.segments(draft, _TRACKS[str(track)])
        if not found and track == "voice":
            return drafts.clips(draft)
        if not found:
            raise CannotApplyError("no_music" if track == "music" else "no_sound")
        return found
    names = {drafts.MAIN, drafts.MUSIC, drafts.VOICE, drafts.SOUND}
    return [segment for name, segment in drafts.everything(draft) if name in names]


def volume(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Louder or quieter: to a share, by decibels, by a factor, a modest step."""
    remembered = "music" if shelf.memory.get("target") == "music" else None
    if "from" in args or "edge" in args:
        found = _between(draft, args)
    else:
        found = sounding(draft, args, fallback=remembered)
    if not found:
        raise CannotApplyError("no_sound")
    for segment in found:
        now = drafts.number(segment["m"].get("vol"), 1)
        segment["m"]["vol"] = round(max(0.0, min(_louder(now, args), 4.0)), 3)
    return Outcome(
        draft,
        "volume",
        {"vol": found[0]["m"]["vol"]},
        str(args.get("track") or remembered or "sound"),
    )


def _louder(now: float, args: Args) -> float:
    if "vol" in args:
        return drafts.number(args["vol"], now)
    if "db" in args:
        return now * 10 ** (drafts.number(args["db"], 0) / 20)
    if "x" in args:
        return now * drafts.number(args["x"], 1)
    return now * _STEP if args.get("dir") == "up" else now / _STEP


def _between(draft: Draft, args: Args) -> list[Segment]:
    """The parts of clips in a range, and of the music where it is meant."""
    low, high = clips.span(draft, args)
    if args.get("track") in {"music", "voice"}:
        return _divided(draft, _TRACKS[args["track"]], low, high)
    return [drafts.clips(draft)[place] for place in clips.places_of(draft, low, high)]


def _divided(draft: Draft, name: str, low: int, high: int) -> list[Segment]:
    track = drafts.track(draft, name)
    kept: list[Segment] = []
    inside: list[Segment] = []
    for segment in track["sg"]:
        start, d = drafts.start_of(segment), segment["d"]
        seams = sorted({0, d, *(min(max(at - start, 0), d) for at in (low, high))})
        for first, last in pairwise(seams):
            if last - first < drafts.SHORTEST:
                continue
            part = clips.part_of(segment, first, last)
            part["m"] |= {"start": start + first, "fills": False}
            if first:
                part["m"]["id"] = drafts.fresh_id(
                    {**draft, "t": [*draft["t"], {"tt": 1, "m": {"name": name}, "sg": kept}]}, name
                )
            kept.append(part)
            if low <= start + first and start + last <= high:
                inside.append(part)
    track["sg"] = kept
    return inside


def mute(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """No sound: of a track, of clips, of everything, or from here to there."""
    found = _between(draft, args) if {"from", "edge"} & args.keys() else sounding(draft, args)
    for segment in found:
        segment["m"]["muted"] = True
    if {"from", "edge"} & args.keys() and not args.get("track"):
        for name in (drafts.MUSIC, drafts.VOICE):
            for segment in (
                _divided(draft, name, *clips.span(draft, args))
                if drafts.segments(draft, name)
                else []
            ):
                segment["m"]["muted"] = True
    return Outcome(
        draft, "mute", {"track": args.get("track", "")}, str(args.get("track") or "sound")
    )


def unmute(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """The sound back."""
    for segment in _between(draft, args) if "from" in args else sounding(draft, args):
        segment["m"].pop("muted", None)
        if drafts.number(segment["m"].get("vol"), 1) == 0:
            segment["m"]["vol"] = 1.0
    return Outcome(draft, "unmute", {}, str(args.get("track") or "sound"))


def fade_audio(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """The sound swells or dies away."""
    d = int(drafts.number(args.get("d"), 2000))
    found = sounding(
        draft, args, fallback="music" if drafts.segments(draft, drafts.MUSIC) else "video"
    )
    if not found:
        raise CannotApplyError("no_sound")
    is_in = args.get("dir") == "in"
    segment = found[0] if is_in else found[-1]
    on_video = segment in drafts.clips(draft)
    key = (
        ("sound_in" if is_in else "sound_out") if on_video else ("fade_in" if is_in else "fade_out")
    )
    segment["m"][key] = min(d, segment["d"])
    return Outcome(
        draft,
        "fade_audio_in" if is_in else "fade_audio_out",
        {"d_ms": d},
        str(args.get("track") or "sound"),
    )


OPS: Final = {"volume": volume, "mute": mute, "unmute": unmute, "fade_audio": fade_audio}
