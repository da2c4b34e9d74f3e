"""The renderer: a draft becomes an MP4 file, here, without a network.

The rooms, from the edge inward:

- `__main__`, `job_file`, `watchdog`: the worker process, its job, the progress it reports, its end
- `film` reads a draft, tolerantly, into frozen records; `tolerant_values` holds the small readers
- `mp4` encodes a film in chunks and joins them without encoding again; `chunks` plans them and
  names each by a hash of everything that can change its pixels; `soundtrack` does so for sound
- `frame_renderer` draws one frame: shots, transitions, overlays, text
- `shots` opens the source of a segment (a drawn scene, a clip, a photo, a colour) and applies its
  effects; `grade`, `chroma_mask`, `stabilization`, `frame_fitting` do the work
- `scenes/` draws the families of scenes; `scene_looks` chooses among them by the words of a prompt
- `text_layers`, `title_cards`, `letter_sheets`, `typesetting`, `fonts`: everything that is type
- `sheet` and `planes`: pictures as Y, U and V in numpy, with and without transparency

Nothing heavy is imported here: av, numpy and Pillow come with the modules that use them.
"""
