"""Sets of concepts that several decisions turn on, each with its question; one place for them all.

They look like twins and are not: each answers another question, and to widen one of them to its
neighbour's size changes answers. A new noun or verb of the lexicon is held against each question
here once, instead of being forgotten in five modules.
"""

from __future__ import annotations

from typing import Final

# --- Is this line about films at all?

# A line with one of these that nobody understands is worth a question ("what shall I do?"); a line
# with none is about the world ("what is the capital of France"), and is told so.
TRADE_WORDS: Final = (
    "add", "remove", "cut", "make", "change", "whole", "video_noun", "clip_noun", "clip", "music",
    "sound", "title_noun", "text_noun", "time", "range", "edged", "there", "vague", "it", "file",
    "quote", "put", "move", "set", "trim", "raise", "lower", "keep", "photo_noun", "use", "turn",
    "filter_noun", "show", "color", "pos", "size_change",
)  # fmt: skip
# Things of our trade alone, no verbs: praise or a remark beside one of them is not small talk
# ("nice music, but too loud"), beside none of them it is ("nice day").
TRADE_THINGS: Final = (
    "video_noun", "clip_noun", "clip", "music", "sound", "title_noun", "text_noun", "time", "range",
    "edged", "file", "quote", "photo_noun", "filter_noun", "whole", "volume_noun",
)  # fmt: skip
# What makes more of a greeting than a greeting: "hi, add some music" is an order.
WORK_WORDS: Final = (
    "add", "remove", "cut", "make", "change", "put", "trim", "set", "move", "keep", "video_noun",
    "clip", "music", "title_noun", "text_noun", "time", "range", "file", "quote", "sound", "whole",
    "photo_noun",
)  # fmt: skip

# --- Is this piece of a line an order of its own?

# Behind another order only a verb makes one: "add a title 'Hi', clip 2 black and white" is a title
# with details, "add a title 'Hi', make clip 2 black and white" two orders.
VERBS_OF_A_NEW_ORDER: Final = (
    "add", "make", "change", "set", "put", "remove", "move", "turn", "cut", "replace_verb",
    "speed_up", "slow_down", "raise", "lower", "fade_in", "fade_out", "insert_verb",
)  # fmt: skip
# A piece that nobody understood was an order if it has one of these, and is told of. With "keep",
# "no_more", "raise" and the like of DOING_VERBS as well, 保留现场声，歌不要 and
# 山顶日出，激昂的配乐 would be asked about, though their sense is clear.
VERBS_OF_A_LOST_ORDER: Final = (
    "remove", "cut", "add", "trim", "replace_verb", "move", "split", "mute", "speed_up",
    "slow_down", "insert_verb", "duplicate", "swap", "rotate", "crop", "zoom", "freeze_verb",
    "reverse", "fade_in", "fade_out", "flip", "blur", "stabilize", "drop_word",
)  # fmt: skip
# And one of these things it is done to ("drop the last two clips"), or two words nobody knows.
THINGS_OF_A_LOST_ORDER: Final = (
    "clip", "edged", "time", "range", "music", "sound", "title_noun", "text_noun", "file", "quote",
    "photo_noun", "voice", "sound_orig", "edge", "transition_noun", "logo_noun",
)  # fmt: skip
# Words in front of what a piece begins with: "and then please the ...".
FILLING: Final = frozenset({"lead", "and", "the", "stop_word", "particle", "slight"})
# What is bigger, smaller or elsewhere without being named is what was spoken of before.
OWNERS_OF_A_SIZE: Final = (
    "title_noun", "text_noun", "caption_noun", "logo_noun", "lower_third", "end_card",
)  # fmt: skip

# --- Do the words of an order account for the line?

