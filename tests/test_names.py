"""Every source file has its test file at the mirrored place, and every test file its source."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
ROOMS: Final = [room for room in ("agent", "intents", "studio") if (ROOT / room).is_dir()]
# A face may have a test file and need not; a __main__ is tested in test_main.py.
FACES: Final = frozenset({"__init__", "__main__"})


def sources() -> dict[Path, Path]:
    """The place of each test file, and the source file that it is for."""
    found: dict[Path, Path] = {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            inside = path.relative_to(ROOT)
            name = {"__init__": "face", "__main__": "main"}.get(path.stem, path.stem)
            found[Path("tests") / inside.parent / f"test_{name}.py"] = inside
    return found


def written() -> list[Path]:
    """The test files of the rooms; conversations and such have folders of their own."""
    return [
        path.relative_to(ROOT)
        for room in ROOMS
        for path in (ROOT / "tests" / room).rglob("test_*.py")
    ]


def test_every_source_file_has_its_test_file() -> None:
    needed = {test: source for test, source in sources().items() if source.stem not in FACES}

    missing = sorted(
        f"{source} has no {test}" for test, source in needed.items() if not (ROOT / test).is_file()
    )

    assert missing == []


def test_no_test_file_is_without_its_source() -> None:
    known = sources()

    strays = sorted(str(test) for test in written() if test not in known)

    assert strays == []


def test_the_rooms_are_found_at_all() -> None:
    found = set(sources().values())

    assert Path("intents/router.py") in found
    assert len(found) > len(ROOMS)
