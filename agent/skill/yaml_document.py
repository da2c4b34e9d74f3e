"""YAML with line numbers: errors name file, line and key."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import ModuleType
    from typing import TypeVar

    from yaml._yaml import Mark as FastMark
    from yaml.error import Mark
    from yaml.events import Event
    from yaml.nodes import Node, ScalarNode

    T = TypeVar("T")

_DEEPEST: Final = 50  # rows of brackets; some readers fall over a page that is nested without end
_WHOLE: Final = re.compile(r"0*[1-9][0-9]{0,8}")


class YamlDocumentError(ValueError):
    """Something is missing or of the wrong kind; the message names file, line and key."""


@dataclass(frozen=True, slots=True)
class YamlValue:
    """A node of a document and its key path."""

    path: str
    key: str
    node: Node

    def wrong(self, what: str) -> YamlDocumentError:
        """The error that points here."""
        return YamlDocumentError(
            f"{self.path}, line {self.node.start_mark.line + 1}: {self.key or 'the page'} {what}"
        )

    def get(self, name: str) -> YamlValue | None:
        """The value of a key, or nothing."""
        for key, value in self._entries():
            if key.value == name:
                return YamlValue(self.path, f"{self.key}.{name}" if self.key else name, value)
        return None

    def _entries(self) -> list[tuple[ScalarNode, Node]]:
        if _kind(self.node) != "mapping":
            raise self.wrong("should be a group of keys")
        entries: list[tuple[ScalarNode, Node]] = self.node.value
        return entries

    def need(self, name: str) -> YamlValue:
        """The value of a key that must be there."""
        found = self.get(name)
        if found is None:
            raise self.wrong(f"has no {name!r}")
        return found

    def text(self) -> str:
        """A piece of text, not empty."""
        text = str(self.node.value).strip() if _kind(self.node) == "scalar" else ""
        if not text:
            raise self.wrong("should be text")
        return text

    def whole(self) -> int:
        """A whole number above zero."""
        said = self.text()
        if not _WHOLE.fullmatch(said):
            raise self.wrong(f"should be a whole number above zero, not {said[:40]!r}")
        return int(said)

    def truth(self) -> bool:
        """True or false."""
        said = self.text()
        if said not in ("true", "false"):
            raise self.wrong(f"should be true or false, not {said!r}")
        return said == "true"

    def each(self) -> Iterator[YamlValue]:
        """The entries of a list."""
        if _kind(self.node) != "sequence":
            raise self.wrong("should be a list")
        for number, node in enumerate(self.node.value, 1):
            yield YamlValue(self.path, f"{self.key}[{number}]", node)

    def texts(self) -> tuple[str, ...]:
        """The entries of a list of text."""
        return tuple(entry.text() for entry in self.each())

    def optional(self, name: str, read: Callable[[YamlValue], T], default: T) -> T:
        """The value of a key read so, or a default where there is none."""
        found = self.get(name)
        return default if found is None else read(found)

    def known(self, names: frozenset[str]) -> None:
        """Complain of a key that nobody reads, which is a slip of the pen more often than not."""
        seen = set()
        for key, _ in self._entries():
            where, name = YamlValue(self.path, self.key, key), str(key.value)
            if name not in names:
                raise where.wrong(f"has a key that is not known: {name[:40]!r}")
            if name in seen:
                raise where.wrong(f"has a key twice: {name!r}")
            seen.add(name)


def read(path: Path) -> YamlValue:
    """Read a file. Raises YamlDocumentError."""
    try:
        said = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        raise YamlDocumentError(f"{path}, line {number}: this is no UTF-8") from error
    except OSError as error:
        raise YamlDocumentError(f"{path}: {error.strerror}") from error
    return parse(said, str(path))


def parse(said: str, path: str, *, may_repeat: bool = True) -> YamlValue:
    """Parse a text; `may_repeat` allows aliases, which strangers misuse (billion laughs)."""
    import yaml  # 14 ms: not every command reads a page of a skill

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _shallow(path, yaml.parse(said, loader), yaml.events, may_repeat=may_repeat)
        node = yaml.compose(said, loader)
    except yaml.MarkedYAMLError as error:
        # The C reader looks ahead, and from PyYAML 6.0.4 on it refuses deep nesting there in words
        # of its own; the reader in Python hands out one event at a time and has no such limit.
        with suppress(yaml.YAMLError):
            _shallow(path, yaml.parse(said, yaml.BaseLoader), yaml.events, may_repeat=may_repeat)
        raise YamlDocumentError(f"{path}{_line(error.problem_mark)}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise YamlDocumentError(f"{path}: this is no readable YAML: {error}") from error
    if node is None:
        raise YamlDocumentError(f"{path}: the page is empty")
    return YamlValue(path, "", node)


def _kind(node: Node) -> str:
    """mapping, sequence or scalar, without the classes of a reader that may not be loaded."""
    return str(getattr(node, "id", ""))


def _shallow(path: str, events: Iterable[Event], kinds: ModuleType, *, may_repeat: bool) -> None:
    """Complain of what is nested too deep, and of an alias where none is allowed."""
    depth = 0
    for event in events:
        if isinstance(event, kinds.AliasEvent) and not may_repeat:
            raise YamlDocumentError(f"{path}{_line(event.start_mark)}: an alias has no place here")
        depth += isinstance(event, kinds.CollectionStartEvent)
        depth -= isinstance(event, kinds.CollectionEndEvent)
        if depth > _DEEPEST:
            raise YamlDocumentError(f"{path}{_line(event.start_mark)}: the page is nested too deep")


def _line(mark: Mark | FastMark | None) -> str:
    return f", line {mark.line + 1}" if mark else ""
