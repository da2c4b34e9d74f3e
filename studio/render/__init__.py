"""The renderer: a draft becomes an MP4 file, here, without a network.

The rooms, from the edge inward:

- `__main__` and `job`: the worker process and the file that tells how far it is
- `film` reads a draft, tolerantly, into frozen records; `reading` holds the small readers
- `mp4` writes a film in chunks, joined without encoding again; `chunks` plans them and gives each
  a name by a hash of all that can change its pixels
- `picture` makes the frame at a moment: the shots, their joins, what lies over them, the words
- `shots` opens what a segment shows (a drawn scene, a clip, a photo, a colour) and dresses it
- `scenes/` draws the families of scenes; `looks` chooses among them by the words of a prompt
- `words`, `lettering`, `typeset`, `fonts`: everything that is type
- `sheet` and `planes`: pictures as Y, U and V in numpy, with and without transparency

Nothing heavy is imported here: av, numpy and Pillow come with the modules that use them.
"""
