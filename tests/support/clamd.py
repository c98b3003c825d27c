"""A small server that speaks clamd's INSTREAM over a real socket: finds the test virus, errs, dawdles or breaks off."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"


class Clamd:
    """One listening socket; ``mood`` says how it treats the next one who asks.

    honest, error, silent (never answers), drip (a byte at a time), half_read (goes away while it is sent to), half_said
    (goes away in the middle of its answer) and unended (says OK without the end of an answer).
    """

    def __init__(self, place: socket.socket) -> None:
        self.place = place
        self.mood = "honest"
        self.seen: list[bytes] = []
        self.closing = threading.Event()

    def serve(self) -> None:
        """One connection after the other, until it is closed."""
        while not self.closing.is_set():
            try:
                line, _who = self.place.accept()
            except OSError:
                return
            with line:
                try:
                    self._answer(line)
                except OSError:
                    continue

    def _answer(self, line: socket.socket) -> None:
        if _exactly(line, 10) != b"zINSTREAM\0":
            line.sendall(b"UNKNOWN COMMAND\0")
            return
        if self.mood == "half_read":
            _exactly(line, 2)
            return
        body = b""
        while size := struct.unpack(">I", _exactly(line, 4))[0]:
            body += _exactly(line, size)
        self.seen.append(body)
        self._say(line, b"stream: Eicar-Test-Signature FOUND\0" if VIRUS in body else b"stream: OK\0")

    def _say(self, line: socket.socket, said: bytes) -> None:
        if self.mood == "error":
            line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        elif self.mood == "silent":
            self.closing.wait(5)
        elif self.mood == "drip":
            for n in range(len(said)):
                line.sendall(said[n : n + 1])
                if self.closing.wait(0.2):
                    return
        elif self.mood == "half_said":
            line.sendall(said[:9])
        else:
            line.sendall(said.rstrip(b"\0") if self.mood == "unended" else said)


def _exactly(line: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        piece = line.recv(size - len(found))
        if not piece:
            raise ConnectionError("the other side went away")
        found += piece
    return found


@contextmanager
def clamd(where: Path | None = None) -> Iterator[tuple[Clamd, str]]:
    """A server on a socket in that file, or on a free port of this machine alone; and its address for SCANNER_URL."""
    place = socket.socket(socket.AF_UNIX if where else socket.AF_INET, socket.SOCK_STREAM)
    place.bind(str(where) if where else ("127.0.0.1", 0))
    place.listen()
    server = Clamd(place)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server, f"unix:{where}" if where else f"tcp://127.0.0.1:{place.getsockname()[1]}"
    finally:
        server.closing.set()
        place.shutdown(socket.SHUT_RDWR)
        place.close()
        thread.join(5)
