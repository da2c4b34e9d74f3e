"""Files made by a generator, kept in a session's folder as uploads are; each is made once."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from studio.media import generator_client
from studio.media.normalize import normalize
from studio.media.probe import UnusableMediaError
from studio.media.uploaded_file import UploadedFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studio.media.generator_client import GeneratorReply, GeneratorServer

MESSAGE_BUDGET_S: Final = 540.0  # for a message in all: a turn may be silent for ten minutes
# What OpenAI's endpoints offer: lengths of clips, and sizes for wide, upright and square.
VIDEO_SECONDS: Final = (4, 8, 12)
VIDEO_SIZES: Final = ("1280x720", "720x1280", "1280x720")
IMAGE_SIZES: Final = ("1536x1024", "1024x1536", "1024x1024")
LONGEST_NAME: Final = 60  # letters of the prompt that name the file


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """A generated file with its facts, or the reason why there is none."""

    media_id: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GeneratedFiles:
    """A generator and the folder for its files.

    `kept` outlives a message: a turn that has to be worked out again finds its clips there.
    """

    server: GeneratorServer
    folder: Path
    kept: dict[tuple[str, ...], GeneratedFile]
    since: float = field(default_factory=time.monotonic)

    def film(self, prompt: str, ms: int, size: tuple[int, int]) -> GeneratedFile:
        """A clip of at least `ms` if such are made; a picture where the server makes no clips."""
        shape = (size[0] < size[1]) + 2 * (size[0] == size[1])
        seconds = next((one for one in VIDEO_SECONDS if one * 1000 >= ms), VIDEO_SECONDS[-1])

        def clip(server: GeneratorServer, target: Path) -> GeneratorReply:
            return generator_client.video(server, prompt, target, seconds, VIDEO_SIZES[shape])

        def picture(server: GeneratorServer, target: Path) -> GeneratorReply:
            return generator_client.image(server, prompt, target, IMAGE_SIZES[shape])

        wish = (prompt, str(seconds), str(shape))
        made = self._once(("film", *wish), f"{prompt[:LONGEST_NAME]}.mp4", clip)
        if made.reason != "server_refused":
            return made
        return self._once(("picture", *wish), f"{prompt[:LONGEST_NAME]}.png", picture)

    def voice(self, text: str) -> GeneratedFile:
        """A voiceover that reads a text."""

        def read(server: GeneratorServer, target: Path) -> GeneratorReply:
            return generator_client.speech(server, text, target)

        return self._once(("voice", text), f"{text[:LONGEST_NAME]}.mp3", read)

    def _once(
        self,
        wish: tuple[str, ...],
        name: str,
        make: Callable[[GeneratorServer, Path], GeneratorReply],
    ) -> GeneratedFile:
        wish = (str(self.folder), *wish)
        if wish not in self.kept:
            taken = self._made(name, make)
            if taken.reason:
                return taken
            self.kept[wish] = taken
        return self.kept[wish]

    def _made(
        self, name: str, make: Callable[[GeneratorServer, Path], GeneratorReply]
    ) -> GeneratedFile:
        left = MESSAGE_BUDGET_S - (time.monotonic() - self.since)
        if left <= 0:
            return GeneratedFile(reason="server_slow")
        server = replace(self.server, patience_s=min(self.server.patience_s, left))
        arrival = UploadedFile.fresh(self.folder, name, name.rpartition(".")[2])
        made = make(server, arrival.path)
        if made.media is None:
            return GeneratedFile(reason=made.reason)
        try:
            facts = normalize(made.media).facts()
        except UnusableMediaError:
            arrival.path.unlink(missing_ok=True)
            return GeneratedFile(reason="server_strange")
        known = {**facts, "name": name, "bytes": arrival.path.stat().st_size, "made": True}
        return GeneratedFile(arrival.media_id, known)
