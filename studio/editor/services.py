"""The default services: editing, probing, rendering, each imported when it is first needed.

Four imports inside functions, one for each weight: whoever asks for credits waits for none of
them, and an edit loads no codec.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final, Protocol

from studio.project import otio, subtitles
from studio.project.history import Project, empty_draft
from studio.wire.envelopes import RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from studio.editor.generated_media import MediaGenerator
    from studio.editor.reply import Answer
    from studio.media.generated_files import GeneratedFile, GeneratedFiles
    from studio.wire.envelopes import Json
    from studio.wire.service_ports import Reply

POSTER_WIDTH: Final = 1280  # the widest that a page shows it, on a usual screen


class _Editing(Protocol):
    """What is asked of `studio.editor.reply`."""

    def answer(
        self, message: str, project: Project, maker: MediaGenerator | None = None
    ) -> Answer: ...

    def uploaded(self, project: Project, media_id: str, facts: Mapping[str, Any]) -> Project: ...


def _editing() -> _Editing:
    from studio.editor import reply  # 14 ms: understanding, operations

    return reply


def _media() -> tuple[Any, Any]:
    from studio.media import normalize, probe  # 3 ms

    return normalize, probe


class DefaultServices:
    """Does the work behind the wire with the other rooms of the studio."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = environ
        self._generated: dict[tuple[str, ...], GeneratedFile] = {}

    def wake(self) -> None:
        """Make a film nobody sees: the first message then finds everything read and ready."""
        _editing().answer("generate a 10-second clip of a sunset with calm music", Project())

    def answer(
        self, message: str, project: Json, media: Mapping[str, Json], lang: str, folder: Path
    ) -> Reply:
        """Understand one message and carry it out on a project; new files go into the folder."""
        known = _project(project, media, lang)
        return _editing().answer(message, known, self._generator(folder)).reply

    def _generator(self, folder: Path) -> GeneratedFiles | None:
        """The generator that is set up, if one is."""
        if not self._environ.get("REELTALK_MEDIA_URL"):
            return None
        from studio.media import generated_files, generator_client  # 7 ms

        server = generator_client.from_environment(self._environ)
        return generated_files.GeneratedFiles(server, folder, self._generated) if server else None

    def uploaded(self, project: Json, media: Mapping[str, Json], media_id: str, lang: str) -> Json:
        """A project after a file of `media` has come: the first footage stands on the timeline."""
        known = _project(project, media, lang)
        return _editing().uploaded(known, media_id, media[media_id]).kept()

    def draft(self, project: Json) -> Json:
        """The timeline of a project that was kept."""
        draft = project.get("draft")
        return draft if isinstance(draft, dict) else empty_draft()

    def probe(self, path: Path, name: str) -> Json:
        """What is in a file that was uploaded, which is made fit where it is not."""
        normalize, probe = _media()
        try:
            facts = normalize.normalize(probe.probe(path, name)).facts()
        except probe.UnusableMediaError as error:
            raise RefusalError(error.code, str(error)) from error
        except ImportError as error:
            raise RefusalError(503, "this studio has no media libraries: no uploads") from error
        return {key: value for key, value in facts.items() if key not in ("path", "name")}

    def render_command(self, job: Path) -> list[str]:
        """The renderer as a command; -P keeps the job's folder from being searched for modules."""
        return [sys.executable, "-P", "-m", "studio.render", str(job)]

    def render_here(self, job: Path) -> None:
        """The renderer in this process."""
        from studio.render.job_file import run  # 150 ms: numpy, av, Pillow

        run(job)

    def poster(self, film: Path, target: Path) -> bool:
        """A frame that shows something: a film may begin in the dark."""
        normalize, probe = _media()
        known = probe.Media(str(film), "video", film.name, "mp4")
        return bool(normalize.poster(known, target, POSTER_WIDTH))

    def side_file(self, kind: str, draft: Json, media: Mapping[str, Json]) -> bytes | None:
        """A timeline for other programs, or its captions."""
        if kind == "otio":
            return otio.otio(draft, media).encode("utf-8", "replace")
        if kind == "srt":
            return subtitles.srt(draft).encode("utf-8", "replace")
        return None


def _project(kept: Json, media: Mapping[str, Json], lang: str) -> Project:
    """The project that was kept; its media are the store's, whatever was kept of them."""
    return Project.from_json({"language": lang[:2], **kept, "media": dict(media)})
