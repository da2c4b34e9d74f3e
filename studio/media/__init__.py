"""Uploads: what is in a file that came from anywhere, and how it becomes fit to be edited.

`probe.probe` says what a file is or refuses it in one sentence. `normal.settle` makes it fit in
place where it is not (a picture too large, turned by a flag, a moving GIF, HDR), `normal.poster`
draws a small picture of it. All that touches a foreign byte runs in a child (`guard`, `inside`)
with limits of memory and time, for codecs crash. `generator` is the plug for real generators.
"""
