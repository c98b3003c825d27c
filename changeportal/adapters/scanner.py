"""Looking for viruses: clamd over its socket, or in the demo a check that knows the test virus alone. Down means wait."""

import socket
import struct
from enum import StrEnum
from time import monotonic
from typing import Protocol
from urllib.parse import urlsplit

from flask import current_app

PATIENCE = 30.0
_PIECE = 65_536
_LONGEST = 4_096
_TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"


class Verdict(StrEnum):
    """What a scanner says of bytes."""

    CLEAN = "clean"
    INFECTED = "infected"


class Means(StrEnum):
    """What looks at files under these settings."""

    SCANNER = "scanner"
    EXAMPLE = "example"
    NOTHING = "nothing"


class Scanner(Protocol):
    """Says whether bytes are clean; OSError when it cannot say, and then they wait."""

    def look_at(self, body: bytes) -> Verdict:
        """The verdict."""


class ClamdScanner:
    """clamd at ``tcp://host:3310`` or ``unix:/path``, with its INSTREAM command."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self.parts = urlsplit(url)
        self.patience = patience

    def look_at(self, body: bytes) -> Verdict:
        """Send the bytes in pieces and read the one line of the answer. Without its end it says nothing."""
        with self._connected() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(body), _PIECE):
                piece = body[start : start + _PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            said = _answer(line, monotonic() + self.patience)
        if said.endswith("FOUND"):
            return Verdict.INFECTED
        if said == "stream: OK":
            return Verdict.CLEAN
        raise OSError(f"the scanner said {said[:200]!r}")

    def _connected(self) -> socket.socket:
        if self.parts.scheme == "tcp":
            return socket.create_connection(
                (self.parts.hostname or "localhost", self.parts.port or 3310), self.patience
            )
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(self.patience)
        try:
            line.connect(self.parts.path)
        except OSError:
            line.close()
            raise
        return line


def _answer(line: socket.socket, until: float) -> str:
    """The answer up to its end. OSError for one that is cut off, and for one that does not come in time."""
    said = b""
    while not said.endswith(b"\0"):
        left = until - monotonic()
        if left <= 0 or len(said) > _LONGEST:
            raise OSError("the scanner did not finish its answer")
        line.settimeout(left)
        piece = line.recv(4096)
        if not piece:
            raise OSError(f"the scanner broke off after {said[:200]!r}")
        said += piece
    return said.rstrip(b"\0\n").decode(errors="replace").strip()


class ExampleScanner:
    """Knows the harmless test virus and nothing else: for the demo, and said on its pages."""

    def look_at(self, body: bytes) -> Verdict:
        """Infected when the test virus stands in the bytes."""
        return Verdict.INFECTED if _TEST_VIRUS in body else Verdict.CLEAN


class NoScanner:
    """Nothing is set up, so files wait."""

    def look_at(self, body: bytes) -> Verdict:
        """Never a verdict."""
        raise OSError("SCANNER_URL is not set")


def means() -> Means:
    """What looks at files here."""
    if current_app.config["SCANNER_URL"]:
        return Means.SCANNER
    return Means.EXAMPLE if current_app.config["DEMO"] else Means.NOTHING


def scanner() -> Scanner:
    """The scanner of the settings."""
    found = means()
    if found is Means.SCANNER:
        return ClamdScanner(str(current_app.config["SCANNER_URL"]))
    return ExampleScanner() if found is Means.EXAMPLE else NoScanner()
