"""What it costs to play music, for each second of it."""

from __future__ import annotations

from typing import Final

import timing

from studio.render.sound import mix

SECONDS: Final = 10


def main() -> None:
    """Print the figures."""
    for mood in ("calm", "cinematic"):
        track = {"tt": 1, "m": {"name": "Music"}}
        segment = {"d": 1000 * SECONDS, "m": {"kind": "music", "mood": mood}}
        draft = {"d": 1000 * SECONDS, "m": {}, "t": [{**track, "sg": [segment]}]}
        took = timing.cpu_of_call(lambda draft=draft: list(mix.blocks(draft, {})))
        print(f"{mood} music: {1e3 * took / SECONDS:.0f} ms of CPU for a second of it")
