"""The virus scanner's own protocol over real sockets: what it says, and every way in which it can fail to say it."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from changeportal.adapters.scanner import ClamdScanner, Verdict
from tests.support.clamd import VIRUS, Clamd, clamd

LARGE = os.urandom(300_000)


@pytest.fixture(params=["tcp", "unix"])
def server(request: pytest.FixtureRequest) -> Iterator[tuple[Clamd, str]]:
    """The server on both kinds of socket; a socket's path must be short."""
    with (
        tempfile.TemporaryDirectory(prefix="cl") as folder,
        clamd(Path(folder) / "s" if request.param == "unix" else None) as running,
    ):
        yield running


def test_clean_and_infected_are_told_apart_and_every_byte_arrives(server: tuple[Clamd, str]) -> None:
    running, url = server
    scanner = ClamdScanner(url)
    assert scanner.look_at(LARGE) is Verdict.CLEAN
    assert scanner.look_at(LARGE + VIRUS) is Verdict.INFECTED
    assert scanner.look_at(b"") is Verdict.CLEAN
    assert running.seen == [LARGE, LARGE + VIRUS, b""]


@pytest.mark.parametrize("mood", ["error", "half_read", "half_said", "unended", "silent", "drip"])
def test_what_it_cannot_say_is_never_clean(server: tuple[Clamd, str], mood: str) -> None:
    running, url = server
    running.mood = mood
    with pytest.raises(OSError):
        ClamdScanner(url, patience=0.5).look_at(LARGE)


def test_it_is_asked_again_after_it_failed(server: tuple[Clamd, str]) -> None:
    running, url = server
    scanner, running.mood = ClamdScanner(url, patience=0.5), "half_said"
    with pytest.raises(OSError, match="broke off"):
        scanner.look_at(b"a")
    running.mood = "honest"
    assert scanner.look_at(b"a") is Verdict.CLEAN


def test_nobody_there_is_no_verdict(tmp_path: Path) -> None:
    for url in (f"unix:{tmp_path}/none", "tcp://127.0.0.1:1"):
        with pytest.raises(OSError):
            ClamdScanner(url, patience=0.5).look_at(b"a")
