"""What the conversation shows besides words, and how it finds out what the terminal can show.

`terminal` tells one terminal from another by the environment alone; nothing here ever asks it.
`cells` counts columns. `timeline` draws the tracks to scale, with the ruler of `scale`, the places
of `lanes`, the `glyphs` of each kind and a `legend` of what has no room for its name. `preview`
shows pictures, in the form that fits: `inline` (kitty, iTerm2),
`sixel`, or half `blocks`; `pictures` reads and scales them. `signals` rings, links, and moves the
bar on the task bar. `dropped` reads files that were dragged in; `shellwords` takes their spellings
apart.
"""
