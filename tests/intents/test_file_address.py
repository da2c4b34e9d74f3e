from __future__ import annotations

import sys

import pytest

from intents.file_address import local


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("file:///home/x/a%20b.mp4", "/home/x/a b.mp4"),
        ("file:/home/x/a.mp4", "/home/x/a.mp4"),
        ("FILE:///home/x/a.mp4", "/home/x/a.mp4"),
        ("file://localhost/a.mp4", "/a.mp4"),
        ("file:///C:/Users/ana/a%20b.mp4", "C:/Users/ana/a b.mp4"),
        ("file:///a/b%23c?.mp4", "/a/b#c?.mp4"),
        ("file:///a/%E6%99%9A.mov", "/a/晚.mov"),
        ("file:a.mp4", "file:a.mp4"),
        ("/a%20b.mp4", "/a%20b.mp4"),
        ("https://example.com/a%20b.mp4", "https://example.com/a%20b.mp4"),
        ("", ""),
    ],
)
def test_an_address_is_a_path_and_all_else_stays(said: str, path: str) -> None:
    assert local(said) == path


@pytest.mark.skipif(sys.platform == "win32", reason="a host is a share there")
def test_the_name_of_a_machine_is_left_out() -> None:
    assert local("file://desk/home/x/a.mp4") == "/home/x/a.mp4"
