"""A wish from its first word to its end: legs, what the backend asks for, and what was cut off."""

from __future__ import annotations

from typing import Any

import pytest

import intents
from agent.core.conversation import Action, Conversation
from agent.core.errors import LostError, StoppedError, UnreachableError
from agent.core.failure_kind import FailureKind
from agent.core.notices import Failed, Offered, Routed, Spent
from agent.core.state import WishState
from agent.flows import turn, upload
from agent.flows.backend import Step
from agent.flows.turn import Leg
from tests.agent.playbook import (
    CITY,
    EMPTY,
    NOTHING,
    WITH_MUSIC,
    Answer,
    Happening,
    Playbook,
    conversation,
    refusal,
    response,
    stranger,
    text,
)

EXPORT = Action("export")
CLICK_EXPORT = text("Click the Export button.")


def done(
    book: Playbook, *legs: Leg, talk: Conversation | None = None, cut_off: Step | None = None
) -> str:
    """How a wish of these legs ends."""
    return book.play(turn.turn(talk or conversation(), legs, cut_off))


def says(*texts: str | dict[str, Any], **more: Any) -> Playbook:
    """A backend with a city that answers one message after the other."""
    streams: list[Any] = [[text(one) if isinstance(one, str) else one] for one in texts]
    return Playbook({"state": [CITY]}, streams, **more)


@pytest.mark.parametrize(
    ("wish", "more", "routes"),
    [
        ("add music and then export it", {}, ["chat", "export"]),
        ("导出视频", {}, ["export"]),
        ("how many credits are left?", {}, ["credits"]),
        ("a city at night", {"files": ["a.mp4"]}, ["upload", "chat"]),
        ("", {"files": ["a.mp4"]}, ["upload"]),
        ("a city", {"out": "a.mp4"}, ["chat", "export"]),
        ("export it", {"out": ""}, ["export"]),
        ("", {}, []),
        ("yes", {}, ["chat"]),
        ("yes", {"has_offers": True}, ["yes"]),
        ("好的", {"has_offers": True}, ["yes"]),
        ("はい", {"has_offers": True}, ["yes"]),
        ("no", {"has_offers": True}, ["no"]),
        ("不用", {"has_offers": True}, ["no"]),
        ("いいえ", {"has_offers": True}, ["no"]),
        ("add music", {"has_offers": True}, ["chat"]),
    ],
)
def test_a_wish_has_its_legs(wish: str, more: dict[str, Any], routes: list[str]) -> None:
    assert [one.route for one in turn.plan(wish, **more)] == routes


def test_a_file_for_an_export_goes_with_its_leg() -> None:
    assert turn.plan("a city", out="a.mp4")[-1].params == {"out": "a.mp4"}


def test_a_wish_whose_route_is_known_is_not_routed_again() -> None:
    known = intents.Route("status", "a city")

    assert [one.route for one in turn.plan("a city", route=known)] == ["status"]
    assert [one.route for one in turn.plan("yes", has_offers=True, route=known)] == ["yes"]


@pytest.mark.parametrize("one", [Leg("chat", "x"), Leg("export", "", (), {"out": "a"}), Leg("no")])
def test_a_leg_is_read_as_it_was_written(one: Leg) -> None:
    assert turn.leg(one.to_facts()) == one


def test_a_stranger_is_connected_first_and_the_way_is_told_before() -> None:
    book = says("Done.")

    assert done(book, Leg("chat", "a city"), talk=stranger()) == "done"
    assert book.names() == ["Routed", "Connecting", "Ready", "Reply"]
    assert book.said[0][1] == Routed((("chat", "a city"),))
    assert book.states()[-1] == "done"


def test_legs_are_done_in_their_order() -> None:
    book = says("Music is on.", files={"a.mp4": 10})
    legs = [Leg("upload", "", ("a.mp4",)), Leg("chat", "add music"), Leg("status"), Leg("credits")]

    assert done(book, *legs, Leg("export")) == "done"
    names = [one for one in book.names() if one not in {"Routed", "Rendering"}]
    assert names == ["Uploaded", "Reply", "Tracks", "Balance", "Delivered"]


@pytest.mark.parametrize(
    ("book", "end"),
    [
        (Playbook(streams=[[{"error": "broke"}]]), "failed"),
        (Playbook(streams=[[LostError()]]), "uncertain"),
        (Playbook(streams=[refusal(2001)]), "needs_user"),
        (Playbook(streams=[refusal(1001), refusal(1001)]), "needs_user"),
        (Playbook(streams=[refusal(403)]), "failed"),
        (Playbook(streams=[UnreachableError()] * 3), "unreachable"),
        (Playbook(streams=[[StoppedError()]]), "stopped"),
    ],
)
def test_a_leg_that_fails_is_the_last_one(book: Playbook, end: str) -> None:
    assert done(book, Leg("chat", "add music"), Leg("credits")) == end
    assert "Balance" not in book.names()
    assert book.states()[-1] == end


