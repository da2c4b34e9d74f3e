from __future__ import annotations

import pytest

from studio.http.allowed_hosts import AllowedHosts, is_public

ALLOWED = [
    ("media.example.org", "media.example.org"),
    ("MEDIA.example.org.", "media.example.org"),
    ("a.example.org", "*.example.org"),
    ("anything.net", "*"),
]
REFUSED = [
    ("media.example.org", ""),
    ("example.org", "*.example.org"),
    ("badexample.org", "*.example.org"),
    ("media.example.org.evil.net", "media.example.org"),
]
PRIVATE = [
    *("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.1"),
    *("64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::", "2001:0:1::1", "::10.0.0.1", "ff0e::1"),
    *("::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::", "224.0.0.1", "100.64.0.1"),
]


@pytest.mark.parametrize(("host", "name"), ALLOWED)
def test_hosts_by_name(host: str, name: str) -> None:
    assert AllowedHosts((name,)).allow(host)


@pytest.mark.parametrize(("host", "name"), REFUSED)
def test_other_hosts_are_not_allowed(host: str, name: str) -> None:
    assert not AllowedHosts((name,) if name else ()).allow(host)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_of_the_open_net(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_net(address: str) -> None:
    assert is_public(address)
