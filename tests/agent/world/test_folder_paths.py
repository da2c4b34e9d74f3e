"""Paths of the person's own folders, as text."""

from __future__ import annotations

import os
import tempfile

import pytest

from agent.world import folder_paths

HOME = {"HOME": "/h"}


def paths(environment: dict[str, str]) -> tuple[str, str, str]:
    """All three."""
    return (
        folder_paths.config(environment),
        folder_paths.state(environment),
        folder_paths.cache(environment),
    )


@pytest.mark.parametrize(
    ("platform", "environment", "found"),
    [
        (
            "linux",
            HOME,
            ("/h/.config/reeltalk", "/h/.local/state/reeltalk", "/h/.cache/reeltalk"),
        ),
        (
            "linux",
            HOME | {"XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "k"},
            ("/c/reeltalk", "/s/reeltalk", "/h/.cache/reeltalk"),
        ),
        (
            "darwin",
            HOME,
            (
                "/h/Library/Application Support/reeltalk",
                "/h/Library/Application Support/reeltalk/state",
                "/h/Library/Caches/reeltalk",
            ),
        ),
        (
            "win32",
            HOME | {"APPDATA": "C:/roaming"},
            (
                "C:/roaming/reeltalk",
                "/h/AppData/Local/reeltalk/state",
                "/h/AppData/Local/reeltalk/cache",
            ),
        ),
    ],
)
def test_each_system_has_its_folders(
    platform: str,
    environment: dict[str, str],
    found: tuple[str, str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", platform)

    assert paths(environment) == found


def test_a_folder_of_ones_own_holds_all_three_and_stays_where_it_is() -> None:
    own = os.path.abspath("own")  # noqa: PTH100 - as the folders are made

    assert paths(HOME | {"REELTALK_HOME": "own"}) == (
        f"{own}/config",
        f"{own}/state",
        f"{own}/cache",
    )


def test_where_nobody_is_at_home_it_is_the_folder_for_what_passes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)

    assert folder_paths.home({}) == tempfile.gettempdir()
