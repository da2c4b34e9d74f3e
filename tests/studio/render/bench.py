"""Small drafts, and a look inside what was rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from intents.quality import Quality
from studio.render import film as films
from studio.render import mp4
from studio.render.frame_renderer import FrameRenderer
from studio.render.planes import to_image

SIZE = (192, 108)
if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]


def scene(prompt: str = "a city at night", d: int = 2000, **said: Any) -> Json:
    """A segment drawn from words."""
    return {"d": d, "m": {"kind": "scene", "prompt": prompt, **said}}


def colored(color: str = "navy", d: int = 2000, **said: Any) -> Json:
    """A segment of one colour."""
    return {"d": d, "m": {"kind": "color", "color": color, **said}}


def words(text: str, d: int = 2000, **said: Any) -> Json:
    """A segment of a text track."""
    return {"d": d, "m": {"text": text, "start": 0, **said}}


def draft(*shots: Json, texts: Any = (), over: Any = (), **about: Any) -> Json:
    """A draft of a main track, words and overlays, all small."""
    size = {"width": SIZE[0], "height": SIZE[1], "fps": 30}
    layers = [{"tt": 0, "m": {"layer": 1}, "sg": [one]} for one in over]
    return {
        "d": sum(shot["d"] for shot in shots),
        "m": {**size, **about},
        "t": [{"tt": 0, "sg": list(shots)}, *layers, {"tt": 7, "sg": list(texts)}],
    }


def seen(made: Json, at_ms: float = 1000, media: Json | None = None) -> Any:
    """A frame of a draft as an array of RGB."""
    film = films.of(made, media or {})
    frame = min(film.frames - 1, max(0, round(at_ms * film.fps / 1000)))
    return np.asarray(to_image(FrameRenderer(film, media or {}).frame(frame))).astype(int)


@dataclass(frozen=True)
class Inside:
    """What a file is made of."""

    frames: list[Any]
    video: Any
    seconds: float
    sound_seconds: float
    first_boxes: list[bytes]


def inside(path: Path) -> Inside:
    """Open a film and decode all of it."""
    with av.open(str(path)) as box:
        video, audio = box.streams.video[0], box.streams.audio[0]
        context = video.codec_context
        told = {
            "codec": context.name,
            "pix_fmt": context.pix_fmt,
            "size": (context.width, context.height),
            "color": (context.color_primaries, context.color_trc, context.colorspace),
            "range": context.color_range,
            "audio": audio.codec_context.name,
        }
        length = float((video.duration or 0) * (video.time_base or 0))
        heard = float((audio.duration or 0) * (audio.time_base or 0))
        frames = [frame.to_ndarray(format="gray") for frame in box.decode(video)]
    return Inside(frames, told, length, heard, _boxes(path))


def _boxes(path: Path) -> list[bytes]:
    data, at, names = path.read_bytes(), 0, []
    while at + 8 <= len(data):
        names.append(data[at + 4 : at + 8])
        at += max(8, int.from_bytes(data[at : at + 4], "big"))
    return names


def rendered(made: Json, out: Path, media: Json | None = None, cache: Path | None = None) -> Inside:
    """Render a draft and look inside."""
    film = films.of(made, media or {})
    mp4.write(film, made, media or {}, out, quality=Quality.PREVIEW, cache=cache)
    return inside(out)
