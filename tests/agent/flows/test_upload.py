"""Handing over: looked at before a byte is sent, never twice, documents as words."""

from __future__ import annotations

from typing import Any

import pytest

from agent.core.errors import LocalError, LongError, LostError, RefusedError, UnreachableError
from agent.core.notices import AlreadyUploaded, Understood, Uploaded
from agent.flows import backend, failures, upload
from tests.agent.playbook import EMPTY, Answer, Playbook, conversation, refusal, response, state

FINE: dict[str, Any] = {"code": 0, "data": {}}
HERE = state(media=("a",))


def handed(book: Playbook, *files: str) -> str:
    """The words of what was handed over."""
    return book.play(upload.upload(conversation(), files))


def test_a_file_is_handed_over_and_named() -> None:
    book = Playbook(files={"/v/a.mp4": 10})

    assert handed(book, "/v/a.mp4") == ""
    request = book.requests("upload")[0]
    assert (request.file, request.file_name) == ("/v/a.mp4", "a.mp4")
    assert book.heard(Uploaded) == [Uploaded("a.mp4")]


def test_a_file_that_is_said_again_is_uploaded_once() -> None:
    book, talk = Playbook(files={"/v/a.mp4": 10, "/v/b.mp4": 10}), conversation()

    for _ in range(3):
        book.play(upload.upload(talk, ["/v/a.mp4", "/v/b.mp4", "/v/a.mp4"]))

    assert [one.file for one in book.requests("upload")] == ["/v/a.mp4", "/v/b.mp4"]
    assert book.heard(AlreadyUploaded)[-1] == AlreadyUploaded("a.mp4")


@pytest.mark.parametrize("change", ["size", "mtime"])
def test_a_file_that_has_changed_is_uploaded_again(change: str) -> None:
    book, talk = Playbook(files={"/v/a.mp4": 10}), conversation()
    book.play(upload.upload(talk, ["/v/a.mp4"]))
    if change == "size":
        book.files = {"/v/a.mp4": 11}
    else:
        book.mtime_ns = 1

    for _ in range(2):
        book.play(upload.upload(talk, ["/v/a.mp4"]))

    assert len(book.requests("upload")) == 2


def test_another_session_gets_the_file_too() -> None:
    book, talk = Playbook(files={"/v/a.mp4": 10}), conversation()
    book.play(upload.upload(talk, ["/v/a.mp4"]))
    book.play(backend.new_session(talk))

    book.play(upload.upload(talk, ["/v/a.mp4"]))

    assert len(book.requests("upload")) == 2


def test_an_upload_that_failed_is_tried_again_by_the_next_wish() -> None:
    book, talk = Playbook({"upload": [refusal(4001), FINE]}, files={"/v/a.mp4": 10}), conversation()
    with pytest.raises(RefusedError):
        book.play(upload.upload(talk, ["/v/a.mp4"]))

    book.play(upload.upload(talk, ["/v/a.mp4"]))

    assert len(book.requests("upload")) == 2


def test_so_many_uploads_are_remembered_and_no_more() -> None:
    files = {f"/v/{number}.mp4": 10 for number in range(upload.MOST_KNOWN + 1)}
    book, talk = Playbook(files=files), conversation()

    for file in files:
        book.play(upload.upload(talk, [file]))

    assert list(talk.uploads) == list(files)[1:]


def test_several_files_go_one_after_the_other() -> None:
    book = Playbook(files={"/v/a.mp4": 10, "/v/b.JPEG": 10})

    handed(book, "/v/a.mp4", "/v/b.JPEG")

    assert book.heard(Uploaded) == [Uploaded("a.mp4"), Uploaded("b.JPEG")]


def test_addresses_go_together_and_their_queries_are_not_shown() -> None:
    book = Playbook()
    urls = ["https://x.example/a.mp4?sig=secret", "https://x.example/"]

    handed(book, *urls)

    assert book.requests("upload")[0].json == {"urls": urls, "source_type": "url"}
    assert book.heard(Uploaded) == [Uploaded("a.mp4"), Uploaded("https://x.example/")]


def test_documents_become_words() -> None:
    words = "Scene  1:\n" + "a city " * 30
    book = Playbook(files={"/v/story.txt": words, "/v/more.md": "more"})

    assert handed(book, "/v/story.txt", "/v/more.md") == f"{words}\n\nmore"
    assert not book.requests("upload")
    assert book.heard(Understood)[0].beginning.startswith("Scene 1: a city")
    assert len(book.heard(Understood)[0].beginning) == 60
    assert book.heard(Understood)[0].letters == len(words)


