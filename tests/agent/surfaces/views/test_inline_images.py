"""Pictures as files: in pieces that kitty takes, in one that iTerm2 takes, and no answer asked."""

from __future__ import annotations

import re
from base64 import standard_b64decode

import pytest

from agent.surfaces.views import inline_images

KITTY = re.compile(r"\x1b_G([^;]*);([A-Za-z0-9+/=]*)\x1b\\")


@pytest.mark.parametrize("size", [0, 1, 3071, 3072, 3073, 10_000])
def test_kitty_gets_the_whole_file_in_pieces(size: int) -> None:
    png = bytes(number % 251 for number in range(size))

    pieces = KITTY.findall(inline_images.kitty(png, 40, 10))

    assert standard_b64decode("".join(text for _, text in pieces)) == png
    assert max(len(text) for _, text in pieces) <= 4096
    assert [keys[-3:] for keys, _ in pieces] == ["m=1"] * (len(pieces) - 1) + ["m=0"] or size == 0


def test_kitty_is_told_where_and_not_to_answer() -> None:
    written = inline_images.kitty(bytes(9000), 40, 10)

    heads = [keys for keys, _ in KITTY.findall(written)]
    assert heads[0] == "a=T,f=100,q=2,c=40,r=10,m=1"
    assert set(heads[1:]) == {"q=2,m=1", "q=2,m=0"}
    assert KITTY.sub("", written) == ""


def test_iterm2_gets_the_file_with_its_size() -> None:
    written = inline_images.iterm2(b"picture", 40, 10)

    assert written == (
        "\x1b]1337;File=inline=1;size=7;width=40;height=10;preserveAspectRatio=1:cGljdHVyZQ==\a"
    )
