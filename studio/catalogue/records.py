"""The records of all operations, by what they edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from studio.catalogue.operation import FreeWords, Operation

if TYPE_CHECKING:
    from collections.abc import Mapping

# About no thing of our trade but the clips and the film.
_CLIPS_ALONE: Final[frozenset[str]] = frozenset()
_SOUND: Final = frozenset({"music", "sound", "voice", "sound_orig", "volume_noun"})
# What may be said of words or a picture on the film right behind them: how they look and how long
# they stand. "at the top" alone would be a crop, "in black and white" a filter.
_LOOK_OF_TEXT: Final = frozenset(
    {"adjust", "aspect", "duration", "fade", "filter", "pan_zoom", "resolution", "text_style"}
)

_RECORDS: Final = (
    # --- footage
    Operation(
        "generate",
        tool="generate_video",
        price=15,
        is_staged=True,
        works_on_empty=True,
        free_words=FreeWords.REST,
    ),
    Operation(
        "storyboard",
        tool="generate_storyboard",
        price=20,
        is_staged=True,
        works_on_empty=True,
        free_words=FreeWords.REST,
    ),
    Operation(
        "add_scene",
        tool="generate_video",
        price=10,
        works_on_empty=True,
        free_words=FreeWords.REST,
        details=_LOOK_OF_TEXT,
    ),
    Operation(
        "slideshow",
        tool="create_slideshow",
        works_on_empty=True,
        free_words=FreeWords.TEXT,
        greedy_over=frozenset({"fade", "music", "transition"}),
        details=frozenset({"aspect", "duration", "transition"}),
    ),
    Operation(
        "highlight",
        tool="create_highlight",
        free_words=FreeWords.NAME,
        details=frozenset({"duration"}),
    ),
    Operation(
        "insert",
        tool="insert_media",
        works_on_empty=True,
        is_generic=True,
        concerns=frozenset({"file"}),
        details=_LOOK_OF_TEXT,
    ),
    Operation(
        "replace",
        tool="replace_clip",
        is_generic=True,
        concerns=frozenset({"file"}),
        details=frozenset({"duration"}),
        takes_file=True,
    ),
    # --- clips cut and put in order
    Operation("trim", tool="trim_clip", is_generic=True, concerns=_CLIPS_ALONE),
    Operation(
        "cut",
        tool="cut_clip",
        is_generic=True,
        concerns=frozenset({"sfx_noun", "silence_noun"}),
        is_for_each_range=True,
    ),
    Operation(
        "cut_edge", tool="trim_clip", is_generic=True, concerns=_CLIPS_ALONE, is_for_each_range=True
    ),
    Operation("split", tool="split_clip", is_generic=True, concerns=_CLIPS_ALONE),
    Operation("delete", tool="delete_clip", is_generic=True, concerns=_CLIPS_ALONE),
    Operation(
        "merge",
        tool="merge_clips",
        works_on_empty=True,
        is_generic=True,
        concerns=_CLIPS_ALONE,
        melts=True,
    ),
    Operation(
        "duplicate", tool="duplicate_clip", is_generic=True, concerns=frozenset({"text_noun"})
    ),
    Operation("move", tool="move_clip", is_generic=True, concerns=_CLIPS_ALONE),
    Operation("swap", tool="swap_clips", is_generic=True, concerns=_CLIPS_ALONE),
    # --- time
    Operation(
        "speed",
        tool="change_speed",
        concerns=frozenset({"speed_noun"}),
        melts=True,
        is_for_each_range=True,
    ),
    Operation(
        "duration",
        tool="set_duration",
        is_generic=True,
        concerns=_CLIPS_ALONE,
        is_beside_description=True,
        is_format=True,
        melts=True,
    ),
    Operation(
        "reverse",
        tool="reverse_clip",
        concerns=_CLIPS_ALONE,
        melts=True,
        in_one_breath=frozenset({"mute", "speed"}),
        said_by=("reverse",),
    ),
    Operation(
        "freeze",
        tool="freeze_frame",
        is_generic=True,
        concerns=frozenset({"silence_noun"}),
        details=frozenset({"duration"}),
    ),
    Operation("loop", tool="loop_clip", is_generic=True, concerns=frozenset({"music"})),
    Operation("remove_silence", tool="remove_silence", is_complete_alone=True, melts=True),
    # --- the picture
    Operation(
        "aspect",
        tool="set_aspect_ratio",
        works_on_empty=True,
        concerns=_CLIPS_ALONE,
        is_beside_description=True,
        is_format=True,
        melts=True,
        greedy_over=frozenset({"blur", "filter"}),
    ),
    Operation(
        "resolution",
        tool="set_resolution",
        works_on_empty=True,
        concerns=frozenset({"resolution"}),
        is_format=True,
        melts=True,
    ),
    Operation("thumbnail", tool="set_thumbnail", takes_file=True),
    Operation(
        "crop",
        tool="crop_video",
        is_generic=True,
        concerns=_CLIPS_ALONE,
        melts=True,
        borrows_thing=True,
    ),
    Operation("rotate", tool="rotate_video", is_generic=True, concerns=_CLIPS_ALONE, melts=True),
    Operation(
        "flip",
        tool="flip_video",
        concerns=_CLIPS_ALONE,
        melts=True,
        in_one_breath=frozenset({"filter", "speed"}),
        said_by=("flip",),
    ),
    Operation(
        "zoom",
        tool="zoom_video",
        concerns=_CLIPS_ALONE,
        details=frozenset({"duration"}),
        borrows_thing=True,
    ),
    Operation("pan_zoom", tool="add_ken_burns", concerns=_CLIPS_ALONE, borrows_thing=True),
    Operation("stabilize", tool="stabilize_video", price=2, concerns=_CLIPS_ALONE, melts=True),
    Operation(
        "filter",
        tool="apply_filter",
        is_of_whole_picture=True,
        concerns=_CLIPS_ALONE,
        is_beside_description=True,
        melts=True,
        in_one_breath=frozenset({"reverse", "speed"}),
        said_by=("filter", "filter_noun"),
    ),
    Operation(
        "adjust",
        tool="adjust_colors",
        is_of_whole_picture=True,
        concerns=_CLIPS_ALONE,
        melts=True,
        borrows_thing=True,
    ),
    Operation(
        "blur",
        tool="apply_blur",
        concerns=frozenset({"caption_noun", "logo_noun", "text_noun", "thumbnail"}),
        melts=True,
        details=frozenset({"duration"}),
        is_for_each_range=True,
    ),
    Operation(
        "chroma_key",
        tool="apply_chroma_key",
        free_words=FreeWords.NAME,
        concerns=frozenset({"file"}),
        melts=True,
        greedy_over=frozenset({"insert", "replace"}),
    ),
    # --- pictures on pictures
    Operation(
        "pip",
        tool="add_picture_in_picture",
        is_generic=True,
        melts=True,
        greedy_over=frozenset({"insert"}),
        details=_LOOK_OF_TEXT,
        takes_file=True,
    ),
    Operation(
        "split_screen",
        tool="create_split_screen",
        works_on_empty=True,
        melts=True,
        greedy_over=frozenset({"insert"}),
    ),
    Operation(
        "logo",
        tool="add_watermark",
        is_generic=True,
        is_beside_description=True,
        melts=True,
        greedy_over=frozenset({"resolution"}),
        details=_LOOK_OF_TEXT,
        takes_file=True,
    ),
    Operation("sticker", tool="add_sticker", free_words=FreeWords.TEXT, details=_LOOK_OF_TEXT),
    # --- text
    Operation(
        "title",
        tool="add_text",
        free_words=FreeWords.TEXT,
        is_beside_description=True,
        details=_LOOK_OF_TEXT,
    ),
    Operation("edit_text", tool="update_text", free_words=FreeWords.TEXT, details=_LOOK_OF_TEXT),
    Operation(
        "text_style",
        tool="style_text",
        is_generic=True,
        concerns=frozenset(
            {"caption_noun", "end_card", "lower_third", "quote", "text_noun", "title_noun"}
        ),
        melts=True,
        details=_LOOK_OF_TEXT,
    ),
    Operation("remove_text", tool="remove_text", is_generic=True),
    Operation(
        "lower_third", tool="add_lower_third", free_words=FreeWords.REST, details=_LOOK_OF_TEXT
    ),
    Operation("caption", tool="add_captions", free_words=FreeWords.REST, details=_LOOK_OF_TEXT),
    Operation("caption_shift", tool="shift_captions", melts=True),
    Operation("end_card", tool="add_end_card", free_words=FreeWords.TEXT, details=_LOOK_OF_TEXT),
    Operation("countdown", tool="add_countdown", details=_LOOK_OF_TEXT),
    Operation("progress_bar", tool="add_progress_bar", details=_LOOK_OF_TEXT),
    # --- seams
    Operation("transition", tool="add_transition", details=frozenset({"duration"})),
    Operation("fade", tool="add_fade", is_generic=True, concerns=frozenset({"end_card"})),
    # --- sound
    Operation(
        "music",
        tool="add_music",
        price=2,
        free_words=FreeWords.NAME,
        is_beside_description=True,
        melts=True,
        details=frozenset({"adjust", "duration", "volume"}),
        in_one_breath=frozenset({"fade_audio"}),
        said_by=("add",),
    ),
    Operation("music_range", tool="set_music_range", melts=True, details=frozenset({"fade_audio"})),
    Operation("duck", tool="duck_music", melts=True),
    Operation(
        "replace_audio",
        tool="replace_audio",
        is_generic=True,
        concerns=_SOUND | {"file"},
        greedy_over=frozenset({"mute"}),
    ),
    Operation("sync_audio", tool="sync_audio", melts=True, greedy_over=frozenset({"volume"})),
    Operation(
        "voiceover",
        tool="generate_voiceover",
        price=2,
        free_words=FreeWords.REST,
        details=frozenset({"duration"}),
    ),
    Operation(
        "sfx",
        tool="add_sound_effect",
        free_words=FreeWords.NAME,
        details=frozenset({"duration", "volume"}),
    ),
    Operation(
        "denoise",
        tool="denoise_audio",
        concerns=frozenset({"denoise", "sound", "sound_orig", "voice"}),
        melts=True,
    ),
    Operation("normalize", tool="normalize_loudness", concerns=_SOUND, melts=True),
    Operation("volume", tool="set_volume", concerns=_SOUND | {"sfx_noun"}, melts=True),
    Operation(
        "mute",
        tool="mute_audio",
        is_generic=True,
        concerns=_SOUND | {"denoise", "silence_noun"},
        melts=True,
        is_for_each_range=True,
        in_one_breath=frozenset({"reverse", "speed"}),
        said_by=("mute", "sound", "volume_noun"),
    ),
    Operation("unmute", tool="unmute_audio", is_generic=True, concerns=_SOUND, melts=True),
    Operation("fade_audio", tool="fade_audio", is_generic=True, concerns=_SOUND),
    # --- the past
    Operation("undo", tool="undo", price=0, walks_history=True, is_repeatable=False, melts=True),
    Operation("redo", tool="redo", price=0, walks_history=True, is_repeatable=False, melts=True),
    Operation(
        "reset",
        tool="reset_project",
        price=0,
        works_on_empty=True,
        is_repeatable=False,
        is_generic=True,
        melts=True,
    ),
)

OPERATIONS: Final[Mapping[str, Operation]] = {one.name: one for one in _RECORDS}
