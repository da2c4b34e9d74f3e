from __future__ import annotations

import pytest

from studio.http.claim_page import WORDS, ClaimPage, render

DRAFT = {
    "d": 10_000,
    "t": [
        {"tt": 0, "sg": [{"d": 4000, "m": {"name": "sea"}}, {"d": 6000, "m": {"name": "sky"}}]},
        {"tt": 7, "sg": [{"d": 3000, "m": {"text": "Hi", "start": 2000}}]},
    ],
}


def test_the_timeline_is_drawn_to_scale() -> None:
    shown = render(ClaimPage("Film", "en", DRAFT, []))

    assert 'style="left:0.000%;width:40.000%"' in shown
    assert 'style="left:40.000%;width:60.000%"' in shown
    assert 'style="left:20.000%;width:30.000%"' in shown


def test_what_comes_from_outside_is_escaped() -> None:
    evil = "<script>alert(1)</script>\"'"
    draft = {"t": [{"tt": 7, "sg": [{"d": 1, "m": {"text": evil}}]}]}

    shown = render(ClaimPage(evil, '"><script>', draft, [(evil, evil)], [f"/x?key={evil}"]))

    assert "<script" not in shown
    assert "key=<" not in shown


def test_a_film_is_played_and_its_files_are_offered() -> None:
    shown = render(ClaimPage("Film", "en", DRAFT, [], ["/new?key=a", "/old?key=b"]))

    assert 'poster="/new?key=a&amp;as=poster" src="/new?key=a"></video>' in shown
    assert 'href="/new?key=a&amp;as=otio"' in shown


def test_a_film_that_is_being_made_is_looked_at_again() -> None:
    shown = render(ClaimPage("Film", "en", DRAFT, [], progress=42))

    assert 'http-equiv="refresh"' in shown
    assert 'value="42"' in shown


@pytest.mark.parametrize("language", list(WORDS))
def test_an_empty_project_says_so_in_each_language(language: str) -> None:
    shown = render(ClaimPage("Film", language, {}, []))

    assert WORDS[language]["empty"] in shown
    assert WORDS[language]["none"] in shown


HOSTILE = [
    {"t": "x"},
    {"t": [7, {"sg": "x"}, {"sg": [None, {"d": "x", "m": 7}]}]},
    {"d": -1, "t": [{"sg": [{"d": 1e300}]}]},
    {"d": True, "t": [{"tt": "<", "sg": [{"d": 5, "m": {"start": "x"}}]}]},
]


@pytest.mark.parametrize("draft", HOSTILE, ids=range(len(HOSTILE)))
def test_a_draft_of_any_shape_can_be_shown(draft: dict[str, object]) -> None:
    assert render(ClaimPage("Film", "en", draft, [])).endswith("</html>")


def test_every_language_has_every_word() -> None:
    assert len({frozenset(words) for words in WORDS.values()}) == 1
