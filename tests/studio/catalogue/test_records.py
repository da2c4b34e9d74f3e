from __future__ import annotations

from studio.catalogue.records import OPERATIONS


def test_every_operation_has_a_tool_of_the_form_that_clients_show() -> None:
    tools = [one.tool for one in OPERATIONS.values()]

    assert all(tool.replace("_", "").isalpha() and tool.islower() for tool in tools)


def test_an_operation_stands_once() -> None:
    assert all(name == one.name for name, one in OPERATIONS.items())
    assert len(OPERATIONS) == 67


def test_what_makes_pictures_costs_more_than_an_edit_and_going_back_nothing() -> None:
    price = {name: one.price for name, one in OPERATIONS.items()}

    assert price["storyboard"] > price["generate"] > price["add_scene"] > price["trim"] > 0
    assert {price[name] for name in ("undo", "redo", "reset")} == {0}


def test_only_history_is_walked_and_never_repeated_on_another_clip() -> None:
    walking = {name for name, one in OPERATIONS.items() if one.walks_history}

    assert walking == {"undo", "redo"}
    assert {name for name, one in OPERATIONS.items() if not one.is_repeatable} == {
        *walking,
        "reset",
    }


def test_who_says_what_may_follow_in_one_breath_says_by_which_words_it_was_said() -> None:
    assert all(bool(one.in_one_breath) == bool(one.said_by) for one in OPERATIONS.values())
