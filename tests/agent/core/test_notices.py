"""Notices: plain facts that every surface can show, and none of them is forgotten."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import get_args

import pytest

from agent.core import notices
from agent.core.notices import Notice
from agent.speech import notice_text

KINDS: tuple[type, ...] = get_args(Notice)
# These are for programs; a person sees what comes of them.
UNSPOKEN = {notices.Ready, notices.Routed}


@pytest.mark.parametrize("kind", KINDS)
def test_a_notice_is_frozen_and_has_no_place_for_a_token(kind: type) -> None:
    assert is_dataclass(kind)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]  # as dataclasses keep it
    assert not {one.name for one in fields(kind)} & {"token", "headers", "caller"}


def test_every_notice_there_is_belongs_to_the_union() -> None:
    written = {one for one in vars(notices).values() if is_dataclass(one)}

    assert written == set(KINDS)


def test_every_notice_has_words_but_those_for_programs() -> None:
    assert set(KINDS) - set(notice_text._TEXT_OF) == UNSPOKEN