def test_an_export_that_goes_on_is_kept_and_not_marked_as_over() -> None:
    book = Playbook({"state": [CITY], "poll": [{"status": "pending"}]})

    assert done(book, Leg("export"), Leg("credits")) == "running"
    assert book.states() == ["rendering"]


def test_an_upload_without_a_file_asks_for_one() -> None:
    book = Playbook()

    assert done(book, Leg("upload")) == "needs_user"
    assert book.heard(Failed) == [Failed(FailureKind.NO_FILE, accepted=("mp4", "jpg"))]


def test_words_of_documents_go_with_the_next_message() -> None:
    book = says("Done.", files={"a.txt": "Once upon a time"})

    done(book, Leg("upload", "", ("a.txt",)), Leg("chat", "film this"))

    assert book.messages() == ["film this\n\nOnce upon a time"]


def test_words_that_no_message_takes_are_one() -> None:
    book = says("Done.", files={"a.txt": "Once  upon a time"})
    talk = conversation()

    done(book, Leg("upload", "", ("a.txt",)), talk=talk)

    assert book.messages() == ["Once  upon a time"]
    assert talk.title == "Once upon a time"


def test_what_the_backend_says_to_click_is_done() -> None:
    book = says("Music is on. Click the Export button.")

    assert done(book, Leg("chat", "add music")) == "done"
    assert "Delivered" in book.names()


@pytest.mark.parametrize(
    ("reply", "notice"),
    [
        ("Open the Timeline panel to see it.", "Tracks"),
        ("Go to the Billing page.", "Balance"),
    ],
)
def test_what_the_backend_says_to_look_at_is_told(reply: str, notice: str) -> None:
    book = says(reply)

    done(book, Leg("chat", "add music"))

    assert notice in book.names()


def test_one_wish_exports_once() -> None:
    book = says(CLICK_EXPORT)

    assert done(book, Leg("chat", "add music"), Leg("export"), Leg("export")) == "done"
    assert len(book.requests("render")) == 1


NAMED = Leg("export", params={"out": "/v/out.mp4"})


def test_what_the_person_named_is_what_they_get() -> None:
    book = says("Music is on. Click the Export button.")

    assert done(book, Leg("chat", "add music"), NAMED) == "done"
    assert len(book.requests("render")) == 1
    assert book.there == {"/v/out.mp4"}


def test_a_reply_that_only_points_at_an_export_that_comes_anyway_is_no_silence() -> None:
    book = says(CLICK_EXPORT)

    assert done(book, Leg("chat", "add music"), NAMED) == "done"
    assert "NothingChanged" not in book.names()
    assert book.there == {"/v/out.mp4"}


def test_an_export_that_waits_behind_the_wish_is_the_only_one() -> None:
    book = says("Music is on. Click the Export button.", waits_for_export=True)

    assert done(book, Leg("chat", "add music")) == "done"
    assert not book.requests("render")


def test_a_leg_that_was_done_is_written_down() -> None:
    book = says("Music is on.")

    done(book, Leg("chat", "add music"), Leg("status"))

    assert ("queued", {"leg": 1}) in book.marks


def test_what_was_done_already_is_not_done_again() -> None:
    book = says("Music is on.")
    was = Step(1, WishState.QUEUED)

    assert done(book, Leg("chat", "add music"), NAMED, cut_off=was) == "done"
    assert not book.opened
    assert book.there == {"/v/out.mp4"}


def test_whoever_looks_on_is_asked_before_a_file_is_overwritten() -> None:
    book = says("Music is on.", there={"/v/out.mp4"})
    legs = [Leg("chat", "add music"), NAMED]

    end = book.play(turn.turn(conversation(), legs, asks_names=True))

    assert end == "needs_user"
    assert book.heard(Failed) == [Failed(FailureKind.FILE_EXISTS, about="/v/out.mp4")]
    assert book.marks[-2:] == [("needs_user", {"leg": 1}), ("needs_user", {})]
    assert not book.requests("render")


def edit(number: int) -> str:
    """A reply that wants something clicked that only the backend can do."""
    return f"Drag clip {number} to the start of the track."


def test_what_only_the_backend_can_do_is_sent_to_it() -> None:
    book = says(edit(1), "Clip 1 is at the start.")

    assert done(book, Leg("chat", "add music")) == "done"
    assert len(book.opened) == 2
    assert "lip 1" in book.messages()[1]
    assert book.opened[0].headers["Idempotency-Key"] != book.opened[1].headers["Idempotency-Key"]


