"""Kernels kept in: the grader's side of the warm parent, and of each kernel.

A `Nest` is one warm parent within the walls; `Nest.kernel` has it fork a kernel,
ready ahead of need. A `Held` kernel is a process of which nothing is trusted: it
is watched, interrupted and ended from outside, with all that it started.
"""

import contextlib
import json
import os
import secrets
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kit.grading import interpreter
from kit.grading.sandbox import HOME, INSIDE, TEMPORARY, Sandbox

PROCESSES = 200  # of one kernel, itself included
START = 60.0  # seconds until a kernel is up, on a busy machine
ENVIRONMENT = {
    "HOME": str(HOME),
    "TMPDIR": str(HOME / "tmp"),
    "USER": "student",
    "LANG": "C.UTF-8",
    "PATH": f"{sys.prefix}/bin:/usr/bin:/bin",
    "PYTHONPATH": str(INSIDE),
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "KIT_STATE": "off",
    "KIT_CHECK": "emit",
    "KIT_COURSE": str(HOME / "course"),
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OPENBLAS_NUM_THREADS": "1",  # the parent must have one thread when it forks
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


class NestProblem(Exception):  # noqa: N818  (read aloud: "a nest problem")
    """The warm parent does not run; the message says what it said last."""


class Held:
    """A kernel's process, seen from outside.

    Attributes
    ----------
    shell, iopub
        Where its sockets are.
    key
        What it signs with.
    """

    fd: int | None

    def __init__(self, pid: int, places: list[str], key: bytes, memory: int) -> None:
        self.shell, self.iopub = places
        self.key = key
        self._pid, self._memory = pid, memory
        # It names this process even when its number is used again.
        self.fd = self._handle = os.pidfd_open(pid)

    def is_alive(self) -> bool:
        """Look whether it lives."""
        return not select.select([self._handle], [], [], 0)[0]

    def interrupt(self) -> None:
        """Ask it to stop what it is doing, as Ctrl-C does."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGINT)

    def excess(self) -> str:
        """Say what it and its children use too much of; empty if nothing."""
        size = 0
        for number, pid in enumerate(_family(self._pid), 1):
            size += _memory(pid)
            if number > PROCESSES:
                return f"started more than {PROCESSES} processes"
        if size > self._memory:
            return f"used more than {self._memory // 2**20} MB of memory"
        return ""

    def stop(self) -> None:
        """End it, and with it everything in its name spaces."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        select.select([self._handle], [], [], 10)
        os.close(self._handle)


def _family(pid: int) -> Iterator[int]:
    """List a process and all that descend from it; orphans in there are its children."""
    waiting = [pid]
    while waiting:
        pid = waiting.pop()
        yield pid
        for thread in Path(f"/proc/{pid}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                waiting += map(int, thread.read_text().split())


def _memory(pid: int) -> int:
    """Give the bytes of memory that a process has for itself or shares with its kin."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    sizes = (line.split() for line in lines if line.startswith(("RssAnon:", "RssShmem:")))
    return sum(int(size) for _, size, *_ in sizes) * 1024


class Nest:
    """A warm parent within the walls, which has kernels forked.

    Parameters
    ----------
    sandbox
        The walls.
    course
        A folder with the case's tables; each kernel gets a fresh copy.
    memory
        Bytes for a kernel and all that it starts.
    seconds
        Of processor time for a kernel.
    """

    def __init__(self, sandbox: Sandbox, course: Path, memory: int, seconds: int) -> None:
        self._order = {"memory": memory, "temporary": TEMPORARY * 2**20, "seconds": seconds}
        self._folder = Path(tempfile.mkdtemp(prefix="kit-"))
        # A socket's path has at most 107 bytes, and a temporary folder's may be longer.
        self._short = os.open(self._folder, os.O_RDONLY)
        self._said = (self._folder / "said").open("w+b")
        self._orders, theirs = socket.socketpair()
        # A message tells the process that it came from: the kernel's number, out here.
        self._orders.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._orders.settimeout(START)
        command = interpreter.command("kit.grading.inside")
        with theirs:
            self._process = subprocess.Popen(
                sandbox.command(command, ENVIRONMENT, {course: Path("/case")}),
                stdin=theirs.fileno(),
                stdout=self._said,
                stderr=subprocess.STDOUT,
            )
        self._made = 0
        self._next: Held | None = None

    def kernel(self) -> Held:
        """Give a kernel that nobody used, and have the next one made ready."""
        given, self._next = self._next or self._fork(), None
        if not given.is_alive():
            given.stop()
            given = self._fork()
        return given

    def prepare(self) -> None:
        """Have a kernel made ready ahead of need."""
        self._next = self._next or self._fork()

    def _fork(self) -> Held:
        self._made += 1
        paths = [f"/proc/self/fd/{self._short}/{name}{self._made}" for name in ("shell", "iopub")]
        key = secrets.token_hex(16)
        with contextlib.ExitStack() as listening:
            sockets = [listening.enter_context(_listen(path)) for path in paths]
            numbers = [made.fileno() for made in sockets]
            try:
                socket.send_fds(
                    self._orders, [json.dumps(self._order | {"key": key}).encode()], numbers
                )
                pid = self._sender()
            except OSError as error:
                raise NestProblem(self._last_words() or str(error)) from error
        places = [f"ipc://{path}" for path in paths]
        return Held(pid, places, key.encode(), self._order["memory"])

    def _sender(self) -> int:
        message, about, _, _ = self._orders.recvmsg(2, socket.CMSG_SPACE(struct.calcsize("3i")))
        if not message:
            msg = "the parent of all kernels ended"
            raise OSError(msg)
        ((_, _, who),) = about
        return int(struct.unpack("3i", who)[0])

    def _last_words(self) -> str:
        time.sleep(0.1)
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return lines[-1][:200] if lines else ""

    def close(self) -> None:
        """End the parent and every kernel of it."""
        if self._next:
            self._next.stop()
        self._orders.close()
        self._process.kill()
        self._process.wait()
        self._said.close()
        for path in sorted(self._folder.iterdir()):
            path.unlink()
        os.close(self._short)
        self._folder.rmdir()


def _listen(path: str) -> socket.socket:
    made = socket.socket(socket.AF_UNIX)
    made.bind(path)
    made.listen(2)
    return made
