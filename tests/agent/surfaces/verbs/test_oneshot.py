"""One wish from the command line."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from agent.surfaces.verbs import oneshot
from tests.agent import backend as backends
from tests.agent.films import film
from tests.agent.server import deaf
from tests.patience import HANG_S

if TYPE_CHECKING:
    from pathlib import Path

    from agent.session.workspace import Workspace
    from tests.agent.backend import Backend
    from tests.agent.conftest import Reeltalk


def ran(*arguments: str, typed: str = "") -> tuple[int, dict[str, Any]]:
    """The command in a process of its own, as programs call it."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "agent", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG_S,
    )
    assert done.stderr == ""
    (line,) = done.stdout.splitlines()
    said: dict[str, Any] = json.loads(line)
    return done.returncode, said


def test_a_person_sees_what_is_said(backend: Backend, reeltalk: Reeltalk) -> None:
    backend.after = backends.CITY

    told = reeltalk("say", "waves", "at", "dawn", "--no-json")

    assert (told.code, told.err) == (0, "")
    assert told.out == "The sunset is ready.\n+ Video city 0-10s\n"
    assert backend.messages() == ["waves at dawn"]


def test_a_wish_may_be_typed(backend: Backend, reeltalk: Reeltalk) -> None:
    reeltalk("say", "-", "--no-json", typed="waves\nat dawn\n")

    assert backend.messages()[0].split() == ["waves", "at", "dawn"]


@pytest.mark.slow
def test_a_program_gets_one_object(backend: Backend) -> None:
    backend.after = backends.CITY

    code, said = ran("say", "waves")

    assert (code, said["ok"], said["reply"]) == (0, True, "The sunset is ready.")
    assert said["legs"] == [{"route": "chat", "text": "waves"}]
    assert len(json.dumps(said)) < 800


@pytest.mark.slow
def test_an_impatient_program_gets_a_job_and_the_same_wish_is_not_done_twice(
    backend: Backend,
) -> None:
    backend.holds.clear()

    _, first = ran("say", "waves", "--wait", "0.1")
    _, second = ran("say", "waves", "--wait", "0.1")
    backend.holds.set()
    code, last = ran("wait", first["job"]["id"])

    assert (first["state"], second["job"]["id"]) == ("running", first["job"]["id"])
    assert (code, last["reply"]) == (0, "The sunset is ready.")
    assert backend.messages() == ["waves"]


@pytest.mark.slow
def test_a_call_that_was_killed_gets_its_answer_when_it_comes_again(backend: Backend) -> None:
    backend.holds.clear()
    with subprocess.Popen(
        [sys.executable, "-m", "agent", "say", "waves"], stdout=subprocess.PIPE
    ) as call:
        assert backend.said.wait(HANG_S)
        call.kill()
    backend.holds.set()
    until = time.monotonic() + HANG_S
    while ran("jobs")[1]["jobs"][0]["state"] != "done":
        assert time.monotonic() < until

    code, first = ran("say", "waves")
    _, second = ran("say", "waves")

    assert (code, first["reply"], first["repeat"]) == (0, "The sunset is ready.", True)
    assert "repeat" not in second
    assert backend.messages() == ["waves", "waves"]


@pytest.mark.slow
def test_a_person_is_told_that_it_was_done_before(backend: Backend, reeltalk: Reeltalk) -> None:
    backend.holds.clear()
    _, running = ran("say", "waves", "--wait", "0.1")
    backend.holds.set()
    until = time.monotonic() + HANG_S
    while ran("jobs")[1]["jobs"][0]["state"] != "done":
        assert time.monotonic() < until

    told = reeltalk("say", "waves", "--no-json")

    assert running["state"] == "running"
    assert told.out.splitlines()[0] == "The sunset is ready."
    assert "Done earlier; the result" in told.out


@pytest.mark.slow
def test_a_file_that_is_said_again_is_uploaded_once(backend: Backend, home: Path) -> None:
    (home / "project/a.mov").write_bytes(b"12345")

    for words in ("make a.mov slow", "make a.mov fast"):
        ran("say", words, "-f", "a.mov")

    assert sum("upload" in one for one in backend.paths()) == 1


