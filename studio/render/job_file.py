"""A render as a file: what is asked for, how far it is, how it ended."""

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
from studio.render.cleanup import tidy
from studio.render.clip_reader import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping

STEP = 0.004  # progress is written when it has grown by this much
WENT_WRONG = "the film could not be made from this draft"


@dataclass(frozen=True, slots=True)
class JobFile:
    """What is asked for."""

    draft: Mapping[str, Any]
    media: Mapping[str, Any]
    out: Path
    quality: Quality
    size: tuple[int, int] | None
    cache: Path | None


class BadJobError(Exception):
    """A job that says not what it wants."""


def read(path: Path) -> JobFile:
    """The job in a file."""
    try:
        said = tolerant_values.mapping(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as cause:
        raise BadJobError(f"{path.name} is no job: it cannot be read as JSON") from cause
    if not tolerant_values.text(said.get("out")):
        raise BadJobError(f"{path.name} does not say where the film goes")
    width, height = (
        tolerant_values.whole(said.get(side), 0, 0, 4096) for side in ("width", "height")
    )
    cache = tolerant_values.text(said.get("cache"))
    return JobFile(
        draft=tolerant_values.mapping(said.get("draft")),
        media=tolerant_values.mapping(said.get("media")),
        out=Path(tolerant_values.text(said["out"])),
        quality=Quality.of(said.get("quality")),
        size=(width, height) if width and height else None,
        cache=Path(cache) if cache else None,
    )


class Progress:
    """The file beside a job that tells how far it is; it is always whole."""

    def __init__(self, job: Path) -> None:
        self.path = job.with_suffix(".progress.json")
        self._told = -1.0

    def tell(self, share: float) -> None:
        """How far it is, 0..1."""
        if share - self._told >= STEP:
            self._told = share
            self._write({"state": "processing", "progress": round(min(share, 0.999), 4)})

    def completed(self, left_out: str) -> None:
        """The film is there; letters that no font had are named."""
        told: dict[str, object] = {"state": "completed", "progress": 1.0}
        self._write({**told, "left_out": left_out} if left_out else told)

    def failed(self, why: str) -> None:
        """It came to nothing, because."""
        self._write({"state": "failed", "progress": max(0.0, self._told), "error": why})

    def _write(self, told: Mapping[str, object]) -> None:
        whole_file.write(self.path, json.dumps(told, ensure_ascii=False))


def run(path: Path) -> bool:
    """Do a job, telling how far it is, and whether it came to something. It never raises."""
    progress = Progress(path)
    progress.tell(0.0)
    try:
        job = read(path)
        tidy(path.absolute(), job.cache)
        film = films.of(job.draft, job.media)
        if job.size:
            film = film.sized(*job.size)
        job.out.parent.mkdir(parents=True, exist_ok=True)
        mp4.write(
            film, job.draft, job.media, job.out,
            quality=job.quality, progress=progress.tell, cache=job.cache,
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
        progress.failed(WENT_WRONG)
        if os.environ.get("STUDIO_TRACE"):
            raise
    else:
        progress.completed(fonts.missing("".join(words.text + words.sub for words in film.words)))
        return True
    return False
