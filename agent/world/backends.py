"""Backend addresses: the cloud, the studio in this process, or a URL."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.skill import installation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CLOUD: Final = "https://mega-api-prod.nemovideo.ai"
WEB: Final = "https://nemovideo.com"
STUDIO: Final = "http://studio"
PLENTY: Final = 1_000_000  # credits of the studio in this process: nothing costs there
REACH_WITHIN_S: Final = 4.0
NAMES: Final = ("auto", "cloud", "studio")


@dataclass(frozen=True, slots=True)
class BackendAddress:
    """A backend: its name for people, its address, the address of its web pages."""

    name: str
    base: str
    web: str

    @property
    def is_studio(self) -> bool:
        """Whether it runs in this process."""
        return self.base == STUDIO


def address_of(asked: str, environment: Mapping[str, str]) -> BackendAddress:
    """The backend that is asked for; `auto` is the cloud until it turns out to be away."""
    if asked == "studio":
        return BackendAddress("studio", STUDIO, "")
    is_cloud = asked in ("auto", "cloud", "")
    base = _checked((environment.get("NEMO_API_URL") or CLOUD) if is_cloud else asked)
    name = "cloud" if is_cloud else base
    return BackendAddress(name, base, pages_of(name, base, environment))


def pages_of(name: str, base: str, environment: Mapping[str, str]) -> str:
    """The address of a backend's web pages: its own. Only the cloud's may be named elsewhere.

    Links to them hold claim tokens, and those of one backend must not reach another's site.
    """
    if base == STUDIO:
        return ""  # in this process it has no pages
    if name != "cloud":
        return base
    return _checked(environment.get("NEMO_WEB_URL") or (WEB if base == CLOUD else base))


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and parts.hostname and not parts.username
        _ = parts.port
    except ValueError:
        fits = False
    if not fits:
        raise LocalError(FailureKind.BAD_ADDRESS, address)
    return address.rstrip("/")


def studio(folder: Path, environment: Mapping[str, str]) -> Any:
    """The studio as an ASGI application, imported by name: each works without the other."""
    if installation.missing(installation.STUDIO):
        raise LocalError(FailureKind.NO_STUDIO)
    try:
        module = import_module("studio.http.app")
    except ImportError as error:
        raise LocalError(FailureKind.NO_STUDIO, str(error.name or "")) from error
    manners = environment.get("REELTALK_MANNERS") or "real"
    return module.app(folder, manners=manners, credits_given=PLENTY)
