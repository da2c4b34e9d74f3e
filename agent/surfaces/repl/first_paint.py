"""The first paint: greeting, samples and prompt mark, before anything heavy is imported.

What was painted last is kept in the cache, checked by time and size of what it is made of. Keys
that are typed from now on are kept by the terminal, unseen, until the prompt takes them.
"""

from __future__ import annotations

import os
import sys

from agent import chat_flags
from agent.speech import ui_language
from agent.surfaces import themes
from agent.world import folder_paths
from intents import whole_file
from intents.language import LANGUAGES, detect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from agent.skill.profile import Profile
    from agent.speech.words import Words

MARK = "› "
_PLAIN = frozenset({"--plain", "-h", "--help", "--version", "-V", "--json"})
_NO_GREETING = frozenset({"--continue", "--resume"})
_WIDE_FROM = "\u2e80"
_undo: list[Callable[[], None]] = []  # puts the terminal back as it was


def is_for_eyes(given: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether somebody looks at a terminal that can move its cursor."""
    if not _PLAIN.isdisjoint(given) or environment.get("TERM", "") in ("dumb", "unknown"):
        return False
    if sys.platform != "win32" and not environment.get("TERM"):
        return False
    if environment.get("REELTALK_PLAIN") or environment.get("CI"):
        return False
    try:
        return sys.stdin.isatty() and sys.stdout.isatty()
    except ValueError:  # closed
        return False


def paint(given: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Paint what can be painted at once; whether anything was."""
    if not is_for_eyes(given, environment):
        return False
    _keep_keys()
    rows = []
    if not any(one.partition("=")[0] in _NO_GREETING for one in given):
        skill = option(given, "--skill") or environment.get("REELTALK_SKILL", "")
        rows = _kept(skill, ui_language.chosen(option(given, _LANG), environment), environment)
    codes = _codes(given, environment)
    columns = _columns()
    lines = [one for row in rows for one in _painted(row, columns, codes)]
    mark = _inked(MARK, codes.get("chat", ""))
    try:
        sys.stdout.write("".join(f"{line}\n" for line in lines) + mark)
        sys.stdout.flush()
    except UnicodeError:  # a terminal without the letters sees them as question marks later
        return False
    return True


# The flags of every verb that the conversation obeys.
_LANG = "--lang"
_NO_COLOR = "--no-color"


def understood(given: Sequence[str]) -> dict[str, str] | None:
    """The flags, read without argparse; None where anything is unusual: then it shall say so."""
    found: dict[str, str] = {}
    rest = [one for one in given if one != "chat"] if given[:1] == ["chat"] else list(given)
    while rest:
        said, has_value, value = rest.pop(0).partition("=")
        name, metavar = _flag(chat_flags.SHORT.get(said, said))
        if not name or (not metavar and has_value) or (metavar and not has_value and not rest):
            return None
        found[name] = (value if has_value else rest.pop(0)) if metavar else "yes"
    is_odd = sum(_flag(one)[0] in found for one in chat_flags.WHICH) > 1
    is_odd = is_odd or found.get("lang", "en") not in LANGUAGES
    is_odd = is_odd or found.get("theme", themes.DEFAULT) not in themes.NAMES
    return None if is_odd or any(one.startswith("-") for one in found.values()) else found


def _flag(said: str) -> tuple[str, str]:
    """The name within and the metavar of a flag; two empty texts for any other word."""
    if said == _LANG:
        return "lang", "LANG"
    if said == _NO_COLOR:
        return "no_color", ""
    name, metavar, _ = chat_flags.FLAGS.get(said, ("", "", ""))
    return name, metavar


def option(given: Sequence[str], name: str) -> str:
    """The value of a flag, before anybody has parsed the line."""
    for number, one in enumerate(given):
        if one == name and number + 1 < len(given):
            return given[number + 1]
        if one.startswith(f"{name}="):
            return one[len(name) + 1 :]
    return ""


# The kept page


def _kept(skill: str, lang: str, environment: Mapping[str, str]) -> list[tuple[str, str]]:
    here = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib takes longer than all of this
    agent = os.path.dirname(os.path.dirname(here))  # noqa: PTH120 - as above
    name = "".join(one for one in skill if one.isalnum() or one == "-")[-60:]
    at = os.path.join(folder_paths.cache(environment), f"face-{lang}-{name}.txt")  # noqa: PTH118 - as above
    stamp = _stamp(agent, lang, skill)
    try:
        with open(at, encoding="utf-8") as file:  # noqa: PTH123 - as above
            head, *rows = file.read().split("\n")
    except (OSError, ValueError):
        head, rows = "", []
    if head != stamp:
        rows = _made(skill, lang)
        _keep(at, [stamp, *rows])
    return [(paint, text) for paint, _, text in (row.partition("\t") for row in rows)]


def _stamp(agent: str, lang: str, skill: str) -> str:
    """Time and size of the pages that a greeting is made of; a skill may be one of them."""
    root = os.path.dirname(agent)  # noqa: PTH120 - as above
    some = (
        f"{agent}/skill/skill.yaml",
        f"{root}/skill.yaml",
        f"{agent}/speech/{lang}.yaml",
        __file__,
        *((file, f"{file}/SKILL.md") if (file := _file(skill)) else ()),
    )
    found = ["reeltalk face 1", repr(_file(skill))]
    for path in some:
        try:
            facts = os.stat(path)  # noqa: PTH116 - as above
        except OSError:
            continue
        found.append(f"{facts.st_mtime_ns}:{facts.st_size}")
    return " ".join(found)


def _file(skill: str) -> str:
    """The path that a skill may be meant as."""
    return os.path.abspath(os.path.expanduser(skill)) if skill else ""  # noqa: PTH100, PTH111 - as above


def _keep(at: str, rows: Sequence[str]) -> None:
    try:
        os.makedirs(os.path.dirname(at), exist_ok=True)  # noqa: PTH103, PTH120 - as above
        whole_file.write(at, "\n".join(rows))
    except OSError:
        return


def _made(skill: str, lang: str) -> list[str]:
    from agent.skill import lookup, skill_md  # 10 ms, once for each version
    from agent.speech import words  # 3 ms, likewise

    try:
        found = lookup.find(skill)
    except (KeyError, skill_md.SkillFileError):  # it is told when the conversation opens
        return []
    return [f"{paint}\t{text}" for paint, text in greeting(words.words(lang), found)]


def greeting(words: Words, skill: Profile) -> list[tuple[str, str]]:
    """Who it is, what it asks for, what one may try: a paint and a text for each row."""
    ours = words.language
    is_theirs = ours in ("en", detect(skill.greeting, by_one_kana=True))
    said = skill.greeting if is_theirs else words.say("repl.greeting")
    is_theirs = ours in ("en", detect(skill.samples[0], by_one_kana=True))
    some = list(skill.samples) if is_theirs else words.say("repl.samples").split("\n")
    return [
        ("bold", f"reeltalk · {skill.title}"),
        ("", said),
        ("note", words.say("repl.try")),
        *(("note", f"  • {one}") for one in some if one.strip()),
        ("note", words.say("repl.hint")),
        ("", ""),
    ]


# Painting


def _columns() -> int:
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
        return max((columns or 80) - 1, 10)  # some terminals tell 0
    except (OSError, ValueError):
        return 79


def _codes(given: Sequence[str], environment: Mapping[str, str]) -> Mapping[str, str]:
    """The paints there are; none where nobody wants any."""
    if _NO_COLOR in given or not themes.is_painted(environment, is_seen=True):
        return {}
    return themes.codes(themes.chosen(option(given, "--theme"), environment), environment)


def _painted(row: tuple[str, str], columns: int, codes: Mapping[str, str]) -> list[str]:
    paint, text = row
    inset = "    " if text.startswith("  •") else ""
    return [_inked(line, codes.get(paint, "")) for line in _folded(text, columns, inset)]


def _inked(line: str, code: str) -> str:
    return f"\x1b[{code}m{line}\x1b[0m" if code and line else line


def _folded(text: str, columns: int, inset: str) -> list[str]:
    lines, line, used = [], "", 0
    for word in _words(text):
        wide = sum(2 if letter >= _WIDE_FROM else 1 for letter in word)
        if used + len(word.rstrip()) * wide // max(len(word), 1) > columns and line.strip():
            lines.append(line.rstrip())
            line, used = inset, len(inset)
        line += word
        used += wide
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    """Words with their blanks; each wide letter is a word."""
    found: list[str] = []
    for letter in text:
        is_new = not found or letter >= _WIDE_FROM or (found[-1].endswith(" ") and letter != " ")
        if is_new or found[-1][-1] >= _WIDE_FROM:
            found.append(letter)
        else:
            found[-1] += letter
    return found


# Keys


def _keep_keys() -> None:
    """From now on the terminal shows no key and gives each as it is."""
    try:
        import termios  # POSIX alone has it; Windows keeps keys by itself
    except ImportError:
        return
    try:
        was = termios.tcgetattr(0)
        now = list(was)
        now[0] &= ~termios.ICRNL
        now[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(0, termios.TCSANOW, now)
    except (termios.error, OSError):
        return

    def undo() -> None:
        try:
            termios.tcsetattr(0, termios.TCSADRAIN, was)
        except (termios.error, OSError):
            return

    _undo.append(undo)


def give_back() -> None:
    """Leave the terminal as it was found."""
    if _undo:
        _undo.pop()()
        _undo.clear()
