"""Real wishes through the installed `reeltalk`, against the real server software."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
STARTS_WITHIN_S = 90
WISH_WITHIN_S = 60


def film(path: Path) -> None:
    """The smallest file that is a whole MP4 of 6 seconds."""
    head = struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 512, b"isom")
    movie = struct.pack(">IIIII", 0, 0, 0, 1000, 6000) + b"\0" * 80
    moov = struct.pack(">I4s", len(movie) + 8, b"mvhd") + movie
    path.write_bytes(
        head
        + struct.pack(">I4s", len(moov) + 8, b"moov")
        + moov
        + struct.pack(">I4s", 16, b"mdat")
        + b"\0" * 8
    )


class Trial:
    """One server, one home, and the wishes said to it."""

    def __init__(self, command: str, base: str, home: Path) -> None:
        self.command, self.base, self.home = command, base, home
        self.wrong: list[str] = []

    def say(self, *words: str, wait: float = 50) -> dict[str, Any]:
        """The answer to a command."""
        done = subprocess.run(  # noqa: S603 - our own command
            [self.command, *words, "--backend", self.base, "--wait", str(wait), "--json"],
            cwd=self.home,
            env=os.environ | {"HOME": str(self.home), "NO_PROXY": "127.0.0.1"},
            capture_output=True,
            text=True,
            timeout=WISH_WITHIN_S + 60,
            check=False,
        )
        if done.stderr:
            self.wrong.append(f"{words}: stderr {done.stderr[-500:]!r}")
        lines = done.stdout.splitlines()
        if len(lines) != 1:
            self.wrong.append(f"{words}: {len(lines)} lines on standard output")
        answer: dict[str, Any] = json.loads(lines[0]) if lines else {}
        return answer

    def expect(self, what: str, answer: dict[str, Any], *, fits: bool) -> None:
        """Note a failure; say what was asked either way."""
        print(f"  {'ok ' if fits else 'NOT'} {what}", flush=True)
        if not fits:
            self.wrong.append(f"{what}: {json.dumps(answer, ensure_ascii=False)}")

    def heard(self) -> list[str]:
        """What the server carried out."""
        with urllib.request.urlopen(self.base + "/messages") as reply:  # noqa: S310 - on 127.0.0.1
            found: list[str] = json.load(reply)
        return found


def wishes(trial: Trial) -> None:
    """Text, streamed text, tools, silence, thoughts, an error in mid-stream, a cut, an export."""
    got = trial.say("say", "a sunset please", "--new")
    trial.expect("tools and text", got, fits=got.get("ok") is True and "sunset" in got["reply"])
    trial.expect("the change is told", got, fits=bool(got.get("changes")))
    trial.expect("no button is mentioned", got, fits="click" not in got.get("reply", "").lower())
    trial.expect("an export is offered", got, fits=[{"action": "export"}] == got.get("offers"))
    got = trial.say("say", "yes")
    size = Path(got.get("video", {}).get("path", "/nowhere"))
    trial.expect("yes takes the offer", got, fits=got.get("ok") is True and size.exists())
    got = trial.say("say", "quiet music under it")
    told = [one["name"] for one in got.get("changes", [])]
    trial.expect("a silent turn is told from the state", got, fits=told == ["lo-fi"])
    got = trial.say("say", "a title over it")
    trial.expect("what should be clicked is done", got, fits="video" in got and got["ok"])
    got = trial.say("say", "think about it")
    trial.expect("thoughts stay inside", got, fits=got.get("reply") == "Here is the plain answer.")
    got = trial.say("say", "stream it")
    trial.expect(
        "streamed text comes once", got, fits=got.get("reply") == "One, two, three: 完了です。"
    )
    got = trial.say("say", "the panel")
    trial.expect("a panel is the state", got, fits="timeline" in got)
    got = trial.say("say", "explode please")
    trial.expect("an error is told", got, fits=got.get("state") == "failed" and "error" in got)
    got = trial.say("say", "cut the line, a title", wait=3)
    trial.expect("a cut is not sent again", got, fits=got.get("state") == "running")
    got = trial.say("credits")
    trial.expect("credits", got, fits=got.get("credits", {}).get("available") == 90)  # noqa: PLR2004 - as served
    heard = trial.heard()
    once = len(heard) == len(set(heard))
    trial.expect("no message was carried out twice", {"heard": heard}, fits=once)


def main() -> int:
    """Start the server, say the wishes, tell what was wrong."""
    command, python = (str(Path(one).absolute()) for one in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        film(home / "film.mp4")
        said = home / "address"
        server = subprocess.Popen(  # noqa: S603 - our own server
            [python, str(HERE / "server.py"), str(home / "film.mp4"), str(said)],
            stdout=subprocess.DEVNULL, stderr=(home / "server.log").open("wb"),
        )  # fmt: skip
        try:
            until = time.monotonic() + STARTS_WITHIN_S
            while not said.exists() or not said.read_text():
                if time.monotonic() > until or server.poll() is not None:
                    print((home / "server.log").read_text()[-2000:])
                    return 1
                time.sleep(0.2)
            trial = Trial(command, said.read_text(), home)
            wishes(trial)
        finally:
            server.terminate()
            server.wait(20)
        for wrong in trial.wrong:
            print(wrong)
        return 1 if trial.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
