from __future__ import annotations

import pytest

from intents import library, params, text


def read(said: str) -> dict[str, str]:
    tables = library.router_tables()
    line = text.read(said, tables.file_cut, tables.simple)
    return params.read(tables, line, 0, len(line.words))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("export", {}),
        ("export as mp4", {"format": "mp4"}),
        ("ProRes please", {"format": "mov"}),
        ("in 4K", {"quality": "2160p"}),
        ("1080", {"quality": "1080p"}),
        ("3840x2160 gif", {"quality": "2160p", "format": "gif"}),
        ("best quality", {"quality": "high"}),
        ("highest quality, 720p", {"quality": "720p"}),
        ("720p, highest quality", {"quality": "720p"}),
        ("full hd", {"quality": "1080p"}),
        ("60 fps", {"fps": "60"}),
        ("24fps", {"fps": "24"}),
        ("720 fps", {"fps": "720"}),
        ("30帧", {"fps": "30"}),
        ("導出高清", {"quality": "high"}),
        ("全高清", {"quality": "1080p"}),
        ("最高画質で", {"quality": "high"}),
        ("フルHDで", {"quality": "1080p"}),
        ("as summer.mov", {"name": "summer.mov", "format": "mov"}),
        ("as summer.mov, mp4", {"name": "summer.mov", "format": "mov"}),
        ("save as “My film”", {"name": "My film"}),
        ("to ~/Desktop/final.webm", {"name": "~/Desktop/final.webm", "format": "webm"}),
        ("as “v1.2”", {"name": "v1.2"}),
        ("export it named summer night", {"name": "summer night"}),
        ("导出，文件名是海边", {"name": "海边"}),
        ("to https://x.example/a.mov", {}),
    ],
)
def test_what_an_export_is_to_be_is_read(said: str, found: dict[str, str]) -> None:
    assert read(said) == found


def test_only_the_stretch_counts() -> None:
    tables = library.router_tables()
    line = text.read("mp4 then gif", tables.file_cut, tables.simple)

    assert params.read(tables, line, 0, 1) == {"format": "mp4"}
    assert params.read(tables, line, 2, 3) == {"format": "gif"}
    assert params.read(tables, line, 1, 1) == {}