def test_the_same_edit_is_not_sent_twice_and_not_passed_over_in_silence() -> None:
    book = says(*[edit(1)] * 9)

    assert done(book, Leg("chat", "add music")) == "done"
    assert len(book.opened) == 2
    assert book.names()[-1] == "NothingChanged"


def test_a_backend_that_always_wants_more_is_followed_three_times() -> None:
    book, talk = says(*map(edit, range(9))), conversation()

    assert done(book, Leg("chat", "add music"), talk=talk) == "done"
    assert len(book.opened) == 1 + turn.MOST_ROUNDS
    assert [one.name for one in talk.offers] == ["edit"]
    assert book.heard(Offered) == [Offered(talk.offers)]


def test_an_edit_that_fails_ends_the_wish() -> None:
    book = Playbook(streams=[[text(edit(1))], [{"error": "broke"}]])

    assert done(book, Leg("chat", "add music")) == "failed"


OPTIONAL = "Music is on. You can export it with the Export button when you are ready."


def test_what_is_left_to_the_person_is_offered_and_remembered() -> None:
    book, talk = says(OPTIONAL), conversation()

    assert done(book, Leg("chat", "add music"), talk=talk) == "done"
    assert talk.offers == (EXPORT,)
    assert book.names()[-1] == "Offered"
    assert not book.requests("render")


def test_offers_are_said_once_also_behind_an_edit() -> None:
    book = says(edit(1), OPTIONAL)

    done(book, Leg("chat", "add music"))

    assert book.heard(Offered) == [Offered((EXPORT,))]


def test_yes_takes_what_was_offered_and_it_is_off_the_table() -> None:
    book, talk = Playbook({"state": [CITY]}), conversation(offers=(EXPORT,))

    assert done(book, Leg("yes", "yes"), talk=talk) == "done"
    assert "Delivered" in book.names()
    assert talk.offers == ()


def test_no_leaves_what_was_offered() -> None:
    book, talk = Playbook(), conversation(offers=(EXPORT,))

    assert done(book, Leg("no", "no"), talk=talk) == "done"
    assert book.names() == ["Routed", "OfferDeclined"]
    assert talk.offers == ()


def test_yes_to_nothing_is_said_to_the_backend() -> None:
    book = says("To what?")

    done(book, Leg("yes", "yes please"))

    assert book.messages() == ["yes please"]


def test_an_old_offer_does_not_outlive_a_failure() -> None:
    book, talk = Playbook(streams=[[{"error": "broke"}]]), conversation(offers=(EXPORT,))

    done(book, Leg("chat", "add music"), talk=talk)

    assert talk.offers == ()


def test_a_silence_and_nothing_to_click_is_told_once() -> None:
    book = Playbook(streams=[[NOTHING]])

    done(book, Leg("chat", "add music"))

    assert book.names() == ["Routed", "NothingChanged"]


BEFORE = {"before": {"draft": EMPTY["data"]["state"]["draft"], "media": []}}


@pytest.mark.parametrize("state", [WishState.SENDING, WishState.STREAMING])
@pytest.mark.parametrize(
    ("legs", "number"),
    [
        ([Leg("chat", "a city")], 0),
        ([Leg("yes", "yes")], 0),
        ([Leg("credits"), Leg("chat", "a city")], 1),
        ([Leg("upload", "", ("a.txt",))], 1),
    ],
)
def test_a_message_that_was_cut_off_is_looked_for_and_never_sent_again(
    state: WishState, legs: list[Leg], number: int
) -> None:
    book = Playbook({"state": [CITY]})

    assert done(book, *legs, cut_off=Step(number, state, BEFORE)) == WishState.DONE
    assert not book.opened
    assert not book.requests("credits")
    assert book.names() == ["Routed", "Looking", "Changed"]


def test_a_message_that_was_cut_off_and_is_not_seen_is_uncertain() -> None:
    book = Playbook()
    cut_off = Step(0, WishState.STREAMING, BEFORE)

    assert done(book, Leg("chat", "a city"), Leg("export"), cut_off=cut_off) == "uncertain"
    assert not book.requests("render")


@pytest.mark.parametrize("state", [WishState.RENDERING, WishState.FETCHING])
@pytest.mark.parametrize("leg", [Leg("export"), Leg("chat", "a city")])
def test_a_render_that_was_cut_off_is_fetched(state: WishState, leg: Leg) -> None:
    book = Playbook({"state": [CITY]})
    cut_off = Step(0, state, {"render": "render_1"})

    assert done(book, leg, Leg("export"), cut_off=cut_off) == WishState.DONE
    assert len(book.fetched) == 1
    assert not book.requests("render")
    assert not book.opened


