"""Sound: music, voices, effects, loudness, silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from studio.operations import clips, generation, volume
from studio.operations.outcome import Args, CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts

if TYPE_CHECKING:
    from studio.project.draft import Draft

_VOL: Final = 0.35  # the loudness of music that nobody set: it lies under what is said and shown
_DUCK: Final = 0.25  # the share of it that is left under a voice (`render/sound/cues`)
_EAST_ASIA: Final = 0x2E80  # where its scripts begin
# Milliseconds that a made effect lasts.
_EFFECT: Final = 800
_EFFECTS: Final = {  # what people call them in three languages, and what the mixer makes
    "whoosh": (
        "whoosh",
        "swoosh",
        "swish",
        "嗖",
        "呼",
        "ひゅう",
        "ヒュー",
        "シュッ",
        "スウッシュ",
        "转场音",
    ),
    "ding": ("ding", "bell", "chime", "叮", "铃", "ベル", "チーン", "ピンポン", "ring"),
    "boom": (
        "boom",
        "explosion",
        "impact",
        "gunshot",
        "thunder",
        "爆炸",
        "轰",
        "爆発",
        "ドーン",
        "雷",
    ),
    "applause": ("applause", "clap", "cheer", "掌声", "鼓掌", "欢呼", "拍手", "歓声"),
    "click": ("click", "shutter", "快门", "咔", "クリック", "カチ", "シャッター", "typing"),
    "pop": ("pop", "啵", "ポン", "ぽん"),
    "beep": ("beep", "buzzer", "嘀", "哔", "ビープ", "ピー", "ブザー"),
    "drum": ("drum", "鼓", "ドラム", "太鼓"),
    "laugh": (
        "laugh",
        "笑",
    ),
}


def music(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Another music, or none; a mood, an upload, or simply some."""
    track = drafts.segments(draft, drafts.MUSIC)
    if args.get("mood") == "none":
        if not track:
            raise CannotApplyError("no_music")
        drafts.track(draft, drafts.MUSIC)["sg"] = []
        return Outcome(draft, "music_off", {}, "music")
    old = track[0]["m"] if track else {}
    facts = _music_facts(args, shelf, old)
    total = drafts.length(draft)
    start, d = 0, total
    if "from" in args:
        start, high = clips.span(draft, {"from": args["from"], "to": args.get("to")})
        d = high - start
        facts["fills"] = False
    vol = drafts.number(args.get("vol"), drafts.number(old.get("vol"), _VOL))
    drafts.track(draft, drafts.MUSIC)["sg"] = []
    kept = {key: old[key] for key in ("duck", "fade_in", "fade_out") if key in old}
    drafts.add(draft, drafts.MUSIC, d, **kept, start=start, vol=max(0, min(vol, 2)), **facts)
    return Outcome(
        draft, "music_changed" if track else "music", {"mood": facts["name"], "vol": vol}, "music"
    )


def _music_facts(args: Args, shelf: UploadShelf, old: dict[str, Any]) -> dict[str, Any]:
    if args.get("src"):
        return _from_file(shelf, shelf.need(args["src"]))
    mood = str(args.get("mood") or "")[:120]
    if not mood and not old and (upload := shelf.latest("audio")):
        return _from_file(shelf, upload)
    prompt = mood or str(old.get("mood") or "calm")
    seed = generation.seed_of(prompt, 1 if old and not mood else 0)
    return {
        "kind": "music",
        "name": prompt[:60],
        "prompt": prompt,
        "mood": prompt,
        "seed": seed,
        "fills": True,
    }


def _from_file(shelf: UploadShelf, media_id: str) -> dict[str, Any]:
    facts = shelf.facts(media_id)
    whole = int(drafts.number(facts.get("duration_ms"), 0))
    return {
        "kind": "audio",
        "src": media_id,
        "name": str(facts.get("name", media_id)),
        "from": 0,
        "to": whole,
        "fills": True,
    }