@pytest.mark.slow
def test_events_come_as_they_happen_and_the_object_last(backend: Backend) -> None:
    assert backend.base
    done = subprocess.run(
        [sys.executable, "-m", "agent", "say", "waves", "--events"],
        capture_output=True,
        check=True,
        timeout=HANG_S,
    )

    *events, last = [json.loads(row) for row in done.stdout.splitlines()]

    assert [one["event"] for one in events][:2] == ["routed", "connecting"]
    assert (last["v"], last["ok"]) == (1, True)


def test_a_wish_may_be_exported_behind_it_all(
    backend: Backend, reeltalk: Reeltalk, home: Path
) -> None:
    backend.after = backends.CITY

    told = reeltalk("say", "waves", "--export=out.mp4", "--no-json")

    assert told.code == 0
    assert (home / "project/out.mp4").read_bytes() == backend.film
    assert f"Saved: {home}/project/out.mp4" in told.out


def test_what_the_person_named_is_what_they_get(
    backend: Backend, reeltalk: Reeltalk, home: Path
) -> None:
    backend.after = backends.CITY
    backend.frames = [backends.event("Waves are on. Click the Export button.")]

    told = reeltalk("say", "waves", "--export", "out.mp4", "--no-json")

    assert told.code == 0
    assert [one.name for one in (home / "project").glob("*.mp4")] == ["out.mp4"]
    assert backend.paths().count("/api/render/proxy/lambda") == 1


def test_an_export_onto_a_file_gets_another_name_and_says_so(
    backend: Backend, reeltalk: Reeltalk, home: Path
) -> None:
    backend.draft = backends.CITY
    (home / "project/out.mp4").write_text("precious", "utf-8")

    told = reeltalk("export", "out.mp4", "--no-json")

    assert told.code == 0
    assert "out.mp4 already exists" in told.out
    assert (home / "project/out-2.mp4").read_bytes() == backend.film
    assert (home / "project/out.mp4").read_text("utf-8") == "precious"


@pytest.mark.parametrize("verb", [["export", "out.mp4"], ["say", "waves", "--export", "out.mp4"]])
def test_an_export_by_force_overwrites(
    backend: Backend, reeltalk: Reeltalk, home: Path, verb: list[str]
) -> None:
    backend.draft = backends.CITY
    (home / "project/out.mp4").write_text("old", "utf-8")

    assert reeltalk(*verb, "--force", "--no-json").code == 0
    assert [one.name for one in (home / "project").glob("*.mp4")] == ["out.mp4"]
    assert (home / "project/out.mp4").read_bytes() == backend.film


