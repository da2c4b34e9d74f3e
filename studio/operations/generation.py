"""Making footage and putting clips where they belong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from studio.operations import clips
from studio.operations.outcome import Args, CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts
from studio.render import subjects

if TYPE_CHECKING:
    from studio.project.draft import Draft, Segment

# Milliseconds: a scene of a script, a film without a length, the longest a scene stays without
# another view of it; and how many scenes a film may have.
SHOT, _DEFAULT, _LONGEST_SHOT, _MOST_SHOTS = 5000, 10_000, 6000, 60
# A photo stands four seconds and is moved into by 8 %.
_PHOTO: Final = 4000
# Frames by ratio, most with 1080 lines or columns; other ratios are worked out.
_SIZES: Final = {
    "16:9": (1920, 1080),
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:5": (1080, 1350),
    "4:3": (1440, 1080),
    "3:4": (1080, 1440),
    "21:9": (2520, 1080),
    "2.35:1": (1920, 816),
    "5:4": (1350, 1080),
    "2:3": (1080, 1620),
    "3:2": (1620, 1080),
}
_SENTENCE: Final = re.compile(r"(?<=[.!?。！？;；])\s*|\n+")


def frame_of(ratio: str) -> tuple[int, int]:
    """Width and height of a ratio, even numbers."""
    if ratio in _SIZES:
        return _SIZES[ratio]
    found = re.fullmatch(r"(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)", ratio)
    if not found or not float(found[1]) or not float(found[2]):
        return 1920, 1080
    # Nothing narrower than 1:5 or wider than 5:1: "1:100" is a slip.
    share = max(0.2, min(float(found[1]) / float(found[2]), 5.0))
    wide, high = (1920, 1920 / share) if share >= 1 else (1920 * share, 1920)
    return round(wide / 2) * 2, round(high / 2) * 2


def set_ratio(draft: Draft, ratio: str) -> None:
    """Give the film that shape."""
    width, height = frame_of(ratio)
    draft["m"] |= {"ratio": ratio, "width": width, "height": height}


def seed_of(prompt: str, shot: int = 0) -> int:
    """Same words, same film."""
    return (crc32(prompt.encode()) + shot * 7919) % 2**31


def sentences(prompt: str) -> list[str]:
    """A sentence is a scene."""
    found = [one.strip(" .。;；") for one in _SENTENCE.split(prompt)]
    return [one for one in found if one][:_MOST_SHOTS] or [prompt[:200]]


def scene(draft: Draft, prompt: str, d: int, shot: int = 0) -> Segment:
    """A drawn scene that stands nowhere yet."""
    return drafts.made(
        draft,
        drafts.MAIN,
        d,
        kind="scene",
        name=prompt[:60],
        prompt=prompt[:600],
        seed=seed_of(prompt, shot),
    )


def _shots(draft: Draft, prompts: list[str], total: int | None) -> list[Segment]:
    if total is None:
        total = _DEFAULT if len(prompts) == 1 else SHOT * len(prompts)
    total = min(max(total, 500 * len(prompts)), drafts.LONGEST)
    each = max(
        1,
        min(
            round(total / len(prompts) / _LONGEST_SHOT + 0.49), max(1, _MOST_SHOTS // len(prompts))
        ),
    )
    count = each * len(prompts)
    main = drafts.track(draft, drafts.MAIN)["sg"]
    made = []
    for number in range(count):
        d = total * (number + 1) // count - total * number // count
        prompt = prompts[number // each]
        segment = scene(draft, prompt, d, number % each)
        main.append(segment)
        made.append(segment)
    return made


def generate(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Scenes from a description, with music and a title where they are asked for."""
    was_empty = not drafts.clips(draft)
    prompt = str(args["prompt"])
    if args.get("ratio"):
        set_ratio(draft, str(args["ratio"]))
    made = _shots(draft, sentences(prompt), args.get("d"))
    if was_empty:
        draft["m"]["title"] = prompt[:80]
    _with_extras(draft, args)
    d = sum(one["d"] for one in made)
    key = "generate" if was_empty else "generate_more"
    if args.get("music"):
        key += "_music"
    values = {
        "prompt": prompt[:80],
        "d_ms": d,
        "count": len(made),
        "music": args.get("music", ""),
        "ratio": draft["m"]["ratio"],
    }
    return Outcome(draft, key, values, "clip", honest(shelf, prompt))


