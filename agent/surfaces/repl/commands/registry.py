"""The registry of slash commands, filled by the decorator `command`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from types import ModuleType
    from typing import Any

    from agent.surfaces.repl.chat_state import ChatState
    from agent.surfaces.repl.file_candidates import Candidate

    # Gets what stands behind the command. What takes a while is a coroutine, and becomes a task.
    Run = Callable[[ChatState, str], Coroutine[Any, Any, None] | None]
    # Gets what stands behind the command so far; gives what may stand there.
    Values = Callable[[ChatState, str], Iterable[Candidate]]

_RunT = TypeVar("_RunT", bound="Run")


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """A slash command; `name` is the key of its words."""

    name: str
    run: Run
    at_once: bool = False  # it needs nothing but the prompt
    is_wish: bool = False  # it is shown when it is its turn
    takes_mark: bool = False  # it asks, and does not with a ! behind it
    values: Values | None = None


COMMANDS: Final[dict[str, CommandEntry]] = {}


def command(
    name: str,
    *,
    at_once: bool = False,
    is_wish: bool = False,
    takes_mark: bool = False,
    values: Values | None = None,
) -> Callable[[_RunT], _RunT]:
    """Register a function as the command of this name."""

    def register(run: _RunT) -> _RunT:
        assert name not in COMMANDS, f"two commands /{name}"
        COMMANDS[name] = CommandEntry(name, run, at_once, is_wish, takes_mark, values)
        return run

    return register


def arrange(*modules: ModuleType) -> None:
    """Put the commands in the order of their modules, as they stand in each."""
    places = {module.__name__: at for at, module in enumerate(modules)}
    ordered = sorted(COMMANDS.items(), key=lambda item: places[item[1].run.__module__])
    COMMANDS.clear()
    COMMANDS.update(ordered)
