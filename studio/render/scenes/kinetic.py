"""Kinetic type: the words of a prompt as the scene itself, set large and always in motion."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render import easing, fonts, letter_sheets, typesetting
from studio.render.letter_sheets import Ink
from studio.render.sheet import lay

if TYPE_CHECKING:
    from studio.render.letter_sheets import LetterSheet
    from studio.render.planes import Planes, Rgb
    from studio.render.scenes.canvas import Canvas
    from studio.render.scenes.layers import Layer

MOST_LETTERS = 160  # more than that is no title


@dataclass(frozen=True, slots=True)
class KineticTypeLayer:
    """Letters that rise word by word and then sway, each line in its own phase."""

    cuts: tuple[LetterSheet, ...]
    at: tuple[float, float]
    size: float
    step: float

    def paint(self, onto: Planes, t: float) -> None:
        for cut in self.cuts:
            share = (t - 0.15 - cut.word * self.step) / 0.7  # each word takes 0.7 s
            if share <= 0:
                continue
            rise = (1 - easing.out_expo(share)) * self.size * 0.55
            drift = math.sin(t * 0.8 + cut.line * 1.1) * self.size * 0.035
            lay(
                onto,
                cut.sheet,
                self.at[0] + cut.x + drift,
                self.at[1] + cut.y + rise,
                easing.out_cubic(share * 1.3),
            )


def kinetic_type(
    canvas: Canvas,
    text: str,
    color: Rgb | None = None,
    face: str = fonts.DISPLAY,
    height: float = 0.46,
) -> Layer:
    """Set a text in the middle of the frame, as large as four lines allow."""
    said = text.strip()[:MOST_LETTERS]
    start = (150 if len(said) < 40 else 112) * canvas.unit  # noqa: PLR2004 - a line or two
    limit = canvas.width * 0.80
    block = typesetting.block(said, typesetting.Style(face, start, -0.012), limit, 4)
    look = Ink(color or (255, 255, 255), shadow=0.0 if color else 0.35)
    cuts = tuple(letter_sheets.letters(block, look, "center"))
    at = (canvas.width - block.width) / 2, canvas.height * height - block.height / 2
    words = max((cut.word for cut in cuts), default=0) + 1
    return KineticTypeLayer(cuts, at, block.size, min(0.16, 1.6 / words) / max(0.6, canvas.pace))
