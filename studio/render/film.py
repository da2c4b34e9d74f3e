"""What is to be drawn: a draft, read tolerantly into frozen records counted in frames."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from studio.project.draft import COLOR, SCENE, SHOT_KINDS, STILL
from studio.render import tolerant_values
from studio.render.tolerant_values import (
    box,
    flag,
    items,
    mapping,
    number,
    text,
    time_ms,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

VIDEO, TEXT = 0, 7
Box = tuple[float, float, float, float]
RATIOS = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "4:5": (1080, 1350)}
WORD_KINDS = ("title", "lower_third", "caption", "end_card", "countdown", "sticker_text")
SIZE_LIMIT = 4096
LONGEST_JOIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Zoom:
    """A slow move into or across a picture: scales, and the middles looked at, as shares."""

    start: float
    end: float
    x: float
    y: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Transition:
    """How a shot takes over from the one before it."""

    kind: str
    frames: int
    direction: str


@dataclass(frozen=True, slots=True)
class Shot:
    """A segment of a video track."""

    kind: str
    first: int
    frames: int
    src: str = ""
    prompt: str = ""
    words: str = ""
    seed: int | None = None
    look: Mapping[str, Any] = field(default_factory=dict)
    color: str = ""
    begin_ms: float = 0.0
    end_ms: float = 0.0
    offset_ms: float = 0.0  # of a split scene or move: how much of it came before
    whole_ms: float = 0.0  # and how long all of it was; nothing where nothing was split
    speed: float = 1.0
    reverse: bool = False
    loop: int = 1
    fit: str = "crop"
    crop: Box | None = None
    rotate: int = 0
    flip: str = ""
    zoom: Zoom | None = None
    stabilize: bool = False
    filter: str = ""
    adjust: Mapping[str, float] = field(default_factory=dict)
    blur: float = 0.0
    blur_area: Box | None = None
    key_color: str = ""
    key_background: str = ""
    join: Transition | None = None
    fade_in: int = 0
    fade_out: int = 0
    fade_color: str = "black"
    role: str = ""
    pos: str | tuple[float, float] = ""
    size: float = 0.0
    opacity: float = 1.0
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The frame after the last one."""
        return self.first + self.frames


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word of a caption and the frames during which it is said, from the caption's start."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TextSegment:
    """A segment of a text track."""

    kind: str
    text: str
    first: int
    frames: int
    sub: str = ""
    pos: str | tuple[float, float] = ""
    size: str | float = ""
    color: str = ""
    background: str = ""
    font: str = ""
    bold: bool = False
    italic: bool = False
    outline: bool = False
    edge_color: str = ""
    shadow: bool = False
    anim: str = ""
    karaoke: bool = False
    opacity: float = 1.0
    spoken: tuple[Spoken, ...] = ()

    @property
    def last(self) -> int:
        """The frame after the last one."""
        return self.first + self.frames


@dataclass(frozen=True, slots=True)
class ProgressBar:
    """A progress bar along an edge of the film."""

    color: str
    top: bool
    height: float


@dataclass(frozen=True, slots=True)
class Film:
    """All that is to be drawn."""

    width: int
    height: int
    fps: int
    frames: int
    shots: tuple[Shot, ...]
    overlays: tuple[Shot, ...]
    words: tuple[TextSegment, ...]
    bar: ProgressBar | None = None
    poster_ms: float | None = None
    poster_src: str = ""

    @property
    def length_ms(self) -> float:
        """How long it is, as shown."""
        return self.frames * 1000 / self.fps

    def sized(self, width: int, height: int) -> Film:
        """The same film in another size."""
        return replace(self, width=_even(width), height=_even(height))


def of(draft: Mapping[str, Any], media: Mapping[str, Any]) -> Film:
    """Read a draft. What is odd is bounded or left out; this never raises."""
    about = mapping(draft.get("m"))
    fps = whole(about.get("fps"), 30, 10, 60)
    width, height = _size(about)
    tracks = items(draft.get("t"))
    video = [track for track in tracks if track.get("tt") == VIDEO]
    main = next((track for track in video if not _layer(track)), None)
    shots = _line(main, fps, media) if main else ()
    upper = sorted((track for track in video if track is not main), key=_layer)
    overlays = tuple(
        shot for track in upper for shot in _placed(track, fps, media) if shot.frames > 0
    )
    length = time_ms(draft.get("d")) or max(
        (shot.last * 1000 / fps for shot in (*shots, *overlays)), default=1000.0
    )
    return Film(
        width=width,
        height=height,
        fps=fps,
        frames=max(1, round(length * fps / 1000)),
        shots=shots,
        overlays=overlays,
        words=tuple(
            words
            for track in tracks
            if track.get("tt") == TEXT
            for words in _texts(track, fps)
            if words.frames > 0
        ),
        bar=_bar(about.get("progress_bar")),
        poster_ms=time_ms(about["thumbnail"]) if "thumbnail" in about else None,
        poster_src=text(about.get("thumbnail_src")),
    )


