from __future__ import annotations

from typing import TYPE_CHECKING, Any

import av
import pytest

from studio.media import video_files
from studio.media.file_types import UnfitFile, sniff

if TYPE_CHECKING:
    from pathlib import Path

    from tests.studio.media.conftest import Bench


def look(path: Path) -> dict[str, Any]:
    return video_files.inspect(path, sniff(path))


def test_the_length_is_that_of_the_picture(bench: Bench) -> None:
    facts = look(bench.film("a.mkv", sound="aac", at=list(range(25))))

    assert facts["duration_ms"] == pytest.approx(2500, abs=1)


def test_a_film_cut_off_is_as_long_as_what_is_there(bench: Bench) -> None:
    whole = bench.film("a.mp4", (320, 240), options={"movflags": "faststart"}, at=list(range(60)))

    facts = look(bench.cut(whole, 0.7))

    assert 500 < facts["duration_ms"] < 6000


def test_a_stream_without_a_length_is_measured_and_has_to_settle(bench: Bench) -> None:
    path = bench.folder / "live.webm"
    with path.open("wb") as file:
        piped = _Piped(file)
        made = bench.film("a.webm", codec="libvpx")
        with av.open(str(made)) as source, av.open(piped, "w", format="webm") as out:
            stream = out.add_stream_from_template(source.streams.video[0])
            for packet in source.demux(video=0):
                if packet.dts is not None:
                    packet.stream = stream
                    out.mux(packet)

    facts = look(path)

    assert facts["must_settle"]
    assert facts["duration_ms"] == pytest.approx(1000, abs=101)


class _Piped:
    """A file that cannot be wound, as the line to a browser's recorder."""

    def __init__(self, file: Any) -> None:
        self.write = file.write


def test_the_cover_of_an_album_is_no_film(bench: Bench) -> None:
    cover = b"\0image/png\0\x03\0" + bench.picture("a.png").read_bytes()
    frame = b"APIC" + len(cover).to_bytes(4, "big") + b"\0\0" + cover
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    song = bench.recording("a.mp3", "libmp3lame").read_bytes()

    facts = look(bench.raw("covered.mp3", b"ID3\x03\0\0" + size + frame + song))

    assert facts["kind"] == "audio"


def test_frames_wider_than_the_bound_are_refused(bench: Bench) -> None:
    path = bench.film("a.mkv", (8200, 16), codec="ffv1", at=[0, 1])

    with pytest.raises(UnfitFile, match="film_too_large"):
        look(path)


@pytest.mark.parametrize(("light", "name"), [((16, 9), "pq"), ((18, 9), "hlg"), ((1, 1), "")])
def test_the_light_of_a_film_is_known(bench: Bench, light: tuple[int, int], name: str) -> None:
    assert look(bench.film("a.mkv", pix_fmt="yuv420p10le", light=light))["transfer"] == name


def test_a_title_in_another_encoding_is_no_damage(bench: Bench) -> None:
    plain = bench.recording("a.wav", "pcm_s16le").read_bytes()
    title = b"LIST\x10\0\0\0INFOINAM\4\0\0\0\xff\xfe\xe9\0"
    size = (int.from_bytes(plain[4:8], "little") + len(title)).to_bytes(4, "little")

    facts = look(bench.raw("b.wav", plain[:4] + size + plain[8:12] + title + plain[12:]))

    assert facts["duration_ms"] == pytest.approx(1000, abs=1)
