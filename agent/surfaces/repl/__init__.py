"""The conversation: a prompt that is always alive, and what is said above it.

`verb` is called by the command line and picks the prompt (`loop`) or, for pipes, dumb terminals and
screen readers, plain lines (`plain`). `face` has painted the greeting before anything else was
imported. A line that is typed is an order (`orders`: /export, /skill, ...) or a wish; wishes wait
in `turns`, which plays them one at a time, exports and uploads beside them. What they say becomes
rows (`telling`, `markdown`) that `screen` writes above the prompt; what passes stands in the live
line, and the rest in the bottom line (`foot`). `room` is the desk with the conversation that is
open.
"""