def _layer(track: Mapping[str, Any]) -> int:
    return whole(mapping(track.get("m")).get("layer"), 0, 0, 99)


def _size(about: Mapping[str, Any]) -> tuple[int, int]:
    ratio = RATIOS.get(text(about.get("ratio")).strip(), (1920, 1080))
    width = whole(about.get("width"), ratio[0], 16, SIZE_LIMIT)
    height = whole(about.get("height"), ratio[1], 16, SIZE_LIMIT)
    return _even(width), _even(height)


def _even(value: int) -> int:
    return max(16, min(SIZE_LIMIT, value // 2 * 2))


def _line(track: Mapping[str, Any], fps: int, media: Mapping[str, Any]) -> tuple[Shot, ...]:
    """The shots of the main track: one after the other, whatever their starts say."""
    at, shots = 0.0, []
    for segment in items(track.get("sg")):
        length = time_ms(segment.get("d"))
        first, last = round(at * fps / 1000), round((at + length) * fps / 1000)
        at += length
        if last > first:
            shots.append(_shot(mapping(segment.get("m")), first, last - first, fps, media))
    return tuple(shots)


def _placed(track: Mapping[str, Any], fps: int, media: Mapping[str, Any]) -> list[Shot]:
    return [
        _shot(mapping(segment.get("m")), *_span(segment, fps), fps, media)
        for segment in items(track.get("sg"))
    ]


def _span(segment: Mapping[str, Any], fps: int) -> tuple[int, int]:
    start = time_ms(mapping(segment.get("m")).get("start"))
    first = round(start * fps / 1000)
    return first, round((start + time_ms(segment.get("d"))) * fps / 1000) - first


def _shot(
    said: Mapping[str, Any], first: int, frames: int, fps: int, media: Mapping[str, Any]
) -> Shot:
    src = text(said.get("src"))
    loop = whole(said.get("loop"), 1, 1, 1000)
    speed = number(said.get("speed"), 1.0, 0.05, 50)
    begin = time_ms(said.get("from"))
    end = time_ms(said.get("to"), begin + frames * 1000 / fps * speed / loop)
    blur, keyed = mapping(said.get("blur")), mapping(said.get("chroma_key"))
    return Shot(
        kind=_kind(said, src, media),
        first=first,
        frames=frames,
        src=src,
        prompt=text(said.get("prompt")) or text(said.get("name")),
        words=text(said.get("type")),
        seed=whole(said["seed"], 0, -(2**62), 2**62) if "seed" in said else None,
        look={str(key): text(value) for key, value in mapping(said.get("look")).items()},
        color=text(said.get("color")),
        begin_ms=begin,
        end_ms=max(begin, end),
        offset_ms=time_ms(said.get("offset")),
        whole_ms=time_ms(said.get("whole_d")),
        speed=speed,
        reverse=flag(said.get("reverse")),
        loop=loop,
        fit=text(said.get("fit"), "crop"),
        crop=box(said.get("crop")),
        rotate=whole(said.get("rotate"), 0, -3600, 3600) % 360 // 90 * 90,
        flip=text(said.get("flip"))[:1].lower(),
        zoom=_zoom(said.get("zoom")),
        stabilize=flag(said.get("stabilize")),
        filter=text(said.get("filter")).strip().lower(),
        adjust={
            str(key): number(value, 0, -100, 100)
            for key, value in mapping(said.get("adjust")).items()
        },
        blur=number(blur.get("strength"), 50 if blur else 0, 0, 100),
        blur_area=box(blur.get("area")),
        key_color=text(keyed.get("color"), "green" if keyed else ""),
        key_background=text(keyed.get("background")),
        join=_join(said.get("transition"), fps),
        fade_in=round(time_ms(said.get("fade_in")) * fps / 1000),
        fade_out=round(time_ms(said.get("fade_out")) * fps / 1000),
        fade_color=text(said.get("fade_color"), "black"),
        role=text(said.get("role")),
        pos=_pos(said.get("pos")),
        size=number(said.get("size"), 0, 0, 1),
        opacity=number(said.get("opacity"), 1, 0, 1),
        said=said,
    )


def _kind(said: Mapping[str, Any], src: str, media: Mapping[str, Any]) -> str:
    """The kind it says, as far as its source agrees."""
    kind = text(said.get("kind")).lower()
    stored = mapping(media.get(src)).get("kind") if src else None
    if kind in {STILL, SCENE, COLOR}:  # a scene may carry the photo of what it shows
        return kind
    if stored == "image":
        return "photo"
    if stored == "video":
        return "clip"
    if kind in SHOT_KINDS:
        return kind
    return "color" if said.get("color") else "scene"


def _zoom(value: object) -> Zoom | None:
    said = mapping(value)
    if not said:
        return None
    x, y = number(said.get("x"), 0.5, 0, 1), number(said.get("y"), 0.5, 0, 1)
    start = number(said.get("from"), 1.0, 0.1, 10)
    return Zoom(
        start,
        number(said.get("to"), max(start, 1.15), 0.1, 10),
        x,
        y,
        number(said.get("x2"), x, 0, 1),
        number(said.get("y2"), y, 0, 1),
    )


def _join(value: object, fps: int) -> Transition | None:
    said = mapping({"kind": value} if isinstance(value, str) else value)
    kind = text(said.get("kind")).lower().strip()
    if not kind or kind in {"cut", "none"}:
        return None
    length = number(said.get("d"), 600, 0, LONGEST_JOIN_S * 1000)
    frames = round(length * fps / 1000)
    return Transition(kind, frames, text(said.get("dir")).lower().strip()) if frames > 1 else None


def _pos(value: object) -> str | tuple[float, float]:
    said = mapping(value)
    if said:
        return number(said.get("x"), 0.5, 0, 1), number(said.get("y"), 0.5, 0, 1)
    return text(value).strip().lower().replace("_", "-").replace(" ", "-")


def _texts(track: Mapping[str, Any], fps: int) -> list[TextSegment]:
    return [_words(segment, fps) for segment in items(track.get("sg"))]


def _words(segment: Mapping[str, Any], fps: int) -> TextSegment:
    said = mapping(segment.get("m"))
    first, frames = _span(segment, fps)
    kind = text(said.get("kind")).lower()
    size = said.get("size")
    return TextSegment(
        kind=kind if kind in WORD_KINDS else "title",
        text=text(said.get("text")).strip(),
        first=first,
        frames=frames,
        sub=text(said.get("sub")).strip(),
        pos=_pos(said.get("pos")),
        size=text(size).lower() if isinstance(size, str) else number(size, 0, 0, 0.5),
        color=text(said.get("color")),
        background=text(said.get("background")),
        font=text(said.get("font")).lower(),
        bold=flag(said.get("bold")),
        italic=flag(said.get("italic")),
        outline=tolerant_values.edged(said.get("outline")),
        shadow=tolerant_values.edged(said.get("shadow")),
        edge_color=tolerant_values.tinted(said.get("outline")),
        anim=text(said.get("anim")).lower(),
        karaoke=flag(said.get("karaoke")),
        opacity=number(said.get("opacity"), 1, 0, 1),
        spoken=_spoken(said, fps),
    )


def _spoken(said: Mapping[str, Any], fps: int) -> tuple[Spoken, ...]:
    """Words with their times; times may count from the film's start or from the caption's."""
    start = time_ms(said.get("start"))
    rows = [row for row in items(said.get("words")) if text(row.get("text")).strip()]
    since = start if rows and time_ms(rows[0].get("start")) >= start else 0.0
    return tuple(
        Spoken(
            text(row.get("text")),
            round((time_ms(row.get("start")) - since) * fps / 1000),
            round((time_ms(row.get("end")) - since) * fps / 1000),
        )
        for row in rows
    )


def _bar(value: object) -> ProgressBar | None:
    if not value:
        return None
    said = tolerant_values.mapping(value)
    tall = number(said.get("height"), 0.008, 0.002, 0.1)
    return ProgressBar(text(said.get("color")), text(said.get("pos")).startswith("top"), tall)
