"""The job file of a render, and the progress file beside it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av

from intents import whole_file
from intents.quality import Quality
from studio.render import film as films
from studio.render import fonts, mp4, tolerant_values
from studio.render.cleanup import clean_up
from studio.render.clip_reader import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROGRESS_STEP = 0.004  # the share at which progress is written again: 250 writes a film
UNEXPECTED_ERROR = "the film could not be made from this draft"


@dataclass(frozen=True, slots=True)
class JobFile:
    draft: Mapping[str, Any]
    media: Mapping[str, Any]
    out: Path
    quality: Quality
    size: tuple[int, int] | None
    cache: Path | None


class BadJobError(Exception):
    """A job file that cannot be read or does not say where the film goes."""


def read(path: Path) -> JobFile:
    try:
        fields = tolerant_values.mapping(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as cause:
        raise BadJobError(f"{path.name} is no job: it cannot be read as JSON") from cause
    if not tolerant_values.text(fields.get("out")):
        raise BadJobError(f"{path.name} does not say where the film goes")
    width, height = (
        tolerant_values.integer(fields.get(side), 0, 0, 4096) for side in ("width", "height")
    )
    cache = tolerant_values.text(fields.get("cache"))
    return JobFile(
        draft=tolerant_values.mapping(fields.get("draft")),
        media=tolerant_values.mapping(fields.get("media")),
        out=Path(tolerant_values.text(fields["out"])),
        quality=Quality.of(fields.get("quality")),
        size=(width, height) if width and height else None,
        cache=Path(cache) if cache else None,
    )


class ProgressFile:
    """The file beside a job that other processes poll; it is always whole."""

    def __init__(self, job: Path) -> None:
        self.path = job.with_suffix(".progress.json")
        self._reported = -1.0

    def report(self, share: float) -> None:
        """Write the share done (0..1), if it has grown enough to be worth it."""
        if share - self._reported >= PROGRESS_STEP:
            self._reported = share
            self._write({"state": "processing", "progress": round(min(share, 0.999), 4)})

    def completed(self, left_out: str) -> None:
        """Write that the film is there, and which letters no font had."""
        state: dict[str, object] = {"state": "completed", "progress": 1.0}
        self._write({**state, "left_out": left_out} if left_out else state)

    def failed(self, why: str) -> None:
        """Write a sentence about why there is no film."""
        self._write({"state": "failed", "progress": max(0.0, self._reported), "error": why})

    def _write(self, state: Mapping[str, object]) -> None:
        whole_file.write(self.path, json.dumps(state, ensure_ascii=False))


def run(
    path: Path, watch: Callable[[Path, float, Callable[[str], None]], None] | None = None
) -> bool:
    """Render a job; True if the film is there. All failures end in the progress file.

    `watch` is told the length of the film before the first frame; it may end the process.
    """
    progress = ProgressFile(path)
    progress.report(0.0)
    try:
        job = read(path)
        clean_up(path.absolute(), job.cache)
        film = films.of(job.draft, job.media)
        if job.size:
            film = film.sized(*job.size)
        if watch is not None:
            watch(path.absolute(), film.length_ms, progress.failed)
        job.out.parent.mkdir(parents=True, exist_ok=True)
        mp4.write(
            film, job.draft, job.media, job.out,
            quality=job.quality, progress=progress.report, cache=job.cache,
        )  # fmt: skip
    except (BadJobError, UnreadableError) as why:
        progress.failed(str(why))
    except OSError as why:
        progress.failed(f"the file could not be written: {why.strerror or 'an error of the disk'}")
    except av.FFmpegError as why:
        progress.failed(f"the encoder gave up: {why.strerror}")
    except MemoryError:
        progress.failed("there is not enough memory for a film of this size")
    except Exception:
        progress.failed(UNEXPECTED_ERROR)
        if os.environ.get("STUDIO_TRACE"):
            raise
    else:
        progress.completed(fonts.missing("".join(words.text + words.sub for words in film.texts)))
        return True
    return False
