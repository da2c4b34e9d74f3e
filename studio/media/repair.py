"""Conversion of uploads, inside the child process: remuxed or re-encoded to be editable."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import av
import av.error
import numpy as np
from PIL import Image

from studio.media import hdr, image_files, video_files
from studio.media.file_types import FileType, UnfitFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av.container import InputContainer, OutputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_LONGEST: Final = 1920  # pixels a side of a film that has to be made anew
_RATE: Final = 48_000
_CLOCK: Final = Fraction(1, 1000)  # milliseconds: each frame keeps its own time
_CRF: Final = "18"  # no loss to be seen: it is encoded once more when the film is made
_BT709: Final = 1  # as ITU-T H.273 numbers primaries, transfer and matrix
_MOST_ANIMATION_FRAMES: Final = 3000  # frames of a moving picture


def repair(path: Path, target: Path, kind: FileType, *, transfer: str) -> dict[str, Any]:
    """Write a usable version of a file to `target`; returns its format."""
    try:
        if kind.is_picture:
            return _picture(path, target, kind)
        with closing(video_files.opened(path, kind)) as container:
            film = video_files.video_stream_of(container)
            if film is None or (not transfer and _is_small_enough(film)):
                return _remuxed(container, target)
            return _reencoded(container, target, transfer)
    except (av.error.FFmpegError, OSError, ValueError) as cause:
        raise UnfitFile("damaged") from cause


def _is_small_enough(film: VideoStream) -> bool:
    return max(film.width, film.height) <= video_files.WIDEST // 2


def _picture(path: Path, target: Path, kind: FileType) -> dict[str, Any]:
    with image_files.opened(path, kind) as image:
        if getattr(image, "n_frames", 1) > 1:
            return _animation(image, target)
        image_files.decode(image)
        upright = image_files.upright(image, image_files.LONGEST)
        image_files.save(upright, target)
        return {"format": "png" if upright.mode == "RGBA" else "jpg"}


def _remuxed(container: InputContainer, target: Path) -> dict[str, Any]:
    """Copy the packets into a new file, which then has a length and an index."""
    with av.open(str(target), "w", format="matroska") as out:
        kept = [s for s in container.streams if s.type in {"video", "audio"}]
        streams = {s.index: out.add_stream_from_template(s) for s in kept}
        for packet in container.demux(kept):
            if packet.dts is not None:
                packet.stream = streams[packet.stream_index]
                out.mux(packet)
    return {"format": "mkv"}


def _animation(image: Image.Image, target: Path) -> dict[str, Any]:
    """Encode an animated GIF or WebP as a film, each picture as long as it says."""
    width, height = _encodable_size(image.size)
    with av.open(str(target), "w", format="mp4") as out:
        stream = _video_stream(out, width, height)
        at, plain = 0, image.convert("RGB")
        for place in range(min(int(getattr(image, "n_frames", 1)), _MOST_ANIMATION_FRAMES)):
            image.seek(place)
            paper = Image.new("RGBA", image.size, "white")
            paper.alpha_composite(image.convert("RGBA"))
            plain = paper.convert("RGB").resize((width, height), Image.Resampling.BILINEAR)
            _encode(out, stream, _rgb_frame(plain), at)
            at += int(image.info.get("duration") or 100)
        _encode(out, stream, _rgb_frame(plain), at)
        out.mux(stream.encode(None))
    return {"format": "mp4"}


def _reencoded(container: InputContainer, target: Path, transfer: str) -> dict[str, Any]:
    """Decode and encode a film: smaller, upright, tone-mapped."""
    with av.open(str(target), "w", format="mp4") as out:
        film = video_files.video_stream_of(container)
        sound = next(iter(container.streams.audio), None)
        voice = out.add_stream("aac", rate=_RATE, layout="stereo") if sound else None
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=_RATE)
        picture: VideoStream | None = None
        zero = (container.start_time or 0) / 1_000_000
        last = -1
        for frame in _frames(container, [s for s in (film, sound) if s is not None]):
            if isinstance(frame, av.AudioFrame):
                for piece in resampler.resample(frame):
                    piece.pts = None
                    if voice is not None:
                        out.mux(voice.encode(piece))
                continue
            planes = _planes(frame, transfer)
            if picture is None:
                picture = _video_stream(out, planes[0].shape[1], planes[0].shape[0])
            last = max(last + 1, round(((frame.time or 0.0) - zero) * 1000))
            _encode(out, picture, _video_frame(planes), last)
        for stream in (picture, voice):
            if stream is not None:
                out.mux(stream.encode(None))
    return {"format": "mp4"}


def _frames(container: InputContainer, streams: list[Any]) -> Iterator[Any]:
    packets = container.demux(streams)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            yield from packet.decode()
        except (av.error.FFmpegError, ValueError):
            continue


def _video_stream(out: OutputContainer, width: int, height: int) -> VideoStream:
    stream: VideoStream = out.add_stream("libx264", rate=30, options={"preset": "veryfast"})
    stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
    stream.time_base = stream.codec_context.time_base = _CLOCK
    context = stream.codec_context
    context.options = {"crf": _CRF, "preset": "veryfast"}
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    return stream


def _encode(out: OutputContainer, stream: VideoStream, frame: VideoFrame, at: int) -> None:
    plain = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
    plain.pts, plain.time_base = at, _CLOCK
    out.mux(stream.encode(plain))


def _planes(frame: VideoFrame, transfer: str) -> list[hdr.Plane]:
    """The three planes of a frame in 8 bits, upright and within bounds."""
    width, height = _encodable_size((frame.width, frame.height))
    ten = frame.reformat(width, height, format="yuv420p10le", dst_colorspace="ITU709")
    turns = (frame.rotation // 90) % 4
    planes = []
    for place, plane in enumerate(ten.planes):
        row = np.frombuffer(bytes(plane), np.uint16)
        rows = row.reshape(plane.height, plane.line_size // 2)
        part = rows[:, : plane.width]
        plain = hdr.luma(part, transfer) if place == 0 else hdr.chroma(part, transfer)
        planes.append(np.rot90(plain, turns))
    return planes


def _video_frame(planes: list[hdr.Plane]) -> VideoFrame:
    height, width = planes[0].shape
    rows = np.concatenate([np.ascontiguousarray(plane).reshape(-1) for plane in planes])
    return av.VideoFrame.from_ndarray(rows.reshape(height * 3 // 2, width), format="yuv420p")


def _rgb_frame(image: Image.Image) -> VideoFrame:
    return av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")


def _encodable_size(size: tuple[int, int]) -> tuple[int, int]:
    """Scale a size to within bounds, with sides that are multiples of four."""
    scale = min(1.0, _LONGEST / max(size))
    width, height = (max(4, round(side * scale / 4) * 4) for side in size)
    return width, height
