"""The warm parent: imports what kernels need, then forks one for each run.

Runs within the walls (`kit.grading.sandbox`) by `kit.grading.interpreter`
and never runs a line of a student's. Each kernel is a fork of it that has shut
itself off from everything (`kit.grading.namespaces`), the parent included; so
what a student changes in a kernel is gone with it.

Standard input is a socket: a message orders a kernel, and brings the sockets that
it listens on. So nothing outside the walls ever has to be writable in here.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import shutil
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

import zmq
from ipykernel.iostream import OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from traitlets.config import Config

from kit.grading.namespaces import enter

CASE = Path("/case")
# What a first cell, an error or a check would import: once here, not in every kernel.
WARM = (
    *("pandas", "kit.case.package", "kit.case.show", "kit.exercise.check", "kit.exercise.progress"),
    *("ipykernel.ipkernel", "ipykernel.zmqshell", "ipykernel.debugger", "tornado.platform.asyncio"),
    *("tornado.locks", "tornado.queues", "IPython.core.ultratb", "IPython.core.completer"),
    *("IPython.core.debugger", "IPython.core.logger", "IPython.core.oinspect"),
    *("IPython.extensions.storemagic", "matplotlib_inline.backend_inline", "pygments.lexers"),
    *("IPython.core.completerlib", "difflib", "faulthandler", "pygments.formatters.terminal256"),
    *("encodings.idna", "encodings.utf_8_sig", "tempfile", "multiprocessing.resource_tracker"),
)
FILES = 256  # open files of a process
PROCESSES = 200  # of a run
SPARE = 512 * 2**20  # bytes of addresses that stacks and arenas take without using them
QUIET = {
    "HistoryManager": {"enabled": False},
    "InteractiveShell": {"xmode": "Minimal"},
    "IPKernelApp": {"log_level": 50, "outstream_class": f"{__name__}.Stream"},
    "IPythonKernel": {"_execute_sleep": 0},  # a pause for a reader that is not in a hurry
}


class Stream(OutStream):
    """Printed text on its way out. Where nothing was printed, no cell waits for it to leave."""

    def flush(self) -> None:
        """Send what waits, if anything does."""
        if self._buffers:
            super().flush()  # type: ignore[no-untyped-call]


class Cells(IPythonKernel):
    """What runs cells. It does not repeat to all who listen what it was asked."""

    def _publish_execute_input(self, *_: Any) -> None:
        """There is one who listens, and that one asked."""


class Kernel(IPKernelApp):
    """A kernel on two sockets that somebody else opened; nothing else is listened on."""

    given: list[int | None]
    kernel_class = Cells

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """There is none."""

    def init_connection_file(self) -> None:
        """There is none."""

    def write_connection_file(self, **_: Any) -> None:
        """There is none."""

    def log_connection_info(self) -> None:
        """Say nothing."""
        self._ports: dict[str, int] = {}

    def init_heartbeat(self) -> None:
        """Whoever started a kernel sees whether it lives."""

    def _bind_socket(self, s: Any, port: int) -> int:
        """Take the next socket: shell and iopub are given; stdin and control reach nobody."""
        fd = self.given.pop(0)
        if fd is not None:
            s.setsockopt(zmq.USE_FD, fd)
            s.sndhwm = 0  # a flood of outputs must not push out the one that counts
            s.bind(f"ipc:///given-{fd}")
        s.bind(f"inproc://{len(self.given)}")
        return 1


def main() -> None:
    """Warm up, then fork a kernel for every order until nobody is there to give one."""
    # Whatever memory runs out, that of student code goes first.
    Path("/proc/self/oom_score_adj").write_text("1000")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are not waited for
    # A debugger that nobody attaches would cost each kernel most of its start.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for name in WARM:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()  # a collector that visits all this would copy it for every fork
    orders = socket.socket(fileno=0)
    while True:
        order, sockets, _, _ = socket.recv_fds(orders, 4096, 2)
        if not order:
            return
        if not os.fork():
            _begin(orders, json.loads(order), sockets)
        for number in sockets:
            os.close(number)


def _begin(orders: socket.socket, order: dict[str, Any], sockets: list[int]) -> None:
    """Become a kernel; never returns."""
    gc.enable()
    try:
        addresses = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        enter(os.environ["HOME"], order["temporary"])
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        _furnish(Path(os.environ["KIT_COURSE"]))
        _limit(order, addresses)
        orders.send(b"up")  # who sends it is seen by the receiver
        orders.close()
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nothing, number)
        _serve(order["key"], sockets)
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(1)


def _furnish(course: Path) -> None:
    """Put a fresh copy of the case where the kernel works, and make a place for its files."""
    Path(os.environ["TMPDIR"]).mkdir()
    shutil.copytree(CASE, course)
    (course / "notebooks").mkdir()
    os.chdir(course / "notebooks")


def _limit(order: dict[str, Any], addresses: int) -> None:
    limits = {
        resource.RLIMIT_AS: addresses + order["memory"] + SPARE,
        resource.RLIMIT_CPU: order["seconds"],
        resource.RLIMIT_NPROC: PROCESSES,
        resource.RLIMIT_NOFILE: FILES,
        resource.RLIMIT_FSIZE: order["temporary"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def _serve(key: str, sockets: list[int]) -> None:
    shell, iopub = sockets
    app = Kernel.instance(config=Config(QUIET))
    app.given = [shell, None, None, iopub]  # shell, stdin, control, iopub: as they are asked for
    app.session.key = key.encode()
    app.initialize()  # type: ignore[no-untyped-call]
    app.start()  # type: ignore[no-untyped-call]
