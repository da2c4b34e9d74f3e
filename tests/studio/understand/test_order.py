from __future__ import annotations

import pytest

from studio.understand.order import Order


@pytest.mark.parametrize(("op", "acts"), [("trim", True), ("ask", False), ("question", False)])
def test_an_order_knows_whether_it_changes_the_timeline(op: str, acts: object) -> None:
    order = Order(op)

    assert order.acts is acts
