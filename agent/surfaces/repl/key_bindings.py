"""What the keys do that prompt_toolkit does not know by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Condition, has_focus
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.utils import suspend_to_background_supported

from agent.surfaces.repl import pasted_text, terminal_modes

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent

    from agent.surfaces.repl.key_actions import KeyActions


def bindings(actions: KeyActions) -> KeyBindings:
    """The keys; `actions` does what they ask for."""
    terminal_modes.teach()
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
        actions.interrupt()

    @keys.add("c-d", filter=here & Condition(lambda: not actions.text))
    def _(_event: KeyPressEvent) -> None:
        actions.hang_up()

    @keys.add("up", filter=here & Condition(actions.can_take_back))
    def _(_event: KeyPressEvent) -> None:
        actions.take_back()

    @keys.add("c-z", filter=Condition(suspend_to_background_supported))
    def _(_event: KeyPressEvent) -> None:
        actions.pause()

    @keys.add(Keys.Ignore)
    def _(event: KeyPressEvent) -> None:
        if event.data in (terminal_modes.CAME, terminal_modes.WENT):
            actions.look(is_here=event.data == terminal_modes.CAME)

    @keys.add(Keys.BracketedPaste, filter=here)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(actions.shortened(pasted_text.cleaned(event.data)))

    return keys
