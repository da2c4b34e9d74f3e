"""What the conversation shows besides words, and how it finds out what the terminal can show.

`terminal_kind` tells one terminal from another by the environment alone; nothing here ever asks it.
`cells` counts columns. `timeline_rows` draws the tracks to scale, with the ruler of `time_ruler`,
the places of `lanes`, the `glyphs` of each kind and a `legend` of names that do not fit.
`preview` shows pictures, in the form that fits: `inline_images` (kitty, iTerm2), `sixel`, or
`half_blocks`; `pictures` reads and scales them. `terminal_signals` rings, links, and moves the bar
on the task bar. `dropped_paths` reads files that were dragged in; `shellwords` takes their
spellings apart.
"""
