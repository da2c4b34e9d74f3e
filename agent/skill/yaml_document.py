"""YAML read with its line numbers, so that whatever is wrong in a page can be pointed at."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import TypeVar

    from yaml._yaml import Mark as FastMark
    from yaml.error import Mark
    from yaml.events import Event
    from yaml.nodes import Node

    T = TypeVar("T")

_DEEPEST: Final = 50  # rows of brackets; some readers fall over a page that is nested without end
_WHOLE: Final = re.compile(r"0*[1-9][0-9]{0,8}")


class YamlDocumentError(ValueError):
    """Something in a page is missing or of the wrong kind; the message names file, line and key."""


@dataclass(frozen=True, slots=True)
class YamlValue:
    """A value in a page and the way to it."""

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
        from yaml.nodes import MappingNode

        if not isinstance(self.node, MappingNode):
            raise self.wrong("should be a group of keys")
        for key, value in self.node.value:
            if key.value == name:
                return YamlValue(self.path, f"{self.key}.{name}" if self.key else name, value)
        return None

    def need(self, name: str) -> YamlValue:
        """The value of a key that must be there."""
        found = self.get(name)
        if found is None:
            raise self.wrong(f"has no {name!r}")
        return found

    def text(self) -> str:
        """A piece of text, not empty."""
        from yaml.nodes import ScalarNode

        if not isinstance(self.node, ScalarNode) or not self.node.value.strip():
            raise self.wrong("should be text")
        return str(self.node.value).strip()

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
        from yaml.nodes import SequenceNode

        if not isinstance(self.node, SequenceNode):
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
        from yaml.nodes import MappingNode

        if not isinstance(self.node, MappingNode):
            raise self.wrong("should be a group of keys")
        seen = set()
        for key, _ in self.node.value:
            where, name = YamlValue(self.path, self.key, key), str(key.value)
            if name not in names:
                raise where.wrong(f"has a key that is not known: {name[:40]!r}")
            if name in seen:
                raise where.wrong(f"has a key twice: {name!r}")
            seen.add(name)


def read(path: Path) -> YamlValue:
    """The page as a whole."""
    try:
        said = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        raise YamlDocumentError(f"{path}, line {number}: this is no UTF-8") from error
    except OSError as error:
        raise YamlDocumentError(f"{path}: {error.strerror}") from error
    return parse(said, str(path))


def parse(said: str, path: str, *, may_repeat: bool = True) -> YamlValue:
    """A page that has been read already; `may_repeat` allows aliases, which strangers misuse."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _shallow(path, yaml.parse(said, loader), may_repeat=may_repeat)
        node = yaml.compose(said, loader)
    except yaml.MarkedYAMLError as error:
        # The C reader looks ahead, and from PyYAML 6.0.4 on it refuses deep nesting there in words
        # of its own; the reader in Python hands out one event at a time and has no such limit.
        with suppress(yaml.YAMLError):
            _shallow(path, yaml.parse(said, yaml.BaseLoader), may_repeat=may_repeat)
        raise YamlDocumentError(f"{path}{_line(error.problem_mark)}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise YamlDocumentError(f"{path}: this is no readable YAML: {error}") from error
    if node is None:
        raise YamlDocumentError(f"{path}: the page is empty")
    return YamlValue(path, "", node)


def _shallow(path: str, events: Iterable[Event], *, may_repeat: bool) -> None:
    from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

    depth = 0
    for event in events:
        if isinstance(event, AliasEvent) and not may_repeat:
            raise YamlDocumentError(f"{path}{_line(event.start_mark)}: an alias has no place here")
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _DEEPEST:
            raise YamlDocumentError(f"{path}{_line(event.start_mark)}: the page is nested too deep")


def _line(mark: Mark | FastMark | None) -> str:
    return f", line {mark.line + 1}" if mark else ""
