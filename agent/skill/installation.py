"""How this copy of the command was installed, and the command that adds an extra to it.

A cure that does not fit the way of installing cannot work: `pip` is another environment's under
pipx, there is none under uv, and a distribution's own Python refuses it.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = "reeltalk"
STUDIO: Final = "studio"
DOCUMENTS: Final = "documents"
# The modules that the packages of each extra in pyproject.toml are imported by: to be looked for
# without importing one. The studio itself may have been left out of a copy.
MODULES: Final[Mapping[str, tuple[str, ...]]] = {
    STUDIO: ("studio", "av", "numpy", "PIL", "python_multipart", "starlette", "uvicorn"),
    DOCUMENTS: ("pypdf",),
}


class InstalledBy(StrEnum):
    """What made the environment that this copy runs in."""

    CLONE = "clone"  # runs from its sources, by `make` or `pip install -e`
    PIPX = "pipx"
    UV_TOOL = "uv tool"
    UVX = "uvx"  # an environment in uv's cache, for one run
    PIP = "pip"
    SYSTEM = "system"  # pip, into a Python that lets nothing be installed


@dataclass(frozen=True, slots=True)
class Installation:
    """Where a copy runs. `origin` is the file or address it came from, where that is no index."""

    by: InstalledBy
    python: str
    sources: str = ""
    origin: str = ""
    has_pip: bool = True

    def cure(self, extra: str) -> str:
        """The command that adds an extra to this copy; with no extra, that repairs it."""
        wanted = f"{NAME}[{extra}]" if extra else NAME
        spec = quoted(f"{wanted} @ {self.origin}" if self.origin else wanted)
        match self.by:
            case InstalledBy.PIPX:
                return f"pipx install --force {spec}"
            case InstalledBy.UV_TOOL:
                return f"uv tool install --force {spec}"
            case InstalledBy.UVX:
                return f"uvx --from {spec} {NAME}"
            case InstalledBy.SYSTEM:
                return f"pipx install {spec}"
            case InstalledBy.CLONE:
                folder = f"{self.sources}[{extra}]" if extra else self.sources
                return f"{self._pip()} -e {quoted(folder)}"
            case InstalledBy.PIP:  # what is there already is not fetched again
                return f"{self._pip()} {quoted(wanted)}"

    def command(self, extra: str) -> list[str]:
        """The command that adds an extra while this copy runs: nothing that is there is replaced.

        None where the environment is not ours to change, or there is nothing to change it with.
        """
        if self.by in (InstalledBy.SYSTEM, InstalledBy.UVX):
            return []
        is_clone = self.by is InstalledBy.CLONE
        wanted = ["-e", f"{self.sources}[{extra}]"] if is_clone else [f"{NAME}[{extra}]"]
        if self.has_pip:
            quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
            return [self.python, "-m", "pip", "install", *quiet, *wanted]
        uv = shutil.which("uv")
        return [uv, "pip", "install", "--quiet", "--python", self.python, *wanted] if uv else []

    def _pip(self) -> str:
        python = quoted(self.python)
        return f"{python} -m pip install" if self.has_pip else f"uv pip install --python {python}"


def missing(extra: str) -> tuple[str, ...]:
    """The modules of an extra that are not there."""
    return tuple(one for one in MODULES[extra] if util.find_spec(one) is None)


def cure(extra: str) -> str:
    """The command that adds an extra to the copy that runs now."""
    return here().cure(extra)


def here() -> Installation:
    """The copy that runs now."""
    sources = Path(__file__).resolve().parents[2]
    by = installed_by(Path(sys.prefix), sources, is_venv=sys.prefix != sys.base_prefix)
    has_pip = util.find_spec("pip") is not None
    return Installation(by, sys.executable, str(sources), _origin(sources), has_pip)


def installed_by(prefix: Path, sources: Path, *, is_venv: bool) -> InstalledBy:
    """What made an environment, by the marks that each leaves in it."""
    if all((sources / one).is_file() for one in ("pyproject.toml", "skill.yaml")):
        return InstalledBy.CLONE
    if (prefix / "pipx_metadata.json").is_file():
        return InstalledBy.PIPX
    if (prefix / "uv-receipt.toml").is_file():
        return InstalledBy.UV_TOOL
    if any(one.startswith("archive-v") for one in prefix.parts):
        return InstalledBy.UVX
    return InstalledBy.PIP if is_venv or not _is_managed() else InstalledBy.SYSTEM


def _is_managed() -> bool:
    """Whether this Python says that nothing may be installed into it (PEP 668)."""
    return (Path(os.__file__).parent / "EXTERNALLY-MANAGED").is_file()


def _origin(site: Path) -> str:
    """The address in the record of the installation (PEP 610); nothing for one from an index."""
    for record in site.glob(f"{NAME}-*.dist-info/direct_url.json"):
        with suppress(OSError, ValueError):
            return str(json.loads(record.read_text("utf-8")).get("url") or "")
    return ""


def quoted(said: str) -> str:
    """As a shell takes it in one piece."""
    return f'"{said}"' if sys.platform == "win32" else shlex.quote(said)
