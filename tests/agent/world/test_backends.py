"""Which backend is meant."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from agent.core.errors import LocalError
from agent.world import backends
from agent.world.backends import BackendAddress

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("asked", "environment", "place"),
    [
        ("auto", {}, BackendAddress("cloud", backends.CLOUD, backends.WEB)),
        ("", {}, BackendAddress("cloud", backends.CLOUD, backends.WEB)),
        (
            "cloud",
            {"NEMO_API_URL": "https://x/"},
            BackendAddress("cloud", "https://x", "https://x"),
        ),
        (
            "cloud",
            {"NEMO_WEB_URL": "https://w"},
            BackendAddress("cloud", backends.CLOUD, "https://w"),
        ),
        ("studio", {}, BackendAddress("studio", backends.STUDIO, "")),
        (
            "http://127.0.0.1:8000/",
            {"NEMO_WEB_URL": "https://w"},
            BackendAddress(*["http://127.0.0.1:8000"] * 3),
        ),
    ],
)
def test_a_backend_is_found_by_what_was_said(
    asked: str, environment: dict[str, str], place: BackendAddress
) -> None:
    found = backends.address_of(asked, environment)

    assert found == place
    assert found.is_studio == (asked == "studio")


@pytest.mark.parametrize(
    "asked",
    [
        "clod",
        "ftp://x",
        "https://",
        "https://me:secret@x",
        "http://[::1",
        "http://x:port",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_is_refused(asked: str) -> None:
    with pytest.raises(LocalError) as caught:
        backends.address_of(asked, {})

    assert caught.value.kind == "bad_address"


def test_a_bad_address_in_the_environment_is_refused() -> None:
    with pytest.raises(LocalError, match="bad_address"):
        backends.address_of("auto", {"NEMO_API_URL": "nonsense"})


def test_the_studio_is_known_by_its_name_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "studio"
    room.mkdir()
    (room / "__init__.py").touch()
    (room / "http").mkdir()
    (room / "http" / "__init__.py").touch()
    (room / "http" / "app.py").write_text(
        "def app(folder, *, manners, credits_given): return folder, manners\n", "utf-8"
    )
    for name in [one for one in sys.modules if one.partition(".")[0] == "studio"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(tmp_path))

    made = backends.studio(tmp_path, {"REELTALK_MANNERS": "brisk"}), backends.studio(tmp_path, {})

    assert made == ((tmp_path, "brisk"), (tmp_path, "real"))
    for name in ("studio", "studio.http", "studio.http.app"):
        del sys.modules[name]  # for good: `monkeypatch` would bring them back


def test_where_there_is_no_studio_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] == "studio"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "studio.http.app", None)

    with pytest.raises(LocalError, match="no_studio"):
        backends.studio(tmp_path, {})
