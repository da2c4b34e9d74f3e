"""The loop of `reeltalk explain`: one types, and sees below the line which way it would go."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.filters import Always
from prompt_toolkit.input.defaults import create_input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Attrs, Style
from prompt_toolkit.utils import get_cwidth

from agent.speech.sanitize import sanitized
from agent.surfaces import themes, toolkit_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

    from agent.speech.words import Words
    from agent.surfaces.printer import Piece, Printer

    Explain: TypeAlias = Callable[[str], list[list[Piece]]]  # a text and the rows of its verdict

_MOST_ROWS: Final = 8  # the line that is typed stays in sight in a small window


def play(
    rows: Explain,
    keep: Callable[[str], None],
    printer: Printer,
    words: Words,
    opening: str,
    *,
    source: Input | None = None,
    screen: Output | None = None,
) -> None:
    """Read texts until the person has had enough: `rows` are seen below the line while it is typed,
    `keep` prints the verdict above the next prompt.
    """
    session: PromptSession[str] = PromptSession(
        message=[("class:chat", "> ")],
        bottom_toolbar=lambda: _below(get_app().current_buffer.text, rows, words),
        style=_style(os.environ),
        key_bindings=_keys(),
        multiline=True,
        prompt_continuation="  ",
        color_depth=None if printer.is_painted else ColorDepth.DEPTH_1_BIT,
        input=source or create_input(),
        output=screen,
    )
    session.app.renderer.cpr_not_supported_callback = None  # its warning would stand in the talk
    for window in session.app.layout.find_all_windows():
        window.dont_extend_height = Always()  # the verdict stands below the line, not far away
    printer.rows([[("note", opening)], [("note", words.say("explain.keys"))]])
    while True:
        try:
            text = session.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if text.strip():
            keep(text)


def _style(environment: Mapping[str, str]) -> Style:
    theme = themes.chosen("", environment)
    has_dim = "dim" in Attrs._fields
    return Style.from_dict(toolkit_style.style(theme, environment, has_dim=has_dim))


def _keys() -> KeyBindings:
    """Enter ends the text, Alt-Enter begins a new row of it."""
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys


def _below(text: str, rows: Explain, words: Words) -> StyleAndTextTuples:
    """The verdict on what stands in the line just now, cut to the window."""
    if not text.strip():
        return [("class:note", words.say("explain.waiting"))]
    shown: StyleAndTextTuples = []
    wrapped = _wrapped(rows(text), get_app().output.get_size().columns)
    for row in list(wrapped)[:_MOST_ROWS]:
        shown += [*row, ("", "\n")]
    return shown[:-1]


def _wrapped(rows: Iterable[Sequence[Piece]], width: int) -> Iterable[StyleAndTextTuples]:
    """Rows no wider than the window, a wide character counting two columns."""
    for row in rows:
        made: StyleAndTextTuples = []
        used = 0
        for paint, text in row:
            for char in sanitized(text).replace("\t", " "):
                columns = get_cwidth(char)
                if used + columns > width:
                    yield made
                    made, used = [("", "  ")], 2
                made.append((f"class:{paint}" if paint else "", char))
                used += columns
        yield made
