from __future__ import annotations

import pytest

from studio.render.scenes import quote
from studio.render.scenes.kinetic import KineticTypeLayer
from studio.render.scenes.quote import DrawnRule
from tests.studio.render.film_samples import bounds, canvas, changed, contrast, painted, rgb, scene

SAID = "Stay hungry, stay foolish"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("quote: be kind", "be kind"),
        ("名言：千里之行，始于足下", "千里之行，始于足下"),
        ("“be kind”", "be kind"),
        ("「七転び八起き」", "七転び八起き"),
        ("be kind", "be kind"),
        ("quote:", "quote:"),
        ("a sentence that is long: and goes on", "a sentence that is long: and goes on"),
    ],
)
def test_a_saying_loses_its_heading_and_its_marks(text: str, bare: str) -> None:
    assert quote._saying(text) == bare


@pytest.mark.parametrize("palette", ["paper", "night", "pastel", "sunset", "ice", "neon"])
def test_a_saying_reads_on_every_paper(palette: str) -> None:
    frame = scene("quote", 4.0, (320, 180), SAID, palette=palette)

    assert contrast(rgb(frame)[84:104, 60:260]) >= 4.5


def test_without_words_there_is_only_paper() -> None:
    stage = quote.scene(canvas("quote"))

    assert not any(isinstance(one, KineticTypeLayer) for one in stage.layers)


def test_the_rule_draws_itself_from_its_middle() -> None:
    rule = DrawnRule((235, 128, 128), (80, 70), 60, 2)

    early, late = (bounds(changed(painted(rule, t=t))) for t in (1.0, 5.0))

    assert not changed(painted(rule, t=0.5)).any()
    assert early[2] - early[0] < late[2] - late[0]
    assert (late[0] + late[2]) / 2 == pytest.approx(80, abs=2)
    assert late[1::2] == (70, 72)


def test_the_mark_stands_above_the_words() -> None:
    frame = painted(quote._quotation_mark(canvas("quote", (320, 180))), size=(320, 180))

    assert bounds(changed(frame))[3] < 75
