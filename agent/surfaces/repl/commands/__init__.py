"""The slash commands: each a function that `registry.command` registers under its name.

To add one, write the function here and its words in each language: what it is called
(`intents/data/*/slash.yaml`), its gap and what it is about (`repl.gap`, `repl.about` in
`agent/speech`). A module is one stretch of the help.
"""

from agent.surfaces.repl.commands import (
    conversations,
    film,
    help_and_quit,
    preferences,
    queued,
    records,
    registry,
    skills,
    undo,
    why,
    wishes,
)

# The order of the help: what is done most comes first.
registry.arrange(
    wishes,
    undo,
    film,
    why,
    queued,
    skills,
    preferences,
    conversations,
    records,
    help_and_quit,
)
