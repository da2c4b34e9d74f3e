from __future__ import annotations

from studio.understand import reading, semantic_frames, token_merging
from studio.understand.arguments import _FINDERS


def test_the_first_frame_that_fits_wins() -> None:
    found = semantic_frames.find(token_merging.merged(reading.read("remove the title")))

    assert found
    assert found.order.op == "remove_text"


def test_a_frame_without_what_it_must_have_asks() -> None:
    found = semantic_frames.find(token_merging.merged(reading.read("change the title")))

    assert found
    assert found.weak
    assert (found.order.op, found.order.args["about"]) == ("ask", "text")


def test_every_argument_a_frame_names_can_be_found() -> None:
    named = {name for frame in semantic_frames.frames() for name in frame.take}

    assert named <= _FINDERS.keys()
