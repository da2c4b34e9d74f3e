"""One types and sees the verdict below the line: a dialogue of what is seen and what is typed."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.utils import get_cwidth

from agent.surfaces.printer import Printer
from agent.surfaces.verbs import explain, explain_prompt

if TYPE_CHECKING:
    from prompt_toolkit.input.base import PipeInput

    from agent.speech.words import Words

_ESCAPES: Final = re.compile(r"(?:\x1b\[[0-9;?]*[A-Za-z]|[\r\n\b ])+")


class Glass(io.StringIO):
    """A terminal's glass: as soon as something is seen on it, the next keys are typed."""

    encoding = "utf-8"

    def __init__(self, typed: PipeInput, *dialogue: tuple[str, str]) -> None:
        super().__init__()
        self.typed = typed
        self.dialogue = list(dialogue)
        self.read_up_to = 0

    def isatty(self) -> bool:
        """It is one."""
        return True

    def flush(self) -> None:
        """Somebody reads what is new, blanks aside, and types."""
        new = self.getvalue()[self.read_up_to :]
        if self.dialogue and self.dialogue[0][0] in _ESCAPES.sub(" ", new):
            self.read_up_to = len(self.getvalue())
            self.typed.send_text(self.dialogue.pop(0)[1])


class Screen(Vt100_Output):
    """A terminal that need not be asked where its cursor is."""

    def get_rows_below_cursor_position(self) -> int:
        """So many, always."""
        return 20


def played(
    words: Words, *dialogue: tuple[str, str], is_reply: bool = False, width: int = 80
) -> tuple[str, list[str]]:
    """What was on the glass between keys, and what stayed written above the prompt."""
    with create_pipe_input() as typed:
        glass = Glass(typed, *dialogue)
        size = Size(rows=24, columns=width)
        screen = Screen(glass, lambda: size, default_color_depth=ColorDepth.DEPTH_1_BIT)
        stays = io.TextIOWrapper(io.BytesIO(), "utf-8")
        printer = Printer(stays, is_painted=False, is_json=False)
        explain_prompt.play(
            lambda text: explain.rows(text, words, is_reply=is_reply),
            lambda text: explain.explain(text, printer, words, is_reply=is_reply),
            printer,
            words,
            "",
            source=typed,
            screen=screen,
        )
        stays.seek(0)
        assert not glass.dialogue
        return _ESCAPES.sub(" ", glass.getvalue()), stays.read().splitlines()[2:]


def test_the_verdict_is_seen_before_enter_and_stays_after_it(english: Words) -> None:
    seen, stays = played(english, ("> …", "export it"), ("asks for it", "\r"), ("> …", "\x04"))

    assert "export “export it” asks for it" in seen
    assert stays == ["export  “export it” asks for it"]


def test_a_reply_is_translated_as_it_is_typed(english: Words) -> None:
    _, stays = played(
        english,
        ("> …", "Done! Click Export."),
        ("done at once", "\r"),
        ("> …", "\x04"),
        is_reply=True,
    )

    assert stays == ["shown to the user", "  Done!", "done at once  export"]


@pytest.mark.parametrize("width", [4, 20, 80])
def test_wide_letters_fit_into_a_narrow_window(width: int) -> None:
    rows = explain_prompt._wrapped([[("chat", "导出视频 👍 export"), ("", "\t\x1b[2J")]], width)

    shown = ["".join(piece[1] for piece in row) for row in rows]
    assert all(sum(map(get_cwidth, row)) <= width for row in shown)
    assert "".join(shown).replace(" ", "") == "导出视频👍export␛[2J"


def test_ctrl_c_empties_the_line_and_ctrl_d_ends(english: Words) -> None:
    _, stays = played(english, ("> …", "export it"), ("asks", "\x03"), ("> …", "\x04"))

    assert stays == []


def test_alt_enter_begins_a_new_row(english: Words) -> None:
    _, stays = played(
        english,
        ("> …", "Done.\x1b\rClick Export."),
        ("done at once", "\r"),
        ("> …", "\x04"),
        is_reply=True,
    )

    assert stays[-1] == "done at once  export"


def test_an_empty_line_has_no_verdict(english: Words) -> None:
    _, stays = played(english, ("> …", " \r"), ("> …", "\x04"))

    assert stays == []
