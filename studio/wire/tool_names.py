"""What a video backend would call its tools, and what each costs in credits."""

from __future__ import annotations

from typing import Final

_NAMES: Final = {
    "generate": "generate_video", "storyboard": "generate_storyboard",
    "add_scene": "generate_video",
    "slideshow": "create_slideshow", "insert": "insert_media", "replace": "replace_clip",
    "delete": "delete_clip", "duplicate": "duplicate_clip", "move": "move_clip",
    "swap": "swap_clips",
    "highlight": "create_highlight", "trim": "trim_clip", "cut": "cut_clip",
    "cut_edge": "trim_clip",
    "split": "split_clip", "merge": "merge_clips", "speed": "change_speed",
    "duration": "set_duration",
    "reverse": "reverse_clip", "freeze": "freeze_frame", "loop": "loop_clip",
    "remove_silence": "remove_silence", "aspect": "set_aspect_ratio", "crop": "crop_video",
    "rotate": "rotate_video", "flip": "flip_video", "zoom": "zoom_video",
    "pan_zoom": "add_ken_burns",
    "stabilize": "stabilize_video", "filter": "apply_filter", "adjust": "adjust_colors",
    "blur": "apply_blur", "chroma_key": "apply_chroma_key", "pip": "add_picture_in_picture",
    "split_screen": "create_split_screen", "logo": "add_watermark", "sticker": "add_sticker",
    "title": "add_text", "edit_text": "update_text", "text_style": "style_text",
    "remove_text": "remove_text", "lower_third": "add_lower_third", "caption": "add_captions",
    "caption_shift": "shift_captions", "end_card": "add_end_card",
    "progress_bar": "add_progress_bar",
    "countdown": "add_countdown", "transition": "add_transition", "fade": "add_fade",
    "music": "add_music", "music_range": "set_music_range", "volume": "set_volume",
    "mute": "mute_audio", "unmute": "unmute_audio", "duck": "duck_music",
    "replace_audio": "replace_audio", "sync_audio": "sync_audio", "fade_audio": "fade_audio",
    "voiceover": "generate_voiceover", "sfx": "add_sound_effect", "denoise": "denoise_audio",
    "normalize": "normalize_loudness", "undo": "undo", "redo": "redo", "reset": "reset_project",
    "resolution": "set_resolution", "thumbnail": "set_thumbnail",
}  # fmt: skip
_COSTS: Final = {
    "generate": 15, "storyboard": 20, "add_scene": 10, "music": 2, "voiceover": 2, "stabilize": 2,
    "undo": 0, "redo": 0, "reset": 0,
}  # fmt: skip


def name(op: str) -> str:
    """The tool for an operation."""
    return _NAMES.get(op, op)


def cost(op: str) -> int:
    """What an operation costs that was carried out."""
    return _COSTS.get(op, 1)
