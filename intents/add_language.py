"""Creates a new language: a copy of the English folder without its phrases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from intents import library

if TYPE_CHECKING:
    from pathlib import Path

_CODE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})?")
_ROUTER: Final = """\
# What people say in {name}. How to add to this page: docs/adding-a-phrase.md

language: {code}
name: {name}

lists: {{}}

routes:
  export: {{orders: [], alone: []}}
  credits: {{orders: [], alone: []}}
  status: {{orders: [], alone: []}}
  upload: {{orders: [], alone: []}}

joiners: {{then: [], and: []}}

marks: {{}}

why:
{why}
heads: {{export: [], credits: [], status: [], upload: []}}
"""
_FILES: Final = {
    "slash.yaml": "# Words behind a slash, as in ../en/slash.yaml.\n\n{{}}\n",
    "gui.yaml": """\
# How backends talk {name}. How to add to this page: docs/adding-a-phrase.md

language: {code}
hiccups: []
marks: {{}}
""",
    "tests_router.yaml": """\
# What is said, and the way it is to go.

export: []
credits: []
status: []
upload: []
chat: []
""",
    "tests_gui.yaml": "# What a backend says, and what is then done.\n\nreplies: []\n",
    "known_failures.yaml": """\
# Lines of the test files that are not right yet. This list may only shrink.

router: []
gui: []
""",
}


def add(code: str, name: str, data: Path = library.DATA) -> Path:
    """Make the folder of a language in `data`; its reasons start out in English."""
    if not _CODE.fullmatch(code):
        raise library.DataError(f"{code!r} is no language code; write one such as fr or pt-BR")
    folder = data / code
    if folder.exists():
        raise library.DataError(f"there is a folder for {code!r} already: {folder}")
    folder.mkdir()
    reasons = library.data_file("en", "router")["why"]
    why = "".join(f'  {key}: "{said}"\n' for key, said in reasons.items())
    (folder / "router.yaml").write_text(_ROUTER.format(code=code, name=name, why=why), "utf-8")
    for file, content in _FILES.items():
        (folder / file).write_text(content.format(code=code, name=name), "utf-8")
    return folder
