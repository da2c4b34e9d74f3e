from __future__ import annotations

from studio.wire.service_ports import Reply, ToolCall


def test_a_reply_without_more_changes_nothing_and_costs_nothing() -> None:
    reply = Reply({}, {"t": []}, "Which clip?")

    assert (reply.changed, reply.cost, reply.calls) == (False, 0, ())


def test_two_calls_do_not_share_what_went_in() -> None:
    first, second = ToolCall("add_title"), ToolCall("add_music")

    assert first.args is not second.args
