"""Flags of the conversation as data: for argparse, and for the first paint, which is before it.

It is no surface's: the command line finds its verb by it, and wakes no surface for `--version`.
"""

from __future__ import annotations

# In the order of the help. Each flag: its name within, its metavar (none where it takes no value),
# the key of its help.
FLAGS = {
    "--skill": ("skill", "NAME", "say.skill"),
    "--backend": ("backend", "WHICH", "say.backend"),
    "--continue": ("goes_on", "", "repl.flag.goes_on"),
    "--resume": ("id_", "ID", "repl.flag.resume"),
    "--new": ("new", "", "repl.flag.new"),
    "--message": ("first", "TEXT", "repl.flag.message"),
    "--theme": ("theme", "THEME", "repl.flag.theme"),
    "--max-credits": ("max_credits", "N", "say.max_credits"),
}
SHORT = {"-i": "--message"}
WHICH = ("--continue", "--resume", "--new")  # at most one of these says which conversation it is
# What may stand before the verb as well: these flags and one that every verb has.
WITH_VALUE = frozenset({"--lang", *(flag for flag in FLAGS if FLAGS[flag][1]), *SHORT})
