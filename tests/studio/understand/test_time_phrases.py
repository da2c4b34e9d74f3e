from __future__ import annotations

import pytest

from studio.understand import combined_concepts, reading, token_merging


def concepts(said: str) -> frozenset[str]:
    return combined_concepts.concepts(token_merging.merged(reading.read(said)))


@pytest.mark.parametrize(
    ("said", "concept"),
    [
        ("start the video at 0:12", "begins_at"),
        ("直接从第7秒开始吧", "begins_at"),
        ("5秒目から始まるようにして", "begins_at"),
        ("cut the part where she laughs", "seen"),
        ("小孩摔倒的镜头剪掉", "seen"),
        ("犬が走っているところをカット", "seen"),
        ("结尾那几秒黑屏剪了，大概3秒", "edge_apart"),
        ("change it to 60 frames", "rate"),
        ("make it 8 seconds long", "length_time"),
    ],
)
def test_what_several_words_tell_of_time(said: str, concept: str) -> None:
    assert concept in concepts(said)


@pytest.mark.parametrize(
    ("said", "concept"),
    [
        ("start the music at 0:12", "begins_at"),
        ("cut 3s to 5s where she laughs", "seen"),
        ("shave 12 frames off the end", "rate"),
        ("split at 8 seconds", "length_time"),
    ],
)
def test_what_they_do_not_tell(said: str, concept: str) -> None:
    assert concept not in concepts(said)
