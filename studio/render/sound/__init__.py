"""The sound of a film: a draft in, blocks of samples out.

`mix` is the face: `mix.blocks(draft, media)` gives the whole sound of a draft. It reads the draft
as `cues` (what sounds when) and opens each as a `cue_stream`: music which a `band` plays from a
`score`, an upload read by `upload_sound` and changed by `stretch`, an effect from `effects`. It
adds
them up, ducks the music under speech (`ducking`), and brings the sum to its loudness (`loudness`)
below the ceiling (`limiter`). All of it runs in blocks of a second; what waits for the second pass
lies in a `disk_buffer`.
"""
