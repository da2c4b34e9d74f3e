from __future__ import annotations

from studio import operations
from studio.wire import tool_names


def test_every_operation_has_a_tool_and_a_price() -> None:
    names = {op: tool_names.name(op) for op in operations.operations()}

    assert all(
        name != op or op in {"remove_silence", "undo"} or "_" in name for op, name in names.items()
    )
    assert tool_names.cost("generate") > tool_names.cost("trim") > tool_names.cost("undo")