def test_a_leg_behind_the_one_that_was_cut_off_is_done() -> None:
    book = Playbook({"state": [WITH_MUSIC]})
    cut_off = Step(1, WishState.STREAMING, BEFORE)

    assert done(book, Leg("export"), Leg("chat"), Leg("credits"), cut_off=cut_off) == "done"
    assert book.names()[-1] == "Balance"
    assert not book.requests("render")


def test_a_refusal_in_html_is_a_sentence() -> None:
    book = Playbook({"session": [response(403, b"<html>no</html>")]})

    assert done(book, Leg("chat", "a city"), talk=stranger()) == "failed"
    assert book.heard(Failed) == [Failed(FailureKind.REFUSED, 403)]


def test_whatever_comes_a_wish_is_sent_as_it_was_said() -> None:
    happenings: list[Happening] = [text("Done.")]
    book = Playbook(streams=[happenings])

    done(book, Leg("chat", "  把字幕改成《夏天》 \n"))

    assert book.messages() == ["  把字幕改成《夏天》 \n"]


def left(*available: float) -> list[Answer]:
    """The balance, one time after another."""
    return [{"code": 0, "data": {"available": one}} for one in available]


def test_what_a_wish_has_cost_is_told_at_its_end() -> None:
    book = says("Music is on.")
    book.answers["credits"] = left(100, 50)

    assert done(book, Leg("chat", "add music")) == "done"
    assert book.names()[-1] == "Spent"
    assert book.heard(Spent) == [Spent(50, 50)]


def test_beyond_the_limit_nothing_is_sent_nor_handed_over() -> None:
    book = Playbook(files={"a.mp4": 10})
    legs = [Leg("upload", "", ("a.mp4",)), Leg("chat", "add music")]

    end = book.play(turn.turn(conversation(spent=50.0, max_credits=50.0), legs))

    assert (end, book.opened, book.requests("upload")) == ("needs_user", [], [])
    (failed,) = book.heard(Failed)
    assert (failed.kind, failed.message, failed.about) == ("max_credits", "50", "50")


def test_what_reads_or_exports_costs_nothing_and_goes_on() -> None:
    book = Playbook({"state": [CITY]})
    talk = conversation(spent=50.0, max_credits=50.0)

    assert book.play(turn.turn(talk, [Leg("credits"), Leg("status"), Leg("export")])) == "done"
    assert "Delivered" in book.names()


def test_the_second_message_of_a_wish_may_be_one_too_many() -> None:
    book = says("Done.")
    book.answers["credits"] = left(100, 40)
    legs = [Leg("chat", "add music"), Leg("chat", "add a title")]

    end = book.play(turn.turn(conversation(max_credits=50.0), legs))

    assert (end, book.messages()) == ("needs_user", ["add music"])
    assert book.marks[-2] == ("needs_user", {"leg": 1})


def test_beyond_the_limit_what_the_backend_asks_for_is_offered() -> None:
    book = says(edit(1))
    book.answers["credits"] = left(100, 40)
    talk = conversation(max_credits=50.0)

    end = book.play(turn.turn(talk, [Leg("chat", "a city")]))

    assert (end, len(book.messages())) == ("done", 1)
    assert [one.name for one in talk.offers] == ["edit"]


def test_an_offer_that_may_not_be_sent_yet_stays_on_the_table() -> None:
    talk = conversation(spent=5.0, max_credits=5.0, offers=(Action("edit", "add music"),))

    end = Playbook().play(turn.turn(talk, [Leg("yes", "yes")]))

    assert (end, talk.offers) == ("needs_user", (Action("edit", "add music"),))


def test_an_export_on_offer_is_no_message() -> None:
    book = Playbook({"state": [CITY]})
    talk = conversation(spent=5.0, max_credits=5.0, offers=(Action("export"),))

    assert book.play(turn.turn(talk, [Leg("yes", "yes")])) == "done"
    assert "Delivered" in book.names()


def test_a_long_document_needs_a_yes_where_somebody_is_there() -> None:
    book = Playbook(files={"story.txt": "rain " * 1000})
    legs = [Leg("upload", "", ("story.txt",)), Leg("chat", "make a film of it")]

    end = book.play(turn.turn(conversation(), legs, asks=True))

    assert (end, book.messages(), book.names()[-1]) == ("needs_user", [], "Long")
    assert book.marks[-2] == ("needs_user", {"leg": 0})


def test_a_long_document_goes_where_nobody_is_there() -> None:
    book = says("Done.", files={"story.txt": "rain " * 20_000})
    legs = [Leg("upload", "", ("story.txt",)), Leg("chat", "make a film of it")]

    assert done(book, *legs) == "done"
    assert len(book.messages()[0]) == len("make a film of it\n\n") + upload.MOST_WORDS
