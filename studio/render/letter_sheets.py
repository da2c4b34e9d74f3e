"""Draws typeset blocks into sheets, whole or letter by letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from studio.render.colour import Rgb
    from studio.render.typesetting import Block, Letter

PADDING = 6  # pixels free around a drawn block, besides what outline and shadow need
SLANT = 0.2  # of a synthetic italic, about eleven degrees


@dataclass(frozen=True, slots=True)
class Ink:
    """Fill, outline, shadow and slant of drawn letters."""

    color: Rgb
    outline: float = 0.0  # of the size
    outline_color: Rgb = (0, 0, 0)
    shadow: float = 0.0  # its strength
    bold: float = 0.0  # of the size, drawn around
    italic: bool = False


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """A drawn part of a block, and its offset from the block's upper left corner."""

    sheet: Sheet
    x: float
    y: float
    word: int
    line: int


def line_left(block: Block, line: int, align: str) -> float:
    """The x at which a line begins, from the block's left."""
    free = block.width - block.lines[line].width
    return {"left": 0.0, "right": free}.get(align, free / 2)


def block_sheet(block: Block, ink: Ink, align: str = "center") -> LetterSheet:
    padding = _padding(block, ink)
    size = round(block.width + 2 * padding), round(block.height + 2 * padding)
    mask = Image.new("L", size)
    draw = ImageDraw.Draw(mask)
    for index, line in enumerate(block.lines):
        left = line_left(block, index, align)
        for letter in line.letters:
            _draw(draw, letter, (padding + left + letter.x, padding + line.base), block, ink.bold)
    return _letter_sheet(mask, block, ink, (-padding, -padding), (0, 0))


def letters(block: Block, ink: Ink, align: str = "center") -> list[LetterSheet]:
    """Draw each letter as a sheet of its own, for animations."""
    padding = _padding(block, ink)
    out = []
    for index, line in enumerate(block.lines):
        left = line_left(block, index, align)
        for letter in line.letters:
            size = (
                round(letter.wide + 2 * padding + block.size * 0.3),
                round(block.size * 1.35 + 2 * padding),
            )
            mask = Image.new("L", size)
            _draw(
                ImageDraw.Draw(mask),
                letter,
                (padding, padding + block.size * 0.95),
                block,
                ink.bold,
            )
            at = left + letter.x - padding, line.base - block.size * 0.95 - padding
            out.append(_letter_sheet(mask, block, ink, at, (letter.word, index)))
    return out


def _padding(block: Block, ink: Ink) -> int:
    return round(
        PADDING + block.size * (ink.outline + 0.25 * bool(ink.shadow) + 0.2 * ink.italic + ink.bold)
    )


def _draw(
    draw: ImageDraw.ImageDraw, letter: Letter, at: tuple[float, float], block: Block, bold: float
) -> None:
    font = letter.face.at(block.size)
    draw.text(at, letter.text, 255, font, anchor="ls", stroke_width=round(bold * block.size))


def _letter_sheet(
    mask: Image.Image,
    block: Block,
    ink: Ink,
    at: tuple[float, float],
    word_and_line: tuple[int, int],
) -> LetterSheet:
    if ink.italic:
        mask = mask.transform(
            mask.size,
            Image.Transform.AFFINE,
            (1, SLANT, -SLANT * mask.height * 0.7, 0, 1, 0),
            Image.Resampling.BICUBIC,
        )
    sheet = _composited(mask, block.size, ink)
    return LetterSheet(sheet, at[0], at[1], *word_and_line)


def _composited(mask: Image.Image, size: float, ink: Ink) -> Sheet:
    """Letters in their colour, over their outline, over their shadow."""
    # Blur, offset and hardness of shadow and outline in shares of the type size; chosen by eye.
    face = _even_alpha(mask)
    alpha = np.zeros_like(face)
    rgb = np.zeros((*face.shape, 3), np.float32)
    if ink.shadow:
        soft = mask.filter(ImageFilter.GaussianBlur(max(1.0, size * 0.07)))
        moved = np.roll(_even_alpha(soft), max(1, round(size * 0.035)), axis=0)
        alpha = np.clip(moved * 1.25, 0, 1) * np.float32(ink.shadow)
    if ink.outline:
        wide = max(1, round(size * ink.outline))
        grown = mask.filter(ImageFilter.MaxFilter(2 * wide + 1)).filter(
            ImageFilter.GaussianBlur(0.8)
        )
        rim = np.clip(_even_alpha(grown) * 1.15, 0, 1)
        rgb, alpha = _over(rgb, alpha, rim, ink.outline_color)
    rgb, alpha = _over(rgb, alpha, face, ink.color)
    return Sheet.of(rgb, alpha)


def _over(
    rgb: np.ndarray, alpha: np.ndarray, share: np.ndarray, color: Rgb
) -> tuple[np.ndarray, np.ndarray]:
    both = share + alpha * (1 - share)
    part = np.divide(share, both, out=np.zeros_like(share), where=both > 0)
    mixed = rgb * (1 - part[..., None]) + np.array(color, np.float32) * part[..., None]
    return mixed.astype(np.float32), both


def _even_alpha(mask: Image.Image) -> np.ndarray:
    wide = Image.new("L", ((mask.width + 1) // 2 * 2, (mask.height + 1) // 2 * 2))
    wide.paste(mask, (0, 0))
    return np.asarray(wide, np.float32) / np.float32(255)
