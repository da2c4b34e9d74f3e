"""The crew of this house: the desk, the probe and the renderer, each imported when first needed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from studio.wire.envelopes import RefusalError
from studio.wire.ports import Reply, ToolCall

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from studio.media.generated_files import GeneratedFile, GeneratedFiles
    from studio.project.model import Project
    from studio.wire.envelopes import Json


class DefaultServices:
    """Does the work behind the wire with the other rooms of the studio."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = environ
        self._taken: dict[tuple[str, ...], GeneratedFile] = {}

    def wake(self) -> None:
        """Make a film nobody sees: the first message then finds everything read and ready."""
        from studio.editor import reply
        from studio.project.model import Project

        reply.answer("generate a 10-second clip of a sunset with calm music", Project())

    def answer(
        self, message: str, project: Json, media: Mapping[str, Json], lang: str, folder: Path
    ) -> Reply:
        """Understand one message and carry it out on a project; new files go into the folder."""
        from studio.editor import reply

        made = reply.answer(message, _project(project, media, lang), self._camera(folder))
        return Reply(
            _kept(made.project),
            made.project.draft,
            "\n\n".join(made.said),
            tuple(ToolCall(call.name, dict(call.args), dict(call.result)) for call in made.calls),
            made.changed,
            made.cost,
            made.op,
            made.media,
            made.must_tell,
        )

    def _camera(self, folder: Path) -> GeneratedFiles | None:
        """The generator that is set up, if one is."""
        if not self._environ.get("REELTALK_MEDIA_URL"):
            return None
        from studio.media import generator_client
        from studio.media.generated_files import GeneratedFiles

        server = generator_client.from_environment(self._environ)
        return GeneratedFiles(server, folder, self._taken) if server else None

    def uploaded(self, project: Json, media: Mapping[str, Json], media_id: str, lang: str) -> Json:
        """A project after a file of `media` has come: the first footage stands on the timeline."""
        from studio.editor import reply

        known = _project(project, media, lang)
        return _kept(reply.uploaded(known, media_id, media[media_id]))

    def draft(self, project: Json) -> Json:
        """The timeline of a project that was kept."""
        from studio.project.model import empty_draft

        draft = project.get("draft")
        return draft if isinstance(draft, dict) else empty_draft()

    def probe(self, path: Path, name: str) -> Json:
        """What is in a file that was uploaded, which is made fit where it is not."""
        from studio.media.normalize import normalize
        from studio.media.probe import UnusableMediaError, probe

        try:
            facts = normalize(probe(path, name)).facts()
        except UnusableMediaError as error:
            raise RefusalError(error.code, str(error)) from error
        except ImportError as error:
            raise RefusalError(503, "this studio has no media libraries: no uploads") from error
        return {key: value for key, value in facts.items() if key not in ("path", "name")}

    def render_command(self, job: Path) -> list[str]:
        """The renderer as a command; -P keeps the job's folder from being searched for modules."""
        return [sys.executable, "-P", "-m", "studio.render", str(job)]

    def render_here(self, job: Path) -> None:
        """The renderer in this process."""
        from studio.render.job_file import run

        run(job)

    def side_file(self, kind: str, draft: Json, media: Mapping[str, Json]) -> bytes | None:
        """A timeline for other programs, or its captions."""
        if kind == "otio":
            from studio.project.otio import otio

            return otio(draft, media).encode("utf-8", "replace")
        if kind == "srt":
            from studio.project.subtitles import srt

            return srt(draft).encode("utf-8", "replace")
        return None


def _project(kept: Json, media: Mapping[str, Json], lang: str) -> Project:
    """A project as the desk knows it. Media are the store's: what was kept of them is not asked."""
    from studio.project.model import Project

    return Project.from_json({"language": lang[:2], **kept, "media": dict(media)})


def _kept(project: Project) -> Json:
    return {key: value for key, value in project.to_json().items() if key != "media"}
