from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from intents import library
from intents.__main__ import main

if TYPE_CHECKING:
    from tests.intents.conftest import Copy


def test_explain_tells_each_leg_of_a_wish(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["explain", "change the title and then export it as a.mov"])

    legs = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [leg["route"] for leg in legs] == ["chat", "export"]
    assert legs[1]["params"] == {"name": "a.mov", "format": "mov"}


def test_explain_leaves_out_what_there_is_nothing_to_say_about(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["explain", "export"])

    (leg,) = json.loads(capsys.readouterr().out)
    assert leg.keys() == {"route", "text", "why"}


def test_explain_tells_the_hint(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "/exprot"])

    (leg,) = json.loads(capsys.readouterr().out)
    assert leg["hint"] == "export"


def test_explain_reply_tells_what_a_reply_asks_for(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["explain", "--reply", "Done! Drag the clip to 0:05, then click Export."])

    found = json.loads(capsys.readouterr().out)
    assert code == 0
    assert found["text"] == "Done!"
    assert found["actions"] == [
        {"action": "edit", "request": "Drag the clip to 0:05"},
        {"action": "export"},
    ]
    assert found["offers"] == []


def test_explain_writes_other_scripts_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "导出视频"])

    assert "导出视频" in capsys.readouterr().out


@pytest.mark.parametrize("language", library.languages())
def test_sample_makes_up_as_many_sentences_as_were_asked_for(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["sample", "--language", language, "--count", "7"])

    said = capsys.readouterr().out.splitlines()
    assert code == 0
    assert len(said) == 7
    assert all(said)


def test_sample_of_no_such_route_tells_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["sample", "--route", "nowhere"])

    told = capsys.readouterr().err
    assert code == 1
    assert "'nowhere'" in told
    assert "export" in told


def test_add_language_refuses_what_is_no_code(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["add-language", "../fr", "Français"])

    assert code == 1
    assert "'../fr' is no language code" in capsys.readouterr().err


def test_a_call_without_a_verb_shows_how_to_call_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])

    assert ended.value.code == 2
    assert "explain" in capsys.readouterr().err


def test_check_is_content_with_good_phrases(copy: Copy) -> None:
    done = copy.run("check")

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith(" 0 problems")


def test_check_fails_where_something_is_wrong(copy: Copy) -> None:
    copy.swap("en/tests_router.yaml", "make it purple", "export the film")

    done = copy.run("check")

    assert done.returncode == 1
    assert "en/tests_router.yaml, chat: 'export the film' goes to export" in done.stdout
    assert done.stdout.rstrip().endswith(" 1 problems")


def test_phrases_that_cannot_be_read_are_told_in_one_line(copy: Copy) -> None:
    copy.swap("en/router.yaml", "show credits", "show {nothing}")

    done = copy.run("explain", "export")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "en/router.yaml, routes: credits" in done.stderr


def test_add_language_makes_a_folder_that_can_be_used_at_once(copy: Copy) -> None:
    made = copy.run("add-language", "fr", "Français")

    told = copy.run("explain", "export the film")
    assert made.returncode == 0, made.stderr
    assert (copy.data / "fr" / "router.yaml").is_file()
    assert json.loads(told.stdout)[0]["route"] == "export"
