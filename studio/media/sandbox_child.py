"""The child process of `sandbox`: one JSON request on stdin, one JSON answer on stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from studio.media.file_types import UnfitFile, sniff

if sys.platform != "win32":  # which has no limits of this kind
    import resource


def main() -> int:
    request = json.load(sys.stdin)
    _limit_resources(request.pop("limits"))
    try:
        found = answer(request.pop("verb"), request)
    except MemoryError:
        found = {"refused": "too_heavy"}
    sys.stdout.write(json.dumps(found))
    return 0


def answer(verb: str, question: dict[str, Any]) -> dict[str, Any]:
    """Carry out a verb; a refusal of the file is an answer, not an error."""
    try:
        return {"facts": _VERBS[verb](question)}
    except UnfitFile as unfit:
        return {"refused": unfit.reason}


def _inspect(question: dict[str, Any]) -> dict[str, Any]:
    path = Path(question["path"])
    kind = sniff(path)
    if kind.is_picture:
        from studio.media import image_files  # 97 ms of Pillow and numpy, for pictures alone

        return image_files.inspect(path, kind)
    from studio.media import silence, video_files  # 110 ms of av and numpy, for films alone

    facts = video_files.inspect(path, kind)
    if facts.get("has_audio"):
        facts["silences"] = silence.silences(path, kind)
    return facts


def _settle(question: dict[str, Any]) -> dict[str, Any]:
    from studio.media import repair  # 150 ms: most children only inspect

    path, target = Path(question["path"]), Path(question["target"])
    kind = sniff(path)
    return repair.repair(path, target, kind, transfer=str(question["transfer"]))


def _poster(question: dict[str, Any]) -> dict[str, Any]:
    from studio.media import posters  # 150 ms: most children only inspect

    path, target = Path(question["path"]), Path(question["target"])
    return posters.poster(path, target, sniff(path), int(question["width"]))


_VERBS = {"look": _inspect, "settle": _settle, "poster": _poster}


def _limit_resources(limits: dict[str, int]) -> None:
    """Set this process's rlimits; what the platform does not know stays unlimited."""
    if sys.platform == "win32":
        return
    memory, file = limits["memory_mb"] << 20, limits["file_mb"] << 20
    wanted = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits["cpu_s"]),
        (resource.RLIMIT_FSIZE, file),
        (resource.RLIMIT_CORE, 0),
    )
    for which, most in wanted:
        _, ceiling = resource.getrlimit(which)
        bound = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        try:
            resource.setrlimit(which, (bound, bound))
        except (OSError, ValueError):
            continue


if __name__ == "__main__":
    sys.exit(main())
