"""Export: check the draft, order a render, poll it, download the file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from agent.core.effects import ChoosePath, ChosenPath, Fetch, Fresh, Now, Say, Wait
from agent.core.errors import LineError, LocalError, LostError, RefusedError, TakenError
from agent.core.failure_kind import FailureKind
from agent.core.notices import (
    Delivered,
    Failed,
    OnlyMp4,
    Renamed,
    RenderedAgain,
    Rendering,
    StillRendering,
)
from agent.core.state import WishState
from agent.flows import backend
from agent.wire import replies
from agent.wire.replies import RenderStatus
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
# Each has a try of its own, so an export orders three times at most, each under a new id.
SUBMIT_TRIES: Final = 2
RENDER_TRIES: Final = 2


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What the person asked for."""

    out: str = ""  # an absolute path, or nothing: then the project's title names the file
    name: str = ""  # what they would have the file called
    quality: Quality = Quality.HIGH
    form: str = "mp4"
    overwrites: bool = False  # a file of that name


def requested(params: Mapping[str, str]) -> ExportRequest:
    """Read the parameters of an export leg."""
    quality = Quality.of(params.get("quality"))
    form = params.get("format", "mp4")
    out, name, overwrites = (params.get(key, "") for key in ("out", "name", "overwrites"))
    return ExportRequest(out, name, quality, form, bool(overwrites))


async def export(
    talk: Conversation, what: ExportRequest, step: Step, *, asks: bool = False
) -> WishState:
    """From the draft to the file: DONE, RUNNING, NEEDS_USER or FAILED.

    With `asks` somebody is there to say whether a file may be overwritten: TakenError.
    """
    now = await backend.state(talk)
    if not now.timeline.is_ready:
        await Say(Failed(FailureKind.NOTHING_TO_EXPORT))
        return WishState.NEEDS_USER
    talk.timeline = now.timeline
    place = await _place(talk, what)  # a path that will not do is told before anything is paid for
    if asks and place.is_taken:
        raise TakenError(place.other_than)
    if what.form != "mp4":
        await Say(OnlyMp4(what.form))
    begun = await Now()
    submits = renders = 0  # that have failed
    while True:
        # A failed render is never asked for under its old id.
        render_id = f"render_{(await Fresh()).replace('-', '')[:20]}"
        facts = step.facts | {"render": render_id} | asdict(what)
        ordered = backend.Step(step.leg, WishState.RENDERING, facts)
        await ordered.write()
        render = await _submit(talk, render_id, now.draft, what.quality)
        if isinstance(render, RenderResult):
            seen = render
            submits += 1
        else:
            seen = await _watch(talk, render, what, ordered, begun)
            renders += 1
        if seen.end not in (WishState.FAILED, WishState.REFUSED):
            return seen.end
        if submits == SUBMIT_TRIES or renders == RENDER_TRIES:
            break
        await Say(RenderedAgain())
    await Say(Failed(FailureKind.RENDER_FAILED, message=seen.message, retry=True))
    return WishState.FAILED


_KEPT: Final = ("out", "name", "quality", "overwrites")


def _place(talk: Conversation, what: ExportRequest) -> ChoosePath:
    return ChoosePath(what.out, what.name, talk.title, what.overwrites)


async def resume(talk: Conversation, step: Step) -> WishState:
    """Poll and fetch a render that was ordered before."""
    facts = step.facts
    what = requested({key: str(facts.get(key) or "") for key in _KEPT})
    render = await _look(talk, _unknown(str(facts.get("render") or "")))
    seen = await _watch(talk, render, what, step, await Now())
    if seen.end is not WishState.FAILED:
        return seen.end
    return await export(talk, what, backend.Step(step.leg, WishState.QUEUED))


@dataclass(frozen=True, slots=True)
class RenderResult:
    """How a render ended, and what the backend said of it; REFUSED where none was ordered."""

    end: WishState
    message: str = ""


