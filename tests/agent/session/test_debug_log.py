"""The log of --debug."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from agent.session import debug_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log that is being written."""
    root = logging.getLogger()
    before = list(root.handlers)
    yield tmp_path / "debug.log"
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    for name in ("httpx", "httpcore", "reeltalk"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.mark.parametrize(
    "said",
    [
        "Authorization: Bearer canary",
        "authorization=Bearer canary",
        "{'Authorization': 'Bearer canary'}",
        "[(b'authorization', b'Bearer canary')]",
        "Bearer  canary, and so on",
        '{"token": "canary"}',
        "NEMO_TOKEN=canary",
        "token canary",
        "X-Client-Id: canary",
        "GET https://x/workspace/claim?ct=canary HTTP/1.1",
        "GET https://x/?a=b&sig=canary&c=d",
        "https://x/?bind=canary",
    ],
)
def test_a_secret_is_struck_out_wherever_it_stands(said: str) -> None:
    found = debug_log.struck(said)

    assert "canary" not in found
    assert "***" in found


@pytest.mark.parametrize("said", ["GET https://x/api 200", "two tokenizers", "a bearer"])
def test_what_is_no_secret_stays(said: str) -> None:
    assert debug_log.struck(said) == said


def test_what_is_logged_is_written_without_secrets(log: Path) -> None:
    path = debug_log.begin(log.parent)

    logging.getLogger("reeltalk").debug("asked with %s", "Bearer canary")
    logging.getLogger("httpcore").debug("headers canary")
    logging.getLogger("reeltalk").error("it broke", exc_info=ValueError("token=canary"))

    written = log.read_text("utf-8")
    assert path == str(log)
    assert "asked with Bearer ***" in written
    assert "ValueError: token=***" in written
    assert "canary" not in written
