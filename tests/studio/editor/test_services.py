from __future__ import annotations

import json
import subprocess
import sys
import wave
from typing import TYPE_CHECKING, Any

import pytest

from studio.editor.services import DefaultServices
from studio.wire.envelopes import RefusalError
from tests.studio.maker import VIDEOS, serving
from tests.studio.media.conftest import Bench as Uploads

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx

    from tests.studio.conftest import Bench


@pytest.fixture
def bench(benches: Callable[..., Bench]) -> Bench:
    """A studio with the desk of this house."""
    return benches(services=DefaultServices()).enter()


def test_a_film_is_made_of_words(
    bench: Bench, told: Callable[[httpx.Response], list[dict[str, Any]]]
) -> None:
    events = told(bench.say("generate a 15-second clip of a sunset over the sea"))

    assert bench.state()["draft"]["d"] == 15_000
    assert "15" in events[-1]["content"]["parts"][0]["text"]
    assert bench.credits()["available"] < 100


def test_an_edit_can_be_undone_in_the_next_request(bench: Bench) -> None:
    bench.say("generate a 10-second clip of a sunset")
    before = bench.state()["draft"]
    bench.say('add a title "Urban Dreams"')
    between = bench.state()["draft"]

    bench.say("undo")

    assert between != before
    assert bench.state()["draft"] == before


def test_a_question_changes_nothing_and_is_free(bench: Bench) -> None:
    bench.say("make it pop")

    assert bench.state()["draft"]["t"] == []
    assert bench.credits()["available"] == 100


def test_words_of_another_language_are_answered_in_it(bench: Bench) -> None:
    answer = bench.say("做一个10秒的日落视频")

    assert "秒" in answer.text


def test_media_are_not_kept_twice(bench: Bench) -> None:
    bench.say("generate a 10-second clip of a sunset")

    kept = bench.backend.sessions.read(bench.session_id).project

    assert "media" not in kept
    assert kept["draft"]["t"]


def test_an_upload_stands_on_an_empty_timeline() -> None:
    media = {"m_1": {"kind": "video", "name": "a.mp4", "duration_ms": 4000, "path": "/m/a.mp4"}}

    project = DefaultServices().uploaded({}, media, "m_1", "en")

    (segment,) = project["draft"]["t"][0]["sg"]
    assert (segment["d"], segment["m"]["src"]) == (4000, "m_1")


def test_a_file_that_is_no_media_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "m_1.mp4"
    file.write_bytes(b"words, not pictures")

    with pytest.raises(RefusalError) as caught:
        DefaultServices().probe(file, "a.mp4")

    assert caught.value.code == 4001


def test_a_sound_is_looked_into(tmp_path: Path) -> None:
    file = tmp_path / "m_1.wav"
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(16_000))

    facts = DefaultServices().probe(file, "beep.wav")

    assert (facts["kind"], facts["duration_ms"]) == ("audio", 1000)
    assert "path" not in facts


def test_a_project_of_nothing_is_an_empty_timeline() -> None:
    assert DefaultServices().draft({})["t"] == []


@pytest.mark.slow
def test_words_become_a_film(bench: Bench) -> None:
    bench.say("generate a 2-second clip of a sunset")
    draft = bench.state()["draft"]
    small = {**draft, "m": {**draft["m"], "width": 128, "height": 72}}

    bench.render(draft=small)
    told = bench.poll_to_the_end()

    film = bench.ask("GET", told["output"]["url"]).content
    assert (told["status"], film[4:8]) == ("completed", b"ftyp")


def test_the_renderer_finds_its_modules_wherever_it_is_started(bench: Bench) -> None:
    command = bench.services.render_command(bench.backend.store.folder / "job.json")

    assert command[:4] == [sys.executable, "-P", "-m", "studio.render"]


def test_no_codec_is_loaded_for_an_edit() -> None:
    program = (
        "import sys\nfrom studio.editor.services import DefaultServices\n"
        "from pathlib import Path\n"
        "DefaultServices().answer('add music', {}, {}, 'en', Path('nowhere'))\n"
        "print([name for name in ('av', 'numpy', 'PIL') if name in sys.modules])"
    )

    run = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert run.stdout == "[]\n"


def test_the_timeline_can_be_taken_elsewhere(bench: Bench) -> None:
    bench.say("generate a 10-second clip of a sunset")

    made = bench.services.side_file("otio", bench.state()["draft"], {})

    assert json.loads(made)["OTIO_SCHEMA"] == "Timeline.1"


def test_captions_can_be_taken_elsewhere() -> None:
    caption = {"d": 2000, "m": {"kind": "caption", "text": "Hello", "start": 500}}
    draft = {"d": 3000, "t": [{"tt": 7, "m": {"name": "Captions"}, "sg": [caption]}]}

    made = DefaultServices().side_file("srt", draft, {})

    assert made is not None
    assert b"00:00:00,500 --> 00:00:02,500\nHello" in made


def test_other_kinds_of_side_file_there_are_not() -> None:
    assert DefaultServices().side_file("exe", {}, {}) is None


def test_a_generator_that_is_set_up_makes_the_footage(
    benches: Callable[..., Bench],
    told: Callable[[httpx.Response], list[dict[str, Any]]],
    tmp_path: Path,
) -> None:
    film = Uploads(tmp_path).film("a.mp4").read_bytes()
    with serving() as maker:
        maker.plan = {
            VIDEOS: [(200, {"id": "7", "status": "completed"})],
            "GET /v1/videos/7/content": [(200, film)],
        }
        services = DefaultServices(
            {"REELTALK_MEDIA_URL": maker.at().url, "REELTALK_MEDIA_KEY": "secret"}
        )
        bench = benches(services=services).enter()
        events = told(bench.say("generate a 4-second clip of a red kite"))

    [shot] = bench.state()["draft"]["t"][0]["sg"]
    known = bench.backend.sessions.media(bench.session_id)
    assert shot["m"]["kind"] == "clip"
    assert known[shot["m"]["src"]]["made"]
    assert "media server" in events[-1]["content"]["parts"][0]["text"]
    assert "secret" not in json.dumps(events)


def test_an_address_that_is_none_is_no_generator(tmp_path: Path) -> None:
    made = DefaultServices({"REELTALK_MEDIA_URL": "file:///etc"}).answer(
        "generate a 4-second clip of a red kite", {}, {}, "en", tmp_path
    )

    assert made.changed
    assert not made.media
