from __future__ import annotations

import pytest

from studio.understand import combined_concepts, reading, token_merging


@pytest.mark.parametrize(
    ("said", "concept"),
    [
        ("make a video about cats", "generate_head"),
        ("做一个关于猫的视频", "generate_head"),
        ("猫の動画を作って", "generate_head"),
        ("add a scene: a cat", "add_scene_head"),
        ("caption 0:00-0:03 'a', 0:03-0:06 'b'", "quote_lines"),
        ("clips 1 and 2", "clips_two"),
        ("show “bye” at the end", "end_text"),
        ("把撤销的内容恢复", "redone"),
        ("read this: hello", "tail"),
        ("quieter music when somebody speaks", "spoken_over"),
        ("slightly warm look", "tinted"),
    ],
)
def test_words_together_mean_more(said: str, concept: str) -> None:
    assert concept in combined_concepts.concepts(token_merging.merged(reading.read(said)))


@pytest.mark.parametrize(
    "said", ["make the video vertical", "这个视频做成竖屏", "この動画を縦型にして"]
)
def test_the_film_there_is_is_not_made_anew(said: str) -> None:
    assert "generate_head" not in combined_concepts.concepts(
        token_merging.merged(reading.read(said))
    )
