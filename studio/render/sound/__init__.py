"""The sound of a film: a draft in, blocks of samples out.

`mix` is the face: `mix.blocks(draft, media)` gives the whole sound of a draft. It reads the draft
as `cues` (what sounds when), opens each as a `part` - music which a `band` plays from a `score`,
an upload read by `source` and bent by `stretch`, an effect from `effects` - adds them up, lets
the music sink under speech (`ducking`), and brings the whole to its loudness (`loudness`) below
the ceiling (`limiter`). All of it runs in pieces of a second; what waits for the second pass lies
in a `spool` on disk.
"""
