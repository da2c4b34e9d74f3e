"""The conversation: a prompt that is always alive, and rows above it.

`first_paint` writes the greeting before anything else is imported. Then `terminal_app` holds the
prompt or, for pipes, dumb terminals and screen readers, `plain_app` reads lines. Once nobody types
they load the `controller`: it takes each line as an answer to a question (`questions`), a slash
command (`commands`) or a wish, and hands wishes to `agent.session.queue`. What they say comes back
through `wish_presenter` and becomes rows (`notice_rows`, `markdown`) that an `output` writes:
`screen` above the prompt, what passes into the `live_area` around it. All of them share a
`chat_state`, which knows none of them. `startup` opens and switches conversations, `shutdown`
hands on what still runs.
"""
