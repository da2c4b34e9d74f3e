"""Reads a draft into frozen records counted in frames: what is to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from studio.project.draft import COLOR, SCENE, SHOT_KINDS, STILL
from studio.render import tolerant_values
from studio.render.tolerant_values import (
    box,
    flag,
    integer,
    items,
    mapping,
    number,
    text,
    time_ms,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

VIDEO, TEXT = 0, 7  # `tt` of a track in the vendor's draft; 1 is audio
Box = tuple[float, float, float, float]
# The ratios a person can ask for, each with 1080 pixels on its shorter side.
RATIOS = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "4:5": (1080, 1350)}
WORD_KINDS = ("title", "lower_third", "caption", "end_card", "countdown", "sticker_text")
SIZE_LIMIT = 4096  # pixels a side: no draft may fill the memory
LONGEST_TRANSITION_S = 5.0  # both shots are open during it; longer ones are typing slips


@dataclass(frozen=True, slots=True)
class Zoom:
    """A slow zoom or pan: scale and centre at the start and the end, as shares of the picture."""

    start: float
    end: float
    x: float
    y: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Transition:
    """The transition into a shot: kind, length, direction."""

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
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The frame behind its last one."""
        return self.first + self.frames


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of a caption and the frames it is said in, counted from the caption's start."""

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
    spoken: tuple[SpokenWord, ...] = ()

    @property
    def last(self) -> int:
        """The frame behind its last one."""
        return self.first + self.frames


@dataclass(frozen=True, slots=True)
class ProgressBar:
    color: str
    top: bool
    height: float


@dataclass(frozen=True, slots=True)
class Film:
    width: int
    height: int
    fps: int
    frames: int
    shots: tuple[Shot, ...]
    overlays: tuple[Shot, ...]
    texts: tuple[TextSegment, ...]
    bar: ProgressBar | None = None
    poster_ms: float | None = None
    poster_src: str = ""

    @property
    def length_ms(self) -> float:
        return self.frames * 1000 / self.fps

    def sized(self, width: int, height: int) -> Film:
        """The same film at another resolution, rounded to even sides."""
        return replace(self, width=_even(width), height=_even(height))


def of(draft: Mapping[str, Any], media: Mapping[str, Any]) -> Film:
    """Read a draft; odd values are bounded or left out, so this never raises."""
    about = mapping(draft.get("m"))
    fps = integer(about.get("fps"), 30, 10, 60)
    width, height = _size(about)
    tracks = items(draft.get("t"))
    video = [track for track in tracks if track.get("tt") == VIDEO]
    main = next((track for track in video if not _layer_number(track)), None)
    shots = _main_shots(main, fps, media) if main else ()
    upper = sorted((track for track in video if track is not main), key=_layer_number)
    overlays = tuple(
        shot for track in upper for shot in _overlay_shots(track, fps, media) if shot.frames > 0
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
        texts=tuple(
            text_segment
            for track in tracks
            if track.get("tt") == TEXT
            for text_segment in _text_segments(track, fps)
            if text_segment.frames > 0
        ),
        bar=_progress_bar(about.get("progress_bar")),
        poster_ms=time_ms(about["thumbnail"]) if "thumbnail" in about else None,
        poster_src=text(about.get("thumbnail_src")),
    )


def _layer_number(track: Mapping[str, Any]) -> int:
    return integer(mapping(track.get("m")).get("layer"), 0, 0, 99)


def _size(about: Mapping[str, Any]) -> tuple[int, int]:
    ratio = RATIOS.get(text(about.get("ratio")).strip(), (1920, 1080))
    width = integer(about.get("width"), ratio[0], 16, SIZE_LIMIT)
    height = integer(about.get("height"), ratio[1], 16, SIZE_LIMIT)
    return _even(width), _even(height)


