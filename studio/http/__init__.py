"""The HTTP application: routes, middleware, streams, uploads, and the server that runs it."""
