from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from studio.render import chunks
from studio.render import film as films
from tests.studio.render.bench import colored, draft, scene, words

if TYPE_CHECKING:
    from pathlib import Path


def names(made: Any, media: Any = None) -> list[str]:
    film = films.of(made, media or {})
    return [chunks.cache_key(piece, film, media or {}, "") for piece in chunks.split(film)]


def test_pieces_cover_the_film_without_a_gap() -> None:
    film = films.of(draft(colored(d=4100), scene(d=100), colored(d=2500)), {})

    pieces = chunks.split(film)

    assert (pieces[0].first, pieces[-1].last) == (0, film.frames)
    assert all(a.last == b.first for a, b in pairwise(pieces))
    assert all(piece.frames >= chunks.SHORTEST_FRAMES for piece in pieces)


def test_a_shot_that_only_moved_keeps_its_names() -> None:
    before = names(draft(colored("red"), scene("sea")))
    after = names(draft(colored("blue", d=3000), colored("red"), scene("sea")))

    assert before == after[-2:]


def test_a_title_changes_the_pieces_it_is_seen_in_and_no_other() -> None:
    shots = [colored(d=6000)]

    one, two = (names(draft(*shots, texts=[words(text, d=1500)])) for text in ("one", "two"))

    assert [a == b for a, b in zip(one, two, strict=True)] == [False, True, True]


def test_a_join_belongs_to_the_pieces_of_both_shots() -> None:
    def made(second: str) -> Any:
        return draft(colored("red"), colored(second, transition={"kind": "wipe", "d": 600}))

    assert not set(names(made("blue"))) & set(names(made("green")))


def test_another_file_under_the_same_name_is_another_picture(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    made = draft({"d": 2000, "m": {"kind": "photo", "src": "a"}})
    media = {"a": {"path": str(file), "kind": "image"}}
    file.write_bytes(b"1")
    before = names(made, media)

    file.write_bytes(b"22")

    assert names(made, media) != before