@pytest.mark.slow
@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_is_heard_while_a_film_does_not_come(backend: Backend, presses: int) -> None:
    backend.draft = backends.CITY
    backend.holds.clear()
    with subprocess.Popen(
        [sys.executable, "-m", "agent", "export", "out.mp4", "--no-json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert backend.said.wait(HANG_S)
        time.sleep(0.3)  # what was sent has to arrive
        for _ in range(presses):
            process.send_signal(signal.SIGINT)
            time.sleep(0.05)

        out, err = process.communicate(timeout=10)

    backend.holds.set()
    assert process.returncode in (130, -signal.SIGINT)  # a second one may come after the end
    assert err == b""
    assert b"Stopped." in out


def test_an_export_without_a_name_gets_one(
    backend: Backend, reeltalk: Reeltalk, home: Path
) -> None:
    backend.draft = backends.CITY

    for _ in range(2):
        assert reeltalk("say", "--export", "--no-json").code == 0

    assert len(list((home / "project").glob("*.mp4"))) == 2


def test_the_video_of_the_last_session_is_exported(
    backend: Backend, reeltalk: Reeltalk, home: Path
) -> None:
    backend.draft = backends.CITY

    assert reeltalk("export", "a.mp4", "--no-json").code == 0
    assert (home / "project/a.mp4").exists()


def test_a_file_address_is_a_path_on_the_way_in_and_out(
    backend: Backend, reeltalk: Reeltalk, home: Path
) -> None:
    backend.draft = backends.CITY
    (home / "my b.mov").write_bytes(film())

    handed = reeltalk("upload", f"file://{home}/my%20b.mov", "--no-json")
    saved = reeltalk("export", f"file://{home}/my%20a.mp4", "--no-json")

    assert (handed.code, saved.code) == (0, 0)
    assert "Uploaded: my b.mov" in handed.out
    assert (home / "my a.mp4").read_bytes() == backend.film


def test_nothing_on_the_timeline_is_nothing_to_export(backend: Backend, reeltalk: Reeltalk) -> None:
    assert backend.base

    assert reeltalk("export", "--no-json").code == 3


def test_credits_are_counted(backend: Backend, reeltalk: Reeltalk) -> None:
    backend.credits = {"available": 87.5, "frozen": 0, "total": 100}

    said = reeltalk("credits").object()

    assert said["credits"] == {"available": 87.5, "frozen": 0, "total": 100}


def test_the_timeline_is_told(backend: Backend, reeltalk: Reeltalk) -> None:
    backend.draft = backends.CITY

    person, program = reeltalk("status", "--no-json"), reeltalk("status")

    assert person.out == "Timeline (1 track, 10 s):\n  1. Video: city (0-10s)\n"
    assert program.object()["timeline"]["duration_ms"] == 10_000


def test_files_are_handed_over_with_the_wish(
    backend: Backend, reeltalk: Reeltalk, home: Path
) -> None:
    (home / "project/a.mov").write_bytes(film())
    (home / "b.txt").write_text("Scene one: waves", "utf-8")

    told = reeltalk("say", "make it slow", "-f", "a.mov", "-f", "~/b.txt", "--no-json")

    assert told.code == 0
    assert "Uploaded: a.mov" in told.out
    (sent,) = [one for one in backend.heard if "upload" in one.path]
    assert b'filename="a.mov"' in sent.body
    assert backend.messages() == ["make it slow\n\nScene one: waves"]


def test_addresses_are_handed_over_as_they_are(backend: Backend, reeltalk: Reeltalk) -> None:
    told = reeltalk("upload", "https://x.example/a.mp4?sig=1", "--no-json")

    (sent,) = [one for one in backend.heard if "upload" in one.path]
    assert told.code == 0
    assert json.loads(sent.body)["urls"] == ["https://x.example/a.mp4?sig=1"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("gone.mov", "No such file:"),
        ("a.exe", "unsupported file type"),
        ("e.mov", "is empty"),
        (".", "is a folder"),
    ],
)
def test_a_file_that_will_not_do_is_refused_before_a_byte_is_sent(
    backend: Backend, reeltalk: Reeltalk, home: Path, name: str, why: str
) -> None:
    (home / "project/a.exe").write_bytes(b"MZ")
    (home / "project/e.mov").touch()

    told = reeltalk("upload", name, "--no-json")

    assert told.code in {1, 3}
    assert why in told.out
    assert not [one for one in backend.heard if "upload" in one.path]


def test_a_second_command_goes_on_in_the_same_session(
    backend: Backend, reeltalk: Reeltalk, workspace: Workspace
) -> None:
    reeltalk("say", "one", "--no-json")
    reeltalk("say", "two", "--no-json")
    reeltalk("say", "three", "--new", "--no-json")

    assert len(workspace.journal.talks()) == 2
    assert backend.paths().count("/api/tasks/me/with-session/nemo_agent") == 2
    assert backend.paths().count("/api/auth/anonymous-token") == 1


def test_no_wish_is_misuse(home: Path, reeltalk: Reeltalk) -> None:
    assert home.is_dir()

    told = reeltalk("say", "  ")

    assert (told.code, told.object()["error"]["kind"]) == (2, "no_wish")


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("--backend", "clod"), "bad_address"),
        (("--skill", "no-such-skill"), "no_skill"),
        (("--session", "nowhere"), "no_session"),
    ],
)
def test_what_is_not_there_is_told(
    home: Path, reeltalk: Reeltalk, arguments: tuple[str, ...], kind: str
) -> None:
    assert home.is_dir()

    told = reeltalk("credits", *arguments)

    assert (told.code, told.object()["error"]["kind"]) == (2, kind)


