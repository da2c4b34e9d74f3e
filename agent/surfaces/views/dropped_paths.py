"""Files dragged into the terminal, or pasted: which they are, and how they stand in the line."""

from __future__ import annotations

import os
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Final

from agent.speech import amounts
from agent.speech.sanitize import CONTROL_CHARACTERS
from agent.surfaces.views import cells, shellwords
from agent.world import video
from intents import spans, text
from intents.file_address import local

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST: Final = 65_536  # letters of a paste
_LONGEST_PATH: Final = 4096
_MOST: Final = 200  # files
_MOST_WORDS: Final = (
    6  # after the first blank; a longer one is a sentence, unless the file is there
)
_ENDS_AS_FILE: Final = re.compile(
    rf".\.(?:{'|'.join([*spans.MEDIA, *spans.DOCUMENTS])})$", re.IGNORECASE
)
_ROOT: Final = re.compile(r"~?/|\.{1,2}[\\/]|[A-Za-z]:[\\/]|\\\\[^\\\s]|file:/", re.IGNORECASE)
_BEFORE_ROOT: Final = re.compile(rf"[,;，；、]?[ \t]+(?={_ROOT.pattern})", re.IGNORECASE)
_HAS_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_SPELT: Final = re.compile(
    r"^['\"]|(?:^|\s)['\"](?=\S)|(?<!\\)\\[^A-Za-z0-9\\]|file:/", re.IGNORECASE
)
_NO_NAME: Final = re.compile(r"^['\"`“‘「]|\s|//")
_POWERSHELL: Final = re.compile(r"^&\s+(?=['\"])")
_FILMS: Final = frozenset(["mp4", "mov", "m4v"])


def files(pasted: str) -> tuple[tuple[str, ...], str]:
    """The paths of a paste that is nothing but paths, and what is left of the text.

    A sentence, even one with a path in it, is all left. `~` stays, as it is read by who opens it.
    """
    if len(pasted) > _LONGEST:
        return (), pasted
    found: list[str] = []
    for line in filter(str.strip, re.split(r"[\r\n]+", pasted)):
        paths = _of_line(_POWERSHELL.sub("", line.strip()))
        if not paths or len(found) + len(paths) > _MOST:
            return (), pasted
        found += paths
    return (tuple(dict.fromkeys(found)), "") if found else ((), pasted)


def is_known(path: str) -> bool:
    """Whether it ends like a file that some backend takes, or whose words are read."""
    return bool(_ENDS_AS_FILE.search(path)) and not os.path.isdir(path)  # noqa: PTH112 - any text may come


def spelt(path: str) -> str:
    """The path as it is put into the line: so that it is read as that path, whatever follows it.

    The first of the spellings in which `intents` finds just this.
    """
    escaped = re.sub(r"([ ()\[\]&'\"])", r"\\\1", path)
    quoted = (f'"{path}"', f"'{path}'", f"“{path}”", f"「{path}」", escaped)
    ways = quoted if re.search(r"\s", path) else (path, *quoted)
    return next((way for way in ways if _is_read(way, path)), f'"{path}"')


def shown(path: str) -> str:
    """`sunset.mp4 12.3 MB 14 s`; a folder ends in a stroke; of what is not there the name alone."""
    name = cells.flat(re.split(r"[\\/]", path.rstrip("\\/"))[-1]) or cells.flat(path)
    if not name:
        return ""
    try:
        there = Path(path).expanduser()
        if there.is_dir():
            return f"{name}/"
        said = f"{name} {amounts.size(there.stat().st_size)}"
    except (OSError, ValueError, RuntimeError):
        return name
    length = _length(there)
    return f"{said} {amounts.length(length)}" if length else said


def _length(path: Path) -> int:
    if path.suffix.lower().lstrip(".") not in _FILMS:
        return 0
    try:
        found = video.read(path)
    except (OSError, ValueError, struct.error):
        return 0
    return found.duration_ms if found else 0


