from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studio.state.accounts import WEEK_S, Accounts, hold
from studio.state.store import Store
from studio.wire.envelopes import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path)
    yield store
    store.close()


def test_a_token_is_good_for_a_week(store: Store, clock: Clock) -> None:
    accounts = Accounts(store, clock)
    granted = accounts.grant("client")

    clock.time += WEEK_S - 1

    assert accounts.user(granted.token) == granted.user_id


def test_after_a_week_it_is_good_no_more(store: Store, clock: Clock) -> None:
    accounts = Accounts(store, clock)
    granted = accounts.grant("client")

    clock.time += WEEK_S

    with pytest.raises(RefusalError) as caught:
        accounts.user(granted.token)
    assert caught.value.code == 1001


def test_a_second_token_within_the_week_is_refused(store: Store, clock: Clock) -> None:
    accounts = Accounts(store, clock)
    accounts.grant("client")

    clock.time += WEEK_S - 1

    with pytest.raises(RefusalError) as caught:
        accounts.grant("client")
    assert caught.value.code == 429


def test_the_next_week_has_a_token_for_the_same_account(store: Store, clock: Clock) -> None:
    accounts = Accounts(store, clock)
    first = accounts.grant("client")

    clock.time += WEEK_S
    second = accounts.grant("client")

    assert second.user_id == first.user_id
    assert second.token != first.token


def test_an_aged_token_makes_room_for_the_next(store: Store, clock: Clock) -> None:
    accounts = Accounts(store, clock)

    accounts.age(accounts.grant("client").token)

    assert accounts.user(accounts.grant("client").token)


def test_the_token_itself_is_not_on_disk(store: Store, clock: Clock) -> None:
    granted = Accounts(store, clock).grant("client")

    store.close()

    written = b"".join(file.read_bytes() for file in store.folder.iterdir())
    assert granted.token.encode() not in written


def test_what_is_held_is_frozen_and_not_available(store: Store, clock: Clock) -> None:
    accounts = Accounts(store, clock)
    user_id = accounts.grant("client").user_id

    with store.writing() as connection:
        hold(connection, user_id, 30)

    left = accounts.balance(user_id)
    assert (left.available, left.frozen) == (70, 30)


def test_more_than_there_is_cannot_be_held(store: Store, clock: Clock) -> None:
    accounts = Accounts(store, clock)
    user_id = accounts.grant("client").user_id

    with pytest.raises(RefusalError) as caught, store.writing() as connection:
        hold(connection, user_id, 101)

    assert caught.value.code == 2001
    assert accounts.balance(user_id).available == 100
