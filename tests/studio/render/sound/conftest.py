"""A bench for sound: files made on the spot, drafts in few words, and what an ear would measure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import av
import numpy as np
import pytest

from studio.render.sound import mix

if TYPE_CHECKING:
    from pathlib import Path

    from av.audio.stream import AudioStream

RATE = 48_000
Row = np.ndarray[Any, np.dtype[np.float32]]


@dataclass
class Bench:
    """Writes sounds into files and hears what a draft makes of them."""

    folder: Path

    def file(self, name: str, sound: Row, rate: int = RATE, codec: str = "pcm_s16le") -> str:
        """A sound as a file; its columns are its channels."""
        path = self.folder / name
        layout = {1: "mono", 2: "stereo", 8: "7.1"}[sound.shape[1]]
        with av.open(str(path), "w") as out:
            stream = cast("AudioStream", out.add_stream(codec, rate=rate, layout=layout))
            whole = np.rint(sound * 32767).astype(np.int16).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(whole, format="s16", layout=layout)
            frame.rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
            out.mux([*stream.encode(frame), *stream.encode(None)])
        return str(path)

    def media(self, name: str, sound: Row, **known: Any) -> dict[str, Any]:
        """The media of a project with this one upload, called by its name."""
        return {name: {"path": self.file(f"{name}.wav", sound), "kind": "audio", **known}}

    def hear(self, draft: dict[str, Any], media: dict[str, Any] | None = None) -> Row:
        """The whole sound of a draft."""
        return np.concatenate([np.zeros((0, 2), np.float32), *mix.blocks(draft, media or {})])

    @staticmethod
    def tone(hertz: float, seconds: float, level: float = 0.25) -> Row:
        """A pure tone in both ears."""
        row = level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
        return np.stack([row, row], axis=1).astype(np.float32)

    @staticmethod
    def draft(d: int, *segments: tuple[str, dict[str, Any]], **about: Any) -> dict[str, Any]:
        """A draft of sounds, each with the name of its track; Video is the track of clips."""
        tracks = [
            {
                "tt": 0 if name == "Video" else 1,
                "m": {"name": name},
                "sg": [{"d": words.get("d", d), "m": words}],
            }
            for name, words in segments
        ]
        return {"d": d, "m": about, "t": tracks}

    @staticmethod
    def db(sound: Row) -> float:
        """The level of a sound."""
        return float(10 * np.log10(np.square(sound, dtype=np.float64).mean() + 1e-12))

    @staticmethod
    def part(sound: Row, begin: float, end: float) -> Row:
        """The seconds between two times."""
        return sound[round(begin * RATE) : round(end * RATE)]

    @staticmethod
    def pitch(sound: Row) -> float:
        """The strongest frequency."""
        spectrum = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound))))
        return float(np.argmax(spectrum) * RATE / len(sound))

    @staticmethod
    def share(sound: Row, low: float, high: float) -> float:
        """How much of the power lies between two frequencies."""
        power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
        at = np.fft.rfftfreq(len(sound), 1 / RATE)
        return float(power[(at >= low) & (at < high)].sum() / power.sum())


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A bench with an empty folder."""
    return Bench(tmp_path)
