from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render.sound import upload_sound

if TYPE_CHECKING:
    from studio.render.sound.samples import Samples
    from tests.studio.render.sound.conftest import Bench


def read(path: str, begin: float = 0, end: float | None = None) -> Samples:
    return np.concatenate([np.zeros((0, 2), np.float32), *upload_sound.read(path, begin, end)])


def test_the_part_between_two_times_is_read(bench: Bench) -> None:
    path = bench.file("a.wav", np.concatenate([bench.tone(300, 3), bench.tone(900, 3)]))

    sound = read(path, 3000, 5000)

    assert len(sound) == 96_000
    assert bench.pitch(sound) == pytest.approx(900, abs=1)


def test_another_rate_becomes_ours(bench: Bench) -> None:
    path = bench.file("a.wav", bench.tone(440, 2)[: 2 * 44_100], rate=44_100)

    sound = read(path)

    assert len(sound) == pytest.approx(96_000, abs=50)
    assert bench.pitch(sound) == pytest.approx(440 * 44_100 / 48_000, abs=2)


@pytest.mark.parametrize("channels", [1, 8])
def test_any_number_of_channels_becomes_two(bench: Bench, channels: int) -> None:
    path = bench.file("a.wav", np.repeat(bench.tone(440, 1)[:, :1], channels, axis=1))

    sound = read(path)

    assert sound.shape == (48_000, 2)
    assert bench.pitch(sound) == pytest.approx(440, abs=1)


def test_eight_channels_of_aac_do_not_crash(bench: Bench) -> None:
    path = bench.file("a.m4a", np.repeat(bench.tone(440, 1)[:, :1], 8, axis=1), codec="aac")

    sound = read(path)

    assert bench.pitch(sound) == pytest.approx(440, abs=2)


def test_damaged_packets_leave_a_sound_of_the_same_length(bench: Bench) -> None:
    path = Path(bench.file("a.mp3", bench.tone(440, 4), codec="libmp3lame"))
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 3 : len(raw) // 3 + 2000] = bytes(2000)
    path.write_bytes(raw)

    sound = read(str(path))

    assert len(sound) / 48_000 == pytest.approx(4, abs=0.3)
    assert np.abs(sound).max() <= 1.5


def test_a_file_cut_off_gives_what_is_there(bench: Bench) -> None:
    path = Path(bench.file("a.mp3", bench.tone(440, 4), codec="libmp3lame"))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    sound = read(str(path))

    assert 1 < len(sound) / 48_000 < 3


@pytest.mark.parametrize(
    "held", [b"", b"#EXTM3U\nfile:///etc/hosts\n", b"\xff\xfb\x90\x00junk" * 50]
)
def test_what_is_no_sound_gives_none(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(held)

    assert len(read(str(path))) < 48_000


def test_a_title_in_another_encoding_silences_nothing(bench: Bench) -> None:
    path = Path(bench.file("a.wav", bench.tone(440, 1)))
    plain = path.read_bytes()
    title = b"LIST\x10\0\0\0INFOINAM\4\0\0\0\xff\xfe\xe9\0"
    size = (int.from_bytes(plain[4:8], "little") + len(title)).to_bytes(4, "little")
    path.write_bytes(plain[:4] + size + plain[8:12] + title + plain[12:])

    assert bench.pitch(read(str(path))) == pytest.approx(440, abs=1)