def _even(value: int) -> int:
    return max(16, min(SIZE_LIMIT, value // 2 * 2))


def _main_shots(track: Mapping[str, Any], fps: int, media: Mapping[str, Any]) -> tuple[Shot, ...]:
    """The shots of the main track, laid end to end whatever their starts say."""
    at, shots = 0.0, []
    for segment in items(track.get("sg")):
        length = time_ms(segment.get("d"))
        first, last = round(at * fps / 1000), round((at + length) * fps / 1000)
        at += length
        if last > first:
            shots.append(_shot(mapping(segment.get("m")), first, last - first, fps, media))
    return tuple(shots)


def _overlay_shots(track: Mapping[str, Any], fps: int, media: Mapping[str, Any]) -> list[Shot]:
    return [
        _shot(mapping(segment.get("m")), *_span(segment, fps), fps, media)
        for segment in items(track.get("sg"))
    ]


def _span(segment: Mapping[str, Any], fps: int) -> tuple[int, int]:
    start = time_ms(mapping(segment.get("m")).get("start"))
    first = round(start * fps / 1000)
    return first, round((start + time_ms(segment.get("d"))) * fps / 1000) - first


def _shot(
    meta: Mapping[str, Any], first: int, frames: int, fps: int, media: Mapping[str, Any]
) -> Shot:
    src = text(meta.get("src"))
    loop = integer(meta.get("loop"), 1, 1, 1000)
    speed = number(meta.get("speed"), 1.0, 0.05, 50)
    begin = time_ms(meta.get("from"))
    end = time_ms(meta.get("to"), begin + frames * 1000 / fps * speed / loop)
    blur, keyed = mapping(meta.get("blur")), mapping(meta.get("chroma_key"))
    return Shot(
        kind=_kind(meta, src, media),
        first=first,
        frames=frames,
        src=src,
        prompt=text(meta.get("prompt")) or text(meta.get("name")),
        words=text(meta.get("type")),
        seed=integer(meta["seed"], 0, -(2**62), 2**62) if "seed" in meta else None,
        look={str(key): text(value) for key, value in mapping(meta.get("look")).items()},
        color=text(meta.get("color")),
        begin_ms=begin,
        end_ms=max(begin, end),
        offset_ms=time_ms(meta.get("offset")),
        whole_ms=time_ms(meta.get("whole_d")),
        speed=speed,
        reverse=flag(meta.get("reverse")),
        loop=loop,
        fit=text(meta.get("fit"), "crop"),
        crop=box(meta.get("crop")),
        rotate=integer(meta.get("rotate"), 0, -3600, 3600) % 360 // 90 * 90,
        flip=text(meta.get("flip"))[:1].lower(),
        zoom=_zoom(meta.get("zoom")),
        stabilize=flag(meta.get("stabilize")),
        filter=text(meta.get("filter")).strip().lower(),
        adjust={
            str(key): number(value, 0, -100, 100)
            for key, value in mapping(meta.get("adjust")).items()
        },
        blur=number(blur.get("strength"), 50 if blur else 0, 0, 100),
        blur_area=box(blur.get("area")),
        key_color=text(keyed.get("color"), "green" if keyed else ""),
        key_background=text(keyed.get("background")),
        join=_transition(meta.get("transition"), fps),
        fade_in=round(time_ms(meta.get("fade_in")) * fps / 1000),
        fade_out=round(time_ms(meta.get("fade_out")) * fps / 1000),
        fade_color=text(meta.get("fade_color"), "black"),
        role=text(meta.get("role")),
        pos=_position(meta.get("pos")),
        size=number(meta.get("size"), 0, 0, 1),
        opacity=number(meta.get("opacity"), 1, 0, 1),
        meta=meta,
    )


def _kind(meta: Mapping[str, Any], src: str, media: Mapping[str, Any]) -> str:
    """The kind that the metadata names, corrected by what the source really is."""
    kind = text(meta.get("kind")).lower()
    stored = mapping(media.get(src)).get("kind") if src else None
    if kind in {STILL, SCENE, COLOR}:  # a scene may carry the photo of what it shows
        return kind
    if stored == "image":
        return "photo"
    if stored == "video":
        return "clip"
    if kind in SHOT_KINDS:
        return kind
    return "color" if meta.get("color") else "scene"


def _zoom(value: object) -> Zoom | None:
    meta = mapping(value)
    if not meta:
        return None
    x, y = number(meta.get("x"), 0.5, 0, 1), number(meta.get("y"), 0.5, 0, 1)
    start = number(meta.get("from"), 1.0, 0.1, 10)
    return Zoom(
        start,
        number(meta.get("to"), max(start, 1.15), 0.1, 10),
        x,
        y,
        number(meta.get("x2"), x, 0, 1),
        number(meta.get("y2"), y, 0, 1),
    )


def _transition(value: object, fps: int) -> Transition | None:
    meta = mapping({"kind": value} if isinstance(value, str) else value)
    kind = text(meta.get("kind")).lower().strip()
    if not kind or kind in {"cut", "none"}:
        return None
    length = number(meta.get("d"), 600, 0, LONGEST_TRANSITION_S * 1000)
    frames = round(length * fps / 1000)
    return Transition(kind, frames, text(meta.get("dir")).lower().strip()) if frames > 1 else None


def _position(value: object) -> str | tuple[float, float]:
    meta = mapping(value)
    if meta:
        return number(meta.get("x"), 0.5, 0, 1), number(meta.get("y"), 0.5, 0, 1)
    return text(value).strip().lower().replace("_", "-").replace(" ", "-")


def _text_segments(track: Mapping[str, Any], fps: int) -> list[TextSegment]:
    return [_text_segment(segment, fps) for segment in items(track.get("sg"))]


def _text_segment(segment: Mapping[str, Any], fps: int) -> TextSegment:
    meta = mapping(segment.get("m"))
    first, frames = _span(segment, fps)
    kind = text(meta.get("kind")).lower()
    size = meta.get("size")
    return TextSegment(
        kind=kind if kind in WORD_KINDS else "title",
        text=text(meta.get("text")).strip(),
        first=first,
        frames=frames,
        sub=text(meta.get("sub")).strip(),
        pos=_position(meta.get("pos")),
        size=text(size).lower() if isinstance(size, str) else number(size, 0, 0, 0.5),
        color=text(meta.get("color")),
        background=text(meta.get("background")),
        font=text(meta.get("font")).lower(),
        bold=flag(meta.get("bold")),
        italic=flag(meta.get("italic")),
        outline=tolerant_values.is_edged(meta.get("outline")),
        shadow=tolerant_values.is_edged(meta.get("shadow")),
        edge_color=tolerant_values.hex_color(meta.get("outline")),
        anim=text(meta.get("anim")).lower(),
        karaoke=flag(meta.get("karaoke")),
        opacity=number(meta.get("opacity"), 1, 0, 1),
        spoken=_spoken_words(meta, fps),
    )


def _spoken_words(meta: Mapping[str, Any], fps: int) -> tuple[SpokenWord, ...]:
    """Words with their times, which may count from the film's start or from the caption's."""
    start = time_ms(meta.get("start"))
    rows = [row for row in items(meta.get("words")) if text(row.get("text")).strip()]
    since = start if rows and time_ms(rows[0].get("start")) >= start else 0.0
    return tuple(
        SpokenWord(
            text(row.get("text")),
            round((time_ms(row.get("start")) - since) * fps / 1000),
            round((time_ms(row.get("end")) - since) * fps / 1000),
        )
        for row in rows
    )


def _progress_bar(value: object) -> ProgressBar | None:
    if not value:
        return None
    meta = tolerant_values.mapping(value)
    tall = number(meta.get("height"), 0.008, 0.002, 0.1)
    return ProgressBar(text(meta.get("color")), text(meta.get("pos")).startswith("top"), tall)