def honest(shelf: UploadShelf, prompt: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    """What a drawn scene will not show of its words; each thing is told once in a project."""
    if not subjects.is_known(prompt):
        return (("note.letters", {}),)
    told = shelf.memory.get("undrawn") or ()
    things = [one for one in subjects.missing(prompt) if one not in told]
    key = "note.undrawn" if len(things) == 1 else "note.undrawn_several"
    return ((key, {"things": things, "each": things}),) if things else ()


def _with_extras(draft: Draft, args: Args) -> None:
    drafts.laid_out(draft)
    total = drafts.length(draft)
    if args.get("music"):
        mood = str(args["music"])
        drafts.track(draft, drafts.MUSIC)["sg"] = []
        drafts.add(
            draft,
            drafts.MUSIC,
            total,
            kind="music",
            name=mood[:60],
            prompt=mood,
            mood=mood,
            seed=seed_of(mood),
            start=0,
            vol=0.35,
            fills=True,
        )
    if args.get("title"):
        drafts.add(
            draft,
            drafts.TITLES,
            min(3000, total),
            kind="title",
            name=str(args["title"])[:60],
            text=str(args["title"]),
            start=0,
            pos="center",
            size="large",
            anim="fade",
        )


def storyboard(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """A scene for each line of a script."""
    prompts = [str(one)[:600] for one in args["scenes"]][:_MOST_SHOTS]
    if args.get("ratio"):
        set_ratio(draft, str(args["ratio"]))
    made = []
    for prompt in prompts:
        segment = scene(draft, prompt, int(args.get("each") or SHOT))
        drafts.track(draft, drafts.MAIN)["sg"].append(segment)
        made.append(segment)
    draft["m"]["title"] = draft["m"].get("title") or prompts[0][:80]
    values = {"count": len(made), "d_ms": sum(one["d"] for one in made)}
    known = [one for one in honest(shelf, ". ".join(prompts)) if one[0] != "note.letters"]
    return Outcome(draft, "storyboard", values, "clip", tuple(known))


def from_media(draft: Draft, shelf: UploadShelf, media_id: str, d: Any = None) -> Segment:
    """A clip or photo of an upload that stands nowhere yet."""
    facts = shelf.facts(media_id)
    name = str(facts.get("name", media_id))
    if facts.get("kind") == "image":
        length = int(drafts.number(d, _PHOTO))
        return drafts.made(
            draft,
            drafts.MAIN,
            length,
            kind="photo",
            src=media_id,
            name=name,
            fit="blur",
            zoom={"from": 1.0, "to": 1.08},
        )
    whole = int(drafts.number(facts.get("duration_ms"), 0)) or 5000
    length = min(whole, int(drafts.number(d, whole)) or whole)
    return drafts.made(
        draft,
        drafts.MAIN,
        length,
        kind="clip",
        src=media_id,
        name=name,
        **{"from": 0, "to": length},
        fit="blur",
    )


def place_loose(
    draft: Draft, shelf: UploadShelf, kinds: tuple[str, ...] = ("video", "image")
) -> int:
    """Put the uploads that stand nowhere yet at the end of the main track."""
    used = {segment["m"].get("src") for _, segment in drafts.everything(draft)}
    count = 0
    for media_id in shelf.uploads(*kinds):
        if media_id not in used:
            segment = from_media(draft, shelf, media_id)
            if not drafts.clips(draft):
                fit_to(draft, shelf.facts(media_id))
            drafts.track(draft, drafts.MAIN)["sg"].append(segment)
            count += 1
    drafts.laid_out(draft)
    return count


def fit_to(draft: Draft, facts: Any) -> None:
    """The film takes the shape of its first footage, where it is a usual one."""
    width, height = drafts.number(facts.get("width"), 0), drafts.number(facts.get("height"), 0)
    if not width or not height:
        return
    share = width / height
    near = min(_SIZES, key=lambda name: abs(_SIZES[name][0] / _SIZES[name][1] - share))
    set_ratio(draft, near)


def slideshow(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """All photos one after another."""
    photos = shelf.uploads("image")
    if not photos:
        raise CannotApplyError("no_photos")
    each = int(drafts.number(args.get("each"), 3000))
    drafts.track(draft, drafts.MAIN)["sg"] = [
        one for one in drafts.clips(draft) if one["m"].get("kind") != "photo"
    ]
    for number, name in enumerate(photos):
        segment = from_media(draft, shelf, name, each)
        segment["m"]["zoom"] = (
            {"from": 1.0, "to": 1.1} if number % 2 == 0 else {"from": 1.1, "to": 1.0}
        )
        segment["m"]["transition"] = {
            "kind": join_name(args.get("transition") or "fade"),
            "d": min(600, each // 3),
        }
        drafts.track(draft, drafts.MAIN)["sg"].append(segment)
    if args.get("music"):
        _with_extras(draft, {"music": args["music"]})
    return Outcome(draft, "slideshow", {"count": len(photos), "each_ms": each}, "clip")


def join_name(name: Any) -> str:
    """The draft's word for a transition."""
    return {"fade": "crossfade", "none": "none"}.get(str(name), str(name))


def highlight(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """A short version: an equal share from the middle of each clip, chosen by time alone."""
    total = drafts.length(draft)
    wanted = int(drafts.number(args.get("d"), min(30_000, total * 2 // 5)))
    if wanted >= total:
        raise CannotApplyError("short_already", d_ms=total)
    # A part of each clip, and of long ones about one for every four seconds.
    count = max(len(drafts.clips(draft)), min(6, max(1, wanted // 4000)))
    kept = []
    for number in range(count):
        low, high = total * number // count, total * (number + 1) // count
        part = min(wanted // count, high - low)
        middle = (low + high) // 2
        kept.append((middle - part // 2, middle - part // 2 + part))
    gaps = zip([0, *[high for _, high in kept]], [*[low for low, _ in kept], total], strict=True)
    for low, high in sorted(gaps, reverse=True):
        if high - low > drafts.SHORTEST:
            clips.without(draft, low, high)
            drafts.laid_out(draft)
    return Outcome(draft, "highlight", {"d_ms": drafts.length(draft), "count": count}, "clip")


OPS: Final = {
    "generate": generate, "storyboard": storyboard, "slideshow": slideshow, "highlight": highlight,
}  # fmt: skip
