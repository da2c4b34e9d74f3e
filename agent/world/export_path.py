"""Where an export goes: the name that was asked for or a free one, short enough for the disk."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from agent.core.effects import ChosenPath
from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind

if TYPE_CHECKING:
    from agent.core.effects import ChoosePath

_BAD_NAME: Final = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+'
)
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")
_LONGEST_NAME: Final = 60
_USUAL_BYTES: Final = 255  # of a name, where the system does not tell
_OUR_BYTES: Final = 12  # for what we put around it: ".NAME.part", "NAME-99"


def choose(asked: ChoosePath, folder: Path) -> ChosenPath:
    """The path of an export. Raises LocalError where the disk takes no such path."""
    try:
        return _choose(asked, folder)
    except (OSError, ValueError, RuntimeError) as error:
        said = getattr(error, "strerror", "") or str(error)
        raise LocalError(FailureKind.DISK, said) from error


def _choose(asked: ChoosePath, folder: Path) -> ChosenPath:
    if "\0" in asked.to:
        raise ValueError(asked.to.replace("\0", "?"))  # `exists` would say that it is free
    wanted = Path(asked.to).expanduser() if asked.to else folder
    wanted = wanted if wanted.is_absolute() else folder / wanted
    is_named = bool(asked.name)
    if not asked.to or _is_folder(wanted):
        wanted /= file_name(asked.name or asked.title)
    else:
        is_named = True
    fitting = _fitting(wanted)
    is_taken = fitting.exists() and not asked.overwrites
    found = free(fitting) if is_taken else fitting
    other_than = str(wanted) if is_named and found != wanted else ""
    return ChosenPath(str(found), other_than, is_taken=is_taken and is_named)


def _is_folder(path: Path) -> bool:
    return len(os.fsencode(path.name)) <= _longest(path.parent) and path.is_dir()


def _fitting(path: Path) -> Path:
    """The path, its name cut to what the file system takes."""
    most = _longest(path.parent) - _OUR_BYTES
    if len(os.fsencode(path.name)) <= most:
        return path
    ending = path.suffix if len(os.fsencode(path.suffix)) < _OUR_BYTES else ""
    stem = os.fsencode(path.name.removesuffix(ending))[: most - len(os.fsencode(ending))]
    return path.with_name(stem.decode("utf-8", "ignore") + ending)


def _longest(folder: Path) -> int:
    """The most bytes that a name in a folder may have; the folder need not be there yet."""
    for place in (folder, *folder.parents):
        try:
            return os.pathconf(place, "PC_NAME_MAX")
        except (OSError, ValueError, AttributeError):
            continue
    return _USUAL_BYTES


def free(path: Path) -> Path:
    """The path, or the first with a number behind the name that no file has yet."""
    found, number = path, 2
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found


def file_name(said: str) -> str:
    """A file name that every system takes, made of any text."""
    stem = said.rpartition("/")[2].rpartition("\\")[2]
    stem = stem[: -len(".mp4")] if stem.lower().endswith(".mp4") else stem
    stem = _BAD_NAME.sub(" ", stem.encode("utf-8", "ignore").decode("utf-8"))
    words = re.split(r"[\s.,;!?，。；！？、]+", stem.strip(" ."))
    stem = ""
    for word in words:
        if len(stem) + len(word) >= _LONGEST_NAME:
            break
        stem = f"{stem}-{word}" if stem and word else stem or word
    stem = (stem or words[0][:_LONGEST_NAME]).strip("-. ")
    if not stem or _RESERVED.match(stem):
        stem = f"video-{stem}".rstrip("-")
    return f"{stem}.mp4"
