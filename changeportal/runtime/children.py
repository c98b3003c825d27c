"""Child processes that die with their parent, and the way that lets PostgreSQL run where we are root."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
NOBODY = 65534


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _die_with(parent: int, death: signal.Signals) -> None:
    """Have the kernel end this process when its parent ends; and end now if that has happened already."""
    _libc().prctl(PR_SET_PDEATHSIG, int(death), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def _leave_root() -> None:
    """Become nobody in a user namespace of our own: files stay ours, but the process is not root to itself."""
    uid, gid = os.getuid(), os.getgid()
    if _libc().unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {gid} 1")


def user_namespaces_work() -> bool:
    """Whether a process of ours can have a user namespace; tried for real in a child."""
    child = os.fork()
    if child == 0:
        try:
            _leave_root()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _become_nobody() -> None:
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def not_as_root(data_dir: Path) -> Callable[[], None] | None:
    """What a child does first so that it is not root; None where we are not root anyway. Raises OSError when nothing can be done."""
    if os.getuid() != 0:
        return None
    if user_namespaces_work():
        return _leave_root
    if not _nobody_can_reach(data_dir):
        raise OSError("PostgreSQL can't run as root here. Set CHANGEPORTAL_DATA to a folder that every user can reach.")
    return _become_nobody


def _nobody_can_reach(folder: Path) -> bool:
    probe = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)], preexec_fn=_become_nobody, check=False, capture_output=True
    )
    return probe.returncode == 0


def start(
    command: Sequence[str],
    *,
    death: signal.Signals = signal.SIGTERM,
    first: Callable[[], None] | None = None,
    env: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own; it gets ``death`` when this process ends, however it ends."""
    parent = os.getpid()

    def prepare() -> None:
        if first:
            first()
        _die_with(parent, death)

    if log is None:
        return subprocess.Popen(command, preexec_fn=prepare, env=env, start_new_session=True, stdin=subprocess.DEVNULL)
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            preexec_fn=prepare,
            env=env,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )


def stop(child: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM, seconds: int = 10) -> None:
    """Ask a child to end; kill it when it does not."""
    if child.poll() is not None:
        return
    child.send_signal(how)
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def stop_all(started: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask all of them at once, then wait for each."""
    for child in started:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in started:
        stop(child)
