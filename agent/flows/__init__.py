"""What is done about a wish, as plain coroutines that await effects and nothing else.

`turn` knows all the others; they know `backend` and `stream_recovery`, and not each other. No
clock, no socket, no file, no chance is touched here: `agent.world` does that when an effect is
awaited.
"""
