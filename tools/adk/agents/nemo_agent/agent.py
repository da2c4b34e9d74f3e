"""The agent that the real server runs: its model is a script, its tools write a real draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from google.adk.agents import LlmAgent
from google.adk.models import BaseLlm, LlmResponse
from google.genai import types

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from google.adk.models import LlmRequest
    from google.adk.tools import ToolContext


def add_music(mood: str, tool_context: ToolContext) -> dict[str, Any]:
    """Put music under the film."""
    return _put(tool_context, 1, {"d": 6000, "m": {"name": mood, "volume": 0.35}})


def generate_video(prompt: str, tool_context: ToolContext) -> dict[str, Any]:
    """Make footage."""
    return _put(tool_context, 0, {"d": 6000, "m": {"name": prompt}})


def add_title(text: str, tool_context: ToolContext) -> dict[str, Any]:
    """Put a title over it."""
    return _put(tool_context, 7, {"d": 3000, "m": {"text": text}})


def _put(context: ToolContext, kind: int, segment: dict[str, Any]) -> dict[str, Any]:
    tracks = [*(context.state.get("draft") or {"t": []})["t"], {"tt": kind, "sg": [segment]}]
    context.state["draft"] = {"t": tracks}
    return {"status": "ok", "tracks": len(tracks)}


def _text(said: str, *, thought: bool = False) -> types.Part:
    return types.Part(text=said, thought=thought or None)


def _call(name: str, **args: Any) -> types.Part:
    return types.Part(function_call=types.FunctionCall(name=name, args=args))


# What is said -> what the model answers, round after round: a tool's answer begins the next one.
SCRIPT: dict[str, list[list[types.Part]]] = {
    "a sunset": [
        [_text("On it."), _call("generate_video", prompt="sunset")],
        [_text("Your sunset is ready: 6 seconds. You can click the Export button to download it.")],
    ],
    "quiet music": [[_call("add_music", mood="lo-fi")], []],
    "a title": [[_call("add_title", text="Urban Dreams")], [_text("Title added. Click Export.")]],
    "think": [[_text("I wonder.", thought=True), _text("Here is the plain answer.")]],
    "stream": [[_text("One, "), _text("two, "), _text("three: 完了です。")]],
    "panel": [[_text("All set. Open the timeline panel to see the tracks.")]],
    "explode": [[_text("Working. "), _call("add_title", text="x")], None],  # type: ignore[list-item]
}
ELSE = [[_text("I can make videos. Tell me what it should show.")]]


class Scripted(BaseLlm):
    """A model without a mind."""

    model: str = "scripted"

    async def generate_content_async(
        self, llm_request: LlmRequest, stream: bool = False
    ) -> AsyncGenerator[LlmResponse, None]:
        """The answer that the script has for the round at hand."""
        said, rounds = _said(llm_request.contents)
        script = next((script for key, script in SCRIPT.items() if key in said), ELSE)
        parts = script[rounds] if rounds < len(script) else []
        if parts is None:
            raise RuntimeError('the model "broke"\nin two lines')
        if stream:
            for part in parts:
                if part.text:
                    yield LlmResponse(content=_content([part]), partial=True)
        yield LlmResponse(content=_content(parts))


def _content(parts: list[types.Part]) -> types.Content:
    return types.Content(role="model", parts=list(parts))


def _said(contents: list[types.Content]) -> tuple[str, int]:
    """The last words of the person, and how many tools have answered since."""
    rounds = 0
    for content in reversed(contents):
        parts = content.parts or []
        if any(part.function_response for part in parts):
            rounds += 1
        elif content.role == "user" and any(part.text for part in parts):
            return " ".join(part.text or "" for part in parts), rounds
    return "", rounds


root_agent = LlmAgent(
    name="nemo_agent",
    model=Scripted(),
    instruction="Make videos.",
    tools=[add_music, generate_video, add_title],
)
