"""Uploads: what is in a file that came from anywhere, and how it becomes fit to be edited.

`probe.probe` says what a file is or refuses it in one sentence. `normalize.normalize` converts in
place what cannot be edited as it is (a picture too large, turned by a flag, a moving GIF, HDR);
`normalize.poster` draws a small picture of it. All that touches an untrusted byte runs in a child
(`sandbox`, `sandbox_child`) with limits of memory and time, for codecs crash. `generator_client`
calls real generators.
"""
