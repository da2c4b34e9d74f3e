"""Writes the MP4: H.264 chunks joined without encoding again, AAC beside them, index in front."""

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

CLOCK_HZ = 90_000  # of the video's timestamps: divides by all usual frame rates
FRAMES_AHEAD = 3  # drawn before they are encoded; each has 3 MB at 1080p


@dataclass(frozen=True, slots=True)
class Encoding:
    """Settings of the x264 encoder."""

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
    """Render a film to a file, which appears whole or not at all; chunks in `cache` are reused."""
    with tempfile.TemporaryDirectory(prefix="film-", dir=out.parent) as spare:
        store = cache or Path(spare)
        store.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(1) as mixer:  # most of mixing happens outside of Python's lock
            sound = mixer.submit(soundtrack, film, draft, media, store)
            files = _chunk_files(film, media, store, quality, progress)
        whole = Path(spare) / "whole.mp4"
        join_chunks(files, sound.result(), whole, film, covers.cover(film, media))
        whole.replace(out)
    progress(1.0)


def _chunk_files(
    film: Film,
    media: Mapping[str, Any],
    store: Path,
    quality: Quality,
    progress: Callable[[float], None],
) -> list[tuple[Path, int]]:
    """The files of all chunks in order; missing ones are encoded now."""
    settings = ENCODINGS[quality]
    renderer = FrameRenderer(film, media)
    files = []
    for chunk in chunks.split(film):
        file = (
            store / f"{chunks.cache_key(chunk, film, media, [settings.preset, settings.crf])}.mp4"
        )
        if not file.is_file():
            frames = _frames_with_progress(
                renderer, chunk, lambda at: progress(0.97 * at / film.frames)
            )
            encode(frames, file, film, settings)
        os.utime(file)  # what is used stays; who clears the store goes by the time of last use
        files.append((file, chunk.frames))
        progress(0.97 * chunk.last / film.frames)
    return files


def _frames_with_progress(
    renderer: FrameRenderer, chunk: chunks.Chunk, report: Callable[[int], None]
) -> Iterator[Planes]:
    for at in range(chunk.first, chunk.last):
        yield renderer.frame(at)
        if at % 10 == 0:
            report(at)


def encode(frames: Iterator[Planes], file: Path, film: Film, settings: Encoding) -> None:
    """Encode a chunk as a closed group of pictures, so that it can be joined to any other."""
    with Beside(file) as part, av.open(part, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=film.fps)
        stream.width, stream.height, stream.pix_fmt = film.width, film.height, "yuv420p"
        stream.time_base = Fraction(1, film.fps)
        # One core is left for drawing.
        stream.thread_count = min(4, max(1, (os.cpu_count() or 2) - 1))
        stream.options = {
            "preset": settings.preset,
            "crf": str(settings.crf),
            "profile": "high",
            # Closed groups of pictures, so that chunks can be joined; a short look-ahead, since
            # each frame held back costs memory.
            "x264-params": "open-gop=0:keyint=250:scenecut=40:rc-lookahead=8:sync-lookahead=0:"
            "b-adapt=0:"  # what we draw moves evenly: 7 % less work, the same size
            "colorprim=bt709:transfer=bt709:colormatrix=bt709:range=tv",
        }
        _tag_bt709(stream.codec_context)
        with ThreadPoolExecutor(1) as encoder:  # one draws while the other encodes
            waiting: deque[Future[list[av.Packet[Any]]]] = deque()
            for at, planes in enumerate(frames):
                waiting.append(encoder.submit(stream.encode, _video_frame(planes, at, film)))
                if len(waiting) > FRAMES_AHEAD:
                    container.mux(waiting.popleft().result())
            waiting.append(encoder.submit(stream.encode, None))
            for packets in waiting:
                container.mux(packets.result())


def _tag_bt709(context: Any) -> None:
    """Tag the stream as BT.709, limited range."""
    context.color_primaries = 1
    context.color_trc = 1
    context.colorspace = 1
    context.color_range = 1


def _video_frame(planes: Planes, at: int, film: Film) -> av.VideoFrame:
    frame = av.VideoFrame(planes.width, planes.height, "yuv420p")
    for target, source in zip(frame.planes, planes, strict=True):
        rows = np.frombuffer(memoryview(target), np.uint8)[: target.line_size * len(source)]
        np.copyto(rows.reshape(len(source), target.line_size)[:, : source.shape[1]], source)
    frame.pts, frame.time_base = at, Fraction(1, film.fps)
    frame.colorspace, frame.color_range = 1, 1
    return frame


def join_chunks(
    files: list[tuple[Path, int]],
    sound: Path | None,
    out: Path,
    film: Film,
    cover: bytes | None = None,
) -> None:
    """Mux all chunks and the sound into one file, nothing encoded again, its index in front."""
    with av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        with av.open(str(files[0][0])) as first:
            video = container.add_stream_from_template(first.streams.video[0])
        video.time_base = Fraction(1, CLOCK_HZ)
        sound_file = av.open(str(sound)) if sound else None
        try:
            audio = (
                container.add_stream_from_template(sound_file.streams.audio[0])
                if sound_file
                else None
            )
            audio_packets = _audio_packets(sound_file, audio) if sound_file else iter(())
            if cover:
                covers.attach(container, cover)
            waiting = next(audio_packets, None)
            frames_before = 0
            for file, count in files:
                for packet in _shifted_packets(file, video, frames_before, film.fps):
                    while waiting is not None and _seconds(waiting) <= _seconds(packet):
                        container.mux(waiting)
                        waiting = next(audio_packets, None)
                    container.mux(packet)
                frames_before += count
            while waiting is not None:
                container.mux(waiting)
                waiting = next(audio_packets, None)
        finally:
            if sound_file:
                sound_file.close()


def _shifted_packets(
    file: Path, video: Any, frames_before: int, fps: int
) -> Iterator[av.Packet[Any]]:
    """Yield the packets of a chunk with timestamps of the whole film."""
    with av.open(str(file)) as chunk:
        stream = chunk.streams.video[0]
        for packet in chunk.demux(stream):
            if packet.dts is None or packet.pts is None or packet.size == 0:
                continue
            base = float(packet.time_base or 0) * fps
            packet.pts = round((round(packet.pts * base) + frames_before) * CLOCK_HZ / fps)
            packet.dts = round((round(packet.dts * base) + frames_before) * CLOCK_HZ / fps)
            packet.duration = round(CLOCK_HZ / fps)
            packet.time_base = Fraction(1, CLOCK_HZ)
            packet.stream = video
            yield packet


def _audio_packets(sound_file: Any, audio: Any) -> Iterator[av.Packet[Any]]:
    for packet in sound_file.demux(sound_file.streams.audio[0]):
        if packet.dts is not None and packet.size:
            packet.stream = audio
            yield packet


def _seconds(packet: av.Packet[Any]) -> float:
    return float((packet.dts or 0) * (packet.time_base or 0))
