"""The conversation: what it says of itself, and what it keeps to itself."""

from __future__ import annotations

import pytest

from tests.agent.playbook import SECRET, conversation


def test_a_conversation_does_not_print_its_token() -> None:
    talk = conversation()

    assert SECRET not in f"{talk!r} {talk} {talk.caller!r}"


def test_whoever_asks_is_who_talks() -> None:
    headers = conversation(platform="cursor").caller.headers()

    assert headers == {
        "X-Skill-Source": "reeltalk",
        "X-Skill-Version": "1.2.3",
        "X-Skill-Platform": "cursor",
        "Authorization": f"Bearer {SECRET}",
    }


@pytest.mark.parametrize(
    ("web", "bind", "link"),
    [
        ("https://web.example", "u-1", "https://web.example/?bind=u-1"),
        ("https://web.example/", "u-1", "https://web.example/?bind=u-1"),
        ("https://web.example", "", "https://web.example"),
        ("https://web.example", "u&x=1#", "https://web.example/?bind=u%26x%3D1%23"),
    ],
)
def test_the_registration_link_binds_whom_the_backend_named(web: str, bind: str, link: str) -> None:
    assert conversation(web=web, bind=bind).registration == link
