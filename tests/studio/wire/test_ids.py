from __future__ import annotations

import uuid

from studio.wire.ids import new_id


def test_an_id_is_a_random_uuid() -> None:
    assert uuid.UUID(new_id()).version == 4


def test_no_two_are_alike() -> None:
    assert len({new_id() for _ in range(100)}) == 100
