"""Films and recordings, in the child: what is in them, found by reading them, not their headers."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import av
import av.error

from studio.media.file_types import FileType, UnfitFile

if TYPE_CHECKING:
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

LONGEST_MS: Final = 4 * 3_600_000
WIDEST: Final = 8192
SHORTEST_MS: Final = 20
SLOWEST, FASTEST = 4000, 768_000  # samples a second
_PATIENCE_S: Final = 8.0  # reading every packet of a large file; after that its header is believed
_TRIES: Final = 120  # packets of a stream until it must have shown something
_STAMPS: Final = 1200
_UNEVEN: Final = 1.6
# A title that is no UTF-8 is no damage. PyAV 19 sees to that itself and has no such argument.
_ANY_METADATA: Final[dict[str, Any]] = (
    {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}  # noqa: PLR2004 - above
)
TRANSFERS: Final = {16: "pq", 18: "hlg"}


@dataclass(slots=True)
class DecodedStream:
    """What reading a stream brought."""

    stream: AudioStream | VideoStream
    first: float | None = None
    last: float = 0.0
    packets: int = 0
    tries: int = 0
    shown: Any = None  # the first frame that could be decoded
    stamps: list[float] = field(default_factory=list)

    def note(self, packet: Packet[Any]) -> None:
        """Remember where a packet stands, and decode until something came of it."""
        self.packets += 1
        stamp = packet.dts if packet.pts is None else packet.pts
        if stamp is not None and packet.time_base:
            at = float(stamp * packet.time_base)
            self.first = at if self.first is None else min(self.first, at)
            self.last = max(self.last, at + float((packet.duration or 0) * packet.time_base))
            if len(self.stamps) < _STAMPS:
                self.stamps.append(at)
        if self.shown is None and self.tries < _TRIES:
            self.tries += 1
            self.shown = _decoded(packet)

    @property
    def seconds(self) -> float:
        """How long the stream is."""
        return max(0.0, self.last - (self.first or 0.0))


def look(path: Path, kind: FileType) -> dict[str, Any]:
    """The facts of a film or a recording."""
    try:
        with closing(opened(path, kind)) as container:
            return _facts(container, kind)
    except (av.error.FFmpegError, OSError, ValueError, EOFError) as cause:
        raise UnfitFile("damaged") from cause


def opened(path: Path, kind: FileType) -> InputContainer:
    """A file opened by the demuxer of its kind, which may open nothing but this file."""
    options = {"protocol_whitelist": "file"}
    container: InputContainer = av.open(
        str(path), format=kind.reader, options=options, **_ANY_METADATA
    )
    return container


def picture_of(container: InputContainer) -> VideoStream | None:
    """The stream that is a film; the cover of an album is none."""
    cover = av.stream.Disposition.attached_pic
    films = (s for s in container.streams.video if not s.disposition & cover)
    return next(films, None)


def _facts(container: InputContainer, kind: FileType) -> dict[str, Any]:
    film = picture_of(container)
    sound = next(iter(container.streams.audio), None)
    main = sound if film is None else film
    if main is None:
        raise UnfitFile("nothing_inside")
    heard = {s.index: DecodedStream(s) for s in (film, sound) if s is not None}
    is_whole = _read(container, heard)
    duration = _duration(container, heard[main.index], is_whole=is_whole)
    if duration > LONGEST_MS:
        raise UnfitFile("too_long")
    facts: dict[str, Any] = {"format": kind.name, "duration_ms": duration}
    if sound is not None and heard[sound.index].shown is not None:
        facts |= _sound(heard[sound.index].shown)
    if film is not None and heard[film.index].shown is not None:
        facts |= {"kind": "video", **_picture(heard[film.index])}
    elif film is not None or not facts.get("has_audio") or duration < SHORTEST_MS:
        raise UnfitFile("damaged")
    else:
        facts["kind"] = "audio"
    facts["must_settle"] = _must_settle(facts, container, kind)
    return facts


def _must_settle(facts: dict[str, Any], container: InputContainer, kind: FileType) -> bool:
    """HDR, frames larger than any film of ours, and recordings that cannot be wound."""
    is_endless = kind.reader == "matroska" and not container.duration
    is_large = max(facts.get("width", 0), facts.get("height", 0)) > WIDEST // 2
    return bool(facts.get("transfer")) or is_large or is_endless


def _read(container: InputContainer, heard: dict[int, DecodedStream]) -> bool:
    """Go through the packets; False if it took too long to see all."""
    until = time.monotonic() + _PATIENCE_S
    try:
        for packet in container.demux([one.stream for one in heard.values()]):
            if packet.size:
                heard[packet.stream_index].note(packet)
            if time.monotonic() > until:
                return False
    except (av.error.FFmpegError, ValueError):
        pass  # what came before the damage counts
    _drain(heard)
    return True


def _drain(heard: dict[int, DecodedStream]) -> None:
    """Very short films sit whole in the decoder until it is told that nothing more comes."""
    for one in heard.values():
        if one.shown is None and one.packets:
            try:
                one.shown = next(iter(one.stream.decode(None)), None)
            except (av.error.FFmpegError, ValueError):
                continue


def _decoded(packet: Packet[Any]) -> Any:
    try:
        return next(iter(packet.decode()), None)
    except (av.error.FFmpegError, ValueError):
        return None


def _duration(container: InputContainer, heard: DecodedStream, *, is_whole: bool) -> int:
    read = heard.seconds
    said = (container.duration or 0) / 1_000_000
    return round(1000 * (read if is_whole and read > 0 else max(read, said)))


def _sound(frame: Any) -> dict[str, Any]:
    """A rate nobody records at would swell to anything when it is brought to ours."""
    if not SLOWEST <= frame.sample_rate <= FASTEST:
        raise UnfitFile("damaged")
    return {"has_audio": True, "channels": frame.layout.nb_channels}


def _picture(heard: DecodedStream) -> dict[str, Any]:
    frame: VideoFrame = heard.shown
    context = heard.stream.codec_context
    ratio = min(max(float(getattr(context, "sample_aspect_ratio", None) or 1), 0.1), 10.0)
    width, height = round(frame.width * ratio), frame.height
    if max(frame.width, frame.height) > WIDEST:
        raise UnfitFile("film_too_large")
    rotation = -frame.rotation % 360
    if rotation % 180 == 90:  # noqa: PLR2004 - on its side
        width, height = height, width
    return {
        "width": width, "height": height, "rotation": rotation,
        "fps": _rate(heard), "is_variable": _is_variable(heard),
        "transfer": TRANSFERS.get(int(frame.color_trc), ""),
    }  # fmt: skip


def _rate(heard: DecodedStream) -> float:
    said = getattr(heard.stream, "average_rate", None)
    counted = heard.packets / heard.seconds if heard.seconds > 0 else 0.0
    rate = float(said) if said else counted
    return round(min(max(rate or counted or 25.0, 0.1), 240.0), 3)


def _is_variable(heard: DecodedStream) -> bool:
    stamps = sorted(heard.stamps)
    steps = [after - before for before, after in pairwise(stamps)]
    steps = [step for step in steps if step > 0]
    return len(steps) > 1 and max(steps) > _UNEVEN * min(steps)
