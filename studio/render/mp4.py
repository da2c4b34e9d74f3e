"""Writing a film: pieces of H.264 joined as they are, AAC beside them, one MP4 ready to stream."""

from __future__ import annotations

import os
import tempfile
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from intents.quality import Quality
from intents.whole_file import Beside
from studio.render import chunks
from studio.render import cover as covers
from studio.render.frame_renderer import FrameRenderer
from studio.render.soundtrack import soundtrack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from studio.render.film import Film
    from studio.render.planes import Planes

TICKS = 90_000  # of the video's clock in a second
AHEAD = 3  # frames drawn before they are encoded


@dataclass(frozen=True, slots=True)
class Encoding:
    """How an encoder is set."""

    preset: str
    crf: int


# A crf of six more halves the file, as x264's authors tell.
ENCODINGS = {
    Quality.HIGH: Encoding("veryfast", 20),
    Quality.MEDIUM: Encoding("veryfast", 23),
    Quality.LOW: Encoding("veryfast", 29),
    Quality.PREVIEW: Encoding("ultrafast", 28),
}


def write(
    film: Film,
    draft: Mapping[str, Any],
    media: Mapping[str, Any],
    out: Path,
    *,
    quality: Quality = Quality.HIGH,
    progress: Callable[[float], None] = lambda _: None,
    cache: Path | None = None,
) -> None:
    """Render a film to a file, which appears whole or not at all. Pieces known by name are kept."""
    with tempfile.TemporaryDirectory(prefix="film-", dir=out.parent) as spare:
        store = cache or Path(spare)
        store.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(1) as beside:  # most of mixing happens outside of Python's lock
            sound = beside.submit(soundtrack, film, draft, media, store)
            files = _pieces(film, media, store, quality, progress)
        whole = Path(spare) / "whole.mp4"
        joined(files, sound.result(), whole, film, covers.cover(film, media))
        whole.replace(out)
    progress(1.0)


def _pieces(
    film: Film,
    media: Mapping[str, Any],
    store: Path,
    quality: Quality,
    progress: Callable[[float], None],
) -> list[tuple[Path, int]]:
    """The files of all pieces, those that are missing encoded now."""
    how = ENCODINGS[quality]
    picture = FrameRenderer(film, media)
    files = []
    for piece in chunks.pieces(film):
        file = store / f"{chunks.name(piece, film, media, [how.preset, how.crf])}.mp4"
        if not file.is_file():
            frames = _told(picture, piece, lambda at: progress(0.97 * at / film.frames))
            encode(frames, file, film, how)
        os.utime(file)  # what is used stays; who clears the store goes by the time of last use
        files.append((file, piece.frames))
        progress(0.97 * piece.last / film.frames)
    return files


def _told(
    picture: FrameRenderer, piece: chunks.Piece, tell: Callable[[int], None]
) -> Iterator[Planes]:
    for at in range(piece.first, piece.last):
        yield picture.frame(at)
        if at % 10 == 0:
            tell(at)


def encode(frames: Iterator[Planes], file: Path, film: Film, how: Encoding) -> None:
    """Encode a piece: a closed group of pictures that stands by itself."""
    with Beside(file) as part, av.open(part, "w", format="mp4") as box:
        stream = box.add_stream("libx264", rate=film.fps)
        stream.width, stream.height, stream.pix_fmt = film.width, film.height, "yuv420p"
        stream.time_base = Fraction(1, film.fps)
        stream.thread_count = min(4, max(1, (os.cpu_count() or 2) - 1))
        stream.options = {
            "preset": how.preset,
            "crf": str(how.crf),
            "profile": "high",
            "x264-params": "open-gop=0:keyint=250:scenecut=40:rc-lookahead=8:sync-lookahead=0:"
            "b-adapt=0:"  # what we draw moves evenly: 7 % less work, the same size
            "colorprim=bt709:transfer=bt709:colormatrix=bt709:range=tv",
        }
        _tag(stream.codec_context)
        with ThreadPoolExecutor(1) as other:  # one draws while the other encodes
            waiting: deque[Future[list[av.Packet[Any]]]] = deque()
            for at, planes in enumerate(frames):
                waiting.append(other.submit(stream.encode, _frame(planes, at, film)))
                if len(waiting) > AHEAD:
                    box.mux(waiting.popleft().result())
            waiting.append(other.submit(stream.encode, None))
            for packets in waiting:
                box.mux(packets.result())


def _tag(context: Any) -> None:
    """BT.709, limited range."""
    context.color_primaries = 1
    context.color_trc = 1
    context.colorspace = 1
    context.color_range = 1


def _frame(planes: Planes, at: int, film: Film) -> av.VideoFrame:
    frame = av.VideoFrame(planes.width, planes.height, "yuv420p")
    for target, source in zip(frame.planes, planes, strict=True):
        rows = np.frombuffer(memoryview(target), np.uint8)[: target.line_size * len(source)]
        np.copyto(rows.reshape(len(source), target.line_size)[:, : source.shape[1]], source)
    frame.pts, frame.time_base = at, Fraction(1, film.fps)
    frame.colorspace, frame.color_range = 1, 1
    return frame


def joined(
    files: list[tuple[Path, int]],
    sound: Path | None,
    out: Path,
    film: Film,
    cover: bytes | None = None,
) -> None:
    """One file of all pieces and the sound, nothing encoded again, its index in front."""
    with av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as box:
        with av.open(str(files[0][0])) as first:
            video = box.add_stream_from_template(first.streams.video[0])
        video.time_base = Fraction(1, TICKS)
        tune = av.open(str(sound)) if sound else None
        try:
            audio = box.add_stream_from_template(tune.streams.audio[0]) if tune else None
            heard = _packets(tune, audio) if tune else iter(())
            if cover:
                covers.add(box, cover)
            waiting = next(heard, None)
            since = 0
            for file, count in files:
                for packet in _moved(file, video, since, film.fps):
                    while waiting is not None and _seconds(waiting) <= _seconds(packet):
                        box.mux(waiting)
                        waiting = next(heard, None)
                    box.mux(packet)
                since += count
            while waiting is not None:
                box.mux(waiting)
                waiting = next(heard, None)
        finally:
            if tune:
                tune.close()


def _moved(file: Path, video: Any, since: int, fps: int) -> Iterator[av.Packet[Any]]:
    """The packets of a piece at their time in the film."""
    with av.open(str(file)) as piece:
        stream = piece.streams.video[0]
        for packet in piece.demux(stream):
            if packet.dts is None or packet.pts is None or packet.size == 0:
                continue
            base = float(packet.time_base or 0) * fps
            packet.pts = round((round(packet.pts * base) + since) * TICKS / fps)
            packet.dts = round((round(packet.dts * base) + since) * TICKS / fps)
            packet.duration = round(TICKS / fps)
            packet.time_base = Fraction(1, TICKS)
            packet.stream = video
            yield packet


def _packets(tune: Any, audio: Any) -> Iterator[av.Packet[Any]]:
    for packet in tune.demux(tune.streams.audio[0]):
        if packet.dts is not None and packet.size:
            packet.stream = audio
            yield packet


def _seconds(packet: av.Packet[Any]) -> float:
    return float((packet.dts or 0) * (packet.time_base or 0))
