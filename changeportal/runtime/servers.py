"""The embedded servers for the length of a block: those that run are used, else they are started and stopped again."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg

from changeportal.runtime import children, postgres, valkey

WAIT_FOR_OTHER = 60


class AlreadyRunning(Exception):
    """Another process keeps the servers of this data folder; the message is its note."""


def _lock(data: Path) -> IO[str] | None:
    """The data folder's lock, or None when another process holds it. It goes with the process, however that ends."""
    data.mkdir(parents=True, exist_ok=True)
    file = (data / "servers.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def note_of_other(data: Path) -> str:
    """What the process that holds the lock says of itself."""
    note = data / "servers.note"
    return note.read_text().strip() if note.exists() else "another process"


@contextmanager
def started(data: Path, sockets: Path, *, note: str, durable: bool = True) -> Iterator[None]:
    """Start both servers here. Raises AlreadyRunning when another process has them."""
    lock = _lock(data)
    if lock is None:
        raise AlreadyRunning(note_of_other(data))
    (data / "servers.note").write_text(note)
    sockets.mkdir(mode=0o700, exist_ok=True)
    if sockets.stat().st_uid not in {os.getuid(), children.NOBODY}:
        raise PermissionError(f"{sockets} belongs to somebody else")
    postgres.make(data / "postgres", sockets)
    running = []
    try:
        running.append(valkey.start(data / "valkey", sockets))
        running.append(postgres.start(data / "postgres", sockets, durable=durable))
        postgres.prepare(sockets)
        yield
    finally:
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda child: children.stop(child, signal.SIGINT), running))
        lock.close()


@contextmanager
def servers(data: Path, sockets: Path) -> Iterator[None]:
    """Use the servers that run, or start them for the length of the block."""
    try:
        with started(data, sockets, note="a flask command"):
            yield
    except AlreadyRunning:
        _wait_for_other(sockets)
        yield


def _wait_for_other(sockets: Path) -> None:
    end = time.monotonic() + WAIT_FOR_OTHER
    while True:
        try:
            postgres.connect(sockets, "changeportal").close()
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return
