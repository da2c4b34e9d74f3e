"""The config file: what it may set, what it sets, and what is wrong in it.

What it sets is put where the environment says nothing, so everything that listens to a variable
listens to the file as well: flags before environment before config file before skill. The first
paint reads this; so nothing is imported here that costs time, and TOML only where there is a file.
"""

from __future__ import annotations

import os

from agent.surfaces import themes
from agent.world import folder_paths
from intents.closest import closest
from intents.language import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping
    from typing import Any

    from agent.speech.words import Words

    # A key of our words and what fills its gaps.
    Fault = tuple[str, Mapping[str, str]]

LONGEST = 65_536  # bytes; nobody writes that much by hand
_DAY_S = 86_400
_MOST = 1e9
LIMIT = "REELTALK_MAX_CREDITS"


def path(environment: Mapping[str, str]) -> str:
    """Where the file is."""
    return f"{folder_paths.config(environment)}/config.toml"


def apply(environment: MutableMapping[str, str]) -> list[Fault]:
    """Put what the file sets where the environment says nothing; what is wrong in it."""
    at = path(environment)
    if not os.path.lexists(at):
        return []
    values, faults = read(at)
    for name, value in values.items():
        if not environment.get(name):
            environment[name] = value
    return faults


def faults(environment: Mapping[str, str]) -> list[Fault]:
    """What is wrong in the file, where there is one."""
    at = path(environment)
    return read(at)[1] if os.path.lexists(at) else []


def sentences(faults: Iterable[Fault], words: Words) -> list[str]:
    """What is wrong, a sentence each."""
    return [
        words.say(
            key,
            **{
                name: words.say(f"settings.accepted.{said}") if name == "accepted" else said
                for name, said in gaps.items()
            },
        )
        for key, gaps in faults
    ]


def read(at: str) -> tuple[dict[str, str], list[Fault]]:
    """The variables that the file sets, and what is wrong in it."""
    try:
        with open(at, "rb") as file:  # noqa: PTH123 - as above
            raw = file.read(LONGEST + 1)
    except OSError as error:
        return {}, [("settings.unreadable", {"path": at, "problem": error.strerror or "?"})]
    if len(raw) > LONGEST:
        return _all_wrong(at, raw, "settings.too_long", {})
    import tomllib  # 2 ms: most have no file

    try:
        page = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _all_wrong(at, raw, "settings.toml", {"line": str(line), "problem": "UTF-8"})
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem, where = _where(str(error), raw)
        return _all_wrong(at, raw, "settings.toml", {"line": where, "problem": problem})
    return _read(at, page)


def _all_wrong(
    at: str, raw: bytes, key: str, gaps: Mapping[str, str]
) -> tuple[dict[str, str], list[Fault]]:
    """Nothing can be read; but a limit that somebody has set is not forgotten for that."""
    values = {LIMIT: "0"} if b"max_credits" in raw else {}
    return values, [(key, {"path": at, **gaps})]


def _where(said: str, raw: bytes) -> tuple[str, str]:
    """What TOML complains of, and the line: `Invalid value (at line 3, column 8)`."""
    problem, _, place = said.partition(" (at ")
    line = "".join(one for one in place.partition(",")[0] if one.isdecimal())
    return problem, line or str(raw.count(b"\n") + 1)


def _read(at: str, page: Mapping[str, Any]) -> tuple[dict[str, str], list[Fault]]:
    values: dict[str, str] = {}
    wrong: list[Fault] = []
    for key, said in page.items():
        if key not in KEYS:
            wrong.append(_unknown(at, key))
            continue
        variable, read_one = KEYS[key]
        found = read_one(said)
        if found is None:
            gaps = {"path": at, "name": key, "accepted": key, "said": _shown(said)}
            wrong.append(("settings.value", gaps))
            if variable == LIMIT:
                values[variable] = "0"  # a limit that is not understood is not "no limit"
        elif found:
            values[variable] = _placed(found, at) if key == "skill" else found
    if any(gaps.get("near") == "max_credits" for _, gaps in wrong):
        values.setdefault(LIMIT, "0")
    return values, wrong


def _placed(skill: str, at: str) -> str:
    """A path in the file is meant from where the file lies, wherever we stand."""
    is_path = "/" in skill or os.sep in skill
    return os.path.join(os.path.dirname(at), skill) if is_path else skill  # noqa: PTH118, PTH120 - as above


def _unknown(at: str, key: str) -> Fault:
    if near := closest(key.casefold(), KEYS, 60):
        return "settings.meant", {"path": at, "name": key[:40], "near": near}
    return "settings.unknown", {"path": at, "name": key[:40], "known": ", ".join(KEYS)}


def _shown(said: Any) -> str:
    shown = str(said).lower() if isinstance(said, bool) else repr(said)
    return shown if len(shown) <= 40 else shown[:39] + "…"  # noqa: PLR2004 - enough to find it by


# What a value becomes as a variable: nothing where it is the default, None where it will not do.


def _one_of(*names: str) -> Callable[[Any], str | None]:
    return lambda said: said if isinstance(said, str) and said in names else None


def _text(said: Any) -> str | None:
    fits = isinstance(said, str) and said.strip() and said.isprintable()
    return os.path.expanduser(said) if fits else None  # noqa: PTH111 - as above


def _backend(said: Any) -> str | None:
    if not isinstance(said, str):
        return None
    is_address = said.startswith(("http://", "https://")) and said.isprintable()
    return said if said in ("auto", "cloud", "studio") or is_address else None


def _truth(said: Any) -> str | None:
    return {True: "1", False: ""}[said] if isinstance(said, bool) else None


def _number(most: float) -> Callable[[Any], str | None]:
    def read_one(said: Any) -> str | None:
        is_number = isinstance(said, int | float) and not isinstance(said, bool)
        return f"{said:.15g}" if is_number and 0 <= said <= most else None

    return read_one


KEYS: Mapping[str, tuple[str, Callable[[Any], str | None]]] = {
    "backend": ("REELTALK_BACKEND", _backend),
    "skill": ("REELTALK_SKILL", _text),
    "lang": ("REELTALK_LANG", _one_of(*LANGUAGES)),
    "theme": ("REELTALK_THEME", _one_of(*themes.NAMES)),
    "keys": ("REELTALK_EDITMODE", _one_of("emacs", "vi")),
    "plain": ("REELTALK_PLAIN", _truth),
    "max_credits": (LIMIT, _number(_MOST)),
    "wait": ("REELTALK_WAIT", _number(_DAY_S)),
}
