"""Video and audio files, inside the child process: inspected by reading packets, not headers."""

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

LONGEST_MS: Final = 4 * 3_600_000  # four hours, as long as a film here may be
WIDEST: Final = 8192  # pixels a side: 8K
SHORTEST_MS: Final = 20  # of a sound
LOWEST_RATE, HIGHEST_RATE = 4000, 768_000  # samples a second, from telephones to studios
_PATIENCE_S: Final = 8.0  # reading every packet of a large file; after that its header is believed
_MOST_DECODES: Final = 120  # packets of a stream until it must have shown something
_MOST_STAMPS: Final = 1200  # kept to see whether the frame rate is constant
_UNEVEN_RATIO: Final = 1.6  # of the longest step to the shortest; rounding alone stays below it
# A title that is no UTF-8 is no damage. PyAV 19 sees to that itself and has no such argument.
_ANY_METADATA: Final[dict[str, Any]] = (
    {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}  # noqa: PLR2004 - above
)
# HDR transfer functions as ITU-T H.273 numbers them.
TRANSFERS: Final = {16: "pq", 18: "hlg"}


@dataclass(slots=True)
class DecodedStream:
    """A stream as it was read: first and last timestamp, packets, one decoded frame."""

    stream: AudioStream | VideoStream
    first: float | None = None
    last: float = 0.0
    packets: int = 0
    tries: int = 0
    shown: Any = None  # the first frame that could be decoded
    stamps: list[float] = field(default_factory=list)

    def add(self, packet: Packet[Any]) -> None:
        """Record a packet's timestamps, and decode until one frame came out."""
        self.packets += 1
        stamp = packet.dts if packet.pts is None else packet.pts
        if stamp is not None and packet.time_base:
            at = float(stamp * packet.time_base)
            self.first = at if self.first is None else min(self.first, at)
            self.last = max(self.last, at + float((packet.duration or 0) * packet.time_base))
            if len(self.stamps) < _MOST_STAMPS:
                self.stamps.append(at)
        if self.shown is None and self.tries < _MOST_DECODES:
            self.tries += 1
            self.shown = _first_frame(packet)

    @property
    def seconds(self) -> float:
        return max(0.0, self.last - (self.first or 0.0))


def inspect(path: Path, kind: FileType) -> dict[str, Any]:
    """The facts of a video or audio file."""
    try:
        with closing(opened(path, kind)) as container:
            return _facts(container, kind)
    except (av.error.FFmpegError, OSError, ValueError, EOFError) as cause:
        raise UnfitFile("damaged") from cause


def opened(path: Path, kind: FileType) -> InputContainer:
    """Open a file with the demuxer of its type, which may open nothing but this file."""
    options = {"protocol_whitelist": "file"}
    container: InputContainer = av.open(
        str(path), format=kind.reader, options=options, **_ANY_METADATA
    )
    return container


def video_stream_of(container: InputContainer) -> VideoStream | None:
    """The video stream; an album cover is none."""
    cover = av.stream.Disposition.attached_pic
    films = (s for s in container.streams.video if not s.disposition & cover)
    return next(films, None)


def _facts(container: InputContainer, kind: FileType) -> dict[str, Any]:
    film = video_stream_of(container)
    sound = next(iter(container.streams.audio), None)
    main = sound if film is None else film
    if main is None:
        raise UnfitFile("nothing_inside")
    decoded = {s.index: DecodedStream(s) for s in (film, sound) if s is not None}
    is_whole = _read_packets(container, decoded)
    duration = _duration(container, decoded[main.index], is_whole=is_whole)
    if duration > LONGEST_MS:
        raise UnfitFile("too_long")
    facts: dict[str, Any] = {"format": kind.name, "duration_ms": duration}
    if sound is not None and decoded[sound.index].shown is not None:
        facts |= _sound_facts(decoded[sound.index].shown)
    if film is not None and decoded[film.index].shown is not None:
        facts |= {"kind": "video", **_picture_facts(decoded[film.index])}
    elif film is not None or not facts.get("has_audio") or duration < SHORTEST_MS:
        raise UnfitFile("damaged")
    else:
        facts["kind"] = "audio"
    facts["must_settle"] = _must_settle(facts, container, kind)
    return facts


def _must_settle(facts: dict[str, Any], container: InputContainer, kind: FileType) -> bool:
    """True for HDR, frames larger than any film of ours, and files without an index."""
    is_endless = kind.reader == "matroska" and not container.duration
    is_large = max(facts.get("width", 0), facts.get("height", 0)) > WIDEST // 2
    return bool(facts.get("transfer")) or is_large or is_endless


def _read_packets(container: InputContainer, decoded: dict[int, DecodedStream]) -> bool:
    """Read all packets; False if the time ran out first."""
    until = time.monotonic() + _PATIENCE_S
    try:
        for packet in container.demux([one.stream for one in decoded.values()]):
            if packet.size:
                decoded[packet.stream_index].add(packet)
            if time.monotonic() > until:
                return False
    except (av.error.FFmpegError, ValueError):
        pass  # what came before the damage counts
    _flush_decoders(decoded)
    return True


def _flush_decoders(decoded: dict[int, DecodedStream]) -> None:
    """Very short films sit whole in the decoder until it is flushed."""
    for one in decoded.values():
        if one.shown is None and one.packets:
            try:
                one.shown = next(iter(one.stream.decode(None)), None)
            except (av.error.FFmpegError, ValueError):
                continue


def _first_frame(packet: Packet[Any]) -> Any:
    try:
        return next(iter(packet.decode()), None)
    except (av.error.FFmpegError, ValueError):
        return None


def _duration(container: InputContainer, decoded: DecodedStream, *, is_whole: bool) -> int:
    read = decoded.seconds
    stated = (container.duration or 0) / 1_000_000
    return round(1000 * (read if is_whole and read > 0 else max(read, stated)))


def _sound_facts(frame: Any) -> dict[str, Any]:
    """Refuses rates nobody records at: resampling them would need any amount of memory."""
    if not LOWEST_RATE <= frame.sample_rate <= HIGHEST_RATE:
        raise UnfitFile("damaged")
    return {"has_audio": True, "channels": frame.layout.nb_channels}


def _picture_facts(decoded: DecodedStream) -> dict[str, Any]:
    frame: VideoFrame = decoded.shown
    context = decoded.stream.codec_context
    ratio = min(max(float(getattr(context, "sample_aspect_ratio", None) or 1), 0.1), 10.0)
    width, height = round(frame.width * ratio), frame.height
    if max(frame.width, frame.height) > WIDEST:
        raise UnfitFile("film_too_large")
    rotation = -frame.rotation % 360
    if rotation % 180 == 90:  # noqa: PLR2004 - on its side
        width, height = height, width
    return {
        "width": width, "height": height, "rotation": rotation,
        "fps": _rate(decoded), "is_variable": _is_variable(decoded),
        "transfer": TRANSFERS.get(int(frame.color_trc), ""),
    }  # fmt: skip


def _rate(decoded: DecodedStream) -> float:
    stated = getattr(decoded.stream, "average_rate", None)
    counted = decoded.packets / decoded.seconds if decoded.seconds > 0 else 0.0
    rate = float(stated) if stated else counted
    return round(min(max(rate or counted or 25.0, 0.1), 240.0), 3)


def _is_variable(decoded: DecodedStream) -> bool:
    stamps = sorted(decoded.stamps)
    steps = [after - before for before, after in pairwise(stamps)]
    steps = [step for step in steps if step > 0]
    return len(steps) > 1 and max(steps) > _UNEVEN_RATIO * min(steps)
