"""The language of the interface: the one asked for, else that of the machine, else English."""

from __future__ import annotations

from intents.language import LANGUAGES

TYPE_CHECKING = False  # nothing more is imported here: the first paint is near
if TYPE_CHECKING:
    from collections.abc import Mapping

# In the order in which POSIX lets them overrule each other.
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


def chosen(asked: str, environment: Mapping[str, str], ours: str = "") -> str:
    """The language of `--lang`, else of the skill (`ours`), else of the locale."""
    locale = next((value for name in _LOCALES if (value := environment.get(name))), "")
    for said in (asked, environment.get("REELTALK_LANG", ""), ours, locale):
        if found := _language_of_locale(said):
            return found
    return "en"


def _language_of_locale(said: str) -> str:
    """`ja_JP.UTF-8`, `zh-TW` and `en` by their first part; nothing for C, POSIX and others."""
    language = said.replace("-", "_").partition(".")[0].partition("_")[0].lower()
    return language if language in LANGUAGES else ""