def _of_line(line: str) -> list[str]:
    """The paths of a line that is nothing else; none where it is more."""
    ways = (_spelt_out, _plain, _scanned) if _SPELT.search(line) else (_plain, _scanned)
    for way in ways:
        found = way(line)
        if found and all(map(_is_clean, found)):
            return found
    return []


def _is_clean(path: str) -> bool:
    return len(path) <= _LONGEST_PATH and not CONTROL_CHARACTERS.search(path) and "\t" not in path


def _spelt_out(line: str) -> list[str]:
    """Words as a shell takes them, each a path."""
    words = shellwords.split(line) or []
    paths = [local(word) for word in words]
    are_paths = all(_is_rooted(word) and _is_path(word) for word in words)
    return paths if are_paths else []


def _plain(line: str) -> list[str]:
    """Paths as they are, also with blanks in them: one begins where a root stands."""
    found: list[str] = []
    for piece in _BEFORE_ROOT.split(line):
        paths = list(_of_piece(piece.split(" ")))
        if not paths or not all(map(_is_path, paths)):
            return []
        found += paths
    return [local(path) for path in found]


def _of_piece(words: Sequence[str]) -> Iterator[str]:
    """The words from one root to the next: one path with blanks, or a path and bare names.

    An empty one says that a word is no path, so that this is a sentence.
    """
    whole = " ".join(words)
    if len(words) > 1 and _is_rooted(words[0]) and _is_there(whole):
        yield whole
        return
    begun = ""
    for number, word in enumerate(words):
        begun = f"{begun} {word}" if begun else word
        is_first = " " not in begun
        if _ENDS_AS_FILE.search(begun) or (is_first and number == len(words) - 1):
            yield begun
            begun = ""
        elif not _may_go_on(begun):
            yield ""
            return
    if begun:
        yield ""


def _may_go_on(begun: str) -> bool:
    """Whether a path may have blanks from here on: `/Users/ana/My`, but not `/export`."""
    is_deep = begun[0] != "/" or begun.count("/") > 1
    is_short = begun.count(" ") < _MOST_WORDS
    return _is_rooted(begun) and is_deep and is_short and not _is_there(begun)


def _scanned(line: str) -> list[str]:
    """The quotations that `intents` finds, in marks that no shell knows, and nothing else."""
    found = spans.scan(text.fold(line), line)
    ends = [0, *(one.end for one in found)]
    starts = [*(one.start for one in found), len(line)]
    between = "".join(line[end:start] for end, start in zip(ends, starts, strict=True))
    are_paths = all(_is_rooted(one.value) and line[one.start] in spans.CLOSERS for one in found)
    return [one.value for one in found] if are_paths and not between.strip(" ,，、;；") else []


def _is_there(path: str) -> bool:
    """Whether there is such a file here; a share of another machine is not waited for."""
    if path.startswith(("\\\\", "//")):
        return False
    try:
        return os.path.exists(os.path.expanduser(local(path)))  # noqa: PTH110, PTH111 - no such home, no error
    except ValueError:
        return False


def _is_rooted(said: str) -> bool:
    return _ROOT.match(said) is not None


def _is_path(said: str) -> bool:
    """Whether a spelling is a path: a file by its ending, or a rooted one of some depth.

    `/export` is a command, not a folder.
    """
    if not _is_rooted(said):
        return bool(_ENDS_AS_FILE.search(said)) and not _NO_NAME.search(said)
    if said[0] == "/":
        return bool(_HAS_ENDING.search(said)) or said.strip("/").count("/") > 0
    return bool(said.strip("./~\\"))


def _is_read(way: str, path: str) -> bool:
    """Whether it is read as that path between words, and before another file."""
    for before, after in (("", ""), ("add ", " and cut clip.mp4"), ("", " /tmp/b.mov")):
        line = f"{before}{way}{after}"
        found = [one for one in spans.scan(text.fold(line), line) if one.start == len(before)]
        is_whole = bool(found) and found[0].end == len(before) + len(way)
        is_same = bool(found) and found[0].value == path
        if not is_whole or not is_same or found[0].kind not in {spans.Kind.FILE, spans.Kind.PATH}:
            return False
    return True
