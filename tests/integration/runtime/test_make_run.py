"""`make run` in a copy of the checkout, as an ordinary user with an empty environment: serves, refuses a second, leaves nothing."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[3]
NOBODY = 65534
FIRST_PAGE, END = 240, 30


@pytest.fixture
def copy() -> Iterator[Path]:
    """What git tracks, in a folder that belongs to nobody where we are root, else to us."""
    folder = Path(tempfile.mkdtemp(prefix="cp-"))
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    if os.getuid() == 0:
        for one in (folder, *folder.rglob("*")):
            os.chown(one, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


def start(copy: Path, port: int) -> subprocess.Popen[str]:
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
    return subprocess.Popen(
        ["make", "run"],
        cwd=copy,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(copy), "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        **user,  # type: ignore[call-overload]  # whoever we are
    )


def of_copy(copy: Path) -> list[int]:
    """Processes that run with the copy as their home: what `make run` started, whatever session they moved to."""
    home, found = f"HOME={copy}".encode(), []
    for one in Path("/proc").iterdir():
        try:
            if home in (one / "environ").read_bytes().split(b"\0"):
                found.append(int(one.name))
        except (OSError, ValueError):
            continue
    return found


def answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/sign-in", timeout=5) as page:
            return b"Sign in" in page.read()
    except (URLError, OSError):
        return False


def waited(seconds: int, until: object) -> bool:
    assert callable(until)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if until():
            return True
        time.sleep(0.25)
    return False


@pytest.mark.timeout(400)
def test_an_ordinary_user_runs_it(copy: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = start(copy, port)
    try:
        served = waited(FIRST_PAGE, lambda: answers(f"http://127.0.0.1:{port}") or running.poll() is not None)
        assert served
        assert running.poll() is None, running.communicate()[0][-2000:]
        second, _nothing = start(copy, port).communicate(timeout=60)
        assert "changeportal is already running" in second
        os.killpg(running.pid, signal.SIGINT)
        printed, _nothing = running.communicate(timeout=END)
        assert "proposer@demo.example" in printed
        assert "Stopped." in printed
        assert waited(END, lambda: not of_copy(copy))
    finally:
        for left in of_copy(copy):
            os.kill(left, signal.SIGKILL)
        running.wait(END)
