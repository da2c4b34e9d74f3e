"""What the backend speaks: requests as they leave, replies and events as they come.

`requests` builds, `replies` and `events` read, `gathering` makes messages of events, `codes` knows
what a refusal asks for. `lenient` is the one door for JSON. Nothing here opens a socket.
"""
