from __future__ import annotations

import pytest

from intents import reply_rows, text


def said(reply: str) -> list[tuple[str, int, bool]]:
    """The words of each row, the list it stands in, and whether it is content."""
    line = text.read(reply)
    return [
        (line.slice(row.low, row.high), row.block, row.is_content) for row in reply_rows.rows(line)
    ]


def sentences(reply: str) -> list[str]:
    line = text.read(reply)
    return [
        line.slice(one.low, one.high) + ("?" if one.is_question else "")
        for row in reply_rows.rows(line)
        for one in reply_rows.sentences(line, row)
    ]


def test_rows_without_words_are_passed_over() -> None:
    assert said("One\n\n  \nTwo\n") == [("One", -1, False), ("Two", -1, False)]


def test_neighbouring_bullets_make_a_list() -> None:
    found = said("Steps:\n- click this\n- click that\n\nMore:\n1. click\n2) go")

    blocks = [block for _, block, _ in found]
    assert blocks[1] == blocks[2] != -1
    assert blocks[4] == blocks[5] != -1
    assert blocks[1] != blocks[4]


@pytest.mark.parametrize(
    "bullet",
    [
        *("- ", "* ", "+ ", "• ", "1. ", "2) ", "(3) ", "4、", "① ", "a) ", "> - ", "Step 1: "),
        *("**Step 2**: ", "**Step 2:** ", "步骤一：", "第二步，", "手順1： ", "ステップ 2. "),
    ],
)
def test_a_bullet_is_no_part_of_its_row(bullet: str) -> None:
    ((words, block, _),) = said(f"{bullet}click it")

    assert words == "click it"
    assert block >= 0


@pytest.mark.parametrize("row", ["1.5 seconds", "12:30 works", "-click", "Stepping on", "5 clips"])
def test_not_every_number_or_dash_is_a_bullet(row: str) -> None:
    ((_, block, _),) = said(row)

    assert block == -1


@pytest.mark.parametrize(
    "row",
    [
        "| Click | Export |",
        "NARRATOR: Click Export.",
        "**MARA:** Click Export.",
        "Scene 2 – she clicks Export.",
        "- Shot 3: click",
        "镜头一：点击导出",
        "第三幕：点击导出",
        "シーン2：クリック",
        "0:05 Click Export",
        "- 00:10 click",
    ],
)
def test_what_belongs_to_the_film_is_content(row: str) -> None:
    ((_, _, is_content),) = said(row)

    assert is_content


@pytest.mark.parametrize("row", ["Click Export.", "0:05 is the cut. Click Export.", "Scene done"])
def test_other_rows_are_read(row: str) -> None:
    ((_, _, is_content),) = said(row)

    assert not is_content


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("Done! Click Export.", ["Done", "Click Export"]),
        ("完成了。点击导出！好吗？", ["完成了", "点击导出", "好吗?"]),
        ("Ready?", ["Ready?"]),
        ("好了～ 点击导出", ["好了", "点击导出"]),
        ("完成🎉点击导出", ["完成", "点击导出"]),
        ("Click “Export video… and go” now", ["Click “Export video… and go” now"]),
        ("Open Export video… and select it", ["Open Export video… and select it"]),
        ("She says “Done.” Click", ["She says “Done.”", "Click"]),
        ("v1.5 is in", ["v1.5 is in"]),
        ("...", []),
        ("", []),
    ],
)
def test_a_row_has_its_sentences(reply: str, found: list[str]) -> None:
    assert sentences(reply) == found
