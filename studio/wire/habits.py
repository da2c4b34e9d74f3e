"""How the backend behaves besides doing its work: the habits of the real one, by a seed.

The same seed, turn and message give the same habits, so that a recorded conversation plays again.
`plain` has none: one event a message, never silent, no talk of buttons, one shape for every answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING, Final

from intents.language import detect

if TYPE_CHECKING:
    from collections.abc import Mapping

# Shares of turns, as counted on the real backend where they could be.
SILENT: Final = 0.30
STREAMED: Final = 0.5
TALKS_OF_BUTTONS: Final = 0.35
THINKS: Final = 0.2
BEATS: Final = 0.25
STUMBLES: Final = 0.03


class Silence(StrEnum):
    """How a turn ends that says nothing: the ways recorded of three releases."""

    EMPTY = "empty"
    EMPTY_TEXT = "empty-text"
    NO_CONTENT = "no-content"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class TurnHabits:
    """The habits of one turn."""

    streamed: bool = False
    silence: Silence | None = None
    buttons: str = ""
    thought: str = ""
    heartbeat: str = ""
    stumble: str = ""


# Readings are asked for plainly, exports and edits only as something one can do: a backend that
# orders an export after each edit would have one rendered each time.
BUTTONS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "You can preview it in the timeline.",
        "When you're happy with it, you can click the Export button in the top right corner.",
        "Open the Media panel to see all your clips.",
        "If you like, you can drag the edge of the clip in the timeline to adjust its length.",
    ),
    "zh": (
        "您可以在时间线中预览效果。",
        "满意的话，可以点击右上角的导出按钮。",
        "请打开素材面板查看所有片段。",
        "如果需要，您可以在时间线上拖动片段边缘来调整时长。",
    ),
    "ja": (
        "タイムラインでプレビューできます。",
        "よろしければ、右上のエクスポートボタンをクリックできます。",
        "メディアパネルを開いてクリップを確認してください。",
        "必要であれば、タイムラインでクリップの端をドラッグして長さを調整できます。",
    ),
}
THOUGHTS: Final = ("The user wants this changed on the timeline.", "One tool should do.")
HEARTBEATS: Final = (": heartbeat", "data:", "event: heartbeat\ndata: heartbeat")
STUMBLE: Final = "I encountered a temporary issue. Please try again."


class Habits:
    """Deals out habits: `plain` or `real`."""

    def __init__(self, kind: str = "real", seed: int = 0) -> None:
        if kind not in ("plain", "real"):
            raise ValueError(f"habits are plain or real, not {kind!r}")
        self.real = kind == "real"
        self._seed = seed

    def of_turn(self, number: int, message: str, said: str, *, is_edit: bool) -> TurnHabits:
        """The habits of a turn. Only edits go by in silence: a question must be heard."""
        if not self.real:
            return TurnHabits()
        dice = self._dice("turn", number, message)
        # Every die is cast in every turn, so that one habit does not depend on another.
        shares = [dice.random() for _ in range(6)]
        silence = dice.choice(list(Silence))
        line = dice.choice(BUTTONS[detect(said, by_one_kana=True)])
        thought, heartbeat = dice.choice(THOUGHTS), dice.choice(HEARTBEATS)
        return TurnHabits(
            streamed=shares[0] < STREAMED,
            silence=silence if is_edit and shares[1] < SILENT else None,
            buttons=line if is_edit and shares[2] < TALKS_OF_BUTTONS else "",
            thought=thought if shares[3] < THINKS else "",
            heartbeat=heartbeat if shares[4] < BEATS else "",
            stumble=STUMBLE if is_edit and shares[5] < STUMBLES else "",
        )

    def pick(self, what: str, key: str, shapes: int) -> int:
        """Which of several shapes an answer has; the first one for plain habits."""
        return self._dice(what, 0, key).randrange(shapes) if self.real else 0

    def _dice(self, what: str, number: int, key: str) -> Random:
        return Random(f"{self._seed}|{what}|{number}|{key}")  # noqa: S311  habits, not secrets
