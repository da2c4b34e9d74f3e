"""Refusing to begin where something is wrong in the config file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.surfaces import settings, settings_check

if TYPE_CHECKING:
    from agent.speech.words import Words


def test_what_must_not_be_begun_is_stopped(tmp_path: Path, each_language: Words) -> None:
    place = {"REELTALK_HOME": str(tmp_path)}
    at = Path(settings.path(place))
    at.parent.mkdir(parents=True)
    at.write_text('lang = 1\nkeys = "ed"', "utf-8")

    with pytest.raises(LocalError) as caught:
        settings_check.check(place, each_language)

    assert caught.value.kind is FailureKind.CONFIG
    assert len(caught.value.about.splitlines()) == 2
    assert str(at) in caught.value.about


def test_where_there_is_no_file_nothing_is_wrong(tmp_path: Path, english: Words) -> None:
    settings_check.check({"REELTALK_HOME": str(tmp_path)}, english)
