"""What it costs to render: over the floor of encoding a test picture, measured in the same run."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 30
SCENES = (
    "a city at sunset",
    "misty mountains at dawn",
    "waves on a beach",
    "a snowy cabin at night",
)
TITLES = ("Night falls on the city", "The valley wakes", "海边的下午", "山小屋の夜")
JOINS = ("", "crossfade", "slide", "wipe")
ENCODER = "-pix_fmt yuv420p -c:v libx264 -preset veryfast -crf 20"


@dataclass(frozen=True)
class Run:
    """What a command took."""

    cpu: float
    wall: float
    peak_mb: float


def run(command: Sequence[str]) -> Run:
    """Run a command and take its measure."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:  # noqa: S603 - our own
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command[0]} failed")
    wall = time.perf_counter() - start
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def floor(source: str) -> Run:
    """Encoding a test picture of the same size, length and preset."""
    program = shutil.which("ffmpeg")
    if program is None:
        raise SystemExit("the floor is measured with ffmpeg, which is not installed here")
    return run(
        [program, "-v", "error", "-y", *source.split(), *ENCODER.split(), "-f", "mp4", os.devnull]
    )


def draft(width: int, height: int, title: str = TITLES[0]) -> dict[str, Any]:
    """Four moving scenes, their titles, three joins, a lower third, music."""
    each = SECONDS * 1000 // len(SCENES)
    scenes = [
        {"d": each, "m": {"kind": "scene", "prompt": prompt, "start": at * each}
         | ({"transition": {"kind": JOINS[at], "d": 800}} if at else {})}
        for at, prompt in enumerate(SCENES)
    ]  # fmt: skip
    words: list[dict[str, Any]] = [
        {"d": 3000, "m": {"kind": "title", "text": text, "start": at * each + 1000}}
        for at, text in enumerate((title, *TITLES[1:]))
    ]
    third = {"kind": "lower_third", "text": "Mara Lindqvist", "sub": "Camera", "start": 12_000}
    music = {"kind": "music", "prompt": "calm piano", "mood": "calm", "seed": 3, "start": 0}
    return {
        "d": SECONDS * 1000,
        "m": {"width": width, "height": height, "fps": 30},
        "t": [
            {"tt": 0, "sg": scenes},
            {"tt": 7, "sg": [*words, {"d": 3000, "m": third}]},
            {"tt": 1, "m": {"name": "Music"}, "sg": [{"d": SECONDS * 1000, "m": music}]},
        ],
    }


def render(folder: Path, made: dict[str, Any], quality: str, cache: str, media: Any = None) -> Run:
    """Render in a worker process, as the studio does."""
    job = folder / "job.json"
    told = {"draft": made, "media": media or {}, "quality": quality}
    where = {"out": str(folder / "out.mp4"), "cache": str(folder / cache)}
    job.write_text(json.dumps({**told, **where}))
    return run([sys.executable, "-m", "studio.render", str(job)])


def storyboard(folder: Path) -> None:
    """The storyboard in full size, and again after one title was changed."""
    source = f"-f lavfi -i testsrc=size=1920x1080:rate=30:duration={SECONDS}"
    before = floor(source)
    full = render(folder, draft(1920, 1080), "high", "full")
    after = floor(source)
    least = statistics.mean([before.cpu, after.cpu])
    print(
        f"30 s of 1080p: {full.cpu:.1f} s of CPU over {least:.1f} = {full.cpu / least:.2f} "
        f"(gate 1.6), {SECONDS / full.wall:.2f} times realtime, "
        f"peak {full.peak_mb:.0f} MB (gate 550)"
    )
    again = render(folder, draft(1920, 1080, "Evening in the city"), "high", "full")
    cpu, wall = again.cpu / full.cpu, again.wall / full.wall
    print(f"after one title changed: {cpu:.2f} of its CPU, {wall:.2f} of its time (gate 0.25)")


def smaller(folder: Path) -> None:
    """The same in the sizes of previews."""
    for width, height, quality, gate in ((1280, 720, "medium", 2), (640, 360, "preview", 5)):
        took = render(folder, draft(width, height), quality, f"small{height}")
        print(
            f"{height}p: {SECONDS / took.wall:.1f} times realtime (gate {gate} on two calm cores), "
            f"{took.cpu:.1f} s of CPU"
        )


def upload(folder: Path) -> None:
    """An uploaded clip with a grade and a title, over decoding and encoding it as it is."""
    clip = folder / "clip.mp4"
    program = shutil.which("ffmpeg") or "ffmpeg"
    picture = "testsrc2=size=1920x1080:rate=30:duration=10"
    run([program, "-v", "error", "-y", "-f", "lavfi", "-i", picture, *ENCODER.split(), str(clip)])
    least = floor(f"-i {clip}")
    said = {"kind": "clip", "src": "c", "from": 0, "to": 10_000, "filter": "cinematic", "start": 0}
    title = {"kind": "title", "text": "As it was", "start": 1000}
    made = {
        "d": 10_000,
        "m": {"width": 1920, "height": 1080},
        "t": [
            {"tt": 0, "sg": [{"d": 10_000, "m": said}]},
            {"tt": 7, "sg": [{"d": 3000, "m": title}]},
        ],
    }
    media = {"c": {"path": str(clip), "kind": "video", "duration_ms": 10_000, "has_audio": False}}
    took = render(folder, made, "high", "clip", media)
    print(
        f"uploaded clip, grade and title: {took.cpu:.1f} s over {least.cpu:.1f} "
        f"= {took.cpu / least.cpu:.2f} (gate 1.6)"
    )


def smoothness() -> None:
    """How far a dot that moves evenly is from where it ought to be, in pixels (RMS)."""
    from studio.render import frame_fitting, planes
    from studio.render.film import Zoom
    from studio.render.scenes.brush import glow_sheet
    from studio.render.sheet import lay

    dot, off, seen = glow_sheet(12, (255, 255, 255)), [], []
    for step in range(60):
        frame = planes.blank(160, 96)
        lay(frame, dot, 20 + step * 0.37, 30 + step * 0.11)
        off.append(np.array(_middle(frame.y)) - (step * 0.37, step * 0.11))
    still = planes.blank(1600, 900)
    lay(still, dot, 880, 500)
    for step in range(60):
        shown = frame_fitting.ken_burns(
            still, Zoom(1, 1.12, 0.5, 0.5, 0.5, 0.5), step / 300, (800, 450)
        )
        seen.append(_middle(shown.y))
    path = np.array(seen)
    times = np.arange(60)
    even = np.stack([np.polyval(np.polyfit(times, path[:, side], 4), times) for side in (0, 1)], 1)
    print(
        f"smoothness: layers {np.std(np.array(off), axis=0).max():.3f} px, "
        f"zoom {np.sqrt(np.mean((path - even) ** 2)):.3f} px (gate 0.05)"
    )


def _middle(plane: np.ndarray) -> tuple[float, float]:
    light = plane.astype(float) - 16
    rows, columns = np.indices(light.shape)
    return float((light * columns).sum() / light.sum()), float((light * rows).sum() / light.sum())


def main() -> None:
    """Print the figures."""
    smoothness()
    with tempfile.TemporaryDirectory() as name:
        storyboard(Path(name))
        smaller(Path(name))
        upload(Path(name))
