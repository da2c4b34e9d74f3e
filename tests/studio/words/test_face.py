from __future__ import annotations

import re
from pathlib import Path

from studio import words
from tests import pages


def keys(spoken: str) -> dict[str, set[str]]:
    page = pages.load((Path(words.__file__).parent / f"{spoken}.yaml").read_bytes())
    return {
        f"{group}.{key}": set(re.findall(r"{(\w+)}", text))
        for group, texts in page.items()
        for key, text in texts.items()
    }


def test_every_sentence_stands_in_three_languages() -> None:
    assert keys("en").keys() == keys("zh").keys() == keys("ja").keys()


def test_a_translation_asks_for_nothing_more() -> None:
    english = keys("en")

    assert all(
        gaps <= english[key] for spoken in ("zh", "ja") for key, gaps in keys(spoken).items()
    )


def test_times_and_shares_are_told_as_people_say_them() -> None:
    said = words.say("en", "done.trim", {"from_ms": 2500, "to_ms": 75_000})

    assert said == "Kept 2.5 s to 1:15."
    assert words.say("ja", "done.volume", {"vol": 0.35}) == "音量は35%になりました。"