async def _submit(
    talk: Conversation, render_id: str, draft: Any, quality: str
) -> Render | RenderResult:
    """Order a render. Where nobody knows whether it was heard, the id is asked for."""
    try:
        reply = await backend.ask(
            talk, lambda caller: caller.render(render_id, talk.session, draft, quality)
        )
    except LostError:
        return await _find(talk, render_id)
    except RefusedError as error:
        if error.kind is FailureKind.BROKEN:  # of a proxy, perhaps, behind which it was heard
            return await _find(talk, render_id)
        if error.kind is FailureKind.REFUSED:
            return RenderResult(WishState.REFUSED, error.message)
        raise
    return replies.render(reply, render_id)


async def _find(talk: Conversation, render_id: str) -> Render | RenderResult:
    """Ask whether an order has arrived, before another one is made."""
    try:
        return await _poll(talk, _unknown(render_id))
    except RefusedError as error:
        if error.kind is FailureKind.REFUSED:
            return RenderResult(WishState.REFUSED, error.message)
        raise


def _unknown(render_id: str) -> Render:
    """A render that the backend has not told about yet."""
    return replies.Render(render_id, RenderStatus.PENDING, "", None, "")


async def _look(talk: Conversation, known: Render) -> Render:
    """Poll a render once; one that the backend does not know has failed."""
    try:
        return await _poll(talk, known)
    except RefusedError as error:
        if error.kind is FailureKind.REFUSED:
            return replies.Render(known.id, RenderStatus.FAILED, "", None, error.message)
        raise


async def _poll(talk: Conversation, known: Render) -> Render:
    """Ask how far a render is. Raises RefusedError where the backend does not know it.

    A look that fails is no failed render, and a new one would cost again: the next look may tell.
    """
    try:
        reply = await backend.ask(talk, lambda caller: caller.poll(known.id))
    except RefusedError as error:
        if error.kind is FailureKind.BROKEN:
            return known
        raise
    except LineError:
        return known
    return replies.render(reply, known.id)


async def _watch(
    talk: Conversation, render: Render, what: ExportRequest, step: Step, begun: float
) -> RenderResult:
    """Poll until the render is over, then fetch it."""
    pause = FIRST_LOOK_S
    while not render.status.is_over:
        seconds = await Now() - begun
        await Say(Rendering(round(seconds), render.progress))
        if seconds >= RENDER_WITHIN_S:
            await Say(StillRendering(round(seconds)))
            return RenderResult(WishState.RUNNING)
        await Wait(min(pause, max(RENDER_WITHIN_S - seconds, 0.5)))
        pause = min(pause * SLOWER_BY, SLOWEST_LOOK_S)
        render = await _look(talk, render)
    if render.status is RenderStatus.FAILED:
        return RenderResult(WishState.FAILED, render.message)
    return await _fetch(talk, render, what, step)


async def _fetch(
    talk: Conversation, render: Render, what: ExportRequest, step: Step
) -> RenderResult:
    url = render.url or talk.caller.download_url(render.id)
    place, is_ours = await _kept_place(talk, what, step)
    facts = step.facts | {"render": render.id, "place": asdict(place)}
    await backend.Step(step.leg, WishState.FETCHING, facts).write()
    try:
        replaces = is_ours or what.overwrites
        got = await Fetch(url, talk.caller.headers(), place.path, talk.base, replaces)
    except LocalError as error:
        if error.kind is not FailureKind.BROKEN_VIDEO:
            raise
        return RenderResult(WishState.FAILED)
    if got.path != place.path:  # somebody has made a file of that name in the last moment
        place = ChosenPath(got.path, place.other_than or place.path, is_taken=True)
    if place.other_than:
        await Say(Renamed(place.other_than, place.path, place.is_taken))
    link = await backend.link(talk)
    await Say(Delivered(got.path, got.size, got.width, got.height, got.duration_ms, link))
    return RenderResult(WishState.DONE)


async def _kept_place(
    talk: Conversation, what: ExportRequest, step: Step
) -> tuple[ChosenPath, bool]:
    """Where the file goes, and whether a file that is there is ours: of a run that was killed."""
    kept = step.facts.get("place")
    if step.state is WishState.FETCHING and isinstance(kept, dict):
        return ChosenPath(**kept), True
    return await _place(talk, what), False