@pytest.mark.parametrize(
    ("name", "size", "kind"),
    [
        ("a.mp4", 0, "empty_file"),
        ("a.mp4", 201 * 1024 * 1024, "too_large"),
        ("a.exe", 10, "format"),
        ("mp4", 10, "format"),
        ("gone.mp4", None, "no_such_file"),
    ],
)
def test_what_will_not_do_is_refused_before_a_byte_is_sent(
    name: str, size: int | None, kind: str
) -> None:
    book = Playbook(files={"fine.mp4": 10} | ({} if size is None else {name: size}))

    with pytest.raises(LocalError) as error:
        handed(book, "fine.mp4", name)

    assert (error.value.kind, error.value.about) == (kind, name)
    assert not book.sent


def test_a_file_of_just_the_size_is_taken() -> None:
    book = Playbook(files={"a.mp4": 200 * 1024 * 1024})

    handed(book, "a.mp4")

    assert book.heard(Uploaded)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.MP4", "mp4"), ("a.jpeg", "jpg"), ("a.tar.gz", "gz"), ("mp4", ""), ("a.", "")],
)
def test_an_ending_has_one_spelling(name: str, kind: str) -> None:
    assert upload.kind(name) == kind


@pytest.mark.parametrize("file", ["a.mp4", "https://x.example/a.mp4"])
@pytest.mark.parametrize(
    ("states", "sent"),
    [([EMPTY, EMPTY], 2), ([EMPTY, HERE], 1), ([HERE, HERE], 2)],
)
@pytest.mark.parametrize("wrong", [LostError(), response(502, b"<html>")])
def test_a_lost_upload_is_sent_again_only_if_nothing_has_come(
    wrong: Answer, file: str, states: list[Answer], sent: int
) -> None:
    book = Playbook({"upload": [wrong, FINE], "state": states}, files={"a.mp4": 10})

    handed(book, file)

    assert len(book.requests("upload")) == sent
    assert book.heard(Uploaded)


def test_an_upload_that_is_lost_twice_is_told() -> None:
    book = Playbook({"upload": [LostError()]}, files={"a.mp4": 10})

    with pytest.raises(LostError):
        handed(book, "a.mp4")

    assert len(book.requests("upload")) == 2


@pytest.mark.parametrize("states", [[response(403, {}), HERE], [EMPTY, response(403, {})]])
def test_a_lost_upload_is_not_sent_again_where_nobody_can_tell(states: list[Answer]) -> None:
    book = Playbook({"upload": [LostError(), FINE], "state": states}, files={"a.mp4": 10})

    with pytest.raises(LostError):
        handed(book, "a.mp4")

    assert len(book.requests("upload")) == 1


def test_an_upload_that_nobody_heard_is_sent_again() -> None:
    book = Playbook({"upload": [UnreachableError(), FINE]}, files={"a.mp4": 10})

    handed(book, "a.mp4")

    assert book.heard(Uploaded)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(4001), "damaged"),  # its type is one that is taken
        (refusal(4002), "too_large"),
        (response(413, b"<html>"), "too_large"),
    ],
)
def test_a_refused_file_is_told_by_its_name(answer: Answer, kind: str) -> None:
    book = Playbook({"upload": [answer]}, files={"/v/a.mp4": 10})

    with pytest.raises(RefusedError) as refused:
        handed(book, "/v/a.mp4")

    notice = failures.as_notice(refused.value, conversation())
    assert (notice.kind, notice.about) == (kind, "a.mp4")


STORY = "Scene one: a harbour.\n\n   Scene two: rain.  \n" + "More of it. " * 300


def test_a_long_document_is_shown_before_anything_is_sent() -> None:
    book = Playbook(files={"/v/a.mp4": 10, "/v/story.txt": STORY})

    with pytest.raises(LongError) as caught:
        book.play(upload.upload(conversation(), ["/v/a.mp4", "/v/story.txt"], asks=True))

    assert (caught.value.name, caught.value.letters) == ("story.txt", len(STORY))
    assert caught.value.beginning.split("\n")[:2] == ["Scene one: a harbour.", "Scene two: rain."]
    assert (book.sent, book.said) == ([], [])


def test_several_documents_are_long_together() -> None:
    book = Playbook(files={"/a.txt": "x" * 900, "/b.txt": "y" * 1200})

    with pytest.raises(LongError) as caught:
        book.play(upload.upload(conversation(), ["/a.txt", "/b.txt"], asks=True))

    assert (caught.value.name, caught.value.letters) == ("b.txt", 2100)


@pytest.mark.parametrize(("letters", "asks"), [(2_000, True), (9_000, False)])
def test_a_short_one_and_one_that_was_named_go_at_once(letters: int, *, asks: bool) -> None:
    book = Playbook(files={"/a.txt": "x" * letters})

    said = book.play(upload.upload(conversation(), ["/a.txt"], asks=asks))

    assert (len(said), book.names()) == (letters, ["Understood"])


def test_how_much_of_it_goes_is_told() -> None:
    book = Playbook(files={"/a.txt": "x" * 59_000, "/b.txt": "y" * 2_000, "/c.txt": "z"})

    handed(book, "/a.txt", "/b.txt", "/c.txt")

    assert [one.most for one in book.heard(Understood)] == [None, 1_000, 0]
