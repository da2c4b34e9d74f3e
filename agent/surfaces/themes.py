"""Themes: one table of paints, a column for each. It is imported before the first paint.

The ground of a terminal is not known, so `default` keeps to what is seen on a dark and on a light
one alike: the terminal's own ink, bold, and of its sixteen colours red and magenta (green, cyan and
yellow vanish on white, blue on black). `dark` and `light` take colours of the 256, which look the
same everywhere; `mono` none at all; `contrast` brings its ground with it where something must be
seen, and nothing is faint.
"""

from __future__ import annotations

TYPE_CHECKING = False  # nothing is imported here: the first paint is near
if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("default", "dark", "light", "mono", "contrast")
DEFAULT = NAMES[0]

# Each paint and what a terminal is told for it (SGR), in the order of NAMES. `dim` is for what one
# need not read, `note` for what is told beside the talk.
TABLE: Mapping[str, tuple[str, str, str, str, str]] = {
    "": ("", "", "", "", ""),
    # Texts
    "bold": ("1", "1", "1", "1", "1"),
    "stress": ("3", "3", "3", "4", "4"),
    "code": ("35", "38;5;117", "38;5;25", "1", "1"),
    "link": ("4", "4", "4", "4", "4"),
    "dim": ("2", "38;5;247", "38;5;240", "", ""),
    "note": ("", "38;5;247", "38;5;240", "", ""),
    # How something stands
    "good": ("1", "38;5;114", "38;5;22", "1", "1;30;102"),
    "bad": ("1;31", "38;5;210", "38;5;124", "1;7", "1;97;41"),
    "warn": ("35", "38;5;215", "38;5;94", "4", "1;30;103"),
    "busy": ("35", "38;5;117", "38;5;25", "1", "1"),
    "offer": ("1;35", "38;5;117", "38;5;25", "1;4", "1;30;106"),
    # Who speaks, and which way it goes
    "you": ("1", "1", "1", "1", "1"),
    "chat": ("1;35", "1;38;5;114", "1;38;5;22", "1", "1"),
    "export": ("1;35", "1;38;5;176", "1;38;5;90", "1", "1"),
    "credits": ("1", "1;38;5;179", "1;38;5;94", "1", "1"),
    "status": ("1", "1;38;5;80", "1;38;5;24", "1", "1"),
    "upload": ("1", "1;38;5;110", "1;38;5;25", "1", "1"),
    # What has changed, each with its sign
    "add": ("1", "1;38;5;114", "1;38;5;22", "1", "1;30;102"),
    "drop": ("1;31", "1;38;5;210", "1;38;5;124", "1", "1;97;41"),
    "change": ("1;35", "1;38;5;215", "1;38;5;94", "1", "1;30;103"),
    # Tracks, each with a glyph of its own
    "video": ("35", "38;5;80", "38;5;24", "", "1"),
    "audio": ("", "38;5;114", "38;5;22", "", "1"),
    "text": ("", "38;5;176", "38;5;90", "", "1"),
    "other": ("", "38;5;247", "38;5;240", "", ""),
    # Around the line
    "foot": ("", "38;5;247", "38;5;240", "", "7"),
    "ghost": ("2", "38;5;244", "38;5;243", "4", "4"),
    "menu": ("7", "38;5;252;48;5;237", "38;5;235;48;5;254", "7", "7"),
    "menu-now": ("1", "1;38;5;16;48;5;114", "1;38;5;231;48;5;24", "1", "1;30;103"),
}
_RICH = ("dark", "light")  # these need 256 colours
_HAVE_MANY = ("kitty", "ghostty", "foot", "alacritty", "wezterm", "contour", "konsole", "direct")
_TRACES = ("COLORTERM", "WT_SESSION", "KONSOLE_VERSION", "VTE_VERSION", "ITERM_SESSION_ID")


def chosen(asked: str, environment: Mapping[str, str]) -> str:
    """The theme that was asked for on the command line, else by the environment."""
    return next(
        (one for one in (asked, environment.get("REELTALK_THEME", "")) if one in NAMES), DEFAULT
    )


def codes(theme: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Each paint and its code; where a terminal has too few colours, those of the default."""
    name = DEFAULT if theme in _RICH and not _has_many(environment) else theme
    column = NAMES.index(name)
    return {paint: row[column] for paint, row in TABLE.items()}


def _has_many(environment: Mapping[str, str]) -> bool:
    term = environment.get("TERM", "")
    if term == "linux":
        return False
    return (
        "256" in term
        or any(one in term for one in _HAVE_MANY)
        or any(environment.get(one) for one in _TRACES)
    )


def is_painted(environment: Mapping[str, str], *, is_seen: bool) -> bool:
    """Whether there may be paint: NO_COLOR forbids it, FORCE_COLOR wants it where none is seen."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return is_seen and environment.get("TERM") != "dumb"
