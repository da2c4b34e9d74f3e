"""Drawing helpers for scenes: gradients, glows, noise, ridges; colours of 0..255 in floats."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from studio.render.colour import between as between  # noqa: PLC0414 - the scenes mix by it too
from studio.render.planes import Floats, Rgb, Uint16Array
from studio.render.sheet import Sheet

Stops = Sequence[tuple[float, Rgb]]


def lighter(color: Rgb, share: float) -> Rgb:
    """Mix a colour with white."""
    return between(color, (255, 255, 255), share)


def darker(color: Rgb, share: float) -> Rgb:
    """Mix a colour with black."""
    return between(color, (0, 0, 0), share)


def gradient(size: tuple[int, int], stops: Stops) -> Floats:
    """A vertical gradient through colours at heights of 0..1, eased between them."""
    width, height = size
    at = np.linspace(0, 1, height, dtype=np.float32)
    places = [place for place, _ in stops]
    column = np.empty((height, 3), np.float32)
    knots = np.interp(at, places, np.arange(len(places)))
    low = np.minimum(knots.astype(int), max(0, len(places) - 2))
    part = knots - low
    part = part + (part * part * (3 - 2 * part) - part) * 0.5  # half linear, half smoothstep
    for channel in range(3):
        values = np.array([color[channel] for _, color in stops], np.float32)
        high = np.minimum(low + 1, len(places) - 1)
        column[:, channel] = values[low] * (1 - part) + values[high] * part
    out: Floats = np.repeat(column[:, None, :], width, axis=1)
    return out


def distance(size: tuple[int, int], middle: tuple[float, float], flat: float = 1.0) -> Floats:
    """The distance of each pixel from a centre; `flat` > 1 stretches the circles sideways."""
    width, height = size
    x = (np.arange(width, dtype=np.float32) - np.float32(middle[0])) / np.float32(flat)
    y = np.arange(height, dtype=np.float32) - np.float32(middle[1])
    out: Floats = np.sqrt(x[None, :] ** 2 + y[:, None] ** 2)
    return out


def screen(rgb: Floats, share: Floats, color: Rgb) -> None:
    """Screen a colour onto an image by a mask, in place."""
    for channel in range(3):
        part = share * np.float32(color[channel] / 255)
        rgb[..., channel] += (255 - rgb[..., channel]) * part


def paint_over(rgb: Floats, share: Floats, color: Rgb) -> None:
    """Blend a colour onto an image by a mask, in place."""
    for channel in range(3):
        rgb[..., channel] += (np.float32(color[channel]) - rgb[..., channel]) * share


def glow(rgb: Floats, middle: tuple[float, float], radius: float, color: Rgb, power: float) -> None:
    """Screen a soft light around a centre, in place."""
    far = distance((rgb.shape[1], rgb.shape[0]), middle) / np.float32(radius)
    screen(rgb, np.float32(power) * np.exp(-far * 2.2) * (1 - np.clip(far / 6, 0, 1)), color)


def disc(rgb: Floats, middle: tuple[float, float], radius: float, color: Rgb, power: float) -> None:
    """Draw an antialiased disc, in place."""
    far = distance((rgb.shape[1], rgb.shape[0]), middle)
    paint_over(rgb, np.clip(np.float32(radius) - far + 0.5, 0, 1) * np.float32(power), color)


def rolling_line(n: int, waves: Sequence[tuple[int, float]], chance: np.random.Generator) -> Floats:
    """A smooth line of period n: sines (cycles, height) with random phases."""
    at = np.arange(n, dtype=np.float32) * np.float32(2 * np.pi / n)
    out: Floats = np.zeros(n, np.float32)
    for count, tall in waves:
        out += np.float32(tall) * np.sin(at * count + np.float32(chance.uniform(0, 6.283)))
    return out


def ridged_line(
    n: int, octaves: int, first: int, chance: np.random.Generator, keep: float = 0.5
) -> Floats:
    """A rugged line of 0..1 and period n: ridged noise in octaves."""
    out: Floats = np.zeros(n, np.float32)
    size, total = 1.0, 0.0
    for octave in range(octaves):
        count = first * 2**octave
        knots = chance.random(count).astype(np.float32)
        at = np.arange(n, dtype=np.float32) * np.float32(count / n)
        low = at.astype(int) % count
        part = at - np.floor(at)
        if octave < 2:  # noqa: PLR2004 - the large forms are round, the small ones sharp
            part = part * part * (3 - 2 * part)
        line = knots[low] * (1 - part) + knots[(low + 1) % count] * part
        out += np.float32(size) * (1 - np.abs(2 * line - 1))
        total += size
        size *= keep
    return out / np.float32(total)


def cloud_noise(size: tuple[int, int], cells: tuple[int, int], octaves: int, seed: int) -> Floats:
    """Value noise of 0..1 in octaves that tiles both ways."""
    chance = np.random.default_rng(seed)
    out: Floats = np.zeros((size[1], size[0]), np.float32)
    strength, total = 1.0, 0.0
    across, down = (max(1, min(cells[side], size[side] // 2)) for side in (0, 1))
    for _ in range(octaves):
        if across > size[0] // 2 or down > size[1] // 2:
            break
        grid = np.pad(chance.random((down, across)).astype(np.float32), 2, mode="wrap")
        image = Image.fromarray(grid).resize(
            size, Image.Resampling.BICUBIC, box=(2, 2, across + 2, down + 2)
        )
        out += np.float32(strength) * np.asarray(image)
        total += strength
        strength *= 0.5
        across, down = across * 2, down * 2
    return out / np.float32(total)


def ridge(
    line: Floats,
    height: int,
    colors: tuple[Rgb, Rgb],
    shade: tuple[Rgb, float] | None = None,
    snow: Rgb | None = None,
) -> Sheet:
    """A sheet of ground below a line (pixels from the sheet's top), shaded from crest to foot.

    `shade`: the colour of the slopes that face away from the light, and how far down it reaches.
    """
    y = np.arange(height, dtype=np.float32)[:, None]
    below = y - line[None, :]
    alpha = np.clip(below + 0.5, 0, 1)
    top = float(line.min())
    part = np.clip((y - top) / max(1.0, height - top), 0, 1) ** np.float32(0.8)
    part = np.broadcast_to(part, below.shape)
    rgb = np.empty((*below.shape, 3), np.float32)
    for channel in range(3):
        rgb[..., channel] = colors[0][channel] + (colors[1][channel] - colors[0][channel]) * part
    shadow = _gullies(line, below, shade[1]) if shade else None
    if shade and shadow is not None:
        paint_over(rgb, shadow * np.float32(0.8), shade[0])
    if snow is not None:
        lying = _lying_snow(line, below)
        paint_over(rgb, lying if shadow is None else lying * (0.9 - 0.5 * shadow), snow)
    return Sheet.of(rgb, alpha, dither=0.7)


def _lying_snow(line: Floats, below: Floats) -> Floats:
    """The mask of snow near the crest, more of it higher up, its lower rim ragged."""
    tall = float(line.max() - line.min())
    wild = cloud_noise((below.shape[1] // 2 * 2, below.shape[0]), (40, 12), 4, 4)
    rim = tall * (0.75 * wild - 0.08) - (line - line.min())[None, :] * 0.55
    out: Floats = np.clip((rim - below) / (tall * 0.025) + 0.5, 0, 1)
    return out


def _gullies(line: Floats, below: Floats, reach: float) -> Floats:
    """The mask of slopes that face away from the light, slanting down as gullies do."""
    wide = max(3, len(line) // 160)
    kernel = np.hanning(wide + 2)[1:-1].astype(np.float32)
    kernel /= kernel.sum()
    slope = np.gradient(np.concatenate([line[-wide:], line, line[:wide]]))
    smooth = np.convolve(slope, kernel, "same")[wide:-wide].astype(np.float32)
    away = np.clip(smooth * 1.5 + 0.28, 0, 1)
    rows = np.arange(len(below), dtype=np.float32)[:, None]
    columns = np.arange(len(line), dtype=np.float32)[None, :]
    # Gullies run down at about thirty degrees from the vertical.
    aslant = (columns - rows * np.float32(0.55)).astype(np.int32) % np.int32(len(line))
    fade = np.exp(-np.clip(below, 0, None) / np.float32(reach))
    out: Floats = (fade * away[aslant]).astype(np.float32)
    return out


def vignette(size: tuple[int, int], strength: float = 0.28) -> Uint16Array:
    """Factors of 0..256 that darken the corners, dithered."""
    width, height = size
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :] ** 2
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] ** 2
    far = np.clip((x + y) / 2, 0, 1)
    noise = np.random.default_rng(5).random(far.shape, np.float32) - np.float32(0.5)
    stays = 256 * (1 - np.float32(strength) * far ** np.float32(1.6))
    return np.clip(stays + noise, 0, 256).astype(np.uint16)


def supersampled(
    size: tuple[int, int], scale: int = 3
) -> tuple[Image.Image, ImageDraw.ImageDraw, int]:
    """An empty transparent image `scale` times as large, its pen, and that scale."""
    image = Image.new("RGBA", (size[0] * scale, size[1] * scale), (0, 0, 0, 0))
    return image, ImageDraw.Draw(image), scale


def downsampled_image(image: Image.Image, scale: int = 3, blur: float = 0.0) -> Image.Image:
    """Reduce a supersampled drawing to its size, blurred if asked."""
    small = image.convert("RGBa").reduce(scale).convert("RGBA") if scale > 1 else image
    return small.filter(ImageFilter.GaussianBlur(blur)) if blur else small


def pillow_color(color: Rgb, alpha: float = 1.0) -> tuple[int, int, int, int]:
    """An RGBA tuple for Pillow."""
    red, green, blue = (max(0, min(255, round(part))) for part in color)
    return red, green, blue, round(255 * alpha)


def glow_alpha(radius: float, power: float = 1.0, hard: float = 0.0) -> Floats:
    """The opacity of a round light that fades out; `hard`: the share of the radius that is full."""
    side = max(4, int(radius * 2 + 4) // 2 * 2)
    far = distance((side, side), (side / 2 - 0.5, side / 2 - 0.5)) / np.float32(radius)
    share = np.clip((1 - far) / max(1e-3, 1 - hard), 0, 1)
    out: Floats = share * share * (3 - 2 * share) * np.float32(power)
    return out


def glow_sheet(radius: float, color: Rgb, power: float = 1.0, hard: float = 0.0) -> Sheet:
    """A round light of one colour."""
    return Sheet.one_color(color, glow_alpha(radius, power, hard))
