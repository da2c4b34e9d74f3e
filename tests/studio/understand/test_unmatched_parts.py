from __future__ import annotations

import pytest

from studio.project.history import Project
from studio.understand import understand


@pytest.mark.parametrize(
    ("said", "lost"),
    [
        ("flurb the third clip and fade to black at the end", "flurb the third clip"),
        ("fade to black at the end and remove the wibble from clip 2 thing", None),
        ("make it vertical, thanks", None),
        ("trim the first 2 seconds, it's too slow there", None),
    ],
)
def test_what_was_ordered_and_not_understood_is_asked_about(said: str, lost: str | None) -> None:
    order = understand(said, Project())

    ops = order.args["ops"] if order.op == "batch" else []
    asked = [one["args"]["said"] for one in ops if one["args"].get("about") == "part"]
    assert asked == ([lost] if lost else [])


def test_the_rest_is_carried_out() -> None:
    order = understand("flurb the third clip and fade to black at the end", Project())

    assert [one["op"] for one in order.args["ops"]] == ["fade", "ask"]
