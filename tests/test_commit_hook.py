"""The commit hook, in a small repository of its own: it looks at what is committed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

HOOK: Final = Path(__file__).resolve().parent.parent / "tools/hooks/pre-commit"
PROJECT: Final = """\
[tool.importlinter]
root_packages = ["upper", "lower"]
[[tool.importlinter.contracts]]
name = "downward"
type = "layers"
layers = ["upper", "lower"]
"""

# Whoever runs the tests out of git itself has its variables, which name another repository.
ENVIRONMENT: Final = {
    name: value for name, value in os.environ.items() if not name.startswith("GIT_")
}

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("git") is None, reason="needs sh and git"
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two packages, one above the other, and the tools of the environment that runs the tests."""
    for name in ("upper", "lower"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text(PROJECT, "utf-8")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/bin").symlink_to(Path(sys.executable).parent)
    (tmp_path / ".gitignore").write_text(".venv\n", "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    author = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    git(tmp_path, *author, "commit", "-qm", "begun")
    return tmp_path


def git(at: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=at, env=ENVIRONMENT, check=True)  # noqa: S603, S607 - git, in a folder of ours


def stage(at: Path, name: str, text: str) -> None:
    (at / name).write_text(text, "utf-8")
    git(at, "add", name)


def verdict(at: Path) -> tuple[bool, str]:
    """Whether the hook lets it pass, and what it says."""
    done = subprocess.run(  # noqa: S603 - our own script
        ["sh", HOOK],  # noqa: S607 - the shell of the system
        cwd=at,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


def test_what_is_well_written_passes(repository: Path) -> None:
    stage(repository, "lower/good.py", "X = 1\n")

    assert verdict(repository) == (True, "")


def test_what_is_written_otherwise_than_the_formatter_does_not(repository: Path) -> None:
    stage(repository, "lower/odd.py", "X   =   1\n")

    passes, said = verdict(repository)

    assert not passes
    assert "odd.py" in said
    assert "make fix" in said


def test_what_the_linter_does_not_like_does_not(repository: Path) -> None:
    stage(repository, "lower/odd.py", "import os\n")

    passes, said = verdict(repository)

    assert not passes
    assert "F401" in said


def test_an_import_that_goes_up_does_not(repository: Path) -> None:
    stage(repository, "lower/climber.py", "import upper\n\nX = upper\n")

    passes, said = verdict(repository)

    assert not passes
    assert "lower.climber -> upper" in said


def test_what_is_not_staged_does_not_count(repository: Path) -> None:
    stage(repository, "lower/good.py", "X = 1\n")
    (repository / "lower/good.py").write_text("X   = (", "utf-8")

    assert verdict(repository)[0]


def test_without_python_there_is_nothing_to_look_at(repository: Path) -> None:
    (repository / ".venv/bin").unlink()
    stage(repository, "notes.md", "no tools are needed for this\n")

    assert verdict(repository) == (True, "")


def test_without_tools_it_says_where_they_come_from(repository: Path) -> None:
    (repository / ".venv/bin").unlink()
    stage(repository, "lower/good.py", "X = 1\n")

    passes, said = verdict(repository)

    assert not passes
    assert "make .venv/ready-dev" in said
