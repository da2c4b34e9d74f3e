from __future__ import annotations

from studio import ops, tools


def test_every_operation_has_a_tool_and_a_price() -> None:
    names = {op: tools.name(op) for op in ops.operations()}

    assert all(
        name != op or op in {"remove_silence", "undo"} or "_" in name for op, name in names.items()
    )
    assert tools.cost("generate") > tools.cost("trim") > tools.cost("undo")