def music_range(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """The music only from here to there."""
    found = drafts.segments(draft, drafts.MUSIC)
    if not found:
        raise CannotApplyError("no_music")
    low, high = clips.span(draft, {"from": args.get("from"), "to": args.get("to")})
    for segment in found:
        segment["m"] |= {"start": low, "fills": False}
        segment["d"] = high - low
    return Outcome(draft, "music_range", {"from_ms": low, "to_ms": high}, "music")


def duck(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """The music sinks while somebody speaks."""
    for segment in volume.sounding(draft, {"track": args.get("track") or "music"}):
        segment["m"]["duck"] = _DUCK
    return Outcome(draft, "duck", {"vol": _DUCK}, "music")


def replace_audio(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """An upload in place of what the clips sound like."""
    media_id = shelf.need(args.get("src"))
    facts = shelf.facts(media_id)
    for clip in drafts.clips(draft):
        clip["m"]["muted"] = True
    whole = int(drafts.number(facts.get("duration_ms"), 0)) or drafts.length(draft)
    drafts.track(draft, drafts.VOICE)["sg"] = []
    d = min(whole, drafts.length(draft) or whole)
    drafts.add(
        draft,
        drafts.VOICE,
        d,
        kind="audio",
        src=media_id,
        name=str(facts.get("name", media_id)),
        start=0,
        vol=1.0,
        **{"from": 0, "to": d},
    )
    return Outcome(draft, "replace_audio", {"name": str(facts.get("name", media_id))}, "voice")


def sync_audio(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Sound against picture: later (+) or earlier (-)."""
    by = args.get("by")
    if by is None:
        by = (
            drafts.number(args.get("frames"), 0)
            * 1000
            / (drafts.number(draft["m"].get("fps"), 30) or 30)
        )
    shift = round(drafts.number(by, 0))
    moved = (
        drafts.segments(draft, drafts.VOICE)
        if args.get("track") != "music"
        else drafts.segments(draft, drafts.MUSIC)
    )
    for segment in moved:
        segment["m"] |= {"start": max(0, drafts.start_of(segment) + shift), "fills": False}
    if not moved:
        for clip in drafts.clips(draft):
            clip["m"]["sound_shift"] = int(drafts.number(clip["m"].get("sound_shift"), 0)) + shift
    return Outcome(
        draft, "sync_later" if shift > 0 else "sync_earlier", {"d_ms": abs(shift)}, "sound"
    )


def voiceover(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """A synthetic voice reads a text."""
    text = str(args["text"])[:2000]
    start = drafts.moment(draft, args.get("at", args.get("from")), 0)
    d = min(max(1200, _spoken(text)), max(drafts.length(draft) - start, 1200))
    drafts.add(
        draft, drafts.VOICE, d, kind="voice", name=text[:60], text=text, start=start, vol=1.0
    )
    for segment in drafts.segments(draft, drafts.MUSIC):
        segment["m"].setdefault("duck", _DUCK)
    return Outcome(draft, "voiceover", {"text": text[:120], "d_ms": d}, "voice")


def _spoken(text: str) -> int:
    """About how long reading takes: 14 letters or 5 ideographs a second."""
    wide = sum(ord(char) > _EAST_ASIA for char in text)
    return round((len(text) - wide) / 14 * 1000 + wide / 5 * 1000)


def effect(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """A short sound at one moment or at each cut."""
    name = str(args["name"])
    kind = next(
        (known for known, words in _EFFECTS.items() if any(word in name.lower() for word in words)),
        "whoosh",
    )
    if args.get("at") == "cuts":
        moments = [drafts.start_of(clip) for clip in drafts.clips(draft)[1:]]
        if not moments:
            raise CannotApplyError("one_clip")
    else:
        latest = max(0, drafts.length(draft) - _EFFECT)
        moments = [min(drafts.moment(draft, args.get("at"), 0), latest)]
    for at in moments:
        drafts.add(
            draft,
            drafts.SOUND,
            _EFFECT,
            kind="sfx",
            name=name[:40],
            sound=kind,
            start=max(0, at - 200 if args.get("at") == "cuts" else at),
            vol=0.8,
        )
    return Outcome(draft, "sfx", {"name": name, "count": len(moments)}, "sfx")


def denoise(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Less noise in what was recorded."""
    places = clips.some_clips(draft, args)
    filmed = [
        drafts.clips(draft)[place]
        for place in places
        if drafts.clips(draft)[place]["m"].get("kind") == "clip"
    ]
    filmed += [
        one for one in drafts.segments(draft, drafts.VOICE) if one["m"].get("kind") == "audio"
    ]
    if not filmed:
        raise CannotApplyError("no_recorded_sound")
    for segment in filmed:
        segment["m"]["denoise"] = True
    return Outcome(draft, "denoise", {"count": len(filmed)}, "sound")


def normalize(draft: Draft, _: Args, __: UploadShelf) -> Outcome:
    """One loudness for all."""
    draft["m"]["loudness"] = -14
    draft["m"]["even"] = True
    return Outcome(draft, "normalize", {}, "sound")


OPS: Final = {
    "music": music, "music_range": music_range, "duck": duck, "replace_audio": replace_audio,
    "sync_audio": sync_audio, "voiceover": voiceover, "sfx": effect, "denoise": denoise,
    "normalize": normalize,
}  # fmt: skip
