"""Export: the draft looked at, a render ordered, watched, fetched and checked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from agent.core.effects import Fetch, Fresh, Now, Say, Wait
from agent.core.errors import LineError, LocalError, LostError, RefusedError
from agent.core.notices import Delivered, Failed, OnlyMp4, RenderedAgain, Rendering, StillRendering
from agent.flows import backend
from agent.wire import replies
from agent.wire.codes import RefusalKind
from intents.quality import Quality

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.core.conversation import Conversation
    from agent.flows.backend import Step
    from agent.wire.replies import Render

# Five minutes in all; the first look is soon, because short films are ready soon.
RENDER_WITHIN_S: Final = 300.0
FIRST_LOOK_S: Final = 2.0
SLOWER_BY: Final = 1.6
SLOWEST_LOOK_S: Final = 30.0
TRIES: Final = 2


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What the person asked for."""

    out: str = ""  # an absolute path, or nothing: then the project's title names the file
    name: str = ""  # what they would have the file called
    quality: Quality = Quality.HIGH
    form: str = "mp4"


def requested(params: Mapping[str, str]) -> ExportRequest:
    """Out of the parameters of an export leg."""
    quality = Quality.of(params.get("quality"))
    form = params.get("format", "mp4")
    return ExportRequest(params.get("out", ""), params.get("name", ""), quality, form)


async def export(talk: Conversation, what: ExportRequest, step: Step) -> str:
    """From the draft to the file: done, running, needs_user or failed."""
    now = await backend.state(talk)
    if not now.timeline.is_ready:
        await Say(Failed("nothing_to_export"))
        return "needs_user"
    talk.timeline = now.timeline
    if what.form != "mp4":
        await Say(OnlyMp4(what.form))
    begun = await Now()
    seen = RenderResult("failed")
    for tries in range(1, TRIES + 1):
        if tries > 1:
            await Say(RenderedAgain())
        # A failed render is never asked for under its old id.
        render_id = f"render_{(await Fresh()).replace('-', '')[:20]}"
        facts = step.facts | {"render": render_id} | asdict(what)
        mine = backend.Step(step.leg, "rendering", facts)
        await mine.write()
        render = await _submit(talk, render_id, now.draft, what.quality)
        seen = await _watch(talk, render, what, mine, begun)
        if seen.end != "failed":
            return seen.end
    await Say(Failed("render_failed", message=seen.message, retry=True))
    return "failed"


async def resume(talk: Conversation, step: Step) -> str:
    """A render that was ordered before: watched and fetched, not ordered again."""
    facts = step.facts
    what = requested({key: str(facts.get(key) or "") for key in ("out", "name", "quality")})
    render = await _look(talk, _unknown(str(facts.get("render") or "")))
    seen = await _watch(talk, render, what, step, await Now())
    if seen.end != "failed":
        return seen.end
    return await export(talk, what, backend.Step(step.leg, "queued"))


async def _submit(talk: Conversation, render_id: str, draft: Any, quality: str) -> Render:
    try:
        reply = await backend.ask(
            talk, lambda caller: caller.render(render_id, talk.session, draft, quality)
        )
    except LostError:
        # It may have been heard: ask for the id before a new one is made.
        return await _look(talk, _unknown(render_id))
    except RefusedError as error:
        if error.kind not in (RefusalKind.BROKEN, RefusalKind.REFUSED):
            raise
        return replies.Render(render_id, "failed", "", None, error.message)
    return replies.render(reply, render_id)


def _unknown(render_id: str) -> Render:
    """A render of which nobody has told us yet."""
    return replies.Render(render_id, "pending", "", None, "")


async def _look(talk: Conversation, known: Render) -> Render:
    """How far a render is; one that the backend does not know has failed.

    A look that fails is no failed render, and a new one would cost again: the next look may tell.
    """
    try:
        reply = await backend.ask(talk, lambda caller: caller.poll(known.id))
    except RefusedError as error:
        if error.kind == RefusalKind.REFUSED:
            return replies.Render(known.id, "failed", "", None, error.message)
        if error.kind == RefusalKind.BROKEN:
            return known
        raise
    except LineError:
        return known
    return replies.render(reply, known.id)


@dataclass(frozen=True, slots=True)
class RenderResult:
    """How watching a render ended, and what the backend said of it."""

    end: str
    message: str = ""


async def _watch(
    talk: Conversation, render: Render, what: ExportRequest, step: Step, begun: float
) -> RenderResult:
    """Look again and again until the render is over, then fetch it."""
    pause = FIRST_LOOK_S
    while render.status not in ("completed", "failed"):
        seconds = await Now() - begun
        await Say(Rendering(round(seconds), render.progress))
        if seconds >= RENDER_WITHIN_S:
            await Say(StillRendering(round(seconds)))
            return RenderResult("running")
        await Wait(min(pause, max(RENDER_WITHIN_S - seconds, 0.5)))
        pause = min(pause * SLOWER_BY, SLOWEST_LOOK_S)
        render = await _look(talk, render)
    if render.status == "failed":
        return RenderResult("failed", render.message)
    return await _fetch(talk, render, what, step)


async def _fetch(
    talk: Conversation, render: Render, what: ExportRequest, step: Step
) -> RenderResult:
    url = render.url or talk.caller.download_url(render.id)
    await backend.Step(step.leg, "fetching", step.facts | {"render": render.id}).write()
    name = what.name or talk.title
    try:
        got = await Fetch(url, talk.caller.headers(), what.out, talk.base, name)
    except LocalError as error:
        if error.kind != "broken_video":
            raise
        return RenderResult("failed")
    link = await backend.link(talk)
    await Say(Delivered(got.path, got.size, got.width, got.height, got.duration_ms, link))
    return RenderResult("done")
