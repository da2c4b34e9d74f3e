"""Chroma key: the mask of what stays, and the key colour's spill removed from the rim."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from studio.render import colour
from studio.render.planes import Bytes, Planes, Rgb, yuv

# Distances in the plane of U and V: a pixel is gone below the first and whole above the second.
KEYED_BELOW, KEPT_ABOVE = 26.0, 52.0
GREEN_SCREEN: Rgb = (0, 200, 60)  # a usual cloth as cameras see it
CLOTH_ABOVE = 0.3  # along the key's direction: beyond it a pixel is cloth, however lit


def key_mask(frame: Planes, color: str) -> Bytes:
    """The opacity of each pixel (0..255) after keying a colour out; spill is removed in place."""
    name = color.strip().lower()
    key: Rgb = GREEN_SCREEN
    if name not in {
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
        key = colour.named(color, GREEN_SCREEN) or GREEN_SCREEN
    _, ku, kv = yuv(key)
    du, dv = frame.u.astype(np.float32) - ku, frame.v.astype(np.float32) - kv
    # Shadows and lights on the cloth differ in strength, hardly in direction: what lies along the
    # key's direction is judged by its distance beside it, 2.4 times as strictly.
    length = max(1.0, float(np.hypot(ku - 128, kv - 128)))
    along = ((frame.u - 128.0) * (ku - 128) + (frame.v - 128.0) * (kv - 128)) / length**2
    far = np.hypot(du, dv)
    aside = np.hypot(frame.u - 128.0 - along * (ku - 128), frame.v - 128.0 - along * (kv - 128))
    far = np.where(along > CLOTH_ABOVE, np.minimum(far, aside * 2.4), far)
    share = np.clip((far - KEYED_BELOW) / (KEPT_ABOVE - KEYED_BELOW), 0, 1)
    spill = np.clip(along, 0, 1)
    for plane, middle in ((frame.u, ku), (frame.v, kv)):
        out = plane - spill * (middle - 128)
        np.copyto(plane, np.clip(out, 0, 255), casting="unsafe")
    small = Image.fromarray((share * 255).astype(np.uint8))
    large = small.resize((frame.width, frame.height), Image.Resampling.BILINEAR)
    return np.array(large.filter(ImageFilter.BoxBlur(1)))
