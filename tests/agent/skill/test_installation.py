"""The cure that fits the way of installing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from agent.skill import installation
from agent.skill.installation import Installation, InstalledBy

PROJECT = Path(__file__).parents[3] / "pyproject.toml"
# The distributions that are imported by another name.
IMPORTED_AS = {"pillow": "PIL"}


def test_the_modules_are_those_of_the_packages_of_each_extra() -> None:
    declared = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["optional-dependencies"]

    for extra, modules in installation.MODULES.items():
        names = [re.split(r"[^A-Za-z0-9-]", one)[0] for one in declared[extra]]
        wanted = {IMPORTED_AS.get(one, one.replace("-", "_")) for one in names}
        assert wanted == set(modules) - {"studio"}


def test_nothing_is_missing_where_everything_is_installed() -> None:
    assert installation.missing("studio") == ()
    assert installation.missing("documents") == ()


def test_what_is_not_there_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(installation.MODULES, "studio", ("sys", "no_such_module"))

    assert installation.missing("studio") == ("no_such_module",)


@pytest.mark.parametrize(
    ("mark", "by"),
    [
        ("pipx/venvs/reeltalk/pipx_metadata.json", InstalledBy.PIPX),
        ("uv/tools/reeltalk/uv-receipt.toml", InstalledBy.UV_TOOL),
        ("uv/archive-v0/Xy12/pyvenv.cfg", InstalledBy.UVX),
        ("films/.venv/pyvenv.cfg", InstalledBy.PIP),
    ],
)
def test_each_way_of_installing_leaves_a_mark(tmp_path: Path, mark: str, by: InstalledBy) -> None:
    at = tmp_path / mark
    at.parent.mkdir(parents=True)
    at.touch()

    assert installation.installed_by(at.parent, tmp_path, is_venv=True) is by


def test_a_clone_is_known_by_its_sources(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "skill.yaml"):
        (tmp_path / name).touch()

    found = installation.installed_by(tmp_path / ".venv", tmp_path, is_venv=True)

    assert found is InstalledBy.CLONE
    assert installation.here().by is InstalledBy.CLONE


def test_a_python_of_the_distribution_lets_nothing_be_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "EXTERNALLY-MANAGED").touch()
    monkeypatch.setattr(os, "__file__", str(tmp_path / "os.py"))

    assert installation.installed_by(tmp_path, tmp_path, is_venv=False) is InstalledBy.SYSTEM
    assert installation.installed_by(tmp_path, tmp_path, is_venv=True) is InstalledBy.PIP


@pytest.mark.parametrize(
    ("record", "origin"),
    [('{"url": "file:///w/r.whl"}', "file:///w/r.whl"), ("{}", ""), ("no json", "")],
)
def test_where_a_copy_came_from_stands_in_its_record(
    tmp_path: Path, record: str, origin: str
) -> None:
    assert installation._origin(tmp_path) == ""
    (tmp_path / "reeltalk-1.0.0.dist-info").mkdir()
    (tmp_path / "reeltalk-1.0.0.dist-info/direct_url.json").write_text(record, "utf-8")

    assert installation._origin(tmp_path) == origin


@pytest.mark.skipif(sys.platform == "win32", reason="quotes are others there")
@pytest.mark.parametrize(
    ("copy", "command"),
    [
        (Installation(InstalledBy.PIPX, "/p"), "pipx install --force 'reeltalk[studio]'"),
        (Installation(InstalledBy.UV_TOOL, "/p"), "uv tool install --force 'reeltalk[studio]'"),
        (Installation(InstalledBy.UVX, "/p"), "uvx --from 'reeltalk[studio]' reeltalk"),
        (Installation(InstalledBy.SYSTEM, "/p"), "pipx install 'reeltalk[studio]'"),
        (Installation(InstalledBy.PIP, "/v/bin/python"),
         "/v/bin/python -m pip install 'reeltalk[studio]'"),
        (Installation(InstalledBy.PIP, "/v/bin/python", has_pip=False),
         "uv pip install --python /v/bin/python 'reeltalk[studio]'"),
        (Installation(InstalledBy.CLONE, "/c/.venv/bin/python", "/c"),
         "/c/.venv/bin/python -m pip install -e '/c[studio]'"),
        (Installation(InstalledBy.PIPX, "/p", origin="file:///w/reeltalk.whl"),
         "pipx install --force 'reeltalk[studio] @ file:///w/reeltalk.whl'"),
    ],
)  # fmt: skip
def test_the_cure_is_typed_as_it_stands(copy: Installation, command: str) -> None:
    assert copy.cure("studio") == command


@pytest.mark.parametrize("by", InstalledBy)
def test_a_copy_without_an_extra_is_repaired_without_one(by: InstalledBy) -> None:
    assert "[" not in Installation(by, "/p", "/c").cure("")


def test_looking_for_an_extra_imports_nothing_of_it() -> None:
    program = (
        "import sys; from agent.skill import installation; installation.missing('studio');"
        "print(*sys.modules)"
    )

    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    loaded = set(done.stdout.split())
    assert not {"av", "numpy", "PIL", "starlette", "studio", "importlib.metadata"} & loaded


def test_what_runs_while_one_talks_replaces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def command(by: InstalledBy, *, has_pip: bool = True) -> str:
        return " ".join(Installation(by, "/v/python", "/c", has_pip=has_pip).command("studio"))

    pip = "/v/python -m pip install --quiet --disable-pip-version-check --no-input"
    assert command(InstalledBy.PIP) == command(InstalledBy.PIPX) == f"{pip} reeltalk[studio]"
    assert command(InstalledBy.CLONE) == f"{pip} -e /c[studio]"
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    assert command(InstalledBy.UV_TOOL, has_pip=False) == (
        "/bin/uv pip install --quiet --python /v/python reeltalk[studio]"
    )
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert command(InstalledBy.UV_TOOL, has_pip=False) == ""
    assert command(InstalledBy.SYSTEM) == command(InstalledBy.UVX) == ""
