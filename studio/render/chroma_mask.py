"""A colour taken out of a picture: what remains of it, as a mask, its rim freed of the colour."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from studio.render import colour
from studio.render.planes import Bytes, Planes, Rgb, yuv

NEAR, FAR = (
    26.0,
    52.0,
)  # distances in the colour plane: gone below the first, whole above the second
GREEN: Rgb = (0, 200, 60)
SIDE = 0.3  # along the key's direction: beyond it a pixel is cloth, however lit


def keyed(frame: Planes, color: str) -> Bytes:
    """How much of each pixel is kept (0..255); the rim's tint is taken away in place."""
    said = color.strip().lower()
    key: Rgb = GREEN
    if said not in {
        "green",
        "绿",
        "绿色",
        "绿幕",
        "綠幕",
        "緑",
        "グリーンバック",
        "greenscreen",
        "",
    }:
        key = colour.named(color, GREEN) or GREEN
    _, ku, kv = yuv(key)
    du, dv = frame.u.astype(np.float32) - ku, frame.v.astype(np.float32) - kv
    # Shadows and lights on the cloth differ in strength, hardly in direction.
    length = max(1.0, float(np.hypot(ku - 128, kv - 128)))
    along = ((frame.u - 128.0) * (ku - 128) + (frame.v - 128.0) * (kv - 128)) / length**2
    far = np.hypot(du, dv)
    aside = np.hypot(frame.u - 128.0 - along * (ku - 128), frame.v - 128.0 - along * (kv - 128))
    far = np.where(along > SIDE, np.minimum(far, aside * 2.4), far)
    share = np.clip((far - NEAR) / (FAR - NEAR), 0, 1)
    spill = np.clip(along, 0, 1)
    for plane, middle in ((frame.u, ku), (frame.v, kv)):
        out = plane - spill * (middle - 128)
        np.copyto(plane, np.clip(out, 0, 255), casting="unsafe")
    small = Image.fromarray((share * 255).astype(np.uint8))
    large = small.resize((frame.width, frame.height), Image.Resampling.BILINEAR)
    return np.array(large.filter(ImageFilter.BoxBlur(1)))
