from __future__ import annotations

from pathlib import Path

import pytest

from agent.surfaces.file_paths import absolute


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("file:///home/x/a%20b.mp4", "/home/x/a b.mp4"),
        ("file://localhost/a/../b.mp4", "/b.mp4"),
        ("/a/b.mp4", "/a/b.mp4"),
        ("a%20b.mp4", f"{Path.cwd()}/a%20b.mp4"),
        ("~/a.mp4", f"{Path.home()}/a.mp4"),
        ("https://example.com/a%20b.mp4", "https://example.com/a%20b.mp4"),
    ],
)
def test_a_path_is_right_wherever_the_work_is_done(said: str, path: str) -> None:
    assert absolute(said) == path