# What a clip, a place or a value is asked with says nothing of what is to be done: "of", "first"
# and "clip" stand in the frames of forty operations.
NO_EVIDENCE: Final = frozenset({
    "clip", "whole", "it", "clip_noun", "photo_noun", "scene_noun", "tail", "place", "pos", "side",
    "first_word", "last_word", "edge", "background_word", "of", "with", "slight",
})  # fmt: skip
# Values that ask for their operation without a word: "9:16", "1080p", "-6 dB".
UNMISTAKABLE_VALUES: Final = frozenset({"ratio", "lines", "fps", "db", "dims", "hex"})
# Verbs that take their object away; of a generic operation it must be known what goes.
TAKING_VERBS: Final = ("remove", "cut", "no_more", "drop_word", "trim", "mute", "keep")
# Verbs that do anything at all to their object; for operations on the whole picture, where no part
# of it can be meant ("make the sky more dramatic").
DOING_VERBS: Final = (
    "remove", "cut", "no_more", "drop_word", "trim", "mute", "keep", "make", "change", "set",
    "turn", "adjust_up", "adjust_down", "add", "raise", "lower",
)  # fmt: skip
# Behind a word that nobody knows, one of these is described by it: "the drone footage".
DESCRIBED_THINGS: Final = (
    "clip", "clip_noun", "scene_noun", "video_noun", "photo_noun", "edged", "edge", "music",
    "sound", "title_noun", "text_noun", "caption_noun", "whole", "voice", "logo_noun",
    "transition_noun", "range", "time", "filter_noun", "volume_noun", "sound_orig",
    "denoise", "silence_noun",
)  # fmt: skip
# Things that only some operations are about (`Operation.concerns`); clips and the film are missing,
# for every operation may be about them.
CONCERNED_THINGS: Final = frozenset({
    "music", "sound", "voice", "sound_orig", "volume_noun", "sfx_noun", "title_noun", "text_noun",
    "caption_noun", "transition_noun", "logo_noun", "lower_third", "end_card", "thumbnail",
    "progress_bar", "countdown", "speed_noun", "silence_noun", "emoji", "resolution", "denoise",
    "file", "quote",
})  # fmt: skip
# With one of these, what stands beside the music may be its mood; without, "stop the music at 20 s"
# would ask for music in the mood of "stop".
ASKING_FOR_A_MOOD: Final = (
    "genre", "mood_word", "filter", "add", "change", "replace_verb", "with",
)  # fmt: skip

# --- Is music wanted, or is something done to it?

MUSIC_WANTED: Final = (
    "add", "put", "make", "change", "want", "use", "replace_verb", "set",
    "with", "background_word",
)  # fmt: skip

# --- What is added by "add"? (`guards`)

ADDED_TEXTS: Final = ("title_noun", "text_noun", "caption_noun", "lower_third", "end_card")
# What may be added to something, or something to it: the one beside the verb is what is added, so
# "add music to the title" adds no text.
ADDED_THINGS: Final = (
    *ADDED_TEXTS, "music", "voice", "sound", "sound_orig", "volume_noun", "sfx_noun", "filter_noun",
    "speed_noun", "transition_noun", "logo_noun", "sticker_noun", "emoji", "clip", "clip_noun",
    "file", "quote", "photo_noun", "anim", "karaoke", "opacity_noun", "fade", "fade_in", "fade_out",
    "percent", "db",
)  # fmt: skip
# Words that are kept under "add" in one of their meanings and do something else in another.
NOT_ADDING: Final = ("raise", "lower", "louder", "quieter", "remove", "change", "replace_verb")

# --- Whose words stand behind a colon or in a file name?

# "title: cut the cake": behind the colon are words to be shown or read, and no verb among them.
SHOWN_OR_READ: Final = (
    "title_noun", "text_noun", "on_screen", "end_card", "read_aloud", "voiceover_noun",
)  # fmt: skip
# Words that, glued to a file name, are no part of it: 右上角挂个logo.png.
GLUED_TO_A_NAME: Final = (
    "add", "put", "use", "show", "insert_verb", "replace_verb", "change", "move", "pos", "edge",
    "first_word", "last_word", "remove",
)  # fmt: skip

# --- What does "don't" forbid?

# Verbs which, forbidden, leave something as it is ("don't cut").
FORBIDDEN_ACTS: Final = frozenset({
    "remove", "cut", "trim", "move", "swap", "split", "mute", "speed_up", "slow_down", "reverse",
    "freeze_verb", "loop", "crop", "rotate", "flip", "stabilize", "blur", "fade_in", "fade_out",
    "fade", "zoom", "zoom_in", "zoom_out", "pan", "duplicate", "join", "change", "replace_verb",
    "shorten", "lengthen", "raise", "lower", "louder", "quieter", "adjust_up", "adjust_down",
    "turn", "make", "filter", "normalize", "denoise", "undo", "reset",
})  # fmt: skip
# Verbs that bring something; 不要加 is a phrase of the lexicon and takes it away.
BRINGING_VERBS: Final = frozenset({"add", "put", "use", "insert_verb"})
# "don't crop" says how a picture is fitted in, 不要超过 how long a film may be: no order is
# forbidden by what stands here.
NOT_FORBIDDING: Final = (
    "fit", "keep_length", "limit", "undo", "duck", "filler", "silence_noun", "question",
)  # fmt: skip

# --- What was meant by "it"?

# A line that names one of these is about it; then nothing is filled in from the last edit.
NAMES_ITS_THING: Final = (
    "clip", "video_noun", "whole", "music", "sound", "voice", "title_noun", "text_noun",
    "caption_noun", "transition_noun", "logo_noun", "photo_noun", "range", "edged", "sound_orig",
)  # fmt: skip
