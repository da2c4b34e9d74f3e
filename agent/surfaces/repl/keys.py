"""What the keys do that prompt_toolkit does not know by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Condition, has_focus
from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys

from agent.surfaces.repl import paste

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent

    from agent.surfaces.repl.hands import Hands

# Shift-Enter and its kin, as terminals tell them that are asked for it (modifyOtherKeys, CSI u).
_NEW_ROW: Final = ("\x1b[27;2;13~", "\x1b[27;3;13~", "\x1b[27;5;13~", "\x1b[13;2u", "\x1b[13;3u")
ASK_FOR_MORE: Final = "\x1b[<u\x1b[>4;1m"  # drop what a program before us has left, then level 1
ASK_NO_MORE: Final = "\x1b[>4m"


def bindings(hands: Hands) -> KeyBindings:
    """The keys; `hands` does what they ask for."""
    for sequence in _NEW_ROW:
        ANSI_SEQUENCES[sequence] = Keys.ControlJ
    keys = KeyBindings()
    here = has_focus(DEFAULT_BUFFER)

    @keys.add("enter", filter=here)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter", filter=here)
    @keys.add("c-j", filter=here)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("c-c", filter=here)
    @keys.add("<sigint>")
    def _(_event: KeyPressEvent) -> None:
        hands.interrupt()

    @keys.add("c-d", filter=here & Condition(lambda: not hands.text))
    def _(_event: KeyPressEvent) -> None:
        hands.hang_up()

    @keys.add("up", filter=here & Condition(hands.can_take_back))
    def _(_event: KeyPressEvent) -> None:
        hands.take_back()

    @keys.add(Keys.BracketedPaste, filter=here)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(paste.cleaned(event.data))

    return keys
