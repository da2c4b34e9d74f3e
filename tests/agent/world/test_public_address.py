"""Addresses: which are of the open network, and when a name is looked up at all."""

from __future__ import annotations

import asyncio

import pytest

from agent.world import public_address

CLOUD = "https://93.184.216.34"


@pytest.mark.parametrize(
    ("host", "is_public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("::ffff:93.184.216.34", True),
        ("backend.example", True),
        ("localhost", False),
        ("studio", False),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::10.0.0.1", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::93.184.216.34", False),
        ("64:ff9b:1::1", False),
        ("2002:a00:1::", False),
        ("2001:0:1::", False),
        ("224.0.0.251", False),
        ("ff0e::1", False),
    ],
)
def test_an_address_that_leads_inside_is_not_public(host: str, *, is_public: bool) -> None:
    assert public_address.is_public(host) is is_public


def test_a_backend_of_our_own_network_may_send_us_about_in_it() -> None:
    found = asyncio.run(public_address.looked_up("http://10.0.0.9/film", "http://10.0.0.7"))

    assert found == ()


def test_an_address_is_its_own_answer() -> None:
    assert asyncio.run(public_address.looked_up("https://93.184.216.35/film", CLOUD)) == (
        "93.184.216.35",
    )


def test_a_proxy_may_know_hosts_that_we_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")

    assert asyncio.run(public_address.looked_up("https://nobody.invalid/film", CLOUD)) == ()
