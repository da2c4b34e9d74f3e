from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from studio.editor import reply
from studio.editor.generated_media import add_generated
from studio.media.generated_files import GeneratedFile
from studio.operations import EditResult
from studio.project import draft as drafts
from studio.project.history import Project

CLIP = {"kind": "video", "duration_ms": 8000, "name": "kite.mp4"}


@dataclass
class Hands:
    """A maker whose answers are given, one for each wish; the last one goes on for ever."""

    answers: list[GeneratedFile]
    wishes: list[tuple[Any, ...]] = field(default_factory=list)

    def film(self, prompt: str, ms: int, size: tuple[int, int]) -> GeneratedFile:
        """The next answer."""
        return self._next("film", prompt, ms, size)

    def voice(self, text: str) -> GeneratedFile:
        """The next answer."""
        return self._next("voice", text)

    def _next(self, *wish: Any) -> GeneratedFile:
        self.wishes.append(wish)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def clips(answer: reply.Answer) -> list[dict[str, Any]]:
    return [one["m"] for one in drafts.clips(answer.project.draft)]


def test_a_scene_becomes_a_clip_as_an_upload_would() -> None:
    hands = Hands([GeneratedFile("m_1", CLIP)])

    made = reply.answer("generate a 5-second clip of a red kite", Project(), hands)

    [shot] = clips(made)
    assert (shot["kind"], shot["src"], shot["from"], shot["to"]) == ("clip", "m_1", 0, 5000)
    assert "kite" in shot["prompt"]
    assert made.reply.media == {"m_1": CLIP}
    assert hands.wishes == [("film", shot["prompt"], 5000, (1920, 1080))]
    assert made.reply.said.split("\n\n")[1] == "Your media server made 1 clip."


def test_a_clip_that_is_too_short_runs_slower() -> None:
    short = GeneratedFile("m_1", CLIP | {"duration_ms": 4000})

    [shot] = clips(reply.answer("generate a 5-second clip of a kite", Project(), Hands([short])))

    assert (shot["speed"], shot["to"]) == (0.8, 4000)


def test_a_picture_is_moved_into() -> None:
    picture = GeneratedFile("m_1", {"kind": "image", "width": 1536, "height": 1024})

    [shot] = clips(reply.answer("generate a 5-second clip of a kite", Project(), Hands([picture])))

    assert (shot["kind"], shot["zoom"]["to"]) == ("photo", 1.08)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "generate a 5-second clip of a kite",
            "so the studio drew them. The media server",
        ),
        ("生成一个5秒的风筝视频", "绘制。媒体服务器"),
        ("凧の5秒の動画を作って", "描きました。メディアサーバー"),
    ],
)
def test_what_is_not_made_is_drawn_and_it_is_said_why(line: str, said: str) -> None:
    hands = Hands([GeneratedFile(reason="server_failed")])

    made = reply.answer(line, Project(), hands)

    assert [shot["kind"] for shot in clips(made)] == ["scene"]
    assert said in made.reply.said
    assert made.reply.changed


def test_of_several_some_may_be_made() -> None:
    hands = Hands([GeneratedFile("m_1", CLIP), GeneratedFile(reason="server_slow")])

    made = reply.answer("generate a 10-second clip of a kite", Project(), hands)

    assert sorted(shot["kind"] for shot in clips(made)) == ["clip", "scene"]
    assert "made 1 of 2" in made.reply.said


def test_what_stood_there_before_is_not_made_again() -> None:
    hands = Hands([GeneratedFile("m_1", CLIP)])
    first = reply.answer("generate a 5-second clip of a kite", Project(), hands)

    titled = reply.answer('add a title "Wind"', first.project, hands)
    undone = reply.answer("undo", titled.project, hands)

    assert len(hands.wishes) == 1
    assert clips(undone) == clips(first)


def test_several_orders_are_made_too() -> None:
    hands = Hands([GeneratedFile("m_1", CLIP)])
    first = reply.answer("generate a 5-second clip of a kite", Project(), hands)

    both = reply.answer("add a scene of the sea and add calm music", first.project, hands)

    assert [wish[0] for wish in hands.wishes] == ["film", "film"]
    assert both.reply.media == {"m_1": CLIP}
    assert "media server made 1 clip." in both.reply.said


def test_a_voice_reads_and_lasts_as_long_as_it_takes() -> None:
    first = reply.answer("generate a 10-second clip of a kite", Project())
    voice = GeneratedFile("m_2", {"kind": "audio", "duration_ms": 3210, "name": "v.mp3"})

    made = reply.answer('read this aloud: "Welcome to Mars"', first.project, Hands([voice]))

    [spoken] = drafts.segments(made.project.draft, drafts.VOICE)
    assert (spoken["d"], spoken["m"]["src"]) == (3210, "m_2")
    assert made.reply.said.split("\n\n")[0] == 'Added the voiceover: "Welcome to Mars" (3.21 s).'


def test_what_changed_nothing_is_not_made() -> None:
    done = EditResult(Project(), "refused.same")

    assert add_generated(Project().draft, done, Hands([GeneratedFile("m_1", CLIP)])) is done


def test_footage_that_was_made_is_no_upload() -> None:
    hands = Hands([GeneratedFile("m_1", CLIP | {"made": True})])
    first = reply.answer("generate a 5-second clip of a kite", Project(), hands)

    asked = reply.answer("what did I upload?", first.project, hands)

    assert "kite.mp4" not in asked.reply.said
