"""The backend's protocol: requests as they leave, replies and events as they come.

`requests` builds, `replies` and `events` parse, `message_assembly` makes messages of events,
`codes`
maps refusals to what helps. `tolerant_json` is the one door for JSON. Nothing here opens a socket.
"""
