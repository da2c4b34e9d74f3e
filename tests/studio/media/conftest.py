"""A bench for uploads: films, recordings and pictures of every kind, made on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import av
import numpy as np
import pytest
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.video.stream import VideoStream

RATE = 48_000
# A matrix of a film's track that turns it clockwise by a quarter, as phones write it.
UPRIGHT = b"".join(n.to_bytes(4, "big", signed=True) for n in (65536, 0, 0, 0, 65536))
QUARTER = b"".join(n.to_bytes(4, "big", signed=True) for n in (0, 65536, 0, -65536, 0))


@dataclass
class Bench:
    """Makes files in a folder."""

    folder: Path

    def film(self, name: str, size: tuple[int, int] = (64, 48), **said: Any) -> Path:
        """A film of ten frames a second; `at` names when they stand, in tenths of a second."""
        path = self.folder / name
        stamps = said.get("at") or list(range(10))
        with av.open(str(path), "w", options=said.get("options") or {}) as out:
            codec = said.get("codec", "libx264")
            stream = cast("VideoStream", out.add_stream(codec, rate=10))
            stream.width, stream.height = size
            stream.pix_fmt = said.get("pix_fmt", "yuv420p")
            context = stream.codec_context
            context.color_trc, context.color_primaries = said.get("light", (1, 1))
            sound = self._sound(out, said) if said.get("sound") else None
            for place in stamps:
                picture = np.full((size[1], size[0], 3), 40 + 15 * (place % 10), np.uint8)
                picture[: size[1] // 2, : size[0] // 2] = (200, 30, 30)
                frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
                frame.pts, frame.time_base = place, Fraction(1, 10)
                out.mux(stream.encode(frame))
            out.mux(stream.encode(None))
            if sound is not None:
                self._play(out, sound, (stamps[-1] + 1) / 10)
        return path

    def recording(
        self, name: str, codec: str, seconds: float = 1.0, layout: str = "stereo"
    ) -> Path:
        """A tone."""
        path = self.folder / name
        form = {"aac": "adts"}.get(name.rpartition(".")[2])
        with av.open(str(path), "w", format=form) as out:
            self._play(out, self._sound(out, {"sound": codec, "layout": layout}), seconds)
        return path

    def picture(self, name: str, size: tuple[int, int] = (60, 40), **said: Any) -> Path:
        """A picture whose upper left is red."""
        path = self.folder / name
        image = Image.new(said.pop("mode", "RGB"), size, said.pop("color", None))
        if image.mode == "RGB":
            image.paste((220, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
        image.save(path, **said)
        return path

    def moving(self, name: str, frames: int = 5, ms: int = 80) -> Path:
        """A picture that moves."""
        path = self.folder / name
        images = [Image.new("RGB", (50, 30), (40 * k, 90, 90)) for k in range(frames)]
        images[0].save(path, save_all=True, append_images=images[1:], duration=ms, loop=0)
        return path

    def turned(self, path: Path) -> Path:
        """The film as a phone held on its side writes it."""
        raw = path.read_bytes()
        assert UPRIGHT in raw
        at = raw.index(UPRIGHT, raw.index(b"tkhd"))
        path.write_bytes(raw[:at] + QUARTER + raw[at + len(QUARTER) :])
        return path

    def raw(self, name: str, held: bytes) -> Path:
        """Any bytes under any name."""
        path = self.folder / name
        path.write_bytes(held)
        return path

    def cut(self, path: Path, share: float) -> Path:
        """Only the first part of a file."""
        held = path.read_bytes()
        path.write_bytes(held[: int(len(held) * share)])
        return path

    @staticmethod
    def _sound(out: Any, said: dict[str, Any]) -> AudioStream:
        layout = said.get("layout", "stereo")
        return cast("AudioStream", out.add_stream(said["sound"], rate=RATE, layout=layout))

    @staticmethod
    def _play(out: Any, stream: AudioStream, seconds: float) -> None:
        channels = stream.codec_context.layout.nb_channels
        row = np.sin(np.arange(round(seconds * RATE)) * 0.06) * 9000
        whole = np.repeat(row.astype(np.int16)[:, None], channels, axis=1).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(whole), format="s16", layout=stream.codec_context.layout.name
        )
        frame.rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        out.mux([*stream.encode(frame), *stream.encode(None)])


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A bench with an empty folder."""
    return Bench(tmp_path)
