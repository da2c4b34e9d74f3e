"""Flags of the conversation, as argparse and the first paint know them."""

from __future__ import annotations

import pytest

from agent import chat_flags
from agent.speech import words
from agent.surfaces.repl import first_paint
from agent.surfaces.verbs import options, start_chat

VALUES = {"--theme": "dark"}  # of those that do not take any text


def given(flag: str) -> list[str]:
    """A flag as somebody types it."""
    metavar = chat_flags.FLAGS[chat_flags.SHORT.get(flag, flag)][1]
    return [flag, VALUES.get(flag, "x")] if metavar else [flag]


@pytest.mark.parametrize("flag", [*chat_flags.FLAGS, *chat_flags.SHORT])
def test_the_first_paint_understands_a_flag_as_argparse_does(flag: str) -> None:
    parser = options.parser("chat", words.words("en"))
    start_chat.arguments(parser, words.words("en"))

    parsed = vars(parser.parse_args(given(flag)))
    (name,) = first_paint.understood(given(flag)) or {}

    assert first_paint.understood(given(flag)) == {
        name: "yes" if parsed[name] is True else parsed[name]
    }


def test_what_may_stand_before_the_verb_takes_a_value() -> None:
    assert {"--lang", "--skill", "-i", "--message"} < chat_flags.WITH_VALUE
    assert chat_flags.WITH_VALUE.isdisjoint({"--continue", "--new", "--plain"})
