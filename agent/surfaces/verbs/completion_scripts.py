"""Completion scripts for bash, zsh and fish, written from a table of verbs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Slot:
    """A flag, or what stands behind a verb without one (then it has no names)."""

    names: tuple[str, ...]
    about: str
    takes_value: bool
    is_path: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerbEntry:
    name: str
    about: str
    slots: tuple[Slot, ...]

    @property
    def flags(self) -> tuple[Slot, ...]:
        """The slots that have names."""
        return tuple(one for one in self.slots if one.names)

    @property
    def places(self) -> tuple[Slot, ...]:
        """The slots that are filled without a name."""
        return tuple(one for one in self.slots if not one.names)


# bash: one case a verb; a flag with a value completes that, anything else flags, choices and paths.
# It runs in the bash 3.2 of macOS: without mapfile, and compopt need not be there.
_BASH: Final = """\
# bash completion for reeltalk, written by: reeltalk completions bash
_reeltalk_paths() {{
    compopt -o filenames 2>/dev/null
    local IFS=$'\\n'
    COMPREPLY+=($(compgen -f -- "$1"))
}}
_reeltalk() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} verb= word i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${{COMP_WORDS[i]}}
        case $word in
            {verbs}) verb=$word; break ;;
        esac
    done
    case $verb in
{cases}
    esac
}}
complete -F _reeltalk reeltalk
"""


def _bash(verbs: Sequence[VerbEntry], first: VerbEntry) -> str:
    names = [one.name for one in verbs]
    cases = [_bash_case(one, one.name, ()) for one in verbs]
    cases.append(_bash_case(first, "*", names))
    return _BASH.format(verbs="|".join(names), cases="\n".join(cases))


def _bash_case(verb: VerbEntry, pattern: str, more: Sequence[str]) -> str:
    rows = [f"        {pattern})", "            case $prev in"]
    rows += [
        f"                {'|'.join(one.names)}) {_bash_value(one)} return ;;"
        for one in verb.flags
        if one.takes_value
    ]
    rows.append("            esac")
    flags = " ".join(name for one in verb.flags for name in one.names)
    rows.append("            case $cur in")
    rows.append(f'                -*) COMPREPLY=($(compgen -W "{flags}" -- "$cur")) ;;')
    words = " ".join([*more, *(word for one in verb.places for word in one.choices)])
    said = f'COMPREPLY=($(compgen -W "{words}" -- "$cur"));' if words else ""
    paths = ' _reeltalk_paths "$cur";' if any(one.is_path for one in verb.places) else ""
    rows.append(
        f"                *) {said}{paths} ;;" if said or paths else "                *) ;;"
    )
    rows += ["            esac", "            ;;"]
    return "\n".join(rows)


def _bash_value(flag: Slot) -> str:
    words = f'COMPREPLY=($(compgen -W "{" ".join(flag.choices)}" -- "$cur"));'
    paths = '_reeltalk_paths "$cur";'
    return " ".join([words] * bool(flag.choices) + [paths] * flag.is_path)


# zsh: works in a folder of $fpath, where compinit finds it, and sourced, where compdef is told.
_ZSH: Final = """\
#compdef reeltalk
# zsh completion for reeltalk, written by: reeltalk completions zsh
_reeltalk_verbs() {{
    local -a verbs
    verbs=(
{verbs}
    )
    _describe -t commands command verbs
}}
_reeltalk() {{
    local curcontext=$curcontext state line
    _arguments -C \\
{first}        '1: :_reeltalk_verbs' \\
        '*:: :->rest'
    [[ $state == rest ]] || return
    case $words[1] in
{cases}
    esac
}}
if [[ ${{funcstack[1]}} == _reeltalk ]]; then
    _reeltalk "$@"
elif (( ${{+functions[compdef]}} )); then
    compdef _reeltalk reeltalk
fi
"""


def _zsh(verbs: Sequence[VerbEntry], first: VerbEntry) -> str:
    rows = [f"        {_zsh_quoted(f'{one.name}:{one.about}')}" for one in verbs]
    return _ZSH.format(
        verbs="\n".join(rows),
        first="".join(f"        {spec} \\\n" for spec in _zsh_specs(first.flags)),
        cases="\n".join(map(_zsh_case, verbs)),
    )


def _zsh_case(verb: VerbEntry) -> str:
    specs = [*_zsh_specs(verb.flags), *_zsh_places(verb.places)]
    rows = " \\\n".join(f"            {spec}" for spec in specs)
    return f"        {verb.name}) _arguments \\\n{rows} ;;"


def _zsh_specs(flags: Sequence[Slot]) -> Iterator[str]:
    for one in flags:
        about = one.about.translate(_ZSH_ABOUT)
        for name in one.names:
            value = f":value:{_zsh_action(one)}" if one.takes_value else ""
            yield _zsh_quoted(f"*{name}[{about}]{value}")


def _zsh_places(places: Sequence[Slot]) -> Iterator[str]:
    if places:
        action = _zsh_action(places[0]) if places[0].choices else ""
        if action:
            yield _zsh_quoted(f"1: :{action}")
        paths = "_files" if any(one.is_path for one in places) else ""
        yield _zsh_quoted(f"*: :{paths}")


def _zsh_action(slot: Slot) -> str:
    return f"({' '.join(slot.choices)})" if slot.choices else "_files" if slot.is_path else ""


# What would end a description, or its field.
_ZSH_ABOUT: Final = str.maketrans({"[": r"\[", "]": r"\]", ":": r"\:", "\\": r"\\"})


def _zsh_quoted(said: str) -> str:
    return "'" + said.replace("'", "'\\''") + "'"


def _fish(verbs: Sequence[VerbEntry], first: VerbEntry) -> str:
    rows = [
        "# fish completion for reeltalk, written by: reeltalk completions fish",
        "complete -c reeltalk -f",
    ]
    names = " ".join(one.name for one in verbs)
    before = f"not __fish_seen_subcommand_from {names}"
    rows += [
        f"complete -c reeltalk -n '{before}' -a {one.name} -d {_fish_quoted(one.about)}"
        for one in verbs
    ]
    rows += [_fish_row(before, one) for one in first.flags]
    for verb in verbs:
        behind = f"__fish_seen_subcommand_from {verb.name}"
        rows += [_fish_row(behind, one) for one in verb.flags]
        rows += [_fish_row(behind, one) for one in verb.places if one.choices or one.is_path]
    return "\n".join(rows) + "\n"


def _fish_row(condition: str, slot: Slot) -> str:
    row = f"complete -c reeltalk -n '{condition}'"
    for name in slot.names:
        row += f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}"
    if slot.names and slot.takes_value:
        row += " -r -F" if slot.is_path else " -x"  # x: a value, and no path is one
    elif slot.is_path:
        row += " -F"
    row += f" -a {_fish_quoted(' '.join(slot.choices))}" * bool(slot.choices)
    return row + (f" -d {_fish_quoted(slot.about)}" if slot.names else "")


def _fish_quoted(said: str) -> str:
    return "'" + said.replace("\\", "\\\\").replace("'", "\\'") + "'"


FORMS: Final[Mapping[str, Callable[[Sequence[VerbEntry], VerbEntry], str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}
