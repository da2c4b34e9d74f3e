from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from studio.editor import reply
from studio.project import draft as drafts
from studio.project.history import Project
from tests import pages

CLIP: Final = {
    "kind": "video",
    "name": "beach.mp4",
    "duration_ms": 20_000,
    "width": 1080,
    "height": 1920,
    "has_audio": True,
    "silences": [[1000, 2000], [5000, 7000]],
}
MEDIA: Final[dict[str, dict[str, Any]]] = {
    "f1": CLIP,
    "f2": {"kind": "image", "name": "logo.png"},
    "f3": {"kind": "audio", "name": "song.mp3", "duration_ms": 60_000},
    "f4": {"kind": "other", "name": "subs.srt", "lines": [{"from": 0, "to": 900, "text": "hi"}]},
}


def talk(*lines: str, project: Project | None = None) -> reply.Answer:
    """The answer to the last of several messages."""
    project = project or Project()
    answers = []
    for line in lines:
        answers.append(reply.answer(line, project))
        project = answers[-1].project
    return answers[-1]


def test_a_film_is_made_of_words() -> None:
    made = talk("generate a 15 s clip of a sunset over the sea with calm music")

    assert made.reply.changed
    assert made.project.draft["d"] == 15_000
    assert [drafts.name_of(track) for track in made.project.draft["t"]] == ["Video", "Music"]
    assert made.reply.calls[0].name == "generate_video"
    assert 10 <= made.reply.cost <= 20


def test_same_words_make_the_same_film() -> None:
    line = "generate a clip of a red fox"

    assert talk(line).project.draft == talk(line).project.draft


def test_the_answer_is_in_the_language_of_the_message() -> None:
    assert talk("make a video about a fox", "竖屏").reply.said.startswith("已改成")
    assert talk("make a video about a fox", "縦型にして").reply.said.startswith("9:16に")


def test_several_orders_are_undone_at_once() -> None:
    before = talk("make a 20 s video about a fox")
    both = talk("trim the first 2 seconds and make it vertical", project=before.project)

    undone = talk("undo", project=both.project)

    assert len(both.reply.calls) == 2
    assert undone.project.draft == before.project.draft


def test_the_first_footage_stands_on_the_timeline_in_its_shape() -> None:
    project = reply.uploaded(Project(), "f1", CLIP)

    assert [clip["m"]["src"] for clip in drafts.clips(project.draft)] == ["f1"]
    assert project.draft["m"]["ratio"] == "9:16"


def test_an_edit_of_an_empty_timeline_means_the_uploads() -> None:
    made = talk("make it black and white", project=Project(media={"f1": CLIP}))

    assert [clip["m"]["filter"] for clip in drafts.clips(made.project.draft)] == ["bw"]


def test_an_upload_that_was_asked_for_is_named() -> None:
    asked = talk("make a video about a fox", "put b.mp4 at the end")

    assert not asked.reply.changed
    assert "b.mp4" in asked.reply.said
    assert asked.project.memory["open"]["about"] == "upload"


def test_what_waited_for_an_upload_is_done_on_a_yes() -> None:
    asked = talk("make a video about a fox", "put beach.mp4 at the end")
    arrived = reply.uploaded(asked.project, "f1", CLIP)

    made = talk("yes", project=arrived)

    assert drafts.clips(made.project.draft)[-1]["m"]["src"] == "f1"


def test_an_open_question_is_answered() -> None:
    made = talk("make a video about a fox", "add a title", "Night Walk")

    assert [one["m"]["text"] for one in drafts.segments(made.project.draft, drafts.TITLES)] == [
        "Night Walk"
    ]


def test_what_cannot_be_done_is_said_with_the_nearest_edit() -> None:
    refused = talk("make a video about a fox", "remove the filler words")

    assert not refused.reply.changed
    assert refused.reply.cost == 0
    assert "Speech recognition" in refused.reply.said


def test_an_offer_is_taken_with_yes() -> None:
    project = reply.uploaded(Project(), "f1", CLIP)

    made = talk("remove the filler words", "yes please", project=project)

    assert made.reply.op == "remove_silence"
    assert made.project.draft["d"] == 17_000


@pytest.mark.parametrize(
    "said",
    ["", " ", "\x00", "'; DROP TABLE", "../../etc/passwd", "{0}{name}", "a" * 9000, "％" * 50],
)
def test_hostile_text_changes_nothing(said: str) -> None:
    made = talk("make a video about a fox", said)

    assert not made.reply.changed
    assert made.reply.said


def sound(draft: drafts.Draft) -> None:
    """What is true of every draft."""
    at = 0
    for clip in drafts.clips(draft):
        assert drafts.start_of(clip) == at
        at += clip["d"]
    everything = list(drafts.everything(draft))
    assert len({one["m"]["id"] for _, one in everything}) == len(everything)
    assert all(
        drafts.start_of(one) >= 0 and drafts.end_of(one) <= draft["d"] for _, one in everything
    )


def lines() -> list[str]:
    page = Path(__file__).parents[1] / "understand" / "corpora" / "met.yaml"
    return [row[1] for row in pages.load(page.read_bytes())]


@pytest.mark.untraced
@pytest.mark.parametrize("seed", range(8))
def test_long_conversations_keep_the_draft_sound(seed: int) -> None:
    project = talk(
        "make a 30 s video about a fox. It sleeps. It runs.", project=Project(media=MEDIA)
    ).project

    for line in lines()[seed::41][:20]:
        before = json.dumps(project.draft)
        made = reply.answer(line, project)
        assert json.dumps(project.draft) == before
        sound(made.project.draft)
        project = Project.from_json(json.loads(json.dumps(made.project.to_json())))


def test_what_is_not_drawn_is_told_once() -> None:
    first = talk("make a 10 second video of a dog on the beach")

    again = talk("add a scene of a dog in the forest", project=first.project)

    assert "dog." in first.reply.said
    assert "can't draw" not in again.reply.said


def test_words_no_scene_fits_are_told_to_be_letters() -> None:
    assert "animated text" in talk("make a 10 second video about quarterly synergy").reply.said


def test_what_was_not_understood_of_a_longer_line_is_said() -> None:
    answer = talk(
        "generate a 20 second clip of the sea",
        "flurb the third clip and fade to black at the end",
    )

    assert answer.reply.changed
    assert answer.reply.must_tell
    assert "flurb the third clip" in answer.reply.said


def test_what_a_look_at_the_timeline_shows_need_not_be_told() -> None:
    answer = talk("generate a 20 second clip of the sea", "make it vertical and fade in")

    assert (answer.reply.changed, answer.reply.must_tell) == (True, False)


def test_an_order_with_a_word_nobody_knows_is_offered_and_taken_by_yes() -> None:
    made = talk("generate a 15 s clip of a sunset over the sea")
    offered = talk("zorb the last 2 seconds", project=made.project)
    taken = talk("yes", project=offered.project)

    assert not offered.reply.changed
    assert "zorb" in offered.reply.said
    assert "Removed the last 2 s" in offered.reply.said
    assert taken.reply.changed
    assert taken.project.draft["d"] == 13_000


def test_which_end_becomes_shorter_is_asked_for() -> None:
    made = talk("generate a 15 s clip of a sunset over the sea")
    asked = talk("make it 3 seconds shorter", project=made.project)
    done = talk("the end", project=asked.project)

    assert not asked.reply.changed
    assert done.project.draft["d"] == 12_000
