"""I/O: effects are performed here, by sockets, files, clocks and chance.

`player` carries effects from a flow to a world, `live_world` is the real one; `http` is the client
(`asgi` its transport when the backend is in this process), `download` fetches files, `journal`
keeps conversations and wishes.
"""
