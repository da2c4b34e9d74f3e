from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from intents.quality import Quality
from studio.render import job_file
from tests.studio.render.bench import colored, draft, inside, words

if TYPE_CHECKING:
    from pathlib import Path


def wish(folder: Path, **said: Any) -> Path:
    path = folder / "job.json"
    told = {"draft": draft(colored(d=600)), "media": {}, "out": str(folder / "out.mp4"), **said}
    path.write_text(json.dumps(told), "utf-8")
    return path


def told(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "job.progress.json").read_text("utf-8")))


def test_the_worker_renders_a_job_and_says_so(tmp_path: Path) -> None:
    path = wish(tmp_path, quality="preview", width=96, height=54, cache=str(tmp_path / "cache"))

    done = subprocess.run([sys.executable, "-m", "studio.render", str(path)], check=False)  # noqa: S603 - our own

    assert done.returncode == 0
    assert told(tmp_path) == {"state": "completed", "progress": 1.0}
    assert inside(tmp_path / "out.mp4").video["size"] == (96, 54)


def test_media_that_cannot_be_read_end_in_a_sentence(tmp_path: Path) -> None:
    lost = draft({"d": 500, "m": {"kind": "clip", "src": "lost.mp4"}})

    assert not job_file.run(wish(tmp_path, draft=lost))

    assert told(tmp_path)["state"] == "failed"
    assert "lost.mp4 is not among the uploads" in told(tmp_path)["error"]


def test_a_job_that_is_none_ends_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text("{", "utf-8")

    assert not job_file.run(tmp_path / "job.json")

    assert "cannot be read" in told(tmp_path)["error"]


def test_letters_that_no_font_has_are_told(tmp_path: Path) -> None:
    made = draft(colored(d=600), texts=[words("Hi \ue000", kind="title")])

    assert job_file.run(wish(tmp_path, draft=made, quality="preview"))

    assert told(tmp_path)["left_out"] == "\ue000"


@pytest.mark.parametrize("quality", Quality)
def test_a_job_is_read_with_its_quality(tmp_path: Path, quality: Quality) -> None:
    assert job_file.read(wish(tmp_path, quality=quality)).quality is quality


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "er" / "film.mp4"

    assert job_file.run(wish(tmp_path, out=str(out), quality="preview"))

    assert out.is_file()
