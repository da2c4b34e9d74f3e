"""A small copy of the package with phrases of its own, to be broken and mended at will."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

import intents
from tests.patience import HANG_S

SOURCE: Final = Path(intents.__file__).parent
ROUTER: Final = """\
language: en
name: English

lists:
  lead: [please]
  can: [can you]
  politeness: [thanks]
  video: [the video, the film]

routes:
  export: {orders: ["{lead*} export {video?}"], alone: []}
  credits: {orders: ["show credits"], alone: []}
  status: {orders: [], alone: [status]}
  upload: {orders: ["upload <file>"], alone: []}

joiners: {then: [and then], and: [and]}

marks:
  negation: [not]

slash: {export: [export], credits: [credits], status: [status], upload: [upload]}

why:
  passed: "“{words}” is passed on"
  order: "“{words}” asks for it"
  slash: "{words} is the command"
  file: "{words} is handed over"
  retry: "“{words}” again"
  mended: "“{words}” was read as “{meant}”"
  content: "content"
  near: "“{words}” is in the way"
  negated: "“{words}” is ruled out"
  mixed: "“{words}” among others"
  long: "long"
  empty: "empty"

heads: {export: [export], credits: [], status: [], upload: []}
"""
GUI: Final = """\
language: en
marks:
  v_press: [click, press]
  o_export: [export]
"""
ROUTER_CASES: Final = """\
export: [export, please export the film]
credits: [show credits]
status: [status]
upload: [upload a.mp4]
chat:
  - [an export, the export, my export, export nothing, no export at all]
  - make it purple
"""
GUI_CASES: Final = """\
replies:
- says: Done! Click Export.
  does: [export]
  keeps: [Done!]
  cuts: [Click]
"""
FAULTS: Final = """\
from intents import checks, library
for language in library.languages():
    print(*checks._failing_lines(language), *checks._failing_replies(language), sep="\\n")
print(*checks._untested_templates(), *checks._undertested_heads(), sep="\\n")
print(*checks._shared_sentences(), sep="\\n")
"""
FAILURES: Final = "router: []\ngui: []\n"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the package, its phrases few."""

    root: Path

    @property
    def data(self) -> Path:
        """Its folder of phrases."""
        return self.root / "intents" / "data"

    def swap(self, file: str, old: str, new: str) -> None:
        """Put something else into a file of the phrases."""
        path = self.data / file
        said = path.read_text("utf-8")
        assert old in said
        path.write_text(said.replace(old, new), "utf-8")

    def faults(self) -> str:
        """What the checks that take no time find in the phrases."""
        done = self._python("-c", FAULTS)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m intents` on the copy."""
        return self._python("-m", "intents", *arguments)

    def _python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"PYTHONPATH": str(self.root), "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(  # noqa: S603 - our own interpreter and arguments
            [sys.executable, *arguments],
            cwd=self.root,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=HANG_S,
        )


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy with one language of a dozen phrases, all of them tested."""
    made = Copy(tmp_path)
    (made.data / "en").mkdir(parents=True)
    for path in SOURCE.glob("*.py"):
        shutil.copy(path, tmp_path / "intents" / path.name)
    for name in ("actions.yaml", "routes.yaml"):
        shutil.copy(SOURCE / "data" / name, made.data / name)
    (made.data / "variants.yaml").write_text("traditional: {导: 導}\nslips: {}\n", "utf-8")
    phrases = {
        "router.yaml": ROUTER,
        "gui.yaml": GUI,
        "tests_router.yaml": ROUTER_CASES,
        "tests_gui.yaml": GUI_CASES,
        "known_failures.yaml": FAILURES,
        "real_words.txt": "expert\n",
    }
    for name, content in phrases.items():
        (made.data / "en" / name).write_text(content, "utf-8")
    return made
