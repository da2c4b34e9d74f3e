"""What is known of an edit operation: the columns of the catalogue, each with its rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class FreeWords(IntEnum):
    """How much of a line an operation may take for words of its own; each takes the ones below.

    Nobody can ask of a prompt, a title or a mood that its words be known. So the more of a line an
    operation takes, the less may be concluded from words that nobody understood.
    """

    # "flurb the third clip": a word without a meaning may turn the order into another one.
    NONE = 0
    # A mood, the name of a sound, a colour to be keyed out: an unknown word may be that name
    # ("add some zydeco music"), but another clause that was lost is still told of ("add calm music
    # and flurb the third clip"). No line of the corpora needs this step; that one does.
    NAME = 1
    # What is to be shown or read ("add a title summer of love, in red"): the rest of the line may
    # be its text, so a clause that nobody understood is none that was lost.
    TEXT = 2
    # A description: other orders in it are things that are shown ("a clip of a man who cuts the
    # music and reverses out of a garage"), unless one stands in front of it.
    REST = 3


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. The defaults are the usual case, so a record says what is special."""

    name: str

    # --- on the wire
    # What a video backend would call the tool; clients show it while the turn runs.
    tool: str
    # Credits for carrying it out once. Most edits are computed here and cost 1; what makes
    # pictures, voices or music (or looks at every frame) costs more; going back is free.
    price: int = 1
    # It makes a film in two stages, so its events do too: the pictures stand on the timeline
    # before music and titles do.
    is_staged: bool = False

    # --- carrying it out
    # It makes footage or shapes the frame. Any other edit of an empty timeline means the uploads,
    # which are put there first ("make it black and white" behind an upload), or is refused.
    works_on_empty: bool = False
    # It walks the undo history and is carried out on the project; all others edit a draft.
    walks_history: bool = False
    # "The same to clip 3" may mean it. It never means going back.
    is_repeatable: bool = True
    # Where it is offered instead of something we cannot do, a plain "yes" has all it needs:
    # it can be carried out without arguments.
    is_complete_alone: bool = False

    # --- whether its words account for a line
    free_words: FreeWords = FreeWords.NONE
    # It is asked for by words that many operations share (remove, put, change): what they are about
    # decides, so their object must be known ("remove the plate in clip 3"). Any other operation is
    # asked for by a word (blur, brighter, 9:16) that nothing else is asked for by.
    is_generic: bool = False
    # It changes the whole picture: no face alone is made brighter, no sky more dramatic. So what
    # the verb is about must be known here too, whatever verb it is.
    is_of_whole_picture: bool = False
    # The things of our trade it may be about (concepts of `leftover_words`' list of things); an
    # order that names another one was not understood: nobody who says "music" wants a clip to be
    # deleted. Empty: clips and the film alone. None: anything.
    concerns: frozenset[str] | None = None

    # --- first message
    # It may stand beside the description of a first film ("sunset over the sea, calm piano, 9:16").
    # Other orders are what they are: one edits nothing by telling of a river.
    is_beside_description: bool = False

    # --- several orders in a line
    # A format: "a vertical video of 10 seconds" in front of what it shows is no order of its own.
    is_format: bool = False
    # It sets something. Said twice in a line, side by side, both times are one order ("brighter,
    # and more contrast"), if they do not contradict each other.
    melts: bool = False
    # Operations that its own words sound like in pieces: "put me.mp4 over beach.mp4 with the green
    # screen" inserts nothing. If the pieces yield nothing but these, the whole line is meant.
    greedy_over: frozenset[str] = frozenset()
    # Operations that behind it are details of it and no orders of their own, unless they have a
    # verb: "add a title 'Hi', red, at the top, for 3 seconds" is one order.
    details: frozenset[str] = frozenset()
    # It needs a file that may be told in a piece of its own: "use a logo, logo.png".
    takes_file: bool = False
    # It is carried out once for each range that is named: "cut out 0:05-0:07 and 0:11-0:13".
    is_for_each_range: bool = False
    # Operations on the same clip that may follow without a word between ("in reverse at half
    # speed"), and the concepts that said the first one: without them the second is found.
    in_one_breath: frozenset[str] = frozenset()
    said_by: tuple[str, ...] = ()
    # Where it names nothing ("enlarge it", "brighter"), it is about what the part of the line
    # before it named: behind a caption the caption grows, not the picture.
    borrows_thing: bool = False