def test_settings_that_cannot_be_used_are_told(
    home: Path, reeltalk: Reeltalk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home.is_dir()
    monkeypatch.setenv("ALL_PROXY", "gopher://proxy:70")

    told = reeltalk("credits", "--backend", "https://backend.example")

    assert (told.code, told.object()["error"]["kind"]) == (1, "proxy")


@pytest.mark.slow
def test_nobody_at_an_address_is_told_with_a_code_of_its_own(
    home: Path, reeltalk: Reeltalk
) -> None:
    assert home.is_dir()

    told = reeltalk("say", "waves", "--backend", deaf(), "--no-json")

    assert (told.code, told.err) == (4, "")
    assert "Can't reach http://127.0.0.1:" in told.out


def test_where_home_cannot_be_written_to_it_is_done_here_and_kept_in_the_project(
    backend: Backend, reeltalk: Reeltalk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").touch()
    monkeypatch.delenv("REELTALK_HOME")
    monkeypatch.setenv("HOME", str(home / "file/home"))

    told = reeltalk("say", "waves")

    assert told.object()["reply"] == "The sunset is ready."
    assert (home / "project/.reeltalk/state/journal.sqlite3").exists()
    assert backend.messages() == ["waves"]


# Secrets


def written(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["--no-json", "--json", "--events"])
def test_a_token_of_ones_own_is_written_nowhere(
    backend: Backend, home: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv("NEMO_TOKEN", "canary-7f3a")
    backend.after = backends.CITY
    command = [sys.executable, "-m", "agent", "say", "waves", "--export", "--debug", mode]

    done = subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, check=True, timeout=HANG_S
    )

    asked = {one.headers.get("authorization") for one in backend.heard}
    assert "Bearer canary-7f3a" in asked
    found = written(home) | {"stdout": done.stdout, "stderr": done.stderr}
    assert [name for name, said in found.items() if b"canary" in said] == []
    assert any(name.endswith(".mp4") for name in found)
    assert any(name.endswith("debug.log") for name in found)


def test_a_free_token_stands_in_its_own_file_alone(
    backend: Backend, reeltalk: Reeltalk, home: Path
) -> None:
    backend.token = "canary-7f3a"  # noqa: S105 - it is searched for

    told = reeltalk("say", "waves", "--no-json")

    holders = [name for name, said in written(home).items() if b"canary" in said]
    assert [name.rpartition("/")[2][:6] for name in holders] == ["token-"]
    assert "canary" not in told.out


@pytest.fixture(autouse=True)
def _end_of_logs() -> Any:
    """A log that a command in this process began ends with its test."""
    before = list(logging.getLogger().handlers)
    yield
    for handler in set(logging.getLogger().handlers) - set(before):
        logging.getLogger().removeHandler(handler)
        handler.close()


@pytest.mark.slow
def test_a_patience_of_the_environment_that_is_none_is_told(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REELTALK_WAIT", "soon")

    code, said = ran("say", "waves")

    assert (code, said["error"]["kind"]) == (2, "bad_wait")
    assert backend.messages() == []


def test_what_a_wish_has_cost_is_told(backend: Backend, reeltalk: Reeltalk) -> None:
    backend.costs = 50

    told = reeltalk("say", "waves", "--no-json")

    assert told.out.endswith("-50 credits, 50 left\n")


def test_beyond_the_limit_of_the_conversation_a_command_is_refused(
    backend: Backend, reeltalk: Reeltalk
) -> None:
    backend.costs = 50
    first = reeltalk("say", "waves", "--no-json", "--max-credits", "50")

    second = reeltalk("say", "more waves", "--no-json", "--max-credits", "50")
    anew = reeltalk("say", "other waves", "--no-json", "--max-credits", "50", "--new")

    assert (first.code, second.code, anew.code) == (0, 3, 0)
    assert "Not sent: this session has spent 50 credits, and the limit is 50" in second.out
    assert backend.messages() == ["waves", "other waves"]


@pytest.mark.slow
def test_a_program_is_told_the_kind_of_it(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REELTALK_MAX_CREDITS", "0")

    code, said = ran("say", "waves")

    assert (code, said["state"], said["error"]["kind"]) == (3, "needs_user", "max_credits")
    assert backend.messages() == []


@pytest.mark.slow
def test_a_program_is_told_what_it_has_cost(backend: Backend) -> None:
    backend.costs = 2.5

    code, said = ran("say", "waves", "--max-credits", "10")

    assert (code, said["credits"]) == (0, {"available": 97.5, "spent": 2.5})


@pytest.mark.parametrize("limit", ["lots", "-1", "nan", "1e99"])
def test_a_limit_that_is_none_is_told(backend: Backend, reeltalk: Reeltalk, limit: str) -> None:
    told = reeltalk("say", "waves", "--no-json", f"--max-credits={limit}")

    assert (told.code, told.out.strip().endswith(f"0 or more, not {limit}.")) == (2, True)
    assert backend.messages() == []


def test_where_nothing_costs_that_is_said(reeltalk: Reeltalk, home: object) -> None:
    assert home
    told = reeltalk("credits", "--backend", "studio", "--no-json")
    asked = reeltalk("credits", "--backend", "studio", "--json")

    assert told.out == "Free: the studio runs on your computer.\n"
    assert asked.object()["credits"] == {"free": True}


def test_a_long_document_that_was_named_is_sent(
    backend: Backend, reeltalk: Reeltalk, home: Path
) -> None:
    (home / "story.txt").write_text("rain " * 2_000)

    told = reeltalk("say", "a film of it", "-f", str(home / "story.txt"), "--no-json")

    assert told.code == 0
    assert "Sending the text of story.txt along (9999 characters)" in told.out
    assert len(backend.messages()[0]) > 9_000


@pytest.mark.parametrize("host", ["OPENCODE", "QWEN_CODE", "CLAUDECODE"])
def test_an_impatient_host_gets_its_answer_before_it_kills(
    home: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    assert home.is_dir()
    monkeypatch.setenv(host, "1")
    monkeypatch.setenv("REELTALK_WAIT", "400")

    assert oneshot.patience(300.0, is_seen=False) == 110.0
    assert oneshot.patience(None, is_seen=False) == 110.0
    assert oneshot.patience(float("inf"), is_seen=False) == 110.0
    assert oneshot.patience(30.0, is_seen=False) == 30.0
    assert oneshot.patience(300.0, is_seen=True) == 300.0  # a person looks on


def test_elsewhere_patience_is_what_was_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home.is_dir()
    for host in ("OPENCODE", "QWEN_CODE", "CLAUDECODE"):
        monkeypatch.delenv(host, raising=False)

    assert oneshot.patience(300.0, is_seen=False) == 300.0
    assert oneshot.patience(None, is_seen=False) == oneshot.PATIENCE_S


def test_whoever_shows_the_reply_of_an_export_credits_or_status_shows_something(
    backend: Backend, reeltalk: Reeltalk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    backend.draft = backends.CITY

    saved = reeltalk("export", "a.mp4").object()["reply"]
    credits_ = reeltalk("credits").object()["reply"]
    status = reeltalk("status").object()["reply"]

    assert saved.startswith(f"Saved: {home}/project/a.mp4, ")
    assert credits_ == "100 credits available, 100 in total"
    assert status == "Timeline (1 track, 10 s):\n  1. Video: city (0-10s)"


@pytest.mark.parametrize("form", ["--json", "--no-json"])
def test_a_silent_edit_leaves_nobody_without_a_sentence(
    backend: Backend, reeltalk: Reeltalk, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    backend.frames = [backends.event("")]  # a whole answer without a word
    backend.after = backends.CITY

    told = reeltalk("say", "waves", form)

    said = told.object()["reply"] if form == "--json" else told.out
    assert "Added the clip “city”, 0-10 s." in said
