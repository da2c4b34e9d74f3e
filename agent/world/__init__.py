"""What happens outside: effects are performed here, by sockets, files, clocks and chance.

`player` carries effects from a flow to a world, `live` is the world there is; `http` is the line
(`asgi` when the backend is in this process), `download` fetches files, `journal` remembers.
"""
